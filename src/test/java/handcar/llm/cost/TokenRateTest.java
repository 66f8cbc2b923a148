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

/// The tokens that API keys may use in a minute, on two replicas.
final class TokenRateTest {
    private static final TokenUsage USED = new TokenUsage(80, 20, false);
    private static final TokenUsage MOST = new TokenUsage(100, 400, true);

    private static Database db;
    private static Database beside;
    private static List<CallRecorder> replicas;

    @BeforeAll
    static void open() {
        Database.Address address = TestDatabase.withSchema();
        db = TestDatabase.open(address);
        beside = TestDatabase.open(address);
        TestServer.furnish(db);
        replicas =
                Stream.of(db, beside)
                        .map(
                                on ->
                                        new CallRecorder(
                                                _ -> {},
                                                PriceList.builtIn(),
                                                List.of(new TokenRate(on))))
                        .toList();
    }

    @AfterAll
    static void close() {
        db.close();
        beside.close();
    }

    private static CallOrigin key(int tokens) {
        UUID id = UUID.randomUUID();
        TestServer.update(
                db,
                """
                INSERT INTO api_keys (id, name, prefix, hash, scopes, created_by, tokens_per_minute)
                VALUES ('%s', 'k', 'hc_', sha256('%s'), '{gateway}', 'test', %d)
                """
                        .formatted(id, id, tokens));
        return new CallOrigin(
                "gateway.chat",
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                false,
                Optional.of(tokens));
    }

    private static CallRecorder.Entry call(int replica, CallOrigin by) {
        return replicas.get(replica).open("openai", "gpt-4o-mini", by, () -> MOST);
    }

    private static long number(String column, CallOrigin by) {
        return TestServer.count(
                db,
                "SELECT %s FROM key_minutes WHERE api_key_id = '%s'"
                        .formatted(column, by.apiKey().orElseThrow()));
    }

    @Test
    void manyAtOnceOnTwoReplicasUseTheLimitAndOneCallMoreAtMost() {
        CallOrigin by = key(1_001);
        AtomicInteger answered = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                int replica = i % 2;
                callers.execute(
                        () -> {
                            try {
                                call(replica, by).paid("gpt-4o-mini", USED);
                                answered.incrementAndGet();
                            } catch (BudgetException _) {
                                // the others of this minute
                            }
                        });
            }
        }
        assertEquals(11, answered.get(), "the last one goes beyond the limit, and no other");
        assertEquals(1_100, number("used", by));
        assertEquals(0, number("held", by));
    }

    @Test
    void whatIsSetAsideForACallInProgressIsNotUsedTwice() {
        CallOrigin by = key(100);
        CallRecorder.Entry running = call(0, by);
        BudgetException refused = assertThrows(BudgetException.class, () -> call(1, by));
        assertEquals(BudgetException.Reason.HELD, refused.reason(), "it is worth asking again");
        running.lost("timed_out", "gpt-4o-mini", TokenUsage.NONE);
        call(1, by).paid("gpt-4o-mini", USED);
        refused = assertThrows(BudgetException.class, () -> call(0, by));
        assertEquals(BudgetException.Reason.TOKENS, refused.reason());
        assertTrue(refused.retryAfter().orElseThrow().toSeconds() > 50);
    }

    @Test
    void theNextMinuteBeginsWithWhatACallUsedBeyondWhatWasSetAside() {
        CallOrigin by = key(100);
        CallRecorder.Entry longest = call(0, by);
        CallRecorder.Entry died = past(by);
        TestServer.update(db, "UPDATE key_minutes SET since = since - interval '1 minute'");
        CallRecorder.Entry next = call(1, by);
        assertEquals(500, number("held", by), "what nobody gave back is free again");
        longest.paid("gpt-4o-mini", new TokenUsage(600, 0, false));
        died.paid("gpt-4o-mini", USED);
        assertEquals(100, number("used", by));
        assertEquals(500, number("held", by));
        next.paid("gpt-4o-mini", USED);
        assertEquals(200, number("used", by));
        assertEquals(0, number("held", by));
    }

    /// A call that a former minute allowed.
    private static CallRecorder.Entry past(CallOrigin by) {
        TestServer.update(db, "UPDATE key_minutes SET since = since - interval '1 minute'");
        return call(0, by);
    }
}
