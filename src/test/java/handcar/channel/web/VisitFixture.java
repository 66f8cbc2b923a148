package handcar.channel.web;

import module java.base;

import handcar.chat.Conversations;
import handcar.chat.MessageFiles;
import handcar.chat.WebVisits;
import handcar.db.Database;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.testing.TestMedia;

/// What visitors do besides writing, over a database of tests.
final class VisitFixture {
    private VisitFixture() {}

    static Optional<AgentDirectory.Card> card(UUID agent) {
        return Optional.of(
                new AgentDirectory.Card(
                        agent,
                        "demo",
                        "Dora",
                        "ACME",
                        new AgentDirectory.Welcome("Hello!", List.of("Prices?")),
                        Map.of("de", new AgentDirectory.Welcome("Guten Tag!", List.of())),
                        Map.of(),
                        List.of(),
                        true,
                        0));
    }

    static WebVisits of(
            Database db, JobQueue jobs, NotificationBus bells, Conversations conversations) {
        return new WebVisits(
                db,
                conversations,
                new MessageFiles(db, jobs, bells, TestMedia.store(db), conversations));
    }
}
