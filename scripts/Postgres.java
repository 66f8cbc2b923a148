import handcar.config.Config;
import handcar.config.DatabaseUrl;
import handcar.config.Secret;
import handcar.db.EmbeddedPostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/// Lends an empty database to a script: prints its address, waits until its own input ends, and takes the database away
/// again. On the PostgreSQL that DATABASE_URL names, next to what is there; without one on the embedded PostgreSQL of the
/// build, below the given folder; with pgvector when HANDCAR_PGVECTOR names the folder scripts/get-pgvector.sh filled.
final class Postgres {
    private static final String PASSWORD = "lent";

    public static void main(String[] args) throws Exception {
        Optional<String> given = Optional.ofNullable(System.getenv("DATABASE_URL")).filter(url -> !url.isBlank());
        if (given.isPresent()) {
            lend(given.get());
        } else {
            Optional<Path> pgvector = Optional.ofNullable(System.getenv("HANDCAR_PGVECTOR")).map(Path::of);
            try (var own = new EmbeddedPostgres(Path.of(args[0]), PASSWORD, pgvector)) {
                lend(own.address().jdbcUrl().replace("jdbc:postgresql://", "postgres://postgres:" + PASSWORD + "@"));
            }
        }
    }

    private static void lend(String server) throws SQLException, IOException {
        String name = "handcar_lent_" + ProcessHandle.current().pid();
        run(server, "CREATE DATABASE " + name);
        try {
            System.out.println(server.replaceFirst("(?<=[^:/])(/[^/?]*)?(\\?.*)?$", "/" + name + "$2"));
            System.out.flush();
            while (System.in.read() >= 0) {
                // whoever borrows keeps our input open
            }
        } finally {
            run(server, "DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    private static void run(String server, String statement) throws SQLException, IOException {
        Map<String, String> settings =
                Map.of("DATABASE_URL", server, "DATA_DIR", Files.createTempDirectory("lent").toString());
        DatabaseUrl url = Config.read(settings, java.util.List.of()).storage().database().orElseThrow();
        try (Connection connection =
                        DriverManager.getConnection(
                                url.jdbc(),
                                url.user().orElse("postgres"),
                                url.password().map(Secret::reveal).orElse(""));
                Statement all = connection.createStatement()) {
            all.execute(statement);
        }
    }
}
