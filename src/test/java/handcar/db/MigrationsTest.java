package handcar.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Migrations.Migration;
import handcar.db.Migrations.SchemaException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

class MigrationsTest {
    private static final Migration ONE =
            new Migration(1, "one", "CREATE TABLE one (x int)", "DROP TABLE one");
    private static final Migration TWO =
            new Migration(2, "two", "CREATE TABLE two (x int)", "DROP TABLE two");

    @Test
    void theRealStepsGoUpAndAllTheWayBackAndUpAgain() {
        try (Database db = TestDatabase.open(TestDatabase.empty())) {
            Migrations migrations = new Migrations(db.source());
            List<String> up = migrations.up();
            assertTrue(migrations.status().stream().allMatch(Migrations.Line::applied));
            assertEquals(up.reversed(), migrations.down(up.size()));
            assertTrue(migrations.status().stream().noneMatch(Migrations.Line::applied));
            assertEquals(up, migrations.up());
            assertEquals(List.of(), migrations.up());
        }
    }

    @Test
    void aConnectionKeepsItsLimitAfterTheSteps() throws SQLException {
        try (Database db = new Database(TestDatabase.empty(), 1, new SimpleMeterRegistry())) {
            String before = statementTimeout(db);
            new Migrations(db.source()).up();
            assertEquals("1min", before);
            assertEquals(before, statementTimeout(db));
        }
    }

    private static String statementTimeout(Database db) throws SQLException {
        try (var connection = db.source().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW statement_timeout")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void everyNamedStatementIsUnderstoodByTheRealSchema() throws Exception {
        try (Database db = TestDatabase.migrated();
                var connection = db.source().getConnection()) {
            for (String room : rooms()) {
                for (var statement : new SqlFiles().file(room).entrySet()) {
                    prepare(connection, room + "." + statement.getKey(), statement.getValue());
                }
            }
        }
    }

    private static List<String> rooms() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("sql"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .map(name -> name.replace(".sql", ""))
                    .toList();
        }
    }

    private static void prepare(java.sql.Connection connection, String name, String sql) {
        List<String> parameters = new ArrayList<>();
        String numbered =
                java.util.regex.Pattern.compile("'[^']*'|(?<![:\\w\\[]):([a-z_][a-z0-9_]*)")
                        .matcher(sql)
                        .replaceAll(
                                match -> {
                                    if (match.group(1) == null) {
                                        return java.util.regex.Matcher.quoteReplacement(
                                                match.group());
                                    }
                                    parameters.add(match.group(1));
                                    return "\\$" + parameters.size();
                                })
                        .replace("??", "?");
        try (var statement = connection.createStatement()) {
            statement.execute("PREPARE checked AS " + numbered);
            statement.execute("DEALLOCATE checked");
        } catch (SQLException e) {
            throw new AssertionError(name + ": " + e.getMessage() + "\n" + numbered, e);
        }
    }

    @Test
    void replicasStartingTogetherApplyEachStepOnce() throws Exception {
        Database.Address address = TestDatabase.empty();
        List<Callable<List<String>>> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(
                    () -> {
                        try (Database db = TestDatabase.open(address)) {
                            return new Migrations(db.source(), List.of(ONE, TWO)).up();
                        }
                    });
        }
        List<String> applied = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var start : threads.invokeAll(starts)) {
                applied.addAll(start.get());
            }
        }
        assertEquals(List.of("one", "two"), applied);
    }

    @Test
    void aNewerDatabaseIsRefused() {
        try (Database db = TestDatabase.open(TestDatabase.empty())) {
            new Migrations(db.source(), List.of(ONE, TWO)).up();
            var e =
                    assertThrows(
                            SchemaException.class,
                            () -> new Migrations(db.source(), List.of(ONE)).up());
            assertTrue(String.valueOf(e.getMessage()).contains("newer"));
        }
    }

    @Test
    void anEditedStepIsRefused() {
        try (Database db = TestDatabase.open(TestDatabase.empty())) {
            new Migrations(db.source(), List.of(ONE)).up();
            Migration edited =
                    new Migration(1, "one", "CREATE TABLE one (y int)", "DROP TABLE one");
            assertThrows(
                    SchemaException.class, () -> new Migrations(db.source(), List.of(edited)).up());
        }
    }

    @Test
    void aStepThatFailsLeavesNothingBehind() {
        try (Database db = TestDatabase.open(TestDatabase.empty())) {
            Migration bad =
                    new Migration(
                            2, "bad", "CREATE TABLE half (x int); SELECT 1/0", "DROP TABLE half");
            assertThrows(
                    IllegalStateException.class,
                    () -> new Migrations(db.source(), List.of(ONE, bad)).up());
            Migration good =
                    new Migration(2, "bad", "CREATE TABLE half (x int)", "DROP TABLE half");
            assertEquals(List.of("bad"), new Migrations(db.source(), List.of(ONE, good)).up());
        }
    }
}
