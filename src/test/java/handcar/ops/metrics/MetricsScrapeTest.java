package handcar.ops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.jobs.JobRequest;
import handcar.llm.cost.CallOrigin;
import handcar.llm.cost.ModelCall;
import handcar.llm.cost.TokenUsage;
import handcar.net.ResultLabel;
import handcar.ops.health.OpsFixture;
import handcar.testing.Wait;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsScrapeTest {
    @TempDir Path dataDir;
    private Optional<OpsFixture> open = Optional.empty();

    private OpsFixture station(Map<String, String> environment) {
        Database.Address address = TestDatabase.withSchema();
        try (Database db = TestDatabase.open(address)) {
            new Migrations(db.source()).up();
        }
        OpsFixture station = new OpsFixture(dataDir, address, environment).started();
        open = Optional.of(station);
        return station;
    }

    @AfterEach
    void close() {
        open.ifPresent(OpsFixture::close);
    }

    @Test
    void requestsAreCountedByMethodRouteAndStatusNeverByPath() {
        OpsFixture station = station(Map.of());
        station.get("/health");
        station.get("/nowhere/secret-7");
        station.asAdmin("POST", "/api/v1/jobs/secret-8/retry");
        String text = station.get("/metrics").body();
        assertTrue(
                text.contains(
                        "http_server_requests_seconds_count{method=\"GET\",route=\"/health\","
                                + "status=\"200\"} 1"),
                text);
        assertTrue(text.contains("route=\"unmatched\",status=\"404\""), text);
        assertTrue(text.contains("route=\"/api/v1/jobs/{id}/retry\",status=\"404\""), text);
        assertFalse(text.contains("secret"), text);
    }

    @Test
    void inventedMethodsAndEndlessValuesDoNotGrowIt() {
        Metrics metrics = new Metrics();
        for (int i = 0; i < 2_000; i++) {
            metrics.seen("M" + i, "/route/" + i, 200, 1);
            metrics.modelCalls().record(call("model-" + i));
        }
        String text = metrics.text();
        assertTrue(text.contains("method=\"OTHER\""));
        assertTrue(text.contains("route=\"other\""));
        assertTrue(text.lines().count() < 6_000, "lines: " + text.lines().count());
    }

    /// A 0 would say that there is no limit and that nothing was spent.
    @Test
    void theFirstScrapeTellsNoWrongBudget() {
        OpsFixture station = station(Map.of("ANSWER_BUDGET_USD_PER_DAY", "2.5"));
        String text = station.get("/metrics").body();
        assertTrue(text.contains("answer_budget_limit_usd 2.5"), text);
        Wait.until(
                "what was spent is counted",
                () -> station.get("/metrics").body(),
                now -> now.contains("answer_budget_spent_usd 0.0"));
    }

    @Test
    void modelsCallsPoolAndQueuesAreThere() throws Exception {
        OpsFixture station = station(Map.of());
        fill(station);
        String text = station.get("/health/metrics").body();
        for (String name :
                List.of(
                        "model_call_seconds_count{model=\"gpt\",outcome=\"ok\",provider=\"openai\"}"
                                + " 1",
                        "model_tokens_total{direction=\"input\",model=\"gpt\",provider=\"openai\"}"
                                + " 12",
                        "model_cost_usd_total{model=\"gpt\",provider=\"openai\"} 0.0025",
                        "outgoing_call_seconds_count{call=\"openai.chat\",outcome=\"timed_out\"} 1",
                        "outgoing_attempts_total{call=\"openai.chat\"} 3",
                        "cache_requests_total{cache=\"models\",result=\"hit\"} 1",
                        "channel_sends_total{channel=\"web\",outcome=\"sent\"} 1",
                        "job_queue_depth{kind=\"letter\",state=\"waiting\"} 1",
                        "job_queue_oldest_age_seconds{kind=\"letter\"}",
                        "db_pool_connections{pool=\"postgresql\"}",
                        "jvm_memory_used_bytes ",
                        "process_resident_memory_bytes ",
                        "process_cpu_seconds_total ")) {
            assertTrue(text.contains(name), name + " is not in\n" + text);
        }
    }

    @Test
    void aScrapeWhileRowsAreReplacedFindsEachOnce() throws InterruptedException {
        Metrics metrics = new Metrics();
        MultiGauge gauge = MultiGauge.builder("job.queue.depth").register(metrics.registry());
        AtomicBoolean ended = new AtomicBoolean();
        metrics.replace(gauge, rows(0));
        Thread replacing =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 1; !ended.get(); i++) {
                                        metrics.replace(gauge, rows(i));
                                    }
                                });
        try {
            for (int i = 0; i < 3_000; i++) {
                String text = metrics.text();
                assertEquals(
                        1,
                        text.lines().filter(line -> line.startsWith("job_queue_depth{")).count(),
                        text);
            }
        } finally {
            ended.set(true);
            replacing.join();
        }
    }

    private static List<MultiGauge.Row<?>> rows(int value) {
        return List.of(MultiGauge.Row.of(Tags.of("kind", "letter"), value));
    }

    @Test
    void aTokenShutsThem() {
        OpsFixture station = station(Map.of("METRICS_TOKEN", "scrape-me-every-minute"));
        assertEquals(401, station.get("/metrics").statusCode());
        assertEquals(401, station.get("/metrics", "Authorization", "Bearer scrape").statusCode());
        assertEquals(
                200,
                station.get("/metrics", "Authorization", "Bearer scrape-me-every-minute")
                        .statusCode());
        assertEquals(200, station.get("/health").statusCode());
    }

    @Test
    void promtoolFindsNothingToComplainAbout() throws Exception {
        assumeTrue(
                promtool(""), "promtool is not installed; on Debian: apt-get install prometheus");
        OpsFixture station = station(Map.of());
        fill(station);
        assertTrue(promtool(station.get("/metrics").body()), "see the lines above");
    }

    private static void fill(OpsFixture station) throws InterruptedException {
        station.metrics.modelCalls().record(call("gpt"));
        station.metrics
                .calls()
                .ended("openai.chat", ResultLabel.TIMED_OUT, 3, Duration.ofMillis(1_234));
        station.metrics.cacheLook("models", true);
        station.metrics.channelSend("web", "sent");
        station.db.runTx(tx -> station.jobs.enqueue(tx, JobRequest.of("letter")));
        station.get("/health/detailed");
        station.get("/metrics");
        Wait.until(
                "the queues are counted", () -> station.get("/metrics").body().contains("letter"));
    }

    private static ModelCall call(String model) {
        return new ModelCall(
                UUID.randomUUID(),
                Instant.now(),
                "openai",
                model,
                CallOrigin.of("answer"),
                new TokenUsage(12, 34, false),
                OptionalLong.of(2_500_000_000L),
                Duration.ofMillis(700),
                "ok");
    }

    /// Whether promtool prints nothing; false as well when there is no promtool.
    private static boolean promtool(String metrics) throws InterruptedException {
        try {
            Path input = Files.createTempFile("metrics", ".txt");
            Files.writeString(input, metrics, StandardCharsets.UTF_8);
            Process process =
                    new ProcessBuilder(
                                    System.getenv().getOrDefault("PROMTOOL", "promtool"),
                                    "check",
                                    "metrics")
                            .redirectInput(input.toFile())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            System.out.print(said);
            Files.delete(input);
            return process.waitFor() == 0 && said.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
