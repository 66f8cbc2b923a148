package handcar.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

import java.util.logging.Logger;

final class PostgresOutputTest {
    private static final Logger LAUNCHER =
            Logger.getLogger(io.zonky.test.db.postgres.embedded.EmbeddedPostgres.class.getName());

    @Test
    void theReasonIsTheLineWithTheErrorOrElseTheLastOne() {
        try (PostgresOutput output = new PostgresOutput()) {
            assertEquals(Optional.empty(), output.reason());
            LAUNCHER.info("LOG:  starting PostgreSQL");
            assertEquals(Optional.of("LOG:  starting PostgreSQL"), output.reason());
            String cause = "FATAL:  data directory \"/data\" has invalid permissions";
            LAUNCHER.info(cause);
            LAUNCHER.info("DETAIL:  Permissions should be u=rwx (0700).");
            assertEquals(Optional.of(cause), output.reason());
        }
        assertEquals(0, LAUNCHER.getHandlers().length);
    }
}
