package handcar.channel.outbound;

import static handcar.channel.outbound.Delivery.State.SENT;
import static handcar.channel.outbound.Delivery.State.WITHDRAWN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.FakeHttpProvider;
import handcar.chat.ConversationStatus;
import handcar.chat.StaffAction;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.testing.RandomSeed;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// After a person has stepped in, nothing of the bot leaves: on two processes with one database, by every way there is to
/// step in. One of them sends, the other one is where the person is.
class DeliveryFenceTest {
    private static final Database.Address ADDRESS = TestDatabase.withSchema();
    private static final FakeServer TOWER = new FakeServer(FakeHttpProvider.taken());
    private static final DeliveryFixture HERE = office();
    private static final DeliveryFixture THERE = office().open();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String LONG = "0123456789abcdefghij0123456789abcdefghij0123456789";

    private final String to = "f" + NAMES.incrementAndGet();
    private final UUID id = HERE.opened(to);

    private static DeliveryFixture office() {
        return new DeliveryFixture(
                ADDRESS, TOWER, FakeHttpProvider.shape(10), DeliveryFixture.HASTY, List.of());
    }

    @AfterAll
    static void close() {
        HERE.close();
        THERE.close();
        TOWER.close();
    }

    @AfterEach
    void asUsual() {
        TOWER.usual(FakeHttpProvider.taken());
        // what the next test scripts is for its own messages
        Wait.until(
                "no delivery of this test is open",
                () -> HERE.tx(HERE.store::openAccounts),
                List::isEmpty);
    }

    private List<String> received() {
        return FakeHttpProvider.received(TOWER, to);
    }

