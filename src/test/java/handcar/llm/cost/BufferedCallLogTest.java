package handcar.llm.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

final class BufferedCallLogTest {
    private final List<ModelCall> table = new CopyOnWriteArrayList<>();

    @Test
    void aCallForAConversationIsWrittenBeforeItsAnswerIsKnown() {
        try (BufferedCallLog log = new BufferedCallLog(table::addAll)) {
            ModelCall call = call(Optional.of(UUID.randomUUID()));
            log.record(call);
            assertEquals(List.of(call), table, "a kill -9 from here on loses nothing");
        }
    }

    @Test
    void aCallOfAProgramIsWrittenAMomentLater() {
        try (BufferedCallLog log = new BufferedCallLog(table::addAll)) {
            log.record(call(Optional.empty()));
            assertEquals(List.of(), table);
            Wait.until("the call is in the table", () -> table.size() == 1);
        }
    }

    @Test
    void aCallForAConversationIsWrittenLaterWhenTheDatabaseIsAway() {
        AtomicInteger failures = new AtomicInteger(1);
        Consumer<List<ModelCall>> failsOnce =
                calls -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("the database is away");
                    }
                    table.addAll(calls);
                };
        try (BufferedCallLog log = new BufferedCallLog(failsOnce)) {
            log.record(call(Optional.of(UUID.randomUUID())));
            Wait.until("the call is in the table", () -> table.size() == 1);
        }
    }

    private static ModelCall call(Optional<UUID> conversation) {
        return new ModelCall(
                UUID.randomUUID(),
                Instant.EPOCH,
                "openai",
                "gpt-4o-mini",
                new CallOrigin("answer", conversation, Optional.empty(), Optional.empty()),
                TokenUsage.NONE,
                OptionalLong.of(0),
                Duration.ZERO,
                "ok");
    }
}
