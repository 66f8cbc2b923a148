package handcar.auth;

import module java.base;

import handcar.audit.AuditLog;
import handcar.db.Database;

/// The log-ins of one person, to look at and to end.
public final class SessionList {
    private final Database db;
    private final AuditLog audit;
    private final Sessions sessions;

    /// A log-in that has not ended.
    ///
    /// @param browser what the browser says it is; empty when it said nothing
    record OpenSession(
            UUID id,
            String address,
            String browser,
            Instant createdAt,
            Instant seenAt,
            Instant expiresAt) {}

    public SessionList(Database db, AuditLog audit, Sessions sessions) {
        this.db = db;
        this.audit = audit;
        this.sessions = sessions;
    }

    /// The caller's sessions that have not ended, the latest log-in first.
    List<OpenSession> of(StaffPrincipal staff) {
        return UserStore.ownSessions(db, staff.userId(), marks(staff));
    }

    /// Ends one of the caller's sessions; false when there is no such.
    boolean end(StaffPrincipal staff, UUID session) {
        return end(staff, session::equals) == 1;
    }

    /// Ends all of the caller's sessions, or all but this one.
    void endAll(StaffPrincipal staff, boolean others) {
        int _ = end(staff, id -> !others || staff.session().filter(id::equals).isEmpty());
    }

    private int end(StaffPrincipal staff, Predicate<UUID> which) {
        return db.tx(
                tx -> {
                    List<UUID> ended =
                            UserStore.ownSessions(tx, staff.userId(), marks(staff)).stream()
                                    .map(OpenSession::id)
                                    .filter(which)
                                    .filter(id -> UserStore.revokeSession(tx, id))
                                    .toList();
                    ended.forEach(id -> audit.record(tx, staff, "session.ended", id));
                    return ended.size();
                });
    }

    private List<byte[]> marks(StaffPrincipal staff) {
        return staff.kind() == StaffPrincipal.Kind.ADMIN_TOKEN
                ? sessions.adminToken().marks()
                : List.of();
    }
}
