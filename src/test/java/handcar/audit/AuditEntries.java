package handcar.audit;

import module java.base;

import handcar.config.Secret;
import handcar.db.Database;

/// The audit log as tests read it.
public final class AuditEntries {
    private static final AuditKeys KEYS =
            new AuditKeys(new Secret("the audit key of the tests"), List.of());

    private AuditEntries() {}

    /// An audit log under the key of the tests.
    public static AuditLog log(Database db) {
        return new AuditLog(db, KEYS);
    }

    /// The newest entries of all kinds, newest first, at most `limit`.
    public static List<AuditLog.Entry> newest(AuditLog audit, int limit) {
        return audit.find(
                new AuditLog.Filter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                limit);
    }
}
