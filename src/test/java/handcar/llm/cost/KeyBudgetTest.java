package handcar.llm.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The budgets of API keys, on two replicas.
final class KeyBudgetTest {
    /// What one call costs, in micro-USD: 1 000 tokens read and 100 written by gpt-4o-mini.
    private static final long COST = 150 + 60;

    private static final TokenUsage USED = new TokenUsage(1_000, 100, false);
    private static final TokenUsage MOST = new TokenUsage(2_000, 4_096, true);

    private static Database db;
    private static Database beside;
    private static List<CallRecorder> replicas;

    @BeforeAll
    static void open() {
        Database.Address address = TestDatabase.withSchema();
        db = TestDatabase.open(address);
        beside = TestDatabase.open(address);
        TestServer.furnish(db);
        replicas = Stream.of(db, beside).map(KeyBudgetTest::recorder).toList();
    }

    @AfterAll
    static void close() {
        db.close();
        beside.close();
    }

    private static CallRecorder recorder(Database on) {
        ModelCallStore store = new ModelCallStore(on);
        return new CallRecorder(
                call -> store.recordAll(List.of(call)),
                PriceList.builtIn(),
                List.of(new KeyBudget(on, Duration.ofSeconds(60))));
    }

    private static CallOrigin key(long budget) {
        UUID id = UUID.randomUUID();
        TestServer.update(
                db,
                """
                INSERT INTO api_keys (id, name, prefix, hash, scopes, created_by, total_budget_micro_usd)
                VALUES ('%s', 'k', 'hc_', sha256('%s'), '{gateway}', 'test', %d)
                """
                        .formatted(id, id, budget));
        return new CallOrigin(
                "gateway.chat",
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                true,
                Optional.empty());
    }

    private static CallRecorder.Entry call(int replica, CallOrigin by) {
        return replicas.get(replica).open("openai", "gpt-4o-mini", by, () -> MOST);
    }

    private static boolean isAnswered(int replica, CallOrigin by) {
        try {
            call(replica, by).paid("gpt-4o-mini", USED);
            return true;
        } catch (BudgetException _) {
            return false;
        }
    }

    private static long number(String sql, CallOrigin by) {
        return TestServer.count(db, sql.formatted(by.apiKey().orElseThrow()));
    }

    @Test
    void manyAtOnceOnTwoReplicasSpendTheBudgetAndOneCallMoreAtMost() {
        CallOrigin by = key(100 * COST + 1);
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                callers.execute(
                        () -> {
                            for (int n = 0; n < 4; n++) {
                                if (isAnswered(next.incrementAndGet() % 2, by)) {
                                    answered.incrementAndGet();
                                }
                            }
                        });
            }
        }
        assertEquals(101, answered.get(), "the last one goes beyond the budget, and no other");
        assertEquals(
                101 * COST,
                number("SELECT sum(cost_micro_usd) FROM key_usage WHERE api_key_id = '%s'", by));
        assertEquals(
                0, number("SELECT sum(held_micro_usd) FROM key_usage WHERE api_key_id = '%s'", by));
        assertEquals(0, number("SELECT count(*) FROM open_calls WHERE api_key_id = '%s'", by));
    }

    @Test
    void whatIsSetAsideForACallInProgressIsNotSpentTwice() {
        CallOrigin by = key(COST);
        CallRecorder.Entry running = call(0, by);
        BudgetException refused = assertThrows(BudgetException.class, () -> call(1, by));
        assertEquals(BudgetException.Reason.HELD, refused.reason(), "it is worth asking again");
        running.lost("timed_out", "gpt-4o-mini", TokenUsage.NONE);
        call(1, by).paid("gpt-4o-mini", USED);
        refused = assertThrows(BudgetException.class, () -> call(0, by));
        assertEquals(BudgetException.Reason.SPENT, refused.reason());
    }

    @Test
    void aCallWhoseProcessDiedIsInTheLogAndGivesItsMoneyBack() {
        CallOrigin by = key(COST);
        call(0, by);
        TestServer.update(db, "UPDATE open_calls SET until = now() - interval '1 second'");
        call(1, by).paid("gpt-4o-mini", USED);
        assertEquals(
                1,
                number(
                        "SELECT count(*) FROM model_calls WHERE api_key_id = '%s'"
                                + " AND outcome = 'unknown' AND cost_micro_usd IS NULL",
                        by));
        assertEquals(2, number("SELECT sum(calls) FROM key_usage WHERE api_key_id = '%s'", by));
    }

    @Test
    void asMuchAsTheLastCallCostIsSetAsideForTheNext() {
        CallOrigin by = key(1_000_000);
        call(0, by).paid("gpt-4o-mini", new TokenUsage(0, 100_000, false));
        CallRecorder.Entry next = call(0, by);
        String held = "SELECT sum(held_micro_usd) FROM key_usage WHERE api_key_id = '%s'";
        assertEquals(60_000, number(held, by));
        next.paid("gpt-4o-mini", USED);
        call(0, by);
        assertEquals(300 + 2_458, number(held, by), "or the most that it says itself");
    }

    @Test
    void whatARequestOnlyNamesIsSetAsideAsAllThatTheModelReads() {
        CallOrigin by = key(1_000_000);
        String held = "SELECT sum(held_micro_usd) FROM key_usage WHERE api_key_id = '%s'";
        CallRecorder.Entry first =
                replicas.get(0).open("openai", "gpt-4o-mini", by, () -> MOST, () -> true);
        assertEquals(128_000 * 15 / 100, number(held, by));
        first.paid("gpt-4o-mini", USED);
        replicas.get(0).open("openai", "gpt-4o-mini", by, () -> MOST, () -> true);
        assertEquals(300 + 2_458, number(held, by), "the first one told what it costs");
    }

    @Test
    void aModelWithoutAPriceIsRefused() {
        CallOrigin by = key(COST);
        BudgetException refused =
                assertThrows(
                        BudgetException.class,
                        () -> replicas.get(0).open("openai", "o1-pro", by, () -> MOST));
        assertEquals(BudgetException.Reason.UNPRICED, refused.reason());
        assertTrue(String.valueOf(refused.getMessage()).contains("o1-pro"));
    }
}
