package handcar.channel.outbound;

import static handcar.channel.outbound.Delivery.State.DEAD;
import static handcar.channel.outbound.Delivery.State.QUEUED;
import static handcar.channel.outbound.Delivery.State.REFUSED;
import static handcar.channel.outbound.Delivery.State.SENT;
import static handcar.channel.outbound.Delivery.State.UNKNOWN;
import static handcar.channel.outbound.Delivery.State.WITHDRAWN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.FakeHttpProvider;
import handcar.chat.ConversationStatus;
import handcar.db.TestDatabase;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The way of a message out: in order, once, and never silently lost.
class DeliveryLoopTest {
    private static final FakeServer TOWER = new FakeServer(FakeHttpProvider.taken());
    private static final DeliveryFixture OFFICE =
            new DeliveryFixture(TOWER, FakeHttpProvider.shape(10)).open();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String to = "w" + NAMES.incrementAndGet();
    private UUID id = new UUID(0, 0);

    @BeforeEach
    void open() {
        id = OFFICE.opened(to);
    }

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

    private List<String> received() {
        return FakeHttpProvider.received(TOWER, to);
    }

    private List<Delivery.State> settled(Delivery.State... wanted) {
        return Wait.until(
                "the deliveries are in the wanted states",
                () -> OFFICE.states(id),
                List.of(wanted)::equals);
    }

    @Test
    void aLongAnswerArrivesInPartsInTheirOrder() {
        OFFICE.answers(id, "0123456789abcdefghijABC");
        OFFICE.answers(id, "next");
        settled(SENT, SENT, SENT, SENT);
        assertEquals(List.of("0123456789", "abcdefghij", "ABC", "next"), received());
        assertEquals("sent", OFFICE.status(id));
        assertTrue(String.valueOf(OFFICE.mark(id).get("external_id")).startsWith("ext-"));
        assertTrue(
                OFFICE.jobs.depths().stream()
                        .noneMatch(d -> d.kind().equals("deliver") && d.dead() > 0));
    }

    @Test
    void fiftyMessagesOfOneConversationKeepTheirOrder() {
        List<String> said = IntStream.range(0, 50).mapToObj(n -> "message " + n).toList();
        said.forEach(text -> OFFICE.answers(id, text.replace("message", "m")));
        Wait.until("all fifty messages arrived", this::received, all -> all.size() >= 50);
        assertEquals(said.stream().map(text -> text.replace("message", "m")).toList(), received());
    }

