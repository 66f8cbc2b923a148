package handcar.ops.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.json.JsonView;
import handcar.redis.RedisClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import redis.embedded.RedisServer;

import java.net.http.HttpResponse;

public final class HealthRoutesTest {
    public static final Database.Address NOWHERE =
            new Database.Address(
                    "jdbc:postgresql://localhost:1/secret_name?connectTimeout=1", "u", "p");

    @TempDir Path dataDir;

    private OpsFixture station(Map<String, String> environment, HealthCheck... probes) {
        return new OpsFixture(dataDir, migrated(), environment, probes);
    }

    private static Database.Address migrated() {
        Database.Address address = TestDatabase.withSchema();
        try (Database db = TestDatabase.open(address)) {
            new handcar.db.Migrations(db.source()).up();
        }
        return address;
    }

    @Test
    void productionShowsItsMetricsToWhoeverTheOperatorSays() {
        Map<String, String> production =
                Map.of(
                        "ENVIRONMENT",
                        "production",
                        "JWT_SECRET",
                        "the signing secret of the tests, 32 and more characters",
                        "SECRET_ENCRYPTION_KEY",
                        "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        try (OpsFixture closed = station(production)) {
            for (String path : List.of("/metrics", "/health/metrics")) {
                HttpResponse<String> refused = closed.get(path);
                assertEquals(401, refused.statusCode(), path);
                assertTrue(refused.body().contains("METRICS_TOKEN"), refused.body());
            }
            assertEquals(200, closed.get("/health").statusCode());
        }
        Map<String, String> open = new HashMap<>(production);
        open.put("METRICS_PUBLIC", "true");
        try (OpsFixture shown = station(open)) {
            assertEquals(200, shown.get("/metrics").statusCode());
        }
    }

    @Test
    void theCheapOnesSayWhatTheContractSays() {
        try (OpsFixture station =
                station(Map.of("RAILWAY_REPLICA_ID", "r1", "GIT_COMMIT_SHA", "abc"))) {
            JsonView health = OpsFixture.body(station.get("/health"));
            assertEquals("ok", health.text("status").orElseThrow());
            assertEquals("handcar", health.text("service").orElseThrow());
            assertEquals("1.2.3", health.text("version").orElseThrow());
            Instant.parse(health.text("timestamp").orElseThrow());
            assertEquals("{\"status\":\"alive\"}", station.get("/health/liveness").body());
            JsonView railway = OpsFixture.body(station.get("/health/railway"));
            assertEquals("ok", railway.text("status").orElseThrow());
            assertEquals("r1", railway.text("replica_id").orElseThrow());
            assertEquals("abc", railway.text("commit").orElseThrow());
            assertEquals("development", railway.text("environment").orElseThrow());
            assertTrue(railway.fields().containsKey("deployment_id"));
        }
    }

    @Test
    void itIsNotReadyBeforeItHasStartedAndTellsWhereItStands() throws Exception {
        try (OpsFixture station = station(Map.of())) {
            assertEquals(503, station.get("/health/readiness").statusCode());
            assertEquals(200, station.get("/health/liveness").statusCode());
            station.step("database");
            station.startup.run(
                    "migrations",
                    () -> {
                        HttpResponse<String> starting = station.get("/health/startup");
                        assertEquals(503, starting.statusCode());
                        JsonView steps = OpsFixture.body(starting).at("steps");
                        assertEquals("done", steps.at(0).text("state").orElseThrow());
                        assertEquals("migrations", steps.at(1).text("name").orElseThrow());
                        assertEquals("running", steps.at(1).text("state").orElseThrow());
                    });
            assertEquals(200, station.get("/health/startup").statusCode());
            assertEquals(200, station.get("/health/readiness").statusCode());
        }
    }

    @Test
    void itIsNotReadyOnItsWayOut() {
        try (OpsFixture station = station(Map.of()).started()) {
            JsonView ready = OpsFixture.body(station.get("/health/readiness"));
            assertEquals("ready", ready.text("status").orElseThrow());
            assertEquals("ok", ready.at("checks").at("database").text("status").orElseThrow());
            station.startup.drain();
            HttpResponse<String> draining = station.get("/health/readiness");
            assertEquals(503, draining.statusCode());
            assertTrue(draining.body().contains("not_ready"));
        }
    }

