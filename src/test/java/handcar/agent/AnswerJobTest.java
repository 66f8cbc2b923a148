package handcar.agent;

import module java.base;

import handcar.chat.BurstWindow;
import handcar.chat.ConversationStatus;
import handcar.chat.Conversations;
import handcar.chat.MessageInput;
import handcar.chat.MessageLimits;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.chat.OptOutMatcher;
import handcar.chat.Outbox;
import handcar.chat.live.LiveUpdates;
import handcar.config.Config;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
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
import handcar.testing.Wait;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

class AnswerJobTest {
    @Test
    void givingUpNeedsNoConnectionBesideTheTransactionThatBuriesTheJob() throws Exception {
        try (Database db = new Database(TestDatabase.withSchema(), 1, new SimpleMeterRegistry());
                NotificationBus bells = new NotificationBus(db);
                HttpClient outgoing =
                        new HttpClient(
                                HttpClientSettings.defaults(),
                                AddressGuard.publicOnly(),
                                CallMetrics.none())) {
            new Migrations(db.source()).up();
            JobQueue jobs = new JobQueue(db, bells);
            var conversations =
                    new Conversations(
                            db,
                            bells,
                            jobs,
                            new MessageLimits(100, 100),
                            new BurstWindow(Duration.ZERO),
                            Outbox.NONE,
                            OptOutMatcher.NONE);
            AnswerGenerator writing =
                    new AnswerGenerator(
                            new Retriever(db, Optional.empty()),
                            LlmFixture.client(offline(), outgoing),
                            Duration.ofSeconds(30));
            AnswerJob answers =
                    new AnswerJob(
                            db,
                            jobs,
                            conversations,
                            new LiveUpdates(db, bells),
                            new Agents(db, bells),
                            writing,
                            new CitationVerifier(db));
            UUID id =
                    conversations
                            .open(
                                    NewConversation.onWeb(
                                            Optional.empty(),
                                            NewContact.unknown(),
                                            Optional.of(
                                                    new MessageInput("Hello?", Optional.empty()))))
                            .conversation()
                            .id();
            JobWorker worker =
                    new JobWorker(
                            jobs,
                            bells,
                            JobSpec.of(
                                    Conversations.ANSWER,
                                    1,
                                    Duration.ofSeconds(30),
                                    new handcar.jobs.JobHandler() {
                                        @Override
                                        public JobResult run(handcar.jobs.Job job) {
                                            return new JobResult.Dead("no model");
                                        }

                                        @Override
                                        public void gaveUp(
                                                handcar.db.Tx tx,
                                                handcar.jobs.Job job,
                                                String reason) {
                                            answers.gaveUp(tx, job, reason);
                                        }
                                    }),
                            () -> true);
            worker.start();
            Wait.until(
                    "a person is called",
                    () -> conversations.get(id).status() == ConversationStatus.NEEDS_HUMAN);
            boolean _ = worker.stop(Instant.now().plusSeconds(5));
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
