package handcar.audit;

import module java.base;

/// The audit log as tests read it.
public final class AuditEntries {
    private AuditEntries() {}

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
