package handcar.audit;

import handcar.auth.StaffPrincipal;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.db.UuidV7;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The audit log. A row is written in the transaction of the action it records, so neither exists without the other. Each
/// row's hash covers the row before it, so a changed or removed row shows. (Removing the newest rows does not show; keep the
/// last hash elsewhere to guard against the database's own administrator.)
public final class AuditLog {
    /// The key of the advisory lock that orders the rows.
    private static final long LOCK = 0x48616e6441756474L;

    private final Database db;

    /// A row of the log.
    public record Entry(
            UUID id,
            Instant createdAt,
            Actor actor,
            String action,
            String subjectType,
            String subjectId,
            Map<String, Object> details) {}

    /// Which rows to find; each part is optional. `beforeAt` and `beforeId` name the last row of the page before.
    public record Filter(
            Optional<String> action,
            Optional<UUID> actorId,
            Optional<String> subjectType,
            Optional<String> subjectId,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<Instant> beforeAt,
            Optional<UUID> beforeId) {
        /// All rows.
        public static Filter none() {
            return new Filter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /// The result of a check: the number of rows, and the number of the first row that was changed.
    public record Check(long links, Optional<Long> brokenAt) {
        public boolean intact() {
            return brokenAt.isEmpty();
        }
    }

    public AuditLog(Database db) {
        this.db = db;
    }

    /// Records an action of a member of staff. Call it last in the transaction: it holds a lock until the commit.
    ///
    /// @param action what was done, `document.deleted`
    /// @param details plain JSON values; never a secret
    public void record(
            Tx tx,
            StaffPrincipal staff,
            String action,
            String subjectType,
            Object subjectId,
            Map<String, ?> details) {
        record(tx, staff.actor(), action, subjectType, subjectId, details);
    }

    /// Records an action of any actor.
    public void record(
            Tx tx,
            Actor actor,
            String action,
            String subjectType,
            Object subjectId,
            Map<String, ?> details) {
        tx.named("audit.lock-audit").with("lock", LOCK).list(row -> true);
        tx.named("audit.add-audit")
                .with("id", UuidV7.next())
                .with("actor_kind", actor.kind())
                .with("actor_id", actor.id().orElse(null))
                .with("actor_name", actor.name())
                .with("action", action)
                .with("subject_type", subjectType)
                .with("subject_id", subjectId.toString())
                .with("details", Jsonb.of(details))
                .change();
    }

    /// The matching rows, newest first, at most `limit`.
    public List<Entry> find(Filter filter, int limit) {
        return db.named("audit.find-audit")
                .with("action", filter.action().orElse(null))
                .with("actor_id", filter.actorId().orElse(null))
                .with("subject_type", filter.subjectType().orElse(null))
                .with("subject_id", filter.subjectId().orElse(null))
                .with("since", filter.since().orElse(null))
                .with("until", filter.until().orElse(null))
                .with("before_at", filter.beforeAt().orElse(null))
                .with("before_id", filter.beforeId().orElse(null))
                .with("limit", limit)
                .list(AuditLog::entry);
    }

    /// Checks the hash of every row.
    public Check verify() {
        return verify(db);
    }

    private static Check verify(Db db) {
        return db.named("audit.verify-audit")
                .only(row -> new Check(row.number("links"), row.findNumber("broken")));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.uuid("id"),
                row.instant("created_at"),
                new Actor(row.text("actor_kind"), row.findUuid("actor_id"), row.text("actor_name")),
                row.text("action"),
                row.text("subject_type"),
                row.text("subject_id"),
                row.object("details"));
    }
}
