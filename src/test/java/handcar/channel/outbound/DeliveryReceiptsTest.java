package handcar.channel.outbound;

import static handcar.channel.outbound.Delivery.State.DELIVERED;
import static handcar.channel.outbound.Delivery.State.QUEUED;
import static handcar.channel.outbound.Delivery.State.READ;
import static handcar.channel.outbound.Delivery.State.REFUSED;
import static handcar.channel.outbound.Delivery.State.SENT;
import static handcar.channel.outbound.Delivery.State.UNKNOWN;
import static handcar.channel.outbound.DeliveryFixture.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.FakeHttpProvider;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Receipt.State;
import handcar.chat.ConversationStatus;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What providers tell about what we sent, in every order they like.
class DeliveryReceiptsTest {
    private static final FakeServer TOWER = new FakeServer(FakeHttpProvider.taken());
    private static final DeliveryFixture OFFICE =
            new DeliveryFixture(TOWER, FakeHttpProvider.shape(10)).open();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String to = "r" + NAMES.incrementAndGet();
    private final String name = "name-" + to;
    private final UUID id = OFFICE.opened(to);

    @AfterEach
    void asUsual() {
        TOWER.usual(FakeHttpProvider.taken());
        // what the next test scripts is for its own messages
        Wait.until(
                "no delivery of this test is open",
                () -> OFFICE.tx(OFFICE.store::openAccounts),
                List::isEmpty);
    }

    @AfterAll
    static void close() {
        OFFICE.close();
        TOWER.close();
    }

    private void settled(Delivery.State... wanted) {
        Wait.until(
                "the deliveries are in the wanted states",
                () -> OFFICE.states(id),
                List.of(wanted)::equals);
    }

    private static FakeReply named(String name) {
        return FakeReply.json(200, Map.of("id", name));
    }

    private boolean echo(String externalId, String text) {
        return OFFICE.tx(
                tx ->
                        OFFICE.receipts.isOurs(
                                tx,
                                FakeHttpProvider.KIND,
                                new InboundEvent.Echo(
                                        FakeHttpProvider.ACCOUNT,
                                        to,
                                        InboundEvent.Sender.of(to, Optional.empty()),
                                        externalId,
                                        Instant.now(),
                                        text,
                                        List.of(),
                                        Map.of(),
                                        Optional.empty(),
                                        false)));
    }

    private void sent(String text) {
        TOWER.then(named(name));
        OFFICE.answers(id, text);
        settled(SENT);
    }

    @Test
    void receiptsInTheirOrderAndInAnyOtherEndAtTheBest() {
        sent("hello");
        assertTrue(OFFICE.receipt(receipt(name, State.DELIVERED)));
        assertEquals("delivered", OFFICE.status(id));
        assertTrue(OFFICE.receipt(receipt(name, State.READ)));
        assertFalse(OFFICE.receipt(receipt(name, State.DELIVERED)));
        assertFalse(OFFICE.receipt(receipt(name, State.SENT)));
        assertFalse(OFFICE.receipt(receipt(name, State.FAILED)));
        assertEquals(List.of(READ), OFFICE.states(id));
        assertEquals("read", OFFICE.status(id));
        assertEquals(name, OFFICE.mark(id).get("external_id"));
    }

    @Test
    void aMessageIsAsFarAsItsLastPart() {
        TOWER.then(named(name + "a"), named(name + "b"));
        OFFICE.answers(id, "0123456789abc");
        settled(SENT, SENT);
        OFFICE.receipt(receipt(name + "a", State.READ));
        assertEquals("sent", OFFICE.status(id));
        OFFICE.receipt(receipt(name + "b", State.DELIVERED));
        assertEquals("delivered", OFFICE.status(id));
    }

    @Test
    void aReceiptThatComesBeforeTheAnswerToOurRequestIsNotLost() {
        TOWER.then(
                (request, wire) -> {
                    OFFICE.receipt(receipt(name, State.DELIVERED));
                    OFFICE.receipt(receipt(name, State.SENT));
                    named(name).to(request, wire);
                });
        OFFICE.answers(id, "hello");
        settled(DELIVERED);
        assertEquals("delivered", OFFICE.status(id));
    }

    @Test
    void earlyReceiptsOfManyAtOnceAreNeverLost() throws Exception {
        int count = 40;
        TOWER.usual(
                (request, wire) -> {
                    String known = "early-" + request.json().text("to").orElse("");
                    Thread.ofVirtual().start(() -> OFFICE.receipt(receipt(known, State.READ)));
                    named(known).to(request, wire);
                });
        for (int i = 0; i < count; i++) {
            UUID other = OFFICE.opened(to + "-" + i);
            OFFICE.answers(other, "hello");
        }
        for (int i = 0; i < count; i++) {
            String known = "early-" + to + "-" + i;
            Wait.until(
                    "the early receipt counts",
                    () -> OFFICE.tx(tx -> OFFICE.store.named(tx, FakeHttpProvider.KIND, known)),
                    found -> found.map(Delivery::state).equals(Optional.of(READ)));
        }
    }

