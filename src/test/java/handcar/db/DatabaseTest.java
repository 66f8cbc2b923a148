package handcar.db;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.Wait;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    /// The driver prepares a statement at its fifth run, and the server keeps one plan from its fifth run on.
    private static final int UNTIL_PLANS_ARE_KEPT = 12;

    private static Database db;

    @BeforeAll
    static void open() throws Exception {
        db = TestDatabase.open(TestDatabase.empty());
        try (var connection = db.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE things (id uuid PRIMARY KEY, label text, at timestamptz, data"
                            + " jsonb, tags text[], size float8, raw bytea, on_sale boolean)");
        }
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @Test
    void everyKindOfValueComesBackAsItWent() {
        UUID id = UuidV7.next();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        put(db, id, "Grüße 🚂").with("at", now).change();
        Row row = db.named("things.get").with("id", id).only(found -> found);
        assertEquals(id, row.uuid("id"));
        assertEquals("Grüße 🚂", row.text("label"));
        assertEquals(now, row.instant("at"));
        assertEquals(Map.of("a", List.of(1, 2)), row.object("data"));
        assertEquals(List.of("x", "y"), row.texts("tags"));
        assertEquals(1.5, row.real("size"));
        assertArrayEquals(new byte[] {1, 2}, row.bytes("raw"));
        assertTrue(row.flag("on_sale"));
    }

    @Test
    void aStatementPreparedWhileItsTableWasEmptyDoesNotReadAllOfItLater() {
        try (Database fresh = TestDatabase.migrated()) {
            fresh.runTx(
                    tx -> {
                        for (int i = 0; i < UNTIL_PLANS_ARE_KEPT; i++) {
                            assertEquals(0, lockTen(tx).size());
                        }
                        tx.named("things.many-conversations").change();
                        long before = rowsReadInOrder(tx);
                        assertEquals(10, lockTen(tx).size());
                        assertEquals(before, rowsReadInOrder(tx));
                    });
        }
    }

    private static List<UUID> lockTen(Tx tx) {
        UUID[] ids =
                IntStream.rangeClosed(1, 10)
                        .mapToObj(each -> new UUID(0, each))
                        .toArray(UUID[]::new);
        return tx.named("chat.lock-all").with("ids", ids).list(row -> row.uuid("id"));
    }

    private static long rowsReadInOrder(Tx tx) {
        return tx.named("things.rows-read-in-order")
                .with("table", "conversations")
                .only(row -> row.number("rows"));
    }

    @Test
    void aMissingValueIsEmptyAndReadingItAsPresentSaysWhichColumn() {
        UUID id = UuidV7.next();
        put(db, id, null).change();
        Row row = db.named("things.get").with("id", id).only(found -> found);
        assertTrue(row.findText("label").isEmpty());
        var e = assertThrows(IllegalStateException.class, () -> row.text("label"));
        assertTrue(String.valueOf(e.getMessage()).contains("label"));
    }

    @Test
    void aFailedTransactionLeavesNothingAndRunsNoHint() {
        UUID id = UuidV7.next();
        List<String> hints = new ArrayList<>();
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        db.tx(
                                tx -> {
                                    put(tx, id, "lost").change();
                                    tx.afterCommit(() -> hints.add("rang"));
                                    throw new IllegalArgumentException("no");
                                }));
        assertFalse(db.named("things.get").with("id", id).first(_ -> true).isPresent());
        assertTrue(hints.isEmpty());
    }

    @Test
    void noFailureKeepsAConnection() {
        put(db, UuidV7.next(), "there").change();
        for (int i = 0; i < 25; i++) {
            assertThrows(RuntimeException.class, () -> db.named("things.get").list(_ -> true));
            assertThrows(RuntimeException.class, () -> db.named("things.broken").list(_ -> true));
            assertThrows(RuntimeException.class, () -> db.named("things.unknown").list(_ -> true));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> db.named("things.get").with("id", new Object()));
            assertThrows(
                    RuntimeException.class,
                    () -> db.tx(tx -> tx.named("things.broken").list(_ -> true)));
            assertThrows(
                    RuntimeException.class,
                    () -> db.named("things.all").list(row -> row.text("nowhere")));
        }
        assertEquals(0, db.usage().active());
    }

    @Test
    void idsSortByAge() throws Exception {
        UUID first = UuidV7.next();
        Wait.pause(Duration.ofMillis(2), "the clock of the ids moves on");
        UUID second = UuidV7.next();
        assertTrue(first.toString().compareTo(second.toString()) < 0);
        assertEquals(7, first.version());
        assertEquals(2, first.variant());
    }

    private static handcar.db.Statement put(Db on, UUID id, @Nullable String label) {
        return on.named("things.put")
                .with("id", id)
                .with("label", label)
                .with("at", null)
                .with("data", Jsonb.of(Map.of("a", List.of(1, 2))))
                .with("tags", new String[] {"x", "y"})
                .with("size", 1.5)
                .with("raw", new byte[] {1, 2})
                .with("on_sale", true);
    }
}