    @Test
    void withoutItsDatabaseItIsAliveAndNotReady() {
        try (OpsFixture station = new OpsFixture(dataDir, NOWHERE, Map.of()).started()) {
            long start = System.nanoTime();
            HttpResponse<String> response = station.get("/health/readiness");
            assertTrue(System.nanoTime() - start < 3_500_000_000L, "bounded");
            assertEquals(503, response.statusCode());
            JsonView database = OpsFixture.body(response).at("checks").at("database");
            assertEquals("down", database.text("status").orElseThrow());
            assertFalse(response.body().contains("localhost"), "no hosts for the public");
            assertEquals(200, station.get("/health").statusCode());
            assertEquals(200, station.get("/metrics").statusCode());
            HttpResponse<String> detailed = station.asAdmin("GET", "/health/detailed");
            assertEquals(503, detailed.statusCode());
            assertTrue(detailed.body().contains("error"));
        }
    }

    @Test
    void theDetailsAreForStaff() {
        try (OpsFixture station = station(Map.of()).started()) {
            assertEquals(401, station.get("/health/detailed").statusCode());
            JsonView detailed = station.json("/health/detailed");
            assertEquals("ok", detailed.text("status").orElseThrow());
            JsonView database = detailed.at("components").at("database");
            assertEquals(4, database.at("pool").number("max").orElseThrow());
            assertTrue(database.at("latency_ms").isPresent());
            assertTrue(database.fields().containsKey("pgvector"));
            assertTrue(detailed.at("components").at("jobs").at("queues").isPresent());
            assertTrue(detailed.at("system").number("heap_used_bytes").orElseThrow() > 0);
            assertTrue(detailed.at("deployment").fields().containsKey("region"));
        }
    }

    @Test
    void theDetailsForEverybodyNameNoHosts() {
        Map<String, String> open = Map.of("HEALTH_DETAILED_PUBLIC", "true");
        try (OpsFixture station = new OpsFixture(dataDir, NOWHERE, open).started()) {
            HttpResponse<String> response = station.get("/health/detailed");
            assertEquals(503, response.statusCode());
            assertFalse(response.body().contains("error"), response.body());
            assertFalse(response.body().contains("localhost"), response.body());
        }
    }

    @Test
    void aProbeThatHangsIsStartedOnceAndHoldsNobodyUp() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        HealthCheck hanging =
                HealthCheck.optional(
                        "slow",
                        () -> {
                            starts.incrementAndGet();
                            end.await();
                            return HealthResult.ok(Map.of());
                        });
        try (OpsFixture station = station(Map.of(), hanging).started()) {
            for (int i = 0; i < 2; i++) {
                long start = System.nanoTime();
                JsonView detailed = station.json("/health/detailed");
                assertTrue(System.nanoTime() - start < 3_500_000_000L, "bounded");
                assertEquals("degraded", detailed.text("status").orElseThrow());
                JsonView components = detailed.at("components");
                assertEquals("degraded", components.at("slow").text("status").orElseThrow());
                assertEquals("ok", components.at("database").text("status").orElseThrow());
            }
            assertEquals(1, starts.get());
            assertEquals(200, station.get("/health/readiness").statusCode());
            end.countDown();
        }
    }

    @Test
    void withoutItsRedisTheServerIsDegradedAndStillReady() throws Exception {
        int port = freePort();
        try (RedisClient client = new RedisClient(new Secret("redis://localhost:" + port + "/0"));
                OpsFixture station = station(Map.of(), ComponentChecks.redis(client)).started()) {
            RedisServer server = RedisServer.newRedisServer().port(port).build();
            server.start();
            assertEquals("ok", redisIn(station.json("/health/detailed").at("components")));
            server.stop();
            JsonView gone = station.json("/health/detailed");
            assertEquals("degraded", gone.text("status").orElseThrow());
            assertEquals("degraded", redisIn(gone.at("components")));
            HttpResponse<String> ready = station.get("/health/readiness");
            assertEquals(200, ready.statusCode());
            assertEquals("degraded", redisIn(OpsFixture.body(ready).at("checks")));
        }
    }

    @Test
    void theyAnswerFast() {
        try (OpsFixture station = station(Map.of()).started()) {
            assertTrue(medianMillis(station, "/health") < 10);
            assertTrue(medianMillis(station, "/health/liveness") < 5);
            assertTrue(medianMillis(station, "/health/railway") < 5);
            assertTrue(medianMillis(station, "/health/readiness") < 100);
        }
    }

    private static double medianMillis(OpsFixture station, String path) {
        for (int i = 0; i < 20; i++) {
            station.get(path);
        }
        long[] nanos = new long[51];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            station.get(path);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e6;
    }

    private static String redisIn(JsonView components) {
        return components.at("redis").text("status").orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
