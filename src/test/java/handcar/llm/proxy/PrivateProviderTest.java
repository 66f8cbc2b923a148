package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.testing.TestClient;

import org.junit.jupiter.api.Test;

/// A model provider on a private network is called only when the list of private hosts names it.
final class PrivateProviderTest {
    @Test
    void aPrivateAddressIsCalledWhereItsPortIsListedAndElsewhereTheReasonIsTold() {
        try (FakeOpenAi local = new FakeOpenAi();
                GatewayFixture shop =
                        new GatewayFixture(
                                Map.of(
                                        "PRIVATE_HOSTS",
                                        URI.create(local.baseUrl()).getAuthority()))) {
            add(shop, "near", local.baseUrl());
            assertEquals(200, shop.chat(GatewayFixture.question("near/any")).status());
            for (String url : List.of("http://10.0.0.1/v1", "http://169.254.169.254/v1")) {
                String name = "far" + url.length();
                add(shop, name, url);
                GatewayFixture.Said said = shop.chat(GatewayFixture.question(name + "/any"));
                assertEquals(502, said.status(), url);
                assertTrue(said.response().body().contains("PRIVATE_HOSTS"), url);
            }
        }
    }

    private static void add(GatewayFixture shop, String name, String url) {
        Map<String, Object> provider =
                Map.of("name", name, "base_url", url, "keys", List.of("any"), "models", List.of());
        TestClient.Said said =
                shop.shop.caller.post("/api/v1/providers", provider, TestClient.ADMIN);
        assertEquals(201, said.status(), url);
    }
}
