package handcar.ops.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.testing.TestClient;
import handcar.testing.TestServer;

import org.junit.jupiter.api.Test;

/// Other names for models that lead back to themselves.
final class AliasCircleTest {
    @Test
    void aNameThatLeadsBackToItselfIsRefusedWhenItIsSet() {
        try (TestServer shop = new TestServer(Map.of())) {
            assertEquals(422, add(shop, "a", "a").status());
            assertEquals(201, add(shop, "a", "b", "gpt-4o").status());
            assertEquals(201, add(shop, "b", "gpt-4o", "c").status());
            TestClient.Said refused = add(shop, "c", "claude-opus-4-6", "a");
            assertEquals(422, refused.status());
            assertEquals(
                    Optional.of("lead back to the alias: c → a → b → c"),
                    refused.body().at("error").at("details").at("fields").text("targets"));
            TestClient.Said made = add(shop, "c", "gpt-4o");
            assertEquals(201, made.status());
            String path = "/api/v1/model-aliases/" + made.body().text("id").orElseThrow();
            assertEquals(
                    422,
                    shop.caller
                            .send("PATCH", path, Map.of("targets", List.of("b")), TestClient.ADMIN)
                            .status());
        }
    }

    @Test
    void modelsMayStandInForEachOther() {
        AliasCircle each =
                new AliasCircle(
                        Map.of(
                                "gpt-4o", List.of("gpt-4o", "claude-opus-4-6"),
                                "claude-opus-4-6", List.of("claude-opus-4-6", "gpt-4o"),
                                "best", List.of("gpt-4o", "claude-opus-4-6")));
        for (String alias : List.of("gpt-4o", "claude-opus-4-6", "best", "unknown")) {
            assertEquals(Optional.empty(), each.from(alias));
        }
        assertEquals(
                Optional.empty(),
                new AliasCircle(
                                Map.of(
                                        "x", List.of("a"),
                                        "a", List.of("b"),
                                        "b", List.of("a")))
                        .from("x"),
                "the circle is another's");
    }

    private static TestClient.Said add(TestServer shop, String alias, String... targets) {
        return shop.caller.post(
                "/api/v1/model-aliases",
                Map.of("alias", alias, "targets", List.of(targets)),
                TestClient.ADMIN);
    }
}
