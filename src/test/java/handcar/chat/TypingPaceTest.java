package handcar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that say something else every time and are quicker than anybody who types, and people who are quick.
class TypingPaceTest {
    private static final Instant BEGIN = Instant.parse("2026-12-01T10:00:00Z");
    private static final String TEXT = "Notification 3: job 3 done.";

    private static Message message(
            Author author, String text, Instant at, String channel, List<Object> attachments) {
        return new Message(
                new UUID(0, at.toEpochMilli()),
                at.getEpochSecond(),
                new UUID(0, 0),
                author,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                text,
                false,
                List.of(),
                attachments,
                channel,
                Map.of(),
                at,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// How many of these texts are answered.
    private static int answered(
            List<String> texts, String channel, List<Object> attachments, double... pauses) {
        List<Message> all = new ArrayList<>();
        Instant at = BEGIN;
        for (int i = 0; i < texts.size(); i++) {
            all.add(message(Author.CONTACT, texts.get(i), at, channel, attachments));
            if (TypingPace.isTooQuick(all)) {
                return i;
            }
            at = at.plusSeconds(6);
            all.add(message(Author.AGENT, "Answer " + i, at, channel, List.of()));
            at = at.plusMillis((long) (pauses[i % pauses.length] * 1_000));
        }
        return texts.size();
    }

    private static int answered(String text, double... pauses) {
        return answered(Collections.nCopies(6, text), "telegram", List.of(), pauses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TEXT,
                "What is your name, please?",
                "How may I help you today, dear friend?",
                "amber kite seven lantern orbit plum",
                "ご用件をお伺いいたします。どの商品についてのお問い合わせでしょうか。",
            })
    void aTextThatNobodyTypesSoQuicklyIsAProgramsTheSecondTime(String text) {
        assertEquals(2, answered(text, 1.2));
        assertEquals(2, answered(text, 2, 1));
    }

    @Test
    void whoWasTypingAlreadyIsAnswered() {
        assertEquals(6, answered("I have one more question about it.", 1.2, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "thanks", "Yes, please.", "And the blue one?", "👍"})
    void shortTextsAreAPersons(String text) {
        assertEquals(6, answered(text, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {4, 6, 30})
    void whoTakesTheTimeToTypeIsAPerson(double pause) {
        assertEquals(6, answered("Within how many days do you deliver bicycles?", pause));
    }

    /// Buttons, replies to lists, files and forwarded texts have something beside their words.
    @Test
    void whatNobodyTypedDoesNotCount() {
        List<Object> beside = List.of(Map.of("type", "context", "text", "Forwarded"));
        List<String> texts = Collections.nCopies(6, TEXT);
        assertEquals(6, answered(texts, "whatsapp", beside, 1));
        assertEquals(6, answered(texts, Conversation.WEB, List.of(), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "Yes please, 3, false",
        "The blue one and thanks a lot, 6, false",
        "Blue is fine. Send it to Oslo, 5, false",
        "How may I help you?, 1, true",
        "We have noted your request and come back with an answer, 4, true",
    })
    void theMoreThereIsToTypeTheLongerItTakes(String text, int seconds, boolean isTooQuick) {
        assertEquals(isTooQuick, TypingPace.isTooQuick(text, Duration.ofSeconds(seconds)));
        assertFalse(TypingPace.isTooQuick(text, Duration.ofMinutes(1)));
        assertTrue(TypingPace.isTooQuick(text.repeat(9), Duration.ofSeconds(seconds)));
    }
}
