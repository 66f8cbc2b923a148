package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

/// What somebody holds for a while is waited for alone.
final class WebhookLockTest {
    @Test
    void aConversationThatSomebodyHoldsDoesNotHoldTheOthers() throws Exception {
        try (InboundFixture counter = new InboundFixture();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Hello"));
            UUID held = counter.only().id();
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch locked = new CountDownLatch(1);
            var holder =
                    threads.submit(
                            () ->
                                    counter.db.runTx(
                                            tx -> {
                                                tx.named("chat.lock")
                                                        .with("id", held)
                                                        .list(_ -> true);
                                                locked.countDown();
                                                await(release);
                                            }));
            await(locked);
            var waiting =
                    threads.submit(
                            () -> counter.take("e2", InboundFixture.said("ann", "m2", "Still?")));
            counter.take("e3", InboundFixture.said("bob", "m3", "Me too"));
            assertFalse(waiting.isDone());
            release.countDown();
            holder.get();
            waiting.get();
            assertEquals(List.of("Hello", "Still?"), counter.contents(held));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
