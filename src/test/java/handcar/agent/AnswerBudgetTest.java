package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a day's answers may cost, on two servers with one database. A question costs some thousandths of a dollar, so the budget is
/// enough for a few.
class AnswerBudgetTest {
    private static final double BUDGET = 0.05;
    private static final String ANSWER = "The workshop opens at nine on weekdays.";

    private static final FakeOpenAi MODEL = new FakeOpenAi();
    private static TestServer shop;
    private static TestServer other;
    private static TestClient caller;
    private static long before;

    @BeforeAll
    static void open() {
        shop = new TestServer(settings("gpt-4o"));
        other = shop.beside(settings("gpt-4o"));
        caller = shop.caller;
        caller.shelve("house", "Hours", ANSWER);
    }

    private static Map<String, String> settings(String model) {
        return Map.of(
                "OPENAI_API_KEY",
                "sk-test",
                "OPENAI_BASE_URL",
                MODEL.baseUrl(),
                "OPENAI_MODEL",
                model,
                "MESSAGE_BUFFER_SECONDS",
                "0",
                "ANSWER_BUDGET_USD_PER_DAY",
                Double.toString(BUDGET));
    }

    @AfterAll
    static void close() {
        other.close();
        shop.close();
        MODEL.close();
    }

    @BeforeEach
    void aNewDay() {
        shop.update("DELETE FROM answer_days");
        shop.update("DELETE FROM model_calls");
        MODEL.answering(_ -> ANSWER);
        before = all();
    }

    private static long calls() {
        return all() - before;
    }

    private static long all() {
        return MODEL.requests().stream()
                .filter(request -> request.path().endsWith("/chat/completions"))
                .count();
    }

    private static double costs() {
        return shop.db.named("llm.answer-day").only(row -> row.number("micro_usd")) / 1_000_000.0;
    }

    private static JsonView budget() {
        return caller.get("/api/v1/answer-budget", TestClient.ADMIN).body();
    }

    private static boolean isSpent(JsonView budget) {
        return budget.text("spent_at").isPresent();
    }

    private static String status(Guest guest) {
        return caller.get(guest.path(""), guest.token()).body().text("status").orElseThrow();
    }

    /// Everybody asks at once, half of them on each server.
    private static List<Guest> ask(int guests, String question) {
        List<Guest> all = new ArrayList<>();
        for (int i = 0; i < guests; i++) {
            Guest guest = caller.guest("house");
            all.add(guest);
            (i % 2 == 0 ? caller : other.caller).says(guest, question);
        }
        return all;
    }

    private static void untilAnswered(List<Guest> guests) {
        for (Guest guest : guests) {
            Wait.until(
                    "everybody gets an answer or a person",
                    () -> status(guest),
                    now -> now.equals("needs_human") || !caller.from("agent", guest).isEmpty());
        }
    }

    @Test
    void theModelIsAskedAsOftenAsTheBudgetAllowsAndEverybodyIsAnswered() {
        spend(0.03);
        MODEL.answering(
                _ -> {
                    Wait.until(
                            "a call is refused meanwhile",
                            () -> budget(),
                            AnswerBudgetTest::isSpent);
                    return ANSWER;
                });
        List<Guest> guests = ask(24, "When does the workshop open on weekdays?");
        untilAnswered(guests);
        assertTrue(calls() >= 1 && calls() < 24, "asked " + calls() + " times");
        assertTrue(costs() > 0.03 && costs() <= BUDGET, "cost " + costs());
        assertTrue(
                guests.stream().allMatch(guest -> status(guest).equals("ai_active")),
                "the built-in model knows it as well");
    }

    @Test
    void onceItIsSpentAPersonIsCalledForWhatTheBuiltInModelDoesNotKnow() {
        spend(BUDGET);
        Guest guest = caller.guest("house");
        caller.says(guest, "Do you repair violins made of maple?");
        Wait.until("a person is called", () -> status(guest), "needs_human"::equals);
        assertEquals(0, calls());
        JsonView seen = caller.get("/api/v1/conversations/" + guest.id(), TestClient.ADMIN).body();
        assertEquals(
                "the budget for answers of today is used up",
                seen.text("handoff_reason").orElseThrow());
    }

    @Test
    void staffSeeWhatWasSpentAndWhenItBeginsAnew() {
        assertFalse(isSpent(budget()));
        spend(BUDGET);
        untilAnswered(ask(1, "When does the workshop open on weekdays?"));
        JsonView told = budget();
        assertTrue(isSpent(told));
        assertTrue(told.text("resets_at").orElseThrow().endsWith("T00:00:00Z"));
        JsonView health =
                caller.get("/health/detailed", TestClient.ADMIN)
                        .body()
                        .at("components")
                        .at("answer_budget");
        assertEquals("degraded", health.text("status").orElseThrow());
        Wait.until(
                "the metrics show it",
                AnswerBudgetTest::metrics,
                text -> text.contains("answer_budget_spent_usd 0.05"));
    }

