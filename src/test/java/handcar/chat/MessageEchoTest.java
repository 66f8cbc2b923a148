package handcar.chat;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.chat.MessageLoop.Utterance;

import org.junit.jupiter.api.Test;

/// Programs that send back what we say.
class MessageEchoTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final List<String> ANSWERS =
            List.of(
                    "Bicycles are delivered within two days.",
                    "I don't know. Shall I get a person?");

    /// A question, its answer, and what came back and was answered.
    private static List<Utterance> earlier(String back) {
        return List.of(
                Utterance.theirs("Do you deliver bicycles?", NOW),
                new Utterance(true, ANSWERS.get(0), NOW.plusSeconds(3)),
                Utterance.theirs(back, NOW.plusSeconds(90)),
                new Utterance(true, ANSWERS.get(1), NOW.plusSeconds(93)));
    }

    @Test
    void theSecondEchoIsALoopAlsoOfAQuestionAndOfAnotherSentence() {
        Utterance echo = Utterance.theirs(ANSWERS.get(1), NOW.plusSeconds(200));
        assertTrue(MessageLoop.isEcho(echo, earlier(ANSWERS.get(0))));
        assertTrue(MessageLoop.goesOn(echo, earlier(ANSWERS.get(0))));
    }

    @Test
    void whoSaysOurWordsOnceOrQuotesThemIsAPerson() {
        Utterance echo = Utterance.theirs(ANSWERS.get(1), NOW.plusSeconds(200));
        assertFalse(MessageLoop.isEcho(echo, earlier("And in Oslo, how long does it take?")));
        Utterance quote = Utterance.theirs("> " + ANSWERS.get(1), NOW.plusSeconds(200));
        assertFalse(MessageLoop.isEcho(quote, earlier(ANSWERS.get(0))));
        Utterance yes = Utterance.theirs("Yes, get a person.", NOW.plusSeconds(200));
        assertFalse(MessageLoop.isEcho(yes, earlier(ANSWERS.get(0))));
    }
}
