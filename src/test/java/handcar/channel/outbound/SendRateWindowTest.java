package handcar.channel.outbound;

import static handcar.channel.outbound.Delivery.State.REFUSED;
import static handcar.channel.outbound.Delivery.State.SENT;
import static handcar.channel.outbound.Delivery.State.WITHDRAWN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.FakeHttpProvider;
import handcar.chat.ConversationStatus;
import handcar.fakes.FakeServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

/// A provider's own clocks: how fast an account sends, how fast a thread, and how long free text is allowed.
class SendRateWindowTest {
    private static ChannelCapabilities shape(int perSecond, Duration between) {
        return new ChannelCapabilities(
                10,
                ChannelCapabilities.Unit.CODE_POINTS,
                ChannelCapabilities.Markup.PLAIN,
                perSecond,
                between,
                Optional.of(Duration.ofHours(24)));
    }

    @Test
    void partsOfOneMessageKeepTheirDistance() {
        ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
        try (FakeServer tower = timed(times);
                DeliveryFixture office =
                        new DeliveryFixture(tower, shape(100, Duration.ofMillis(400))).open()) {
            UUID id = office.opened("w");
            office.answers(id, "0123456789abcdefghijABC");
            Wait.until(
                    "all three parts are sent",
                    () -> office.states(id),
                    List.of(SENT, SENT, SENT)::equals);
            List<Long> came = List.copyOf(times);
            for (int i = 1; i < came.size(); i++) {
                assertTrue(came.get(i) - came.get(i - 1) >= 390_000_000L, "too soon: " + came);
            }
        }
    }

    @Test
    void anAccountSendsNoMoreInASecondThanItsProviderTakes() {
        ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
        try (FakeServer tower = timed(times);
                DeliveryFixture office = new DeliveryFixture(tower, shape(4, Duration.ZERO))) {
            List<UUID> all = IntStream.range(0, 10).mapToObj(n -> office.opened("w" + n)).toList();
            all.forEach(id -> office.answers(id, "hello"));
            office.open();
            all.forEach(
                    id ->
                            Wait.until(
                                    "the message is sent",
                                    () -> office.states(id),
                                    List.of(SENT)::equals));
            List<Long> came = List.copyOf(times);
            assertTrue(came.getLast() - came.getFirst() >= 1_500_000_000L, "too fast: " + came);
        }
    }

    @Test
    void afterTheWindowNothingIsSentAndAPersonIsCalled() {
        try (FakeServer tower = new FakeServer(FakeHttpProvider.taken());
                DeliveryFixture office = new DeliveryFixture(tower, shape(100, Duration.ZERO))) {
            UUID id = office.opened("w");
            office.answers(id, "0123456789abc");
            office.sql("UPDATE channel_threads SET last_inbound_at = now() - interval '25 hours'");
            office.open();
            Wait.until(
                    "the first part is refused",
                    () -> office.states(id),
                    List.of(REFUSED, WITHDRAWN)::equals);
            assertEquals(List.of(), FakeHttpProvider.received(tower, "w"));
            assertEquals(ConversationStatus.NEEDS_HUMAN, office.now(id).status());
            assertTrue(office.now(id).handoffReason().orElse("").contains("24 hours"));
        }
    }

    private static FakeServer timed(ConcurrentLinkedQueue<Long> times) {
        return new FakeServer(
                (request, wire) -> {
                    times.add(System.nanoTime());
                    FakeHttpProvider.taken().to(request, wire);
                });
    }
}