    @Test
    void otherProgramsAreToldOnceADay() {
        shop.update(
                "INSERT INTO subscriptions (id, name, url, types, enabled, secrets) VALUES"
                    + " (gen_random_uuid(), 'crm', 'https://crm.example/', '{budget.spent}', true,"
                    + " '')");
        spend(BUDGET);
        untilAnswered(ask(4, "When does the workshop open on weekdays?"));
        assertEquals(1, shop.count("SELECT count(*) FROM outgoing_events"));
        assertEquals(
                1,
                shop.count(
                        "SELECT count(*) FROM outgoing_events WHERE type = 'budget.spent'"
                                + " AND details ->> 'limit_usd' LIKE '0.05%'"));
        shop.update("DELETE FROM subscriptions");
    }

    @Test
    void theNextDayHasABudgetOfItsOwn() {
        spend(BUDGET);
        shop.update("UPDATE answer_days SET day = day - 1");
        untilAnswered(ask(1, "When does the workshop open on weekdays?"));
        assertEquals(1, calls());
    }

    @Test
    void whatStaffTryIsCounted() {
        spend(BUDGET);
        String agent =
                caller.get("/api/v1/agents", TestClient.ADMIN)
                        .body()
                        .at("data")
                        .at(0)
                        .text("id")
                        .orElseThrow();
        String path = "/api/v1/agents/" + agent + "/test";
        Map<String, String> question =
                Map.of("message", "When does the workshop open on weekdays?");
        JsonView answer = caller.post(path, question, TestClient.ADMIN).body();
        assertTrue(answer.text("answer").orElseThrow().contains(ANSWER), "the built-in model");
        assertTrue(answer.isTrue("budget_spent"), "staff see why");
        assertEquals(0, calls());
        shop.update("DELETE FROM answer_days");
        assertFalse(caller.post(path, question, TestClient.ADMIN).body().isTrue("budget_spent"));
        assertEquals(1, calls());
        assertTrue(costs() > 0, "the try is counted");
    }

    @Test
    void theCheckOfASentenceIsCountedAndNotMadeWhenNothingIsLeft() {
        String other = "Our doors are unlocked from nine on weekdays.";
        MODEL.answering(_ -> other);
        Guest guest = caller.guest("house");
        caller.ask(guest, "When does the workshop open on weekdays?");
        assertEquals(2, calls(), "the answer and the check");
        double both = 1e6 * costs();
        Wait.until(
                "each has a part of the costs",
                () ->
                        shop.count(
                                "SELECT count(*) FROM model_calls WHERE purpose IN ('answer',"
                                        + " 'check') AND cost_micro_usd > 0 AND cost_micro_usd < "
                                        + both),
                count -> count == 2);
        MODEL.answering(
                _ -> {
                    shop.update("UPDATE answer_days SET micro_usd = 1000000000");
                    return other;
                });
        caller.ask(caller.guest("house"), "When does the workshop open on weekdays?");
        assertEquals(3, calls(), "no other check");
    }

    @Test
    void whatStaffAskAModelForSaysThatNoBudgetIsLeft() {
        Guest guest = caller.guest("house");
        caller.ask(guest, "When does the workshop open on weekdays?");
        String path = "/api/v1/conversations/" + guest.id();
        caller.post(path + "/takeover", Map.of(), TestClient.ADMIN);
        caller.says(guest, "And when does it close?");
        shop.update("DELETE FROM answer_days");
        spend(BUDGET);
        before = all();
        for (String wanted : List.of("/summary", "/suggest")) {
            TestClient.Said said = caller.post(path + wanted, Map.of(), TestClient.ADMIN);
            assertEquals(409, said.status(), wanted);
            assertEquals(
                    "budget_spent", said.body().at("error").text("code").orElseThrow(), wanted);
        }
        assertEquals(0, calls());
    }

    @Test
    void aModelWithoutAPriceIsNotFree() {
        try (TestServer unpriced = shop.beside(settings("house-model"))) {
            for (int i = 0; i < 6; i++) {
                Guest guest = unpriced.caller.guest("house");
                unpriced.caller.ask(guest, "When does the workshop open on weekdays?");
            }
        }
        assertTrue(calls() < 6, "asked " + calls() + " times");
        assertTrue(costs() <= BUDGET, "cost " + costs());
    }

    private static String metrics() {
        try (InputStream text = URI.create(shop.url() + "/metrics").toURL().openStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void spend(double usd) {
        shop.update(
                "INSERT INTO answer_days (day, micro_usd) VALUES ((now() AT TIME ZONE 'UTC')::date,"
                        + " "
                        + Math.round(usd * 1_000_000)
                        + ")");
    }
}
