package handcar.contract;

import static handcar.contract.GeneralContractTest.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.ContractServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A server with narrow limits, open to every page, with its metrics and its detailed health as an operator set them.
final class LimitsContractTest {
    private static final ContractServer SITE =
            new ContractServer(
                    Map.of(
                            "RATE_LIMIT_PER_MINUTE", "3",
                            "CORS_ORIGINS", "",
                            "CORS_ORIGIN", "*",
                            "METRICS_TOKEN", "the-scraper's-token",
                            "HEALTH_DETAILED_PUBLIC", "true"));

    @AfterAll
    static void stop() {
        SITE.close();
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBackAndHealthNeverIs() {
        ContractServer.Said last = SITE.get("/api/v1/chat/agent", "");
        for (int i = 0; i < 10 && last.status() == 200; i++) {
            last = SITE.get("/api/v1/chat/agent", "");
        }
        assertRefused(429, "rate_limited", last);
        assertTrue(Integer.parseInt(last.header("Retry-After")) > 0);
        for (int i = 0; i < 10; i++) {
            assertEquals(200, SITE.get("/health", "").status());
            assertEquals(200, SITE.get("/health/readiness", "").status());
            assertEquals(200, SITE.get("/metrics", "the-scraper's-token").status());
        }
    }

    @Test
    void everyPageMayAskWithoutCredentials() {
        ContractServer.Said said =
                SITE.get("/api/v1/chat/agent", "", "Origin", "https://anywhere.example");
        assertEquals("*", said.header("Access-Control-Allow-Origin"));
        assertEquals("", said.header("Access-Control-Allow-Credentials"));
    }

    @Test
    void metricsTakeTheirToken() {
        assertRefused(401, "unauthorized", SITE.get("/metrics", ""));
        assertRefused(401, "unauthorized", SITE.get("/health/metrics", "wrong"));
    }

    @Test
    void detailedHealthIsPublicWithoutSecrets() {
        ContractServer.Said said = SITE.get("/health/detailed", "");
        assertEquals(200, said.status(), said.text());
        assertTrue(
                !said.text().contains("localhost") && !said.text().contains("password"),
                said.text());
    }
}
