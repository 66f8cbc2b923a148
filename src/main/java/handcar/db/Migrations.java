package handcar.db;

import module java.base;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/// Numbered schema changes, each with its reverse and in one transaction, under a lock so that replicas that start together
/// apply each once. The files are listed in `sql/migrations/index` because a class path cannot be listed.
///
/// Refuses to go on when the database is newer than this program, or when an applied file was edited afterwards.
public final class Migrations {
    /// Any constant will do, as long as every version of Handcar takes the same one.
    private static final long LOCK = 0x48616e64636172L;

    private final DataSource source;
    private final List<Migration> known;

    /// One step: number, name, and the SQL of both directions.
    record Migration(int number, String name, String up, String down) {
        String checksum() {
            try {
                byte[] hash =
                        MessageDigest.getInstance("SHA-256")
                                .digest(up.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash, 0, 8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// One line of `migrate status`.
    public record Line(int number, String name, boolean applied) {}

    /// The database cannot be used by this program; the message says why and what to do.
    public static final class SchemaException extends RuntimeException {
        SchemaException(String message) {
            super(message);
        }
    }

    public Migrations(DataSource source) {
        this(source, read());
    }

    Migrations(DataSource source, List<Migration> known) {
        this.source = source;
        this.known = known;
    }

    /// Applies the missing steps; their names.
    public List<String> up() {
        return locked(
                connection -> {
                    Map<Integer, String> applied = applied(connection);
                    List<String> done = new ArrayList<>();
                    for (Migration migration : known) {
                        if (!applied.containsKey(migration.number())) {
                            step(connection, migration.up(), () -> note(connection, migration));
                            done.add(migration.name());
                        }
                    }
                    return done;
                });
    }

    /// Reverts the newest `steps`, newest first; their names.
    public List<String> down(int steps) {
        return locked(
                connection -> {
                    Map<Integer, String> applied = applied(connection);
                    List<String> done = new ArrayList<>();
                    for (Migration migration : known.reversed()) {
                        if (done.size() < steps && applied.containsKey(migration.number())) {
                            step(connection, migration.down(), () -> forget(connection, migration));
                            done.add(migration.name());
                        }
                    }
                    return done;
                });
    }

    /// Every known step and whether it is applied.
    public List<Line> status() {
        return locked(
                connection -> {
                    Map<Integer, String> applied = applied(connection);
                    return known.stream()
                            .map(
                                    m ->
                                            new Line(
                                                    m.number(),
                                                    m.name(),
                                                    applied.containsKey(m.number())))
                            .toList();
                });
    }

    /// The number of the newest step this program knows.
    public int newest() {
        return known.getLast().number();
    }

    private <T> T locked(Work<T> work) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
            // a step over a large table takes as long as it takes; the pool restores its own limit
            connection.setNetworkTimeout(Runnable::run, 0);
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            try {
                return work.on(connection);
            } finally {
                connection.setAutoCommit(true);
                statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
                statement.execute("RESET statement_timeout");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the schema could not be brought up to date: " + e.getMessage(), e);
        }
    }

    private Map<Integer, String> applied(Connection connection) throws SQLException {
        Map<Integer, String> found = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS schema_migrations (
                        number int PRIMARY KEY,
                        name text NOT NULL,
                        checksum text NOT NULL,
                        applied_at timestamptz NOT NULL DEFAULT now())
                    """);
            try (ResultSet rows =
                    statement.executeQuery("SELECT number, checksum FROM schema_migrations")) {
                while (rows.next()) {
                    found.put(rows.getInt(1), rows.getString(2));
                }
            }
        }
        check(found);
        return found;
    }

    private void check(Map<Integer, String> applied) {
        applied.forEach(
                (number, checksum) -> {
                    Migration migration =
                            known.stream()
                                    .filter(m -> m.number() == number)
                                    .findFirst()
                                    .orElseThrow(
                                            () ->
                                                    new SchemaException(
                                                            "The database is newer than this"
                                                                    + " program (it has step "
                                                                    + number
                                                                    + ", this knows up to "
                                                                    + newest()
                                                                    + "). Deploy the newer version,"
                                                                    + " or take the step back with"
                                                                    + " it: ./start.sh migrate down"
                                                                    + " 1"));
                    if (!migration.checksum().equals(checksum)) {
                        throw new SchemaException(
                                "Step "
                                        + number
                                        + " ("
                                        + migration.name()
                                        + ") was applied with another text than this program has."
                                        + " Deploy the version that applied it.");
                    }
                });
    }

    private static void step(Connection connection, String sql, Note note) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            note.write();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private static void note(Connection connection, Migration migration) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO schema_migrations (number, name, checksum) VALUES (?, ?,"
                                + " ?)")) {
            insert.setInt(1, migration.number());
            insert.setString(2, migration.name());
            insert.setString(3, migration.checksum());
            insert.executeUpdate();
        }
    }

    private static void forget(Connection connection, Migration migration) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM schema_migrations WHERE number = ?")) {
            delete.setInt(1, migration.number());
            delete.executeUpdate();
        }
    }

    private static List<Migration> read() {
        return text("index")
                .lines()
                .filter(line -> !line.isBlank())
                .map(
                        name ->
                                new Migration(
                                        Integer.parseInt(name.substring(0, 4)),
                                        name.substring(5),
                                        text(name + ".up.sql"),
                                        text(name + ".down.sql")))
                .toList();
    }

    private static String text(String file) {
        try (InputStream in = Migrations.class.getResourceAsStream("/sql/migrations/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no file sql/migrations/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private interface Note {
        void write() throws SQLException;
    }
}
