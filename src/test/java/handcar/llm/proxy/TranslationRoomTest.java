package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.llm.provider.ProviderException;

import org.junit.jupiter.api.Test;

final class TranslationRoomTest {
    private static final long ALL = Runtime.getRuntime().maxMemory();
    private final Supplier<TranslationRoom> rooms = TranslationRoom.shared();

    @Test
    void theLargestRequestIsTranslatedAloneAndTheNextOneWaits() throws Exception {
        TranslationRoom first = rooms.get();
        first.take("messages", ALL);
        first.take("messages", ALL); // as each provider that is asked
        CompletableFuture<Void> second =
                CompletableFuture.runAsync(
                        () -> {
                            try (TranslationRoom room = rooms.get()) {
                                room.take("messages", ALL);
                            }
                        });
        try (TranslationRoom small = rooms.get()) {
            small.take("messages", 1_000);
        }
        assertFalse(second.isDone());
        first.close();
        second.get(4, TimeUnit.SECONDS);
    }

    @Test
    void anEventHasTheRoomThatItsRequestNeedsNoMoreAndGivesItBack() {
        Supplier<TranslationRoom> rooms = TranslationRoom.shared(Duration.ofMillis(100));
        long event = ALL / 20;
        try (TranslationRoom first = rooms.get()) {
            first.take("messages", ALL);
            first.ofEvents("a").hold(event);
            first.ofEvents("a").hold(0);
        }
        try (TranslationRoom first = rooms.get();
                TranslationRoom second = rooms.get()) {
            second.ofEvents("a").hold(event);
            second.ofEvents("a").hold(0);
            first.take("messages", ALL);
            ProviderException busy =
                    assertThrows(ProviderException.class, () -> second.ofEvents("a").hold(event));
            assertEquals(ProviderException.Kind.TOO_LARGE, busy.kind());
        }
        try (TranslationRoom alone = rooms.get()) {
            ProviderException never =
                    assertThrows(
                            ProviderException.class, () -> alone.ofEvents("a").require(ALL / 5));
            assertEquals(ProviderException.Kind.TOO_LARGE, never.kind());
        }
    }

    /// Each of them takes its memory at once, so that none holds a part and waits for those that wait for it.
    @Test
    void manyLargeEventsAreReadInTurn() throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int caller = 0; caller < 16; caller++) {
            all.add(
                    CompletableFuture.runAsync(
                            () -> {
                                try (TranslationRoom room = rooms.get()) {
                                    room.ofEvents("a").hold(ALL / 13);
                                    room.ofEvents("a").hold(0);
                                }
                            },
                            Executors.newVirtualThreadPerTaskExecutor()));
        }
        for (CompletableFuture<Void> each : all) {
            each.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoWaitsTooLongIsToldToComeAgain() {
        try (TranslationRoom first = rooms.get();
                TranslationRoom second = rooms.get()) {
            first.take("messages", ALL);
            ProviderException busy =
                    assertThrows(ProviderException.class, () -> second.take("messages", ALL));
            assertEquals(503, busy.statusForProgram());
        }
    }
}
