package handcar.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.Actor;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.jobs.JobRequest;
import handcar.json.JsonView;
import handcar.ops.health.OpsFixture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

final class AuditRoutesTest {
    @TempDir Path dataDir;
    private Optional<OpsFixture> open = Optional.empty();

    @BeforeEach
    void open() {
        Database.Address address = TestDatabase.withSchema();
        try (Database db = TestDatabase.open(address)) {
            new Migrations(db.source()).up();
        }
        open = Optional.of(new OpsFixture(dataDir, address, Map.of()).started());
    }

    @AfterEach
    void close() {
        open.ifPresent(OpsFixture::close);
    }

    @Test
    void theLogIsReadInPagesAndByFilter() {
        OpsFixture station = open.orElseThrow();
        for (int i = 0; i < 5; i++) {
            String action = i % 2 == 0 ? "thing.made" : "thing.broken";
            Map<String, Object> details = Map.of("number", i);
            station.db.runTx(tx -> station.audit.record(tx, Actor.system(), action, "t", details));
        }
        List<Long> numbers = new ArrayList<>();
        String cursor = "";
        do {
            JsonView page = station.json("/api/v1/audit?limit=2&cursor=" + cursor);
            page.at("data")
                    .each()
                    .forEach(e -> numbers.add(e.at("details").number("number").orElseThrow()));
            cursor = page.text("next").orElse("");
        } while (!cursor.isEmpty());
        assertEquals(List.of(4L, 3L, 2L, 1L, 0L), numbers);
        assertEquals(
                2, station.json("/api/v1/audit?action=thing.broken").at("data").each().count());
        assertEquals(
                0,
                station.json("/api/v1/audit?until=2020-01-01T00:00:00Z").at("data").each().count());
        assertTrue(station.json("/api/v1/audit/check").isTrue("intact"));
        assertEquals(422, station.asAdmin("GET", "/api/v1/audit?limit=0").statusCode());
        assertEquals(401, station.get("/api/v1/audit").statusCode());
    }

    @Test
    void aDeadLetterIsSeenAndTriedAgain() throws Exception {
        OpsFixture station = open.orElseThrow();
        UUID id =
                station.db.tx(
                        tx ->
                                station.jobs.enqueue(
                                        tx, JobRequest.of("letter").with(Map.of("to", "x"))));
        assertEquals(404, station.asAdmin("POST", "/api/v1/jobs/" + id + "/retry").statusCode());
        bury(station, id);
        JsonView letter = station.json("/api/v1/jobs/dead").at("data").at(0);
        assertEquals(id.toString(), letter.text("id").orElseThrow());
        assertEquals("x", letter.at("payload").text("to").orElseThrow());
        assertEquals(202, station.asAdmin("POST", "/api/v1/jobs/" + id + "/retry").statusCode());
        assertEquals(0, station.json("/api/v1/jobs/dead").at("data").each().count());
        assertEquals(
                "job.retried",
                station.json("/api/v1/audit").at("data").at(0).text("action").orElseThrow());
    }

    private static void bury(OpsFixture station, UUID id) throws SQLException {
        try (Connection connection = station.db.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE jobs SET state = 'dead', error = 'no' WHERE id = '" + id + "'");
        }
    }
}
