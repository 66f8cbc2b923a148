package handcar.audit;

import module java.base;

import handcar.db.Database;
import handcar.db.Row;

/// Checks the chain of the audit log: that every row is the one that was written, that none is missing between the first and
/// the newest, and that the newest is still there.
final class AuditChain {
    /// Rows read at a time.
    private static final int BATCH = 1_000;

    private final Database db;
    private final AuditKeys keys;

    /// Hashes are hexadecimal.
    ///
    /// @param told whether its details are those that were written; empty when they were erased
    private record Link(
            long seq,
            String previous,
            String hash,
            Optional<String> key,
            String digest,
            Optional<Boolean> told) {
        boolean isHead(Head head) {
            return head.seq() == seq && head.hash().equals(hash);
        }
    }

    /// The newest row, as it was sealed; hash and seal are hexadecimal.
    record Head(long seq, String hash, String seal) {}

    AuditChain(Database db, AuditKeys keys) {
        this.db = db;
        this.keys = keys;
    }

    AuditLog.Check check() {
        Optional<Head> head = head();
        String previous = "";
        boolean keyed = false;
        boolean headFound = false;
        long rows = 0;
        Optional<Long> after = Optional.empty();
        Optional<Long> broken = Optional.empty();
        List<Link> links;
        do {
            links = links(after);
            for (Link link : links) {
                keyed |= link.key().isPresent();
                boolean follows = link.previous().equals(previous);
                boolean own = link.key().isPresent() == keyed && isHash(link);
                if (!(follows && own && link.told().orElse(true)) && broken.isEmpty()) {
                    broken = Optional.of(link.seq());
                }
                headFound |= head.filter(link::isHead).isPresent();
                rows++;
                after = Optional.of(link.seq());
                previous = link.hash();
            }
        } while (links.size() == BATCH);
        boolean whole = head.isPresent() ? headFound && isSealed(head.get()) : !keyed;
        whole &= broken.isPresent() || !hasRests(rows);
        return new AuditLog.Check(rows, broken, !whole);
    }

    /// Whether rows were there that are gone with everything that refers to them.
    private boolean hasRests(long rows) {
        return db.named("audit.audit-rests")
                .only(row -> row.flag("orphans") || (rows == 0 && row.flag("numbered")));
    }

    private boolean isSealed(Head head) {
        return keys.isSeal(head.hash(), head.seal());
    }

    private boolean isHash(Link link) {
        return link.key()
                .map(key -> keys.isHash(key, link.seq(), link.digest(), link.hash()))
                .orElseGet(() -> link.digest().equals(link.hash()));
    }

    Optional<Head> head() {
        return db.named("audit.audit-head")
                .first(row -> new Head(row.number("seq"), row.text("hash"), row.text("seal")));
    }

    private List<Link> links(Optional<Long> after) {
        return db.named("audit.chain-audit")
                .with("after", after)
                .with("limit", BATCH)
                .list(AuditChain::link);
    }

    private static Link link(Row row) {
        return new Link(
                row.number("seq"),
                row.text("previous"),
                row.text("hash"),
                row.findText("key_id"),
                row.text("digest"),
                row.findFlag("told"));
    }
}
