package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// While one writer waits for a conversation that somebody holds, the other one goes on.
final class WebhookLockTest {
    @Test
    void whatComesWhileAConversationIsHeldIsStored() throws Exception {
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
            Wait.until("the writer waits for the lock", () -> waitsForLock(counter));
            counter.take("e3", InboundFixture.said("bob", "m3", "Me too"));
            assertFalse(waiting.isDone());
            release.countDown();
            holder.get();
            waiting.get();
            assertEquals(List.of("Hello", "Still?"), counter.contents(held));
        }
    }

    private static boolean waitsForLock(InboundFixture counter) {
        try (var connection = counter.db.source().getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                                        + " current_database() AND wait_event_type = 'Lock'")) {
            row.next();
            return row.getLong(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
