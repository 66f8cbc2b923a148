package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.testing.TestClient;

import org.junit.jupiter.api.Test;

/// A model provider on a private network: refused when it is stored, unless the list of private hosts names it.
final class PrivateProviderTest {
    private static Map<String, Object> provider(String name, String url) {
        return Map.of("name", name, "base_url", url, "keys", List.of("any"), "models", List.of());
    }

    @Test
    void aPrivateAddressIsStoredWhereItsPortIsListed() {
        try (FakeOpenAi local = new FakeOpenAi();
                FakeOpenAi other = new FakeOpenAi();
                GatewayFixture shop =
                        new GatewayFixture(
                                Map.of(
                                        "PRIVATE_HOSTS",
                                        URI.create(local.baseUrl()).getAuthority()))) {
            for (String url :
                    List.of(
                            other.baseUrl(),
                            "http://localhost:11434/v1",
                            "http://ollama:11434/v1",
                            "http://10.0.0.1/v1",
                            "http://169.254.169.254/v1",
                            "http://models.internal/v1")) {
                TestClient.Said said = add(shop, provider("far", url));
                assertEquals(422, said.status(), url);
                assertTrue(said.body().toString().contains("PRIVATE_HOSTS"), url);
            }
            assertEquals(201, add(shop, provider("near", local.baseUrl())).status());
            assertEquals(200, shop.chat(GatewayFixture.question("near/any")).status());
        }
    }

    private static TestClient.Said add(GatewayFixture shop, Map<String, Object> provider) {
        return shop.shop.caller.post("/api/v1/providers", provider, TestClient.ADMIN);
    }
}