    @Test
    void conversationsDoNotWaitForEachOther() throws Exception {
        CountDownLatch all = new CountDownLatch(6);
        TOWER.usual(
                (request, wire) -> {
                    all.countDown();
                    all.await();
                    FakeHttpProvider.taken().to(request, wire);
                });
        List<UUID> others = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            UUID other = OFFICE.opened(to + "-" + i);
            others.add(other);
            OFFICE.answers(other, "at once");
        }
        others.forEach(
                other ->
                        Wait.until(
                                "every conversation got its message",
                                () -> OFFICE.states(other),
                                states -> states.equals(List.of(SENT))));
    }

    @Test
    void aSlowCustomerDoesNotHoldUpOneWhoComesLater() {
        TOWER.usual(
                (request, wire) -> {
                    if (request.json().text("to").orElse("").equals(to)) {
                        Wait.pause(Duration.ofMillis(1_200), "a slow provider");
                    }
                    FakeHttpProvider.taken().to(request, wire);
                });
        OFFICE.answers(id, "slow");
        Wait.until("the slow message arrived", this::received, all -> !all.isEmpty());
        UUID other = OFFICE.opened(to + "-quick");
        long began = System.nanoTime();
        OFFICE.answers(other, "quick");
        Wait.until(
                "the quick message is sent",
                () -> OFFICE.states(other),
                states -> states.equals(List.of(SENT)));
        assertTrue(System.nanoTime() - began < 900_000_000L, "waited for the slow one");
        settled(SENT);
    }

    @Test
    void whatTheProviderPutsOffIsTriedAgainByTheScheduleAndTheRestWaits() {
        AtomicInteger tries = new AtomicInteger();
        TOWER.usual(
                (request, wire) -> {
                    boolean off =
                            request.json().text("to").orElse("").equals(to)
                                    && tries.incrementAndGet() <= 2;
                    (off ? FakeReply.json(503, Map.of()) : FakeHttpProvider.taken())
                            .to(request, wire);
                });
        OFFICE.answers(id, "patience");
        OFFICE.answers(id, "behind");
        settled(SENT, SENT);
        assertEquals(List.of("patience", "patience", "patience", "behind"), received());
        assertEquals(3, OFFICE.parts(id).getFirst().attempt());
        assertEquals(Optional.empty(), OFFICE.parts(id).getFirst().error());
    }

    @Test
    void theProvidersOwnWishGoesBeforeTheSchedule() {
        TOWER.then(FakeReply.json(429, Map.of("Retry-After", "1"), Map.of()));
        long began = System.nanoTime();
        OFFICE.answers(id, "later");
        settled(SENT);
        assertTrue(System.nanoTime() - began >= 1_000_000_000L, "came back too early");
        assertEquals(2, received().size());
    }

    @Test
    void afterTheLastTryAPersonIsCalledAndTheRestStaysHere() {
        TOWER.usual(FakeReply.json(503, Map.of()));
        OFFICE.answers(id, "0123456789abc");
        settled(DEAD, WITHDRAWN);
        assertEquals(4, received().size());
        assertEquals("refused", OFFICE.status(id));
        assertEquals(
                "Given up after 4 tries: status 503", OFFICE.parts(id).getFirst().error().get());
        assertEquals(ConversationStatus.NEEDS_HUMAN, OFFICE.now(id).status());
        assertTrue(OFFICE.now(id).handoffReason().orElse("").contains("status 503"));
    }

    @Test
    void whatIsRefusedCallsAPersonAndIsNotTriedAgain() {
        TOWER.then(FakeReply.json(400, Map.of()));
        OFFICE.answers(id, "0123456789abcdefghijk");
        settled(REFUSED, WITHDRAWN, WITHDRAWN);
        assertEquals(1, received().size());
        assertEquals(ConversationStatus.NEEDS_HUMAN, OFFICE.now(id).status());
        assertEquals(
                Optional.of("A message could not be sent: status 400"),
                OFFICE.now(id).handoffReason());
        OFFICE.staffAnswers(id, "I am here");
        settled(REFUSED, WITHDRAWN, WITHDRAWN, SENT);
    }

    @Test
    void aConnectionThatBreaksAfterTheRequestIsUnknownAndNeverSentAgainButTheRestIs() {
        TOWER.then(FakeReply.hangUp());
        OFFICE.answers(id, "0123456789abc");
        settled(UNKNOWN, SENT);
        Wait.pause(Duration.ofSeconds(1), "nothing must follow");
        assertEquals(List.of("0123456789", "abc"), received());
        assertEquals("unknown", OFFICE.status(id));
        assertEquals(ConversationStatus.AI_ACTIVE, OFFICE.now(id).status());
    }

    @Test
    void aProviderThatSaysNothingIsLeftAfterTheLongestTimeAndItIsUnknown() {
        TOWER.then(FakeReply.silence());
        OFFICE.answers(id, "hello?");
        OFFICE.answers(id, "again");
        settled(UNKNOWN, SENT);
        assertEquals(List.of("hello?", "again"), received());
    }

    @Test
    void aTextThatNoProviderShouldSeeArrivesAsItIs() {
        String poisoned = "\"}\u2028\\ud83d 😀 </script>%s${x}\r\n";
        OFFICE.answers(id, poisoned);
        Wait.until(
                "all parts are sent",
                () -> OFFICE.states(id),
                all -> all.stream().allMatch(SENT::equals));
        assertEquals(
                poisoned.replaceAll("\\s", ""), String.join("", received()).replaceAll("\\s", ""));
    }

    @Test
    void whatAPersonSaidInTheProvidersAppIsNotSentAgain() {
        OFFICE.answers(id, "one");
        settled(SENT);
        UUID web =
                OFFICE.conversations
                        .open(
                                handcar.chat.NewConversation.onWeb(
                                        Optional.empty(),
                                        handcar.chat.NewContact.unknown(),
                                        Optional.empty()))
                        .conversation()
                        .id();
        OFFICE.answers(web, "on the web");
        assertEquals(List.of(), OFFICE.parts(web));
    }

    @Test
    void aConversationNobodyCanReachSaysSo() {
        OFFICE.sql("UPDATE conversations SET channel = 'owl' WHERE id = '" + id + "'");
        OFFICE.answers(id, "anyone?");
        settled(REFUSED);
        assertEquals("refused", OFFICE.status(id));
        assertEquals(ConversationStatus.NEEDS_HUMAN, OFFICE.now(id).status());
    }

    @Test
    void whatAKilledProcessWasSendingIsUnknownAndTheRestGoesOn() {
        OFFICE.answers(id, "first");
        settled(SENT);
        // as a process leaves it that dies between the request and its answer
        OFFICE.sql(
                "UPDATE deliveries SET state = 'sending', external_id = NULL, claim ="
                        + " gen_random_uuid(), claimed_at = now() WHERE conversation_id = '"
                        + id
                        + "'");
        OFFICE.answers(id, "second");
        Wait.pause(Duration.ofMillis(500), "nothing must be sent before the claim is lost");
        assertEquals(List.of("first"), received());
        settled(UNKNOWN, SENT);
        assertEquals(List.of("first", "second"), received());
    }

    @Test
    void aStartFindsWhatWaitsWithoutAJob() {
        try (DeliveryFixture closed =
                new DeliveryFixture(
                        TestDatabase.withSchema(),
                        TOWER,
                        FakeHttpProvider.shape(10),
                        DeliveryFixture.HASTY,
                        List.of())) {
            UUID lonely = closed.opened(to + "-lonely");
            closed.answers(lonely, "anyone?");
            closed.sql("DELETE FROM jobs");
            closed.open();
            Wait.pause(Duration.ofMillis(300), "nothing must be sent without a job");
            assertEquals(List.of(QUEUED), closed.states(lonely));
            closed.deliveries.resume();
            Wait.until(
                    "the message is sent after the resume",
                    () -> closed.states(lonely),
                    List.of(SENT)::equals);
        }
    }
}
