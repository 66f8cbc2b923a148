package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

final class HashSeatsTest {
    @Test
    void oneNetworkHasOneSeatAndOthersPassItsQueue() throws Exception {
        HashSeats seats = new HashSeats(2, Duration.ofSeconds(20));
        CountDownLatch guessing = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> guesses =
                    IntStream.range(0, 20)
                            .mapToObj(
                                    _ ->
                                            people.submit(
                                                    () ->
                                                            seats.compute(
                                                                    "203.0.113.0/24",
                                                                    () -> {
                                                                        most.accumulateAndGet(
                                                                                atOnce
                                                                                        .incrementAndGet(),
                                                                                Math::max);
                                                                        guessing.countDown();
                                                                        over.await();
                                                                        atOnce.decrementAndGet();
                                                                        return true;
                                                                    })))
                            .toList();
            guessing.await();
            assertEquals("Ada", seats.compute("192.0.2.0/24", () -> "Ada"));
            assertEquals("invited", seats.compute(() -> "invited"));
            over.countDown();
            for (Future<Boolean> guess : guesses) {
                assertTrue(guess.get());
            }
        }
        assertEquals(1, most.get());
        assertEquals(0, seats.networks(), "who has left is not remembered");
    }

    @Test
    void whoWaitsTooLongIsToldSoAndNoSeatIsLost() throws Exception {
        HashSeats seats = new HashSeats(1, Duration.ofMillis(20));
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first =
                    people.submit(
                            () ->
                                    seats.compute(
                                            "a",
                                            () -> {
                                                computing.countDown();
                                                return over.await(20, TimeUnit.SECONDS);
                                            }));
            computing.await();
            for (String network : List.of("a", "b")) {
                assertThrows(
                        Problem.Unavailable.class, () -> seats.compute(network, () -> "never"));
            }
            over.countDown();
            assertTrue(first.get());
        }
        assertEquals("b", seats.compute("b", () -> "b"));
        assertEquals(0, seats.networks());
    }

    @Test
    void aFailureGivesTheSeatBack() {
        HashSeats seats = new HashSeats(1, Duration.ofSeconds(5));
        assertThrows(
                IllegalStateException.class,
                () ->
                        seats.compute(
                                "a",
                                () -> {
                                    throw new IOException("no memory");
                                }));
        assertEquals("a", seats.compute("a", () -> "a"));
    }
}
