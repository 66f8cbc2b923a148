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
        String program = key(Map.of("scopes", List.of("chat"))).body().text("key").orElseThrow();
        assertEquals(
                201,
                CALLER.post("/api/v1/chat/conversations", Map.of("agent", "inside"), program)
                        .status());
        change(id, Map.of("public", true));
        assertEquals(List.of("200 ", "201 "), strangersHear("inside"));
    }

    @Test
    void aKeyThatIsBoundToAnAgentBeginsConversationsWithNoOther() {
        JsonView made = CALLER.post(AGENTS, Map.of("name", "Bound"), ADMIN).body();
        String id = made.text("id").orElseThrow();
        CALLER.post(AGENTS, Map.of("name", "Other"), ADMIN);
        String key =
                key(Map.of("scopes", List.of("chat"), "agent", "bound"))
                        .body()
                        .text("key")
                        .orElseThrow();
        for (String other : List.of("other", "house", "nobody")) {
            Said refused = begin(Map.of("agent", other), key);
            assertEquals("404 agent_not_found", refused.status() + " " + refused.code());
        }
        for (Map<String, ?> named :
                List.of(Map.<String, String>of(), Map.of("agent", "bound"), Map.of("agent", id))) {
            Said begun = begin(named, key);
            assertEquals(201, begun.status());
            String conversation = begun.body().at("conversation").text("id").orElseThrow();
            assertEquals(
                    Optional.of(id),
                    CALLER.get("/api/v1/conversations/" + conversation, ADMIN)
                            .body()
                            .text("agent_id"));
        }
        // a new name of the agent is no other agent, and an agent with its former name is one
        assertEquals(200, change(id, Map.of("slug", "renamed")).status());
        CALLER.post(AGENTS, Map.of("name", "Bound"), ADMIN);
        assertEquals(404, begin(Map.of("agent", "bound"), key).status());
        assertEquals(201, begin(Map.of("agent", "renamed"), key).status());
        CALLER.send("DELETE", AGENTS + "/" + id, Map.of(), ADMIN);
        assertEquals(404, begin(Map.of(), key).status());
    }

    @Test
    void anAgentBindsOnlyWhatBeginsConversations() {
        for (List<String> scopes :
                List.of(List.of("staff"), List.of("gateway"), List.of("chat", "staff"))) {
            assertEquals(422, key(Map.of("scopes", scopes, "agent", "house")).status());
        }
        assertEquals(422, key(Map.of("scopes", List.of("chat"), "agent", "nobody")).status());
        assertEquals(
                201, key(Map.of("scopes", List.of("chat", "gateway"), "agent", "house")).status());
    }

    private static Said key(Map<String, ?> what) {
        Map<String, Object> all = new HashMap<>(what);
        all.put("name", "backend");
        return CALLER.post("/api/v1/api-keys", all, ADMIN);
    }

    private static Said begin(Map<String, ?> what, String key) {
        return CALLER.post("/api/v1/chat/conversations", what, key);
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
