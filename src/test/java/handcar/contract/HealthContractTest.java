package handcar.contract;

import static handcar.contract.GeneralContractTest.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.ContractServer;

import org.junit.jupiter.api.Test;

/// "Health and metrics", line by line.
final class HealthContractTest {
    private final ContractServer site = ContractServer.shared();

    private Set<String> fields(String path) {
        ContractServer.Said said = site.get(path, "");
        assertEquals(200, said.status(), said.text());
        return said.body().fields().keySet();
    }

    @Test
    void theSmallOnesSayWhatTheContractSays() {
        assertEquals(Set.of("status", "service", "version", "timestamp"), fields("/health"));
        assertEquals("ok", site.get("/health", "").body().text("status").orElse(""));
        assertEquals("{\"status\":\"alive\"}", site.get("/health/liveness", "").text());
        assertEquals(
                Set.of("status", "deployment_id", "replica_id", "commit", "service", "environment"),
                fields("/health/railway"));
    }

    @Test
    void readinessNamesItsChecksAndStartupItsSteps() {
        JsonView ready = site.get("/health/readiness", "").body();
        assertEquals("ready", ready.text("status").orElse(""));
        assertTrue(ready.at("checks").at("database").isPresent());
        assertEquals(Set.of("status", "steps"), fields("/health/startup"));
    }

    @Test
    void detailedIsForStaffAndMeasuresEveryComponent() {
        assertRefused(401, "unauthorized", site.get("/health/detailed", ""));
        JsonView detailed = site.get("/health/detailed").body();
        JsonView components = detailed.at("components");
        components
                .fields()
                .forEach(
                        (name, _) -> {
                            assertTrue(components.at(name).text("status").isPresent(), name);
                            assertTrue(components.at(name).number("latency_ms").isPresent(), name);
                        });
        assertTrue(components.at("database").at("pool").isPresent(), detailed.toString());
        assertTrue(components.at("database").fields().containsKey("pgvector"));
        JsonView system = detailed.at("system");
        assertEquals(
                Set.of(),
                missing(system, Set.of("rss_bytes", "heap", "threads", "uptime_seconds")),
                system.toString());
        assertEquals(
                Set.of(),
                missing(detailed.at("deployment"), Set.of("commit", "replica_id", "region")));
    }

    private static Set<String> missing(JsonView json, Set<String> names) {
        return names.stream()
                .filter(
                        name ->
                                json.fields().keySet().stream()
                                        .noneMatch(
                                                there -> there.startsWith(name.split("_", -1)[0])))
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void metricsArePrometheusTextAtBothAddresses() {
        site.get("/api/v1/conversations/01890000-0000-7000-8000-000000000000");
        for (String path : Set.of("/metrics", "/health/metrics")) {
            ContractServer.Said said = site.get(path, "");
            assertTrue(said.header("Content-Type").startsWith("text/plain; version=0.0.4"));
            assertTrue(
                    said.text().contains("http_server_requests_seconds_bucket{")
                            || said.text().contains("http_server_requests_seconds_count{"));
            assertTrue(said.text().contains("route=\"/api/v1/conversations/{id}\""), path);
            assertTrue(said.text().contains("jvm_memory_used_bytes"));
            assertTrue(!said.text().contains("01890000-"), "a raw path is no label");
        }
    }
}
