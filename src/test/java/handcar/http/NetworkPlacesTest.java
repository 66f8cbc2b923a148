package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.problem.Problem;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

final class NetworkPlacesTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void oneNetworkHasItsOwnPlacesAndNeverAll() {
        NetworkPlaces places = new NetworkPlaces(3, 2);
        assertTrue(places.take("a", Duration.ZERO));
        assertTrue(places.take("a", Duration.ZERO));
        assertFalse(places.take("a", Duration.ZERO));
        assertTrue(places.take("b", Duration.ZERO));
        assertFalse(places.take("c", Duration.ofMillis(1)), "all are taken");

        places.release("a");

        assertTrue(places.take("c", Duration.ZERO));
        for (String network : List.of("a", "b", "c")) {
            places.release(network);
        }
        assertEquals(0, places.networks(), "who has left is not remembered");
    }

    @Test
    void aLineHasAnEnd() throws Exception {
        NetworkPlaces places = new NetworkPlaces(9, 1, 2);
        assertTrue(places.take("a", LONG));
        try (ExecutorService line = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(line.submit(() -> places.take("a", LONG)));
            }
            Wait.until("two wait", () -> places.users("a") == 3);
            assertFalse(places.take("a", LONG));
            assertTrue(places.take("b", LONG), "others have a line of their own");
            places.release("a");
            places.release("a");
            for (Future<Boolean> each : waiting) {
                assertTrue(each.get());
            }
        }
        places.release("a");
        places.release("b");
        assertEquals(0, places.networks());
    }

    @Test
    void whoIsInterruptedKeepsNoPlace() throws Exception {
        NetworkPlaces places = new NetworkPlaces(1, 1);
        assertTrue(places.take("a", LONG));
        AtomicReference<Exception> ended = new AtomicReference<>();
        Thread waiting =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        places.take("b", LONG);
                                    } catch (Problem e) {
                                        ended.set(e);
                                    }
                                });
        Wait.until("it waits", () -> places.users("b") == 1);
        waiting.interrupt();
        waiting.join();
        assertTrue(ended.get() instanceof Problem.Unavailable);
        places.release("a");
        assertTrue(places.take("b", Duration.ZERO));
        assertThrows(IllegalStateException.class, () -> new NetworkPlaces(1, 1).release("b"));
    }
}
