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

/// The record of what people did, written in the transaction of the deed: neither exists without the other. Each row's
/// hash covers the row before, so a row changed or taken out of the middle later on shows. (Cutting off the newest rows
/// does not show by itself; keep the last hash elsewhere if the database's own administrator is whom you distrust.)
public final class AuditLog {
    /// Any constant that nobody else takes an advisory lock on.
    private static final long LOCK = 0x48616e6441756474L;

    private final Database db;

    /// One row.
    public record Entry(
            UUID id,
            Instant createdAt,
            Actor actor,
            String action,
            String subjectType,
            String subjectId,
            Map<String, Object> details) {}

    /// Which rows: every part may be left out. `beforeAt` and `beforeId` name the row the page before ended with.
    public record Filter(
            Optional<String> action,
            Optional<UUID> actorId,
            Optional<String> subjectType,
            Optional<String> subjectId,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<Instant> beforeAt,
            Optional<UUID> beforeId) {
        /// Everything.
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

    /// What checking the chain found: its length, and the number of the first row that is not as it was written.
    public record Check(long links, Optional<Long> brokenAt) {
        public boolean intact() {
            return brokenAt.isEmpty();
        }
    }

    public AuditLog(Database db) {
        this.db = db;
    }

    /// Writes what a member of staff did. Call it last in the transaction: from here on others wait who want to write
    /// theirs.
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

    /// The same for any actor.
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

    /// Rows that fit, newest first, at most `limit`.
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

    /// Checks every link of the chain.
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