    @Test
    void anEarlyFailureCallsAPersonToo() {
        TOWER.then(
                (request, wire) -> {
                    OFFICE.receipt(receipt(name, State.FAILED));
                    named(name).to(request, wire);
                });
        OFFICE.answers(id, "hello");
        settled(REFUSED);
        assertEquals(ConversationStatus.NEEDS_HUMAN, OFFICE.now(id).status());
    }

    @Test
    void aFailureAfterSendingIsShownToStaffAndAnArrivalAfterAllTakesItBack() {
        sent("hello");
        OFFICE.receipt(
                new InboundEvent.Receipt(
                        FakeHttpProvider.ACCOUNT,
                        Optional.of(name),
                        Optional.empty(),
                        State.FAILED,
                        Optional.of("no such number"),
                        Instant.now()));
        assertEquals("refused", OFFICE.status(id));
        assertEquals("no such number", OFFICE.mark(id).get("error"));
        assertEquals(
                Optional.of("A message could not be sent: no such number"),
                OFFICE.now(id).handoffReason());
        OFFICE.receipt(receipt(name, State.SENT));
        assertEquals("refused", OFFICE.status(id));
        OFFICE.receipt(receipt(name, State.DELIVERED));
        assertEquals("delivered", OFFICE.status(id));
    }

    @Test
    void anUnknownIsSettledByTheProvidersWordAboutOurOwnName() {
        TOWER.then(FakeReply.hangUp());
        OFFICE.answers(id, "hello");
        settled(UNKNOWN);
        UUID delivery = OFFICE.parts(id).getFirst().id();
        OFFICE.receipt(
                new InboundEvent.Receipt(
                        FakeHttpProvider.ACCOUNT,
                        Optional.of(name),
                        Optional.of(delivery),
                        State.SENT,
                        Optional.empty(),
                        Instant.now()));
        assertEquals("sent", OFFICE.status(id));
        assertEquals(name, OFFICE.mark(id).get("external_id"));
        assertTrue(OFFICE.receipt(receipt(name, State.READ)));
    }

    @Test
    void whatWasNeverSentCannotHaveArrived() {
        TOWER.usual(FakeReply.silence());
        OFFICE.answers(id, "first");
        OFFICE.answers(id, "second");
        UUID second = OFFICE.parts(id).getLast().id();
        assertFalse(
                OFFICE.receipt(
                        new InboundEvent.Receipt(
                                FakeHttpProvider.ACCOUNT,
                                Optional.empty(),
                                Optional.of(second),
                                State.READ,
                                Optional.empty(),
                                Instant.now())));
        assertEquals(QUEUED, OFFICE.parts(id).getLast().state());
    }

    @Test
    void anEchoOfWhatWeSentIsOursByItsNameOrByItsTextAndNobodyElsesIs() {
        sent("hello");
        assertTrue(echo(name, "whatever it says"));
        assertFalse(echo("another", "hello"), "its name is known, so this is another one");
        assertFalse(echo("another", "a person wrote this"));
    }

    @Test
    void anEchoThatComesBeforeTheAnswerToOurRequestIsOurs() {
        TOWER.then(
                (request, wire) -> {
                    assertTrue(echo(name, " hello\n ther "));
                    named(name).to(request, wire);
                });
        OFFICE.answers(id, "hello ther");
        Wait.until(
                "the echo counts as our message", () -> OFFICE.states(id), List.of(SENT)::equals);
    }

    @Test
    void anEchoSettlesAnUnknownAndWhatWasPutOff() {
        TOWER.then(FakeReply.hangUp());
        OFFICE.answers(id, "lost?");
        settled(UNKNOWN);
        assertTrue(echo(name, "lost?"));
        settled(SENT);
        TOWER.then(FakeReply.json(503, Map.of("Retry-After", "60"), Map.of()));
        OFFICE.answers(id, "busy?");
        Wait.until(
                "the delivery is put off with a reason",
                () -> OFFICE.parts(id).getLast().error(),
                Optional::isPresent);
        OFFICE.answers(id, "behind");
        assertTrue(echo(name + "2", "busy?"));
        settled(SENT, SENT, SENT);
        assertEquals(List.of("lost?", "busy?", "behind"), FakeHttpProvider.received(TOWER, to));
    }

    @Test
    void aReceiptDuringTheSendingStandsWhateverTheAnswerIs() {
        TOWER.then(
                (request, wire) -> {
                    UUID delivery = UUID.fromString(request.json().text("id").orElseThrow());
                    OFFICE.receipt(
                            new InboundEvent.Receipt(
                                    FakeHttpProvider.ACCOUNT,
                                    Optional.empty(),
                                    Optional.of(delivery),
                                    State.DELIVERED,
                                    Optional.empty(),
                                    Instant.now()));
                    FakeReply.hangUp().to(request, wire);
                });
        OFFICE.answers(id, "hello");
        settled(DELIVERED);
        Wait.pause(Duration.ofMillis(300), "nothing must follow");
        assertEquals(List.of(DELIVERED), OFFICE.states(id));
    }
}
