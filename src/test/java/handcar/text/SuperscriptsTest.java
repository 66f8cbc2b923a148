package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

class SuperscriptsTest {
    @Test
    void short_numbers_are_raised_and_words_are_not() {
        assertEquals("²", Superscripts.of("2"));
        assertEquals("¹²", Superscripts.of("12"));
        assertEquals("th", Superscripts.of("th"));
        assertEquals("2025", Superscripts.of("2025"));
        assertEquals("", Superscripts.of(""));
    }
}
