package handcar.audit;

import module java.base;

import handcar.db.Database;
import handcar.db.UuidV7;
import handcar.http.ClientAddress;
import handcar.problem.Cursor;
import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Counts wrong credentials of strangers: one row for each kind, network and hour, however many there were. A stranger can thus
/// fill no table, and a statement writes what was counted in [#LATEST]; that much is missing after `kill -9`.
public final class SecurityEvents implements AutoCloseable {
    /// What is counted is in the table after this time at the latest.
    private static final Duration LATEST = Duration.ofSeconds(1);

    /// Networks in one statement, and in an hour's rows; more share a row.
    private static final int MOST_AT_ONCE = 500;

    private static final int MOST_IN_HOUR = 2_000;

    private static final String OTHERS = "other";
    private static final int DAYS = 30;

    private static final Logger LOG = System.getLogger(SecurityEvents.class.getName());

    private final Database db;
    private final Consumer<String> counter;
    private final Map<Key, Tally> tallies = new HashMap<>();
    private final OnDemandThread writer = new OnDemandThread("security-events", this::write);

    /// What was refused.
    public enum Kind {
        /// A webhook without the proof of its provider.
        WEBHOOK,
        /// A log-in with a wrong password, token or code.
        LOG_IN,
        /// A token, session, ticket or key that is not valid.
        TOKEN;

        /// Its name in JSON, in metrics and in the database.
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Key(Kind kind, String network) {}

    private record Tally(long count, Instant last) {}

    /// What was counted in one hour.
    public record Row(
            UUID id, Instant hour, String kind, String network, long count, Instant last) {}

    /// @param counter counts an event of a kind in the metrics
    public SecurityEvents(Database db, Consumer<String> counter) {
        this.db = db;
        this.counter = counter;
    }

    /// Something was refused to a caller with this address.
    public void count(Kind kind, String address) {
        counter.accept(kind.wire());
        synchronized (tallies) {
            Key key = new Key(kind, ClientAddress.block(address));
            boolean known = tallies.size() < MOST_AT_ONCE || tallies.containsKey(key);
            tallies.merge(
                    known ? key : new Key(kind, OTHERS),
                    new Tally(1, Instant.now()),
                    (before, one) -> new Tally(before.count + 1, one.last));
        }
        writer.start();
    }

    /// A page of what was counted, the newest hour first.
    public List<Row> find(Optional<String> kind, Optional<Cursor> before, int limit) {
        return db.named("audit.security-events")
                .with("kind", kind)
                .with("before_at", before.map(Cursor::at))
                .with("before_id", before.map(Cursor::id))
                .with("limit", limit)
                .list(
                        row ->
                                new Row(
                                        row.uuid("id"),
                                        row.instant("hour"),
                                        row.text("kind"),
                                        row.text("network"),
                                        row.number("count"),
                                        row.instant("last_at")));
    }

    private boolean write() {
        writer.rest(LATEST);
        Map<Key, Tally> page;
        synchronized (tallies) {
            page = new HashMap<>(tallies);
            tallies.clear();
        }
        if (page.isEmpty()) {
            return false;
        }
        try {
            write(List.copyOf(page.entrySet()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "security_events.lost networks=" + page.size(), e);
        }
        return true;
    }

    private void write(List<Map.Entry<Key, Tally>> page) {
        db.named("audit.count-security-events")
                .with("ids", column(page, UUID[]::new, _ -> UuidV7.next()))
                .with("kinds", column(page, String[]::new, each -> each.getKey().kind.wire()))
                .with("networks", column(page, String[]::new, each -> each.getKey().network))
                .with("counts", column(page, Long[]::new, each -> each.getValue().count))
                .with("ats", column(page, Long[]::new, each -> each.getValue().last.toEpochMilli()))
                .with("most", MOST_IN_HOUR)
                .with("others", OTHERS)
                .change();
        db.named("audit.prune-security-events").with("days", DAYS).change();
    }

    private static <T> T[] column(
            List<Map.Entry<Key, Tally>> page,
            IntFunction<T[]> array,
            Function<Map.Entry<Key, Tally>, T> value) {
        return page.stream().map(value).toArray(array);
    }

    /// Writes the rest.
    @Override
    public void close() {
        writer.close();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean _ = write();
    }
}
