package handcar.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.llm.cost.BufferedCallLog;
import handcar.llm.cost.CallLog;
import handcar.llm.cost.ModelCallStore;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderException.Kind;
import handcar.net.CircuitState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is asked when, and what is written down.
final class ModelRouterTest {
    private final FakeOpenAi first = new FakeOpenAi();
    private final FakeAnthropic second = new FakeAnthropic();
    private final LlmFixture gateway =
            new LlmFixture(
                    Optional.of(first.baseUrl() + "//"),
                    Optional.of(second.baseUrl() + "/v1/"),
                    Duration.ofSeconds(1),
                    "text-embedding-3-small",
                    4);

    @AfterEach
    void close() {
        gateway.close();
        first.close();
        second.close();
    }

    @Test
    void theSecondProviderAnswersWhenTheFirstCannot() {
        for (FakeReply broken :
                List.of(
                        FakeReply.json(500, Map.of()),
                        FakeOpenAi.limited(20),
                        FakeOpenAi.error(400, "x", "", "prompt too long"),
                        FakeReply.events(List.of("data: nonsense\n\n")))) {
            first.usual(broken);
            try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
                assertEquals("Hello ", stream.next().orElseThrow());
                LlmFixture.pieces(stream);
                assertEquals("anthropic", stream.result().provider());
            }
        }
        assertEquals("anthropic", gateway.models.complete(LlmFixture.question()).provider());
    }

    @Test
    void aFailureAfterTheFirstWordIsTheCallers() {
        first.usual(FakeReply.events(List.of(FakeOpenAi.chunk("It "), "data: nonsense\n\n")));
        try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
            stream.next();
            assertEquals(
                    Kind.MALFORMED, assertThrows(ProviderException.class, stream::next).kind());
        }
        assertEquals(List.of(), second.requests());
    }

    @Test
    void aWantedModelGoesToWhoeverCarriesIt() {
        gateway.models.complete(LlmFixture.question().model("claude-sonnet-4-5"));
        assertEquals(List.of(), first.requests());
        assertEquals(Optional.of("claude-sonnet-4-5"), second.lastRequest().json().text("model"));
        second.usual(FakeReply.json(529, Map.of()));
        gateway.models.complete(LlmFixture.question().model("claude-sonnet-4-5"));
        assertEquals(Optional.of("gpt-4o-mini"), first.lastRequest().json().text("model"));
    }

    @Test
    void whenAllFailTheBuiltInModelIsCalledFor() {
        first.usual(FakeReply.json(500, Map.of()));
        second.usual(FakeReply.json(529, Map.of()));
        assertTrue(gateway.models.available());
        NoModelAvailableException e =
                assertThrows(
                        NoModelAvailableException.class,
                        () -> gateway.models.complete(LlmFixture.question()));
        assertEquals(2, e.failures().size());
        gateway.router.health(); // and again, until both breakers are open
        assertThrows(
                NoModelAvailableException.class,
                () -> gateway.models.complete(LlmFixture.question()));
        assertFalse(gateway.models.available());
        int asked = first.requests().size() + second.requests().size();
        e =
                assertThrows(
                        NoModelAvailableException.class,
                        () -> gateway.models.stream(LlmFixture.question()));
        assertEquals(Kind.BREAKER_OPEN, e.failures().getFirst().kind());
        assertEquals(asked, first.requests().size() + second.requests().size());
        assertEquals(CircuitState.OPEN, gateway.router.health().getFirst().breaker());
    }

    /// The providers' own limit is a minute; the answer nobody watches and the one that is shown wait no longer than their caller.
    @Test
    void theCallersLimitHoldsOverAllProviders() {
        first.usual(FakeReply.silence());
        second.usual(FakeReply.silence());
        try (LlmFixture slow =
                new LlmFixture(
                        Optional.of(first.baseUrl()),
                        Optional.of(second.baseUrl() + "/v1/"),
                        Duration.ofMinutes(1),
                        "text-embedding-3-small",
                        100)) {
            ChatRequest question = LlmFixture.question().within(Duration.ofMillis(300));
            long start = System.nanoTime();
            assertThrows(NoModelAvailableException.class, () -> slow.models.complete(question));
            assertThrows(NoModelAvailableException.class, () -> slow.models.stream(question));
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
        }
    }

    /// The second call has what the first one left of the caller's time.
    @Test
    void aCallWithoutAFieldDoesNotBeginTheCallersTimeAnew() {
        first.usual(FakeReply.silence());
        first.then(
                FakeOpenAi.error(
                                400,
                                "invalid_request_error",
                                "temperature",
                                "Unsupported value: 'temperature' does not support 0.2.")
                        .after(Duration.ofSeconds(2)));
        try (LlmFixture patient =
                new LlmFixture(
                        Optional.of(first.baseUrl()),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        "text-embedding-3-small",
                        100)) {
            ChatRequest question = LlmFixture.question().within(Duration.ofSeconds(3));
            long start = System.nanoTime();
            assertThrows(NoModelAvailableException.class, () -> patient.models.stream(question));
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertTrue(millis < 4_700, "three seconds in all, took " + millis);
        }
        assertEquals(2, first.requests().size());
    }

    @Test
    void withoutAKeyNothingIsAvailableAndNothingIsAsked() {
        try (LlmFixture bare = new LlmFixture(Optional.empty(), Optional.empty())) {
            assertFalse(bare.models.available());
            NoModelAvailableException e =
                    assertThrows(
                            NoModelAvailableException.class,
                            () -> bare.models.stream(LlmFixture.question()));
            assertEquals(List.of(), e.failures());
            assertEquals(List.of(), bare.router.health());
        }
    }

    @Test
    void healthTellsTheLastFailureAndNoKey() {
        first.then(FakeOpenAi.error(401, "x", "", "Bad key sk-test-openai"));
        gateway.models.complete(LlmFixture.question());
        ProviderHealth openAi = gateway.router.health().getFirst();
        assertEquals(Optional.of("key_refused"), openAi.lastError());
        assertTrue(openAi.lastErrorAt().isPresent());
        assertTrue(gateway.router.health().getLast().lastSuccess().isPresent());
        assertFalse(gateway.router.health().toString().contains("sk-test"));
    }

    @Test
    void everyCallIsWrittenDownWithWhatItCost() {
        first.then(FakeReply.json(500, Map.of()), FakeReply.json(500, Map.of()));
        UUID conversation = UUID.randomUUID();
        try (Database db = TestDatabase.migrated()) {
            try (BufferedCallLog log = new BufferedCallLog(new ModelCallStore(db)::recordAll)) {
                LlmClient models = new LlmClient(gateway.router(log), gateway.config);
                models.complete(
                        LlmFixture.question()
                                .chargedTo(Optional.of(conversation), Optional.empty()));
                models.complete(LlmFixture.question().model("a-model-without-a-price"));
            }
            List<String> rows = gatewayRows(db);
            assertEquals(3, rows.size(), rows::toString);
            assertTrue(
                    rows.get(0).matches("openai gpt-4o-mini overloaded 0 0 " + conversation),
                    rows::toString);
            assertTrue(
                    rows.get(1)
                            .matches("anthropic claude-haiku-4-5-\\d+ ok 10 35 " + conversation));
            assertTrue(rows.get(2).matches("openai a-model-without-a-price ok \\d+ null null"));
        }
    }

    @Test
    void aLedgerThatCannotWriteCostsNobodyTheirAnswer() {
        CallLog broken =
                _ -> {
                    throw new IllegalStateException("disk full");
                };
        LlmClient models = new LlmClient(gateway.router(broken), gateway.config);
        assertEquals("openai", models.complete(LlmFixture.question()).provider());
    }

    private static List<String> gatewayRows(Database db) {
        try (var connection = db.source().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM model_calls ORDER BY at")) {
            List<String> found = new java.util.ArrayList<>();
            while (rows.next()) {
                found.add(
                        String.join(
                                " ",
                                rows.getString("provider"),
                                rows.getString("model"),
                                rows.getString("outcome"),
                                rows.getString("input_tokens"),
                                String.valueOf(rows.getObject("cost_micro_usd")),
                                String.valueOf(rows.getObject("conversation_id"))));
            }
            return found;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
