package handcar.llm.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

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

    /// A row that no table takes keeps back neither those of its page nor later ones.
    @Test
    void aCallThatCannotBeWrittenKeepsBackNoOthers() {
        ModelCall bad = call(Optional.empty());
        Consumer<List<ModelCall>> picky =
                calls -> {
                    if (calls.contains(bad)) {
                        throw new IllegalStateException(
                                new SQLException("invalid byte sequence", "22021"));
                    }
                    table.addAll(calls);
                };
        try (BufferedCallLog log = new BufferedCallLog(picky)) {
            List<ModelCall> good = Stream.generate(() -> call(Optional.empty())).limit(9).toList();
            good.subList(0, 4).forEach(log::record);
            log.record(bad);
            good.subList(4, 9).forEach(log::record);
            Wait.until("all others are in the table", () -> table.size() == good.size());
            assertEquals(good, table);
            ModelCall later = call(Optional.empty());
            log.record(later);
            Wait.until("a later one is in the table", () -> table.contains(later));
        }
        assertFalse(table.contains(bad));
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
