package handcar.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioReactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "Liked “It is 5 €.” | 👍",
                "Loved “It is 5 €.” | ❤",
                "Disliked “It is 5 €.” | 👎",
                "Laughed at “It is 5 €.” | 😂",
                "Emphasized “It is 5 €.” | ‼",
                "Gefällt mir „It is 5 €.“ | 👍",
                "Gefällt mir nicht „It is 5 €.“ | 👎",
                "A aimé « It is 5 €. » | 👍",
                "👍 to “It is 5 €.” | 👍",
                "\u200b👍\u200b to “\u200aIt is 5 €.\u200a” | 👍",
                "Reacted 👎 to “It is 5 €.” | 👎",
                "Removed a like from “It is 5 €.” | ´´",
                "Removed 👍 from “It is 5 €.” | ´´"
            })
    void isReadFromItsText(String body, String emoji) {
        assertEquals(
                Optional.of(new TwilioReaction(emoji == null ? "" : emoji, "It is 5 €.")),
                TwilioReaction.of(body)
                        .map(it -> new TwilioReaction(it.emoji(), it.quoted().strip())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I liked “Tessel” more, is it sold out?",
                "Your technician said “tomorrow”",
                "👍",
                "What means “E 42”"
            })
    void anyOtherTextIsOne(String body) {
        assertEquals(Optional.empty(), TwilioReaction.of(body));
    }
}
