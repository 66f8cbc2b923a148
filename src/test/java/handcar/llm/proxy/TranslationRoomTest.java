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
        long event = ALL / 24;
        try (TranslationRoom first = rooms.get()) {
            first.take("messages", ALL);
            first.hold("a", event);
            first.hold("a", 0);
        }
        try (TranslationRoom first = rooms.get();
                TranslationRoom second = rooms.get()) {
            second.hold("a", event);
            second.hold("a", 0);
            first.take("messages", ALL);
            ProviderException busy =
                    assertThrows(ProviderException.class, () -> second.hold("a", event));
            assertEquals(ProviderException.Kind.TOO_LARGE, busy.kind());
        }
        try (TranslationRoom alone = rooms.get()) {
            ProviderException never =
                    assertThrows(ProviderException.class, () -> alone.hold("a", ALL / 6));
            assertEquals(ProviderException.Kind.TOO_LARGE, never.kind());
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
