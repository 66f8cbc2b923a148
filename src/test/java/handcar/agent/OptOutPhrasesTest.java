package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.chat.OptOutMatcher.Meaning;
import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.http.JsonBody;
import handcar.jobs.NotificationBus;

import org.junit.jupiter.api.Test;

/// A phrase is the whole message, however it is typed.
final class OptOutPhrasesTest {
    @Test
    void caseAndPunctuationDoNotCountButOtherWordsDo() {
        try (Database db = TestDatabase.open(TestDatabase.withSchema());
                NotificationBus bells = new NotificationBus(db)) {
            new Migrations(db.source()).up();
            Agents agents = new Agents(db, bells);
            Agent agent = db.tx(tx -> agents.create(tx, house("ＳＴＯＰ", "стоп", "निकलो")));
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
        return AgentInput.create(
                JsonBody.of(
                        Map.of(
                                "name",
                                "House",
                                "stop_phrases",
                                List.of(stop),
                                "is_default",
                                true)));
    }
}
