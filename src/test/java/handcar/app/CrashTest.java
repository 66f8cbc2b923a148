package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.web.EventStreamClient;
import handcar.channel.web.EventStreamClient.Event;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.Ferries;
import handcar.json.JsonView;
import handcar.testing.RandomSeed;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plug is pulled, again and again: what was acknowledged is there, and answered once.
@SeparateProcess
class CrashTest {
    private static final int ROUNDS = 10;

    private final ServerProcess installation;
    private final TestClient caller;
    private final FakeOpenAi model = new FakeOpenAi();

    CrashTest(@TempDir Path folder) {
        installation =
                new ServerProcess(folder).with(model).with(Map.of("LLM_TIMEOUT_SECONDS", "30"));
        caller = installation.caller;
    }

    @AfterEach
    void close() {
        model.close();
    }

    private static String content(JsonView message) {
        return message.text("content").orElseThrow();
    }

    @Test
    void anAnswerCutOffInItsMiddleArrivesOnceAndTheStreamGoesOnWhereItWas()
            throws InterruptedException {
        String answer = Ferries.ANSWER;
        model.answering(_ -> answer).pausing(Duration.ofMillis(40));
        List<Event> kept = new ArrayList<>();
        ServerProcess first = installation.start();
        caller.shelve("house", "Ferries", Ferries.DOCUMENT);
        Guest alice = caller.guest("house");
        try (EventStreamClient stream = caller.listen(alice)) {
            caller.says(alice, "Where does each ferry go to?");
            stream.until(s -> s.events().stream().filter(event -> event.is("delta")).count() > 3);
            kept.addAll(stream.kept());
            first.kill();
        }
        try (ServerProcess _ = installation.start()) {
            String last = String.valueOf(kept.getLast().id().orElseThrow());
            try (EventStreamClient stream = caller.listen(alice, "Last-Event-ID", last)) {
                stream.until(
                        s ->
                                s.kept().stream()
                                        .anyMatch(e -> e.data().toString().contains(Ferries.END)));
                kept.addAll(stream.kept());
            }
            List<Long> ids = kept.stream().map(event -> event.id().orElseThrow()).toList();
            assertEquals(
                    LongStream.range(ids.getFirst(), ids.getFirst() + ids.size()).boxed().toList(),
                    ids);
            assertEquals(
                    List.of("Where does each ferry go to?", answer),
                    caller.thread(alice).stream().map(CrashTest::content).toList());
            model.pausing(Duration.ZERO);
            assertEquals(
                    answer, content(caller.ask(alice, "Where does each ferry go to, once more?")));
        }
    }

    @Test
    void whatWasAcknowledgedBetweenTenKillsIsKeptOnceAndAnsweredOnce() throws InterruptedException {
        model.answering(FakeOpenAi::notKnowing).pausing(Duration.ofMillis(15));
        Random random = RandomSeed.random();
        AtomicBoolean enough = new AtomicBoolean();
        List<Writer> writers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ServerProcess program = installation.start();
            if (round == 0) {
                for (int i = 0; i < 3; i++) {
                    Writer writer = new Writer(caller.guest("house"), enough);
                    writers.add(writer);
                    threads.add(Thread.ofVirtual().start(writer));
                }
            }
            for (Writer writer : writers) {
                int before = writer.acknowledged.get();
                Wait.until("a message is acknowledged", () -> writer.acknowledged.get() > before);
            }
            Wait.pause(Duration.ofMillis(random.nextInt(900)), "the kill comes at a random moment");
            program.kill();
        }
        try (ServerProcess _ = installation.start()) {
            enough.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            writers.forEach(this::everythingIsThereOnce);
        }
    }

    private void everythingIsThereOnce(Writer writer) {
        String last = FakeOpenAi.unknown(writer.said(writer.acknowledged.get() - 1));
        Wait.until(
                "the last message is answered",
                () -> caller.from("agent", writer.guest),
                all -> all.stream().anyMatch(m -> content(m).lines().anyMatch(last::equals)));
        List<JsonView> thread = caller.thread(writer.guest);
        assertTrue(writer.acknowledged.get() >= ROUNDS, writer.acknowledged.get() + " messages");
        assertEquals(
                IntStream.range(0, writer.acknowledged.get()).mapToObj(writer::said).toList(),
                thread.stream()
                        .filter(m -> m.text("author").orElse("").equals("contact"))
                        .map(CrashTest::content)
                        .toList());
        for (int n = 0; n < writer.acknowledged.get(); n++) {
            String said = FakeOpenAi.unknown(writer.said(n));
            long answers =
                    thread.stream()
                            .filter(m -> m.text("author").orElse("").equals("agent"))
                            .filter(m -> content(m).lines().anyMatch(said::equals))
                            .count();
            assertEquals(1, answers, "answers to " + said);
        }
        assertEquals(List.of(), caller.from("system", writer.guest));
    }

    /// Says one thing after the other, each again and again until the server says that it has it, and now and then once
    /// more after that, as a page does whose connection broke too early.
    private final class Writer implements Runnable {
        private final Guest guest;
        private final AtomicBoolean enough;
        private final AtomicInteger acknowledged = new AtomicInteger();

        Writer(Guest guest, AtomicBoolean enough) {
            this.guest = guest;
            this.enough = enough;
        }

        String said(int n) {
            return "message " + n;
        }

        @Override
        public void run() {
            while (!enough.get()) {
                if (isTaken()) {
                    boolean _ = acknowledged.get() % 3 == 0 && isTaken();
                    acknowledged.incrementAndGet();
                }
                Wait.pause(Duration.ofMillis(120), "a person types");
            }
            while (!isTaken()) {
                Wait.pause(Duration.ofMillis(120), "a person types");
            }
            acknowledged.incrementAndGet();
        }

        private boolean isTaken() {
            Optional<Said> answer =
                    caller.trySend(
                            "POST",
                            guest.path("/messages"),
                            Map.of(
                                    "content",
                                    said(acknowledged.get()),
                                    "client_id",
                                    "n" + acknowledged.get()),
                            guest.token());
            return answer.filter(said -> said.status() == 202 || said.status() == 200).isPresent();
        }
    }
}
