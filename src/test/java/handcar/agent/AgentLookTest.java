package handcar.agent;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What an agent looks like on a website and how it greets there.
final class AgentLookTest {
    private static final String AGENTS = "/api/v1/agents";
    private static final TestServer SHOP = new TestServer(Map.of());

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static JsonView make(Map<String, ?> agent) {
        return SHOP.caller.post(AGENTS, agent, ADMIN).body();
    }

    private static Said change(String agent, Object change) {
        return SHOP.caller.send("PATCH", AGENTS + "/" + agent, change, ADMIN);
    }

    @Test
    void anAgentKeepsItsLookAndItsGreetingsInLanguages() {
        Map<String, ?> sent =
                Map.of(
                        "name",
                        "Painter",
                        "greeting",
                        "Hello!",
                        "look",
                        Map.of("color", "#AA3300"),
                        "greetings",
                        Map.of(
                                "de",
                                Map.of("greeting", "Guten Tag!", "suggestions", List.of("Preise?")),
                                "fr",
                                Map.of("greeting", "")));
        JsonView made = make(sent);
        assertEquals(
                Map.of("avatar_url", "", "color", "#aa3300", "position", "right"),
                made.at("look").fields());
        assertEquals(Set.of("de"), made.at("greetings").fields().keySet());
        String id = made.text("id").orElseThrow();
        Map<String, ?> corner =
                Map.of("position", "left", "avatar_url", "https://shop.example/dora.png");
        assertEquals(200, change(id, Map.of("look", corner)).status());
        JsonView copy = SHOP.caller.post(AGENTS + "/" + id + "/clone", Map.of(), ADMIN).body();
        assertEquals(
                Map.of(
                        "avatar_url",
                        "https://shop.example/dora.png",
                        "color",
                        "#aa3300",
                        "position",
                        "left"),
                copy.at("look").fields());
        assertEquals("Guten Tag!", copy.at("greetings").at("de").text("greeting").orElseThrow());
        assertEquals("Hello!", copy.text("greeting").orElseThrow());
    }

    @Test
    void aLookAndGreetingsThatNoPageCanShowAreRefused() {
        String id = make(Map.of("name", "Blank")).text("id").orElseThrow();
        Map<String, Object> wrong =
                Map.of(
                        "look.color",
                        Map.of("look", Map.of("color", "red")),
                        "look.position",
                        Map.of("look", Map.of("position", "top")),
                        "look.avatar_url",
                        Map.of("look", Map.of("avatar_url", "https://a.example;x/a.png")),
                        "look.shape",
                        Map.of("look", Map.of("shape", "round")),
                        "greetings.xx",
                        Map.of("greetings", Map.of("xx", Map.of("greeting", "?"))),
                        "greetings.de.words",
                        Map.of("greetings", Map.of("de", Map.of("words", "Hallo"))));
        wrong.forEach(
                (field, sent) -> {
                    Said refused = change(id, sent);
                    assertEquals(422, refused.status(), field);
                    assertEquals(
                            Set.of(field),
                            refused.body()
                                    .at("error")
                                    .at("details")
                                    .at("fields")
                                    .fields()
                                    .keySet());
                });
    }
}
