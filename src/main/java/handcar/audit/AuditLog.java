package handcar.audit;

import module java.base;

import handcar.db.Database;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Statement;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.json.MalformedJsonException;
import handcar.problem.Cursor;

/// The record of what people did, written in the transaction of the action: neither exists without the other. Each row's
/// hash covers the row before it under a key of the server's, so a row that is changed, inserted or removed later is detected,
/// the newest too. Who puts back an old copy of the whole database is found out by the heads that [AuditHeadJob] sends out.
public final class AuditLog {
    /// The key of the advisory lock under which rows are chained; nothing else in the product uses this number.
    private static final long LOCK = 0x48616e6441756474L;

    /// Somebody could not log in.
    public static final String LOGIN_REFUSED = "session.refused";

    private final Database db;
    private final AuditKeys keys;
    private final AuditChain chain;

    /// One row.
    public record Entry(
            UUID id,
            Instant createdAt,
            Actor actor,
            String action,
            String subjectType,
            String subjectId,
            Map<String, Object> details) {}

    /// Which rows to find; an empty part filters nothing.
    ///
    /// @param before the last row of the page before
    public record Filter(
            Optional<String> action,
            Optional<UUID> actorId,
            Optional<String> subjectType,
            Optional<String> subjectId,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<Cursor> before) {}

    /// The result of checking the chain: how many rows it has, the number of the first row that is not as it was written or
    /// does not follow the one before it, and whether newest rows are gone.
    public record Check(long rows, Optional<Long> brokenAt, boolean lostNewest) {
        public boolean intact() {
            return brokenAt.isEmpty() && !lostNewest;
        }
    }

    /// What the next row's hash covers, and the head that it follows if there is one; hashes in hexadecimal.
    private record Next(
            long seq,
            Instant at,
            String previous,
            String detailsDigest,
            String digest,
            Optional<String> head,
            Optional<String> seal) {}

    public AuditLog(Database db, AuditKeys keys) {
        this.db = db;
        this.keys = keys;
        this.chain = new AuditChain(db, keys);
    }

    /// Writes what somebody did, without details; see [#record(Tx, Principal, String, Object, Map)].
    public void record(Tx tx, Principal by, String action, Object subjectId) {
        record(tx, by, action, subjectId, Map.of());
    }

    /// Writes what somebody did. Call it last in the transaction: whoever else wants to write waits from here on until the
    /// transaction ends, because the rows are chained.
    ///
    /// @param action the type of the subject and what was done to it, `document.deleted`
    /// @param details plain JSON values; never a secret
    public void record(
            Tx tx, Principal by, String action, Object subjectId, Map<String, ?> details) {
        Actor actor = by.actor();
        UUID id = UuidV7.next();
        tx.named("audit.lock-audit").with("lock", LOCK).list(_ -> true);
        UnaryOperator<Statement> fields =
                statement -> entry(statement, id, actor, action, subjectId, details);
        Next seen = next(tx, fields, Optional.empty());
        Next next = isForged(seen) ? next(tx, fields, Optional.of(seen.seq())) : seen;
        String hash = keys.hash(next.seq(), next.digest());
        fields.apply(tx.named("audit.add-audit"))
                .with("seq", next.seq())
                .with("at", next.at())
                .with("previous", next.previous())
                .with("details_digest", next.detailsDigest())
                .with("hash", hash)
                .with("key_id", keys.current())
                .with("seal", keys.seal(hash))
                .change();
    }

    /// Whether the head is there and none of the server's keys has sealed it.
    private boolean isForged(Next next) {
        return next.head()
                .filter(head -> next.seal().filter(seal -> keys.isSeal(head, seal)).isEmpty())
                .isPresent();
    }

    /// @param kept the number that the row has already, when the head turned out to be forged
    private static Next next(Tx tx, UnaryOperator<Statement> fields, Optional<Long> kept) {
        return fields.apply(
                        tx.named("audit.next-audit")
                                .with("forged", kept.isPresent())
                                .with("seq", kept))
                .only(
                        row ->
                                new Next(
                                        row.number("seq"),
                                        row.instant("at"),
                                        row.text("previous"),
                                        row.text("details_digest"),
                                        row.text("digest"),
                                        row.findText("head"),
                                        row.findText("seal")));
    }

    private static Statement entry(
            Statement statement,
            UUID id,
            Actor actor,
            String action,
            Object subjectId,
            Map<String, ?> details) {
        return statement
                .with("id", id)
                .with("actor_kind", actor.kind())
                .with("actor_id", actor.id())
                .with("actor_name", actor.name())
                .with("action", action)
                .with("subject_type", subjectType(action))
                .with("subject_id", subjectId.toString())
                .with("details", Jsonb.of(details));
    }

    /// A log-in that is refused has no session yet; its subject is the user.
    private static String subjectType(String action) {
        return action.equals(LOGIN_REFUSED) ? "user" : action.substring(0, action.indexOf('.'));
    }

    /// The rows that match, newest first, at most `limit`.
    public List<Entry> find(Filter filter, int limit) {
        return db.named("audit.find-audit")
                .with("action", filter.action())
                .with("actor_id", filter.actorId())
                .with("subject_type", filter.subjectType())
                .with("subject_id", filter.subjectId())
                .with("since", filter.since())
                .with("until", filter.until())
                .with("before_at", filter.before().map(Cursor::at))
                .with("before_id", filter.before().map(Cursor::id))
                .with("limit", limit)
                .list(AuditLog::entry);
    }

    /// Checks every link of the chain.
    public Check verify() {
        return chain.check();
    }

    /// The newest row; empty while there is none.
    Optional<AuditChain.Head> head() {
        return chain.head();
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.uuid("id"),
                row.instant("created_at"),
                new Actor(row.text("actor_kind"), row.findUuid("actor_id"), row.text("actor_name")),
                row.text("action"),
                row.text("subject_type"),
                row.text("subject_id"),
                details(row));
    }

    /// What another hand wrote into a row may be no JSON that can be read; the list goes on around it.
    private static Map<String, Object> details(Row row) {
        try {
            return row.object("details");
        } catch (MalformedJsonException e) {
            return Map.of("unreadable", String.valueOf(e.getMessage()));
        }
    }
}
