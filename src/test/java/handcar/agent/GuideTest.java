package handcar.agent;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ProviderTraffic;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Handcar's own guide: whom it answers, and when it no longer does.
final class GuideTest {
    private static final String QUESTION = "How do I connect WhatsApp?";
    private static final String HELP = "/api/v1/help";
    private static final String PASSWORD = "a long password of the tests 7";

    @Test
    void aNewcomerIsAnsweredFromTheGuide() {
        try (TestServer fresh = TestServer.withGuide(Map.of())) {
            TestClient caller = fresh.caller;
            assertTrue(card(caller).text("greeting").orElse("").contains("Handcar"));
            assertTrue(citations(caller.ask(caller.guest("guide"), QUESTION)) > 0);
            assertTrue(citations(tried(caller)) > 0);
            assertFalse(found(caller).isEmpty());
            assertEquals(true, agent(caller).fields().get("guide"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"document", "agent", "channel"})
    void aCustomerIsNotAsSoonAsThereIsAnythingOfOnesOwn(String own) {
        try (TestServer fresh = TestServer.withGuide(Map.of("MESSAGE_BUFFER_SECONDS", "0"))) {
            TestClient caller = fresh.caller;
            switch (own) {
                case "document" -> caller.shelve("guide", "Lamps", "Each lamp has a warranty.");
                case "agent" -> caller.agent("Lamp shop");
                default ->
                        assertEquals(
                                201,
                                caller.post(
                                                "/api/v1/channels",
                                                Map.of(
                                                        "kind", "telegram",
                                                        "name", "Bot",
                                                        "account", "4839574812",
                                                        "secrets",
                                                                Map.of(
                                                                        "bot_token",
                                                                        "4839574812:AAFD",
                                                                        "webhook_secret",
                                                                        "a-long_Word-0815-long")),
                                                ADMIN)
                                        .status());
            }
            JsonView answer = caller.ask(caller.guest("guide"), QUESTION);
            assertEquals(0, citations(answer), answer::toString);
            assertEquals(0, citations(tried(caller)));
            assertFalse(card(caller).fields().toString().contains("Handcar"));
            assertFalse(agent(caller).fields().toString().contains("Handcar"));
            assertEquals(List.of(), found(caller));
            assertTrue(citations(helped(caller, QUESTION)) > 0);
        }
    }

    @Test
    void nobodyIsOnAChannelOfTheEnvironment() throws Exception {
        try (FakeServer telegram =
                        new FakeServer(
                                FakeReply.json(
                                        200,
                                        Map.of("ok", true, "result", Map.of("message_id", 7))));
                TestServer fresh =
                        TestServer.withGuide(
                                Map.of(
                                        "TELEGRAM_BOT_TOKEN", "4839574812:AAFD",
                                        "TELEGRAM_WEBHOOK_SECRET", "a-long_Word-0815-long",
                                        "TELEGRAM_BASE_URL", telegram.baseUrl(),
                                        "MESSAGE_BUFFER_SECONDS", "0"))) {
            String update =
                    """
                    {"update_id":1,"message":{"message_id":2,"date":%d,"text":"%s",
                    "from":{"id":11,"is_bot":false,"first_name":"Ann"},"chat":{"id":11,"type":"private"}}}\
                    """
                            .formatted(Instant.now().getEpochSecond(), QUESTION);
            assertEquals(
                    200,
                    fresh.caller
                            .knock(
                                    "/webhooks/telegram",
                                    update,
                                    Map.of(
                                            "X-Telegram-Bot-Api-Secret-Token",
                                            "a-long_Word-0815-long"))
                            .status());
            FakeRequest sent =
                    Wait.until(
                                    "the answer is sent",
                                    () -> ProviderTraffic.called(telegram, "/sendMessage"),
                                    Optional::isPresent)
                            .orElseThrow();
            assertFalse(sent.text().contains("webhook"), sent.text());
            assertFalse(sent.text().contains("Handcar"), sent.text());
            assertTrue(citations(helped(fresh.caller, QUESTION)) > 0);
        }
    }

    @Test
    void everyMemberOfStaffIsHelpedAndNobodyElse() {
        try (TestServer fresh = TestServer.withGuide(Map.of())) {
            TestClient caller = fresh.caller;
            for (String role : List.of("viewer", "agent", "admin", "owner")) {
                Map<String, String> account =
                        Map.of(
                                "email", role + "@shop.example",
                                "role", role,
                                "password", PASSWORD);
                assertEquals(201, caller.post("/api/v1/users", account, ADMIN).status());
                String token =
                        caller.post(
                                        "/api/v1/auth/login",
                                        Map.of(
                                                "email",
                                                role + "@shop.example",
                                                "password",
                                                PASSWORD),
                                        "")
                                .body()
                                .text("access_token")
                                .orElseThrow();
                assertEquals(200, caller.post(HELP, Map.of("question", QUESTION), token).status());
            }
            assertEquals(401, caller.post(HELP, Map.of("question", QUESTION), "").status());
            String visitor = caller.guest("guide").token();
            assertEquals(401, caller.post(HELP, Map.of("question", QUESTION), visitor).status());
            assertEquals(List.of("question"), caller.post(HELP, Map.of(), ADMIN).badFields());
        }
    }

    @Test
    void whatTheGuideDoesNotSayIsNotMadeUp() {
        try (TestServer fresh = TestServer.withGuide(Map.of())) {
            JsonView answer = helped(fresh.caller, "Who won the cycling race in Ghent in 1987?");
            assertEquals(false, answer.fields().get("answered"));
            assertEquals(0, citations(answer));
        }
    }

    @Test
    void anInstallationWithoutItReadsItForTheFirstQuestion() {
        try (TestServer house = new TestServer(Map.of())) {
            TestClient caller = house.caller;
            assertEquals(503, caller.post(HELP, Map.of("question", QUESTION), ADMIN).status());
            assertTrue(citations(helped(caller, QUESTION)) > 0);
            // a page of an older version is replaced
            house.update(
                    "UPDATE rag_documents SET sha256 = 'of another version', title = 'Old'"
                            + " WHERE id = (SELECT min(id::text)::uuid FROM rag_documents)");
            assertTrue(citations(helped(caller, QUESTION)) > 0);
            assertEquals(
                    0,
                    caller.get("/api/v1/documents?q=Old&limit=200", ADMIN)
                            .body()
                            .at("data")
                            .each()
                            .filter(page -> page.text("title").equals(Optional.of("Old")))
                            .count());
            assertEquals(0, citations(caller.ask(caller.guest("house"), QUESTION)));
        }
    }

    @Test
    void anAgentThatSomebodyChangedIsTheirs() {
        try (TestServer fresh = TestServer.withGuide(Map.of())) {
            TestClient caller = fresh.caller;
            caller.send(
                    "PATCH", "/api/v1/agents/guide", Map.of("greeting", "Welcome aboard"), ADMIN);
            caller.shelve("guide", "Lamps", "Each lamp has a warranty of two years.");
            assertEquals(Optional.of("Welcome aboard"), card(caller).text("greeting"));
            assertEquals(Optional.of("Handcar guide"), card(caller).text("name"));
            assertEquals(0, citations(caller.ask(caller.guest("guide"), QUESTION)));
        }
    }

    private static JsonView helped(TestClient caller, String question) {
        return Wait.until(
                        "the guide is read",
                        () -> caller.post(HELP, Map.of("question", question), ADMIN),
                        said -> said.status() == 200)
                .body();
    }

    private static JsonView tried(TestClient caller) {
        return caller.post("/api/v1/agents/guide/test", Map.of("message", QUESTION), ADMIN).body();
    }

    private static JsonView card(TestClient caller) {
        return caller.get("/api/v1/chat/agent", "").body();
    }

    private static JsonView agent(TestClient caller) {
        return caller.get("/api/v1/agents/guide", ADMIN).body();
    }

    private static List<JsonView> found(TestClient caller) {
        return caller.get("/api/v1/search?q=connect+WhatsApp", ADMIN)
                .body()
                .at("data")
                .each()
                .toList();
    }

    private static long citations(JsonView answer) {
        return answer.at("citations").each().count();
    }
}
