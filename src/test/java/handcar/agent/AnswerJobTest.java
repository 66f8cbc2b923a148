package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.chat.Author;
import handcar.chat.BurstWindow;
import handcar.chat.Conversation;
import handcar.chat.ConversationStatus;
import handcar.chat.Conversations;
import handcar.chat.MessageDraft;
import handcar.chat.MessageInput;
import handcar.chat.MessageLimits;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.chat.OptOutMatcher;
import handcar.chat.Outbox;
import handcar.chat.live.LiveUpdates;
import handcar.config.Config;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.db.Tx;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.jobs.JobWorker;
import handcar.jobs.NotificationBus;
import handcar.llm.LlmFixture;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.rag.CitationVerifier;
import handcar.rag.Retriever;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerJobTest {
    @Test
    void givingUpNeedsNoConnectionBesideTheTransactionThatBuriesTheJob() {
        try (Shop shop = new Shop(1, Outbox.NONE)) {
            UUID id = shop.asked();
            shop.work(_ -> new JobResult.Dead("no model"));
            Wait.until(
                    "a person is called",
                    () -> shop.conversations.get(id).status() == ConversationStatus.NEEDS_HUMAN);
        }
    }

    /// The run of the conversation that is no more ends at its first try.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConversationThatIsJoinedIntoAnotherWhileItIsAnsweredIsAnsweredThere(boolean atTheEnd) {
        AtomicReference<Runnable> join = new AtomicReference<>(() -> {});
        Outbox outbox =
                new Outbox() {
                    @Override
                    public PreparedMessage prepare(Db db, Conversation now, MessageDraft draft) {
                        join.getAndSet(() -> {}).run();
                        return Outbox.NONE.prepare(db, now, draft);
                    }

                    @Override
                    public void clear(UUID conversation) {}
                };
        try (Shop shop = new Shop(4, outbox)) {
            TestServer.furnish(shop.db);
            UUID into = shop.opened(Optional.empty());
            UUID from = shop.asked();
            join.set(() -> shop.join(into, from));
            List<Job> runs = new CopyOnWriteArrayList<>();
            shop.work(
                    job -> {
                        runs.add(job);
                        if (!atTheEnd) {
                            join.getAndSet(() -> {}).run();
                        }
                        return shop.answers.run(job);
                    });
            Wait.until(
                    "it is answered",
                    () ->
                            shop.conversations.transcript(into, 10).stream()
                                    .anyMatch(said -> said.author() == Author.AGENT));
            Wait.until("no job is left", () -> shop.jobs.depths().isEmpty());
            assertEquals(
                    List.of(from.toString(), into.toString()),
                    runs.stream().map(run -> run.subject().orElseThrow()).toList());
        }
    }

    /// Conversations and their worker, without a model.
    private static final class Shop implements AutoCloseable {
        private final Database db;
        private final NotificationBus bells;
        private final HttpClient outgoing =
                new HttpClient(
                        HttpClientSettings.defaults(),
                        AddressGuard.publicOnly(),
                        CallMetrics.none());
        private final List<JobWorker> workers = new ArrayList<>();
        final JobQueue jobs;
        final Conversations conversations;
        final AnswerJob answers;

        Shop(int connections, Outbox outbox) {
            db = new Database(TestDatabase.withSchema(), connections, new SimpleMeterRegistry());
            bells = new NotificationBus(db);
            new Migrations(db.source()).up();
            jobs = new JobQueue(db, bells);
            conversations =
                    new Conversations(
                            db,
                            bells,
                            jobs,
                            new MessageLimits(100, 100),
                            new BurstWindow(Duration.ZERO),
                            outbox,
                            OptOutMatcher.NONE);
            answers =
                    new AnswerJob(
                            db,
                            jobs,
                            conversations,
                            new LiveUpdates(db, bells),
                            new Agents(db, bells),
                            new AnswerGenerator(
                                    new Retriever(db, Optional.empty()),
                                    LlmFixture.client(offline(), outgoing),
                                    Duration.ofSeconds(30)),
                            new CitationVerifier(db));
        }

        UUID asked() {
            return opened(Optional.of(new MessageInput("Hello?", Optional.empty())));
        }

        UUID opened(Optional<MessageInput> said) {
            return conversations
                    .open(NewConversation.onWeb(Optional.empty(), NewContact.unknown(), said))
                    .conversation()
                    .id();
        }

        void join(UUID into, UUID from) {
            db.runTx(
                    tx -> {
                        conversations.merge().hold(tx, into, from);
                        conversations.merge().join(tx, into, from);
                    });
        }

        void work(Function<Job, JobResult> run) {
            JobHandler handler =
                    new JobHandler() {
                        @Override
                        public JobResult run(Job job) {
                            return run.apply(job);
                        }

                        @Override
                        public void gaveUp(Tx tx, Job job, String reason) {
                            answers.gaveUp(tx, job, reason);
                        }
                    };
            JobWorker worker =
                    new JobWorker(
                            jobs,
                            bells,
                            JobSpec.of(Conversations.ANSWER, 1, Duration.ofSeconds(30), handler),
                            () -> true);
            worker.start();
            workers.add(worker);
        }

        @Override
        public void close() {
            for (JobWorker worker : workers) {
                boolean _ = worker.stop(Instant.now().plusSeconds(5));
            }
            outgoing.close();
            bells.close();
            db.close();
        }
    }

    private static Config.Models offline() {
        return new Config.Models(
                Optional.empty(),
                "http://127.0.0.1:9",
                "none",
                "none",
                Optional.empty(),
                "http://127.0.0.1:9",
                "none",
                0.2,
                1_024,
                Duration.ofSeconds(1));
    }
}
