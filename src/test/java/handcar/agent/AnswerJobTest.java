package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handcar.chat.Conversations;
import handcar.chat.Incoming;
import handcar.chat.Limits;
import handcar.chat.Live;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.chat.Outbox;
import handcar.chat.Phrases;
import handcar.chat.Status;
import handcar.config.Config;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.gateway.Models;
import handcar.net.CallMeter;
import handcar.net.Guard;
import handcar.net.NetSettings;
import handcar.net.Outgoing;
import handcar.rag.Library;
import handcar.rag.Sources;
import handcar.work.Bells;
import handcar.work.Jobs;
import handcar.work.Outcome;
import handcar.work.Worker;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

class AnswerJobTest {
    @Test
    void givingUpNeedsNoConnectionBesideTheTransactionThatBuriesTheJob() throws Exception {
        try (Database db = new Database(TestDatabase.empty(), 1, new SimpleMeterRegistry());
                Bells bells = new Bells(db);
                Outgoing outgoing =
                        new Outgoing(
                                NetSettings.defaults(), Guard.publicOnly(), CallMeter.none())) {
            new Migrations(db.source()).up();
            Jobs jobs = new Jobs(db, bells);
            var conversations =
                    new Conversations(
                            db, bells, jobs, new Limits(100, 100), Outbox.NONE, Phrases.NONE);
            Writing writing =
                    new Writing(
                            new Library(db, Optional.empty()),
                            new Models(offline(), outgoing, _ -> {}),
                            Duration.ofSeconds(30));
            AnswerJob answers =
                    new AnswerJob(
                            db,
                            jobs,
                            conversations,
                            new Live(db, bells),
                            new Agents(db, bells),
                            writing,
                            new Sources(db),
                            Duration.ZERO);
            UUID id =
                    conversations
                            .open(
                                    NewConversation.onWeb(
                                            Optional.empty(),
                                            NewContact.unknown(),
                                            Optional.of(new Incoming("Hello?", Optional.empty()))))
                            .conversation()
                            .id();
            Worker worker =
                    new Worker(
                            jobs,
                            bells,
                            Conversations.ANSWER,
                            1,
                            Duration.ofSeconds(30),
                            new handcar.work.Handler() {
                                @Override
                                public Outcome run(handcar.work.Job job) {
                                    return new Outcome.Dead("no model");
                                }

                                @Override
                                public void gaveUp(
                                        handcar.db.Tx tx, handcar.work.Job job, String reason) {
                                    answers.gaveUp(tx, job, reason);
                                }
                            });
            worker.start();
            Instant end = Instant.now().plusSeconds(10);
            while (conversations.get(id).status() != Status.NEEDS_HUMAN
                    && Instant.now().isBefore(end)) {
                Thread.sleep(50);
            }
            assertEquals(Status.NEEDS_HUMAN, conversations.get(id).status());
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
