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

    /// Applies the missing steps; returns their names.
    public List<String> up() {
        return locked(
                connection -> {
                    Set<Integer> applied = applied(connection);
                    List<String> done = new ArrayList<>();
                    for (Migration step : known) {
                        if (!applied.contains(step.number())) {
                            apply(
                                    connection,
                                    step.up(),
                                    "INSERT INTO schema_migrations (number, name, checksum)"
                                            + " VALUES (?, ?, ?)",
                                    step.number(),
                                    step.name(),
                                    step.checksum());
                            done.add(step.name());
                        }
                    }
                    return done;
                });
    }

    /// Reverts the newest `steps`, newest first; returns their names.
    public List<String> down(int steps) {
        return locked(
                connection -> {
                    Set<Integer> applied = applied(connection);
                    List<String> done = new ArrayList<>();
                    for (Migration step : known.reversed()) {
                        if (done.size() < steps && applied.contains(step.number())) {
                            apply(
                                    connection,
                                    step.down(),
                                    "DELETE FROM schema_migrations WHERE number = ?",
                                    step.number());
                            done.add(step.name());
                        }
                    }
                    return done;
                });
    }

    /// Every known step and whether it is applied.
    public List<Line> status() {
        Set<Integer> applied = locked(this::applied);
        return known.stream()
                .map(step -> new Line(step.number(), step.name(), applied.contains(step.number())))
                .toList();
    }

    /// The number of the newest step this program knows.
    public int newest() {
        return known.getLast().number();
    }

    private <T> T locked(Work<T> work) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            // a step over a large table takes as long as it takes; the pool restores its own
            // network limit
            String limit = statementTimeout(statement);
            statement.execute("SET statement_timeout = 0");
            connection.setNetworkTimeout(Runnable::run, 0);
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            try {
                return work.on(connection);
            } finally {
                connection.setAutoCommit(true);
                statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
                statement.execute("SET statement_timeout = '" + limit + "'");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The schema could not be brought up to date: " + e.getMessage(), e);
        }
    }

    private static String statementTimeout(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW statement_timeout")) {
            row.next();
            return row.getString(1);
        }
    }

    /// The numbers of the applied steps, each checked against the step this program has.
    private Set<Integer> applied(Connection connection) throws SQLException {
        Set<Integer> found = new TreeSet<>();
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
                    check(rows.getInt(1), rows.getString(2));
                    found.add(rows.getInt(1));
                }
            }
        }
        return found;
    }

    private void check(int number, String checksum) {
        Migration step =
                known.stream()
                        .filter(each -> each.number() == number)
                        .findFirst()
                        .orElseThrow(() -> new SchemaException(newer(number)));
        if (!step.checksum().equals(checksum)) {
            throw new SchemaException(
                    "Step %d (%s) was applied with another text than this program has. Deploy the version that applied it."
                            .formatted(number, step.name()));
        }
    }

    private String newer(int number) {
        return """
        The database is newer than this program: it has step %d, and this program knows steps up to %d. Deploy the newer \
        version, or revert the step with it: ./start.sh migrate down 1\
        """
                .formatted(number, newest());
    }

    /// Runs a step and records it, in one transaction.
    private static void apply(Connection connection, String sql, String record, Object... values)
            throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement recording = connection.prepareStatement(record)) {
            statement.execute(sql);
            for (int i = 0; i < values.length; i++) {
                recording.setObject(i + 1, values[i]);
            }
            recording.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
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
                throw new IllegalStateException("There is no file sql/migrations/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
