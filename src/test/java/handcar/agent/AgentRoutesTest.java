package handcar.agent;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Agents over HTTP: who may make, change and try them.
class AgentRoutesTest {
    private static final String AGENTS = "/api/v1/agents";
    private static TestServer shop;
    private static TestClient caller;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of());
        caller = shop.caller;
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Said make(Map<String, ?> agent) {
        return caller.post(AGENTS, agent, ADMIN);
    }

    private static Said change(String agent, Map<String, ?> change) {
        return caller.send("PATCH", AGENTS + "/" + agent, change, ADMIN);
    }

    private static Said delete(String agent) {
        return caller.send("DELETE", AGENTS + "/" + agent, Map.of(), ADMIN);
    }

    private static Map<String, Object> nothing(String... fields) {
        Map<String, Object> change = new HashMap<>();
        Arrays.stream(fields).forEach(field -> change.put(field, null));
        return change;
    }

    @Test
    void allowedSitesAreOrigins() {
        Map<String, Object> sites =
                Map.of(
                        "name",
                        "Linker",
                        "allowed_sites",
                        List.of(
                                "https://Shop.example:443/",
                                "http://localhost:8080",
                                "https://shop.example",
                                "https://bücher.example"));
        JsonView made = caller.post(AGENTS, sites, ADMIN).body();
        assertEquals(
                List.of(
                        "https://shop.example",
                        "http://localhost:8080",
                        "https://xn--bcher-kva.example"),
                made.at("allowed_sites").each().map(site -> site.text().orElse("")).toList());
        for (String wrong :
                List.of(
                        "shop.example",
                        "https://shop.example/path",
                        "https://shop.example:99999",
                        "https://*.example",
                        "javascript:alert(1)",
                        "https://a@b.example")) {
            JsonView refused =
                    caller.send(
                                    "PATCH",
                                    "/api/v1/agents/" + made.text("id").orElseThrow(),
                                    Map.of("allowed_sites", List.of(wrong)),
                                    ADMIN)
                            .body();
            assertEquals(
                    "must be origins such as https://shop.example, without a path; \""
                            + wrong
                            + "\" is none",
                    refused.at("error").at("details").at("fields").text("allowed_sites").orElse(""),
                    wrong);
        }
    }

    @Test
    void aNameNoDatabaseTakesIsNoAgent() {
        assertEquals(404, caller.get(AGENTS + "/%00", ADMIN).status());
        assertEquals(404, caller.get(AGENTS + "/" + "%00".repeat(36), ADMIN).status());
    }

    @Test
    void anAgentIsMadeSeenChangedAndDeleted() {
        Said made =
                make(
                        Map.of(
                                "name",
                                "Émilie's Bäckerei",
                                "languages",
                                List.of("de", "fr"),
                                "examples",
                                List.of(Map.of("question", "Q?", "answer", "A.")),
                                "model",
                                "gpt-4o",
                                "temperature",
                                0.5,
                                "max_tokens",
                                300));
        assertEquals(201, made.status());
        assertEquals("emilie-s-backerei", made.body().text("slug").orElseThrow());
        String id = made.body().text("id").orElseThrow();
        assertEquals(made.body(), caller.get(AGENTS + "/emilie-s-backerei", ADMIN).body());

        Said changed = change(id, Map.of("tone", "warm", "slug", "emilie"));
        assertEquals("warm", changed.body().text("tone").orElseThrow());
        assertEquals("gpt-4o", changed.body().text("model").orElseThrow());
        assertEquals("A.", changed.body().at("examples").at(0).text("answer").orElseThrow());

        Said undecided = change("emilie", nothing("model", "temperature", "max_tokens", "tone"));
        assertEquals(200, undecided.status());
        assertFalse(undecided.body().at("model").isPresent());
        assertFalse(undecided.body().at("temperature").isPresent());
        assertFalse(undecided.body().at("max_tokens").isPresent());

        assertEquals(204, delete("emilie").status());
        Said gone = caller.get(AGENTS + "/" + id, ADMIN);
        assertEquals(404, gone.status());
        assertEquals("agent_not_found", gone.code());
    }

    @Test
    void everyBadFieldIsNamed() {
        Said refused =
                make(
                        Map.of(
                                "slug",
                                "Not A Slug",
                                "rules",
                                "one",
                                "temperature",
                                3,
                                "max_tokens",
                                0,
                                "examples",
                                List.of(Map.of("question", "Q?")),
                                "is_default",
                                "yes"));
        assertEquals(422, refused.status());
        for (String field : List.of("name", "slug", "rules", "temperature", "max_tokens")) {
            assertTrue(refused.badFields().contains(field), field + ": " + refused.badFields());
        }
        assertTrue(refused.badFields().stream().anyMatch(f -> f.startsWith("examples")));
    }

    @Test
    void aSlugBelongsToOneAgent() {
        String first = caller.agent("Twin");
        Said second = make(Map.of("name", "Twin"));
        assertEquals(409, second.status());
        assertEquals("slug_taken", second.code());
        String other = caller.agent("Other twin");
        assertEquals("slug_taken", change(other, Map.of("slug", first)).code());
        assertEquals(200, change(other, Map.of("slug", other)).status());
    }

    @Test
    void thereIsAlwaysOneDefault() {
        Said kept = delete("house");
        assertEquals(409, kept.status());
        assertEquals("default_agent", kept.code());
        assertEquals(
                List.of("is_default"), change("house", Map.of("is_default", false)).badFields());
        String heir = caller.agent("Heir");
        assertEquals(200, change(heir, Map.of("is_default", true)).status());
        assertFalse(caller.get(AGENTS + "/house", ADMIN).body().isTrue("is_default"));
        assertEquals(200, change("house", Map.of("is_default", true)).status());
        assertEquals(204, delete(heir).status());
    }

    @Test
    void aCloneIsAnotherAgentUnderTheNextFreeName() {
        make(Map.of("name", "Original", "persona", "You are kind.", "rules", List.of("Be brief.")));
        Said second = caller.post(AGENTS + "/original/clone", Map.of(), ADMIN);
        Said third = caller.post(AGENTS + "/original/clone", Map.of(), ADMIN);
        assertEquals(201, second.status());
        assertEquals("original-2", second.body().text("slug").orElseThrow());
        assertEquals("original-3", third.body().text("slug").orElseThrow());
        assertEquals("You are kind.", third.body().text("persona").orElseThrow());
        assertEquals("Be brief.", third.body().at("rules").at(0).text().orElseThrow());
        Said ofDefault = caller.post(AGENTS + "/house/clone", Map.of(), ADMIN);
        assertFalse(ofDefault.body().isTrue("is_default"));
        assertEquals(200, change("original", Map.of("public", true)).status());
        Said ofPublic = caller.post(AGENTS + "/original/clone", Map.of(), ADMIN);
        assertFalse(ofPublic.body().isTrue("public"), "until somebody makes it public");
    }

    @Test
    void aViewerSeesAgentsAndChangesNone() {
        String viewer = person("viewer");
        assertEquals(200, caller.get(AGENTS, viewer).status());
        assertEquals(200, caller.get(AGENTS + "/house", viewer).status());
        Map<String, String> change = Map.of("name", "Mine");
        assertEquals(403, caller.post(AGENTS, change, viewer).status());
        assertEquals(403, caller.send("PATCH", AGENTS + "/house", change, viewer).status());
        assertEquals(403, caller.send("DELETE", AGENTS + "/house", change, viewer).status());
        assertEquals(403, caller.post(AGENTS + "/house/clone", change, viewer).status());
        assertEquals(401, caller.get(AGENTS, "").status());
        assertEquals("House", caller.get(AGENTS + "/house", ADMIN).body().text("name").orElse(""));
    }

    private static String person(String role) {
        String email = role + "@shop.example";
        String password = "a long enough password";
        Map<String, String> user =
                Map.of("email", email, "name", role, "password", password, "role", role);
        assertEquals(201, caller.post("/api/v1/users", user, ADMIN).status());
        return caller.post("/api/v1/auth/login", Map.of("email", email, "password", password), "")
                .body()
                .text("access_token")
                .orElseThrow();
    }

    @Test
    void aTryAnswersFromThePassagesAndStoresNothing() {
        String guide = caller.agent("Tour guide");
        caller.shelve(guide, "Castle", "The castle was built in 1380.");
        long before = rows();
        Said tried =
                caller.post(
                        AGENTS + "/" + guide + "/test",
                        Map.of("message", "When was the castle built?"),
                        ADMIN);
        assertEquals(200, tried.status());
        JsonView body = tried.body();
        assertEquals("The castle was built in 1380. [1]", body.text("answer").orElseThrow());
        assertEquals("answered", body.text("outcome").orElseThrow());
        assertEquals("built-in", body.text("model").orElseThrow());
        assertEquals(0, body.number("cost_micro_usd").orElseThrow());
        assertEquals("Castle", body.at("passages").at(0).text("title").orElseThrow());
        assertEquals(
                "The castle was built in 1380.",
                body.at("citations").at(0).text("quote").orElseThrow());
        assertEquals(before, rows());
        assertEquals(
                List.of("message"),
                caller.post(AGENTS + "/" + guide + "/test", Map.of(), ADMIN).badFields());
    }

    private static long rows() {
        return List.of("conversations", "contacts", "jobs").stream()
                .mapToLong(
                        list ->
                                list.equals("jobs")
                                        ? new handcar.jobs.JobQueue(
                                                        shop.db,
                                                        new handcar.jobs.NotificationBus(shop.db))
                                                .depths().stream()
                                                        .mapToLong(d -> d.waiting() + d.running())
                                                        .sum()
                                        : caller.get("/api/v1/" + list, ADMIN)
                                                .body()
                                                .at("data")
                                                .each()
                                                .count())
                .sum();
    }

    @Test
    void whenItsAgentIsDeletedTheDefaultOneAnswers() {
        String captain = caller.agent("Short-lived");
        caller.shelve(captain, "Own", "The short-lived agent knows that pigs are pink.");
        Guest alice = caller.guest(captain);
        assertEquals(204, delete(captain).status());
        JsonView answer = caller.ask(alice, "Hello!");
        assertEquals("Hello! What would you like to know?", answer.text("content").orElseThrow());
        assertEquals(
                "I don't know. Shall I get a person?",
                caller.ask(alice, "Which colour are pigs?").text("content").orElseThrow());
        caller.says(alice, "Yes, please");
        Wait.until(
                "the visitor reads a notice",
                () -> caller.from("system", alice),
                notices -> !notices.isEmpty());
    }
}
