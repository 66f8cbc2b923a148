package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.chat.OptOutMatcher.Meaning;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.jobs.NotificationBus;

import org.junit.jupiter.api.Test;

/// A phrase is the whole message, however it is typed.
final class OptOutPhrasesTest {
    @Test
    void caseAndPunctuationDoNotCountButOtherWordsDo() {
        try (Database db = TestDatabase.open(TestDatabase.empty());
                NotificationBus bells = new NotificationBus(db)) {
            new Migrations(db.source()).up();
            Agents agents = new Agents(db, bells);
            Agent agent =
                    db.tx(tx -> agents.create(tx, AgentInput.of(house("ＳＴＯＰ", "стоп", "निकलो"))));
            try (OptOutPhrases phrases = new OptOutPhrases(agents, bells)) {
                phrases.load();
                Optional<UUID> id = Optional.of(agent.id());
                assertEquals(Meaning.STOP, phrases.of(id, " Stop!! "));
                assertEquals(Meaning.STOP, phrases.of(id, "СТОП."));
                assertEquals(Meaning.STOP, phrases.of(id, "निकलो"));
                assertEquals(Meaning.NOTHING, phrases.of(id, "When do you stop serving lunch?"));
                assertEquals(Meaning.RESUME, phrases.of(id, "start"));
                assertEquals(Meaning.STOP, phrases.of(Optional.empty(), "stop"), "the default's");
                assertEquals(Meaning.NOTHING, phrases.of(id, "stop ".repeat(10_000)));
            }
        }
    }

    private static Agent house(String... stop) {
        var now = Instant.EPOCH;
        return new Agent(
                UUID.randomUUID(),
                "house",
                "House",
                "",
                "",
                "",
                List.of(),
                "",
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(stop),
                List.of("start"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                now,
                now);
    }
}
