package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextEndsTest {
    @Test
    void aTextThatFitsIsWhole() {
        assertEquals("Where is my lamp?", TextEnds.of(17, "Where is my lamp?"));
    }

    @Test
    void ofALongOneTheBeginningAndTheEndAreRead() {
        String text = "Where is my lamp? " + "word ".repeat(5_000) + "And when does it come?";
        String read = TextEnds.of(1_000, text);
        assertTrue(read.startsWith("Where is my lamp? word"), read);
        assertTrue(read.endsWith("word And when does it come?"), read);
        assertTrue(read.length() <= 1_000, () -> "" + read.length());
        assertTrue(
                read.lines()
                        .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                        .allMatch(w -> w.length() < 7));
    }

    /// Scripts without blanks, and signs of two characters each.
    @ParameterizedTest
    @ValueSource(strings = {"電", "😀", "x"})
    void whatHasNoBlanksIsCutBetweenSigns(String sign) {
        String read = TextEnds.of(1_001, sign.repeat(3_000));
        assertEquals(0, read.replace(sign, "").replace("[…]", "").strip().length());
        assertTrue(read.length() <= 1_001 && read.length() > 990, () -> "" + read.length());
    }
}