    @Test
    void aTakeoverReturnsWhenThePartOnItsWayHasArrivedAndTheRestStaysHere() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        TOWER.then(
                (request, wire) -> {
                    asked.countDown();
                    Wait.pause(Duration.ofMillis(400), "a slow provider");
                    answered.countDown();
                    FakeHttpProvider.taken().to(request, wire);
                });
        HERE.answers(id, LONG);
        assertTrue(asked.await(5, TimeUnit.SECONDS));
        HERE.desk.act(id, DeliveryFixture.ALICE, new StaffAction.TakeOver());
        assertEquals(0, answered.getCount(), "it did not wait for what was on its way");
        assertEquals(List.of(SENT, WITHDRAWN, WITHDRAWN, WITHDRAWN, WITHDRAWN), HERE.states(id));
        assertEquals("withdrawn", HERE.status(id));
        assertEquals(
                "A person stepped in before it was sent. 1 of 5 parts were sent.",
                HERE.mark(id).get("error"));
        Wait.pause(Duration.ofMillis(500), "nothing must follow");
        assertEquals(List.of("0123456789"), received());
    }

    @Test
    void withNothingOnItsWayATakeoverWaitsForNobody() {
        HERE.answers(id, "hello");
        Wait.until("the message is sent", () -> HERE.states(id), List.of(SENT)::equals);
        long began = System.nanoTime();
        HERE.desk.act(id, DeliveryFixture.ALICE, new StaffAction.TakeOver());
        assertTrue(System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(500));
    }

    @Test
    void aProviderThatNeverAnswersHoldsATakeoverNoLongerThanASendingMayTake() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        TOWER.then(
                (request, wire) -> {
                    asked.countDown();
                    FakeReply.silence().to(request, wire);
                });
        HERE.answers(id, LONG);
        assertTrue(asked.await(5, TimeUnit.SECONDS));
        long began = System.nanoTime();
        HERE.desk.act(id, DeliveryFixture.ALICE, new StaffAction.TakeOver());
        assertTrue(
                System.nanoTime() - began < DeliveryFixture.HASTY.lost().plusMillis(500).toNanos());
        Wait.pause(Duration.ofMillis(300), "nothing must follow");
        assertEquals(1, received().size());
        assertEquals(ConversationStatus.HUMAN_ACTIVE, HERE.now(id).status());
    }

    @Test
    void aPersonsReplyOvertakesWhatTheProviderPutOffForHours() {
        TOWER.then(FakeReply.json(429, Map.of("Retry-After", "3600"), Map.of()));
        HERE.answers(id, LONG);
        Wait.until("the first part was tried", this::received, all -> all.size() == 1);
        Wait.until(
                "the first part is put off with a reason",
                () -> HERE.parts(id).getFirst().error(),
                Optional::isPresent);
        TOWER.usual(FakeHttpProvider.taken());
        HERE.staffAnswers(id, "I am here");
        Wait.until("the reply of staff arrived", this::received, all -> all.size() == 2);
        assertEquals(List.of("0123456789", "I am here"), received());
    }

    @Test
    void whatTheProviderPutsOffWhileAPersonStepsInStaysHere() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        TOWER.then(
                (request, wire) -> {
                    asked.countDown();
                    Wait.pause(Duration.ofMillis(300), "a slow provider");
                    FakeReply.json(429, Map.of("Retry-After", "3600"), Map.of()).to(request, wire);
                });
        HERE.answers(id, "hello");
        assertTrue(asked.await(5, TimeUnit.SECONDS));
        HERE.desk.act(id, DeliveryFixture.ALICE, new StaffAction.TakeOver());
        assertEquals(List.of(WITHDRAWN), HERE.states(id));
    }

    private final Random random = RandomSeed.random();

    @Test
    void nothingOfTheBotLeavesAfterSomebodySteppedInWhateverTheyDid() throws Exception {
        List<BiConsumer<DeliveryFixture, UUID>> deeds =
                List.of(
                        (office, who) ->
                                office.desk.act(
                                        who, DeliveryFixture.ALICE, new StaffAction.TakeOver()),
                        (office, who) -> office.staffAnswers(who, "it is me"),
                        (office, who) ->
                                office.desk.act(
                                        who,
                                        DeliveryFixture.ALICE,
                                        new StaffAction.Pause(Optional.of(Duration.ofHours(1)))),
                        (office, who) ->
                                office.desk.act(
                                        who, DeliveryFixture.ALICE, new StaffAction.Close()),
                        (office, who) -> {
                            boolean _ = office.conversations.askForPerson(who, "One moment.");
                        });
        Map<String, Long> returned = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<String> late = new ConcurrentLinkedQueue<>();
        TOWER.usual(
                (request, wire) -> {
                    long at = System.nanoTime();
                    String whom = request.json().text("to").orElse("");
                    boolean bot = request.json().text("text").orElse("").matches("[0-9a-j]{10}");
                    Wait.pause(
                            Duration.ofMillis(random.nextInt(30)),
                            "a provider whose answers take different times");
                    if (bot && returned.getOrDefault(whom, Long.MAX_VALUE) < at) {
                        late.add(whom);
                    }
                    FakeHttpProvider.taken().to(request, wire);
                });
        int count = 60;
        HERE.open();
        List<Thread> people = new ArrayList<>();
        AtomicInteger cut = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            String whom = to + "-" + i;
            int turn = i;
            people.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        DeliveryFixture office = turn % 2 == 0 ? HERE : THERE;
                                        UUID who = office.opened(whom);
                                        office.answers(who, LONG);
                                        Wait.pause(
                                                Duration.ofMillis(random.nextInt(250)),
                                                "people step in at different moments");
                                        deeds.get(turn % deeds.size()).accept(office, who);
                                        returned.put(whom, System.nanoTime());
                                        if (office.states(who).contains(WITHDRAWN)) {
                                            cut.incrementAndGet();
                                        }
                                    }));
        }
        for (Thread person : people) {
            person.join();
        }
        Wait.pause(Duration.ofSeconds(1), "nothing must follow");
        assertEquals(List.of(), List.copyOf(late));
        assertTrue(cut.get() > count / 4, "only " + cut + " were cut off, so little was tested");
    }
}
