package handcar.agent;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Who may talk to which agent.
final class PublicAgentsTest {
    private static final String AGENTS = "/api/v1/agents";
    private static final TestServer SHOP = new TestServer(Map.of());
    private static final TestClient CALLER = SHOP.caller;

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static Said change(String agent, Map<String, ?> change) {
        return CALLER.send("PATCH", AGENTS + "/" + agent, change, ADMIN);
    }

    /// What a stranger hears who asks for this agent's card and opens a conversation with it.
    private List<String> strangersHear(String agent) {
        Said card = CALLER.get("/api/v1/chat/agent?agent=" + agent, "");
        Said chat = CALLER.post("/api/v1/chat/conversations", Map.of("agent", agent), "");
        return Stream.of(card, chat).map(said -> said.status() + " " + said.code()).toList();
    }

    @Test
    void onlyPublicAgentsServeStrangersAndNobodyLearnsOfTheOthers() {
        List<String> nothing = List.of("404 agent_not_found", "404 agent_not_found");
        assertEquals(nothing, strangersHear("nobody"));
        JsonView made = CALLER.post(AGENTS, Map.of("name", "Inside"), ADMIN).body();
        String id = made.text("id").orElseThrow();
        assertFalse(made.isTrue("public"));
        for (String name : List.of("inside", id)) {
            assertEquals(nothing, strangersHear(name));
        }
        Map<String, Object> key = Map.of("name", "backend", "scopes", List.of("chat"));
        String program =
                CALLER.post("/api/v1/api-keys", key, ADMIN).body().text("key").orElseThrow();
        assertEquals(
                201,
                CALLER.post("/api/v1/chat/conversations", Map.of("agent", "inside"), program)
                        .status());
        change(id, Map.of("public", true));
        assertEquals(List.of("200 ", "201 "), strangersHear("inside"));
    }

    @Test
    void theDefaultAgentServesStrangersUnlessSomebodySaysNo() {
        CALLER.post(AGENTS, Map.of("name", "Next"), ADMIN);
        assertFalse(isPublic(change("next", Map.of("company", "A"))));
        assertTrue(isPublic(change("next", Map.of("is_default", true))));
        assertFalse(isPublic(CALLER.get(AGENTS + "/house", ADMIN)));
        assertFalse(isPublic(change("next", Map.of("public", false))));
        assertEquals("404 agent_not_found", strangersHear("next").getFirst());
        assertEquals(404, CALLER.post("/api/v1/chat/conversations", Map.of(), "").status());
        Map<String, Object> undecided = new HashMap<>();
        undecided.put("public", null);
        assertTrue(isPublic(change("next", undecided)));
        assertEquals(200, change("house", Map.of("is_default", true)).status());
    }

    private static boolean isPublic(Said agent) {
        return agent.body().isTrue("public");
    }
}
