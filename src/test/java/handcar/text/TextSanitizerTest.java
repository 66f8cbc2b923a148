package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextSanitizerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00A0",
                "\u200B",
                "\u200B\u200D\n",
                "\uFEFF",
                "\u2060\u00AD",
                "\u3164",
                "\u2800",
                "\uFE0F",
                "\u202E\u202C",
                "\u3000",
                "\u180E",
                "\uDB40\uDC20"
            })
    void whatIsDrawnAsNothingIsInvisible(String text) {
        assertTrue(TextSanitizer.isInvisible(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?", "a\u200B", "❤\uFE0F", "👨\u200D👩", "1", "\uFFFD", "ー", "\u0301", "🪿"})
    void whatIsDrawnIsNot(String text) {
        assertFalse(TextSanitizer.isInvisible(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'Ada\u0000\u0007Lovelace', Ada Lovelace",
        "'Ada\r\nBcc: all', Ada Bcc: all",
        "'Ada\u001B[31m', Ada [31m",
        "'Ada\u0085\u2028B', Ada B",
        "'\u202Eada\u202C nimda', ada nimda",
        "'\u2066Ada\u2069', Ada",
        "'علی\u200Cرضا', 'علی\u200Cرضا'",
        "'👩\u200D🔧 Zoë', '👩\u200D🔧 Zoë'",
        "'شركة\u200F (1)', 'شركة\u200F (1)'"
    })
    void aNameIsOneLineThatShowsAsItIsWritten(String written, String shown) {
        assertEquals(shown, TextSanitizer.name(written));
    }

    @ParameterizedTest
    @CsvSource({
        "'Hello\r\n\tAda\n', 'Hello\r\n\tAda\n'",
        "'a\u0000b\u0007\u001B[31m\u009Bc', 'a\uFFFDb[31mc'",
        "'one\u2028two\u2029three\u0085four', 'one\ntwo\nthree\nfour'",
        "'\u202Eada\u202C \u2066x\u2069', 'ada x'",
        "'شركة\u200F (1)', 'شركة\u200F (1)'"
    })
    void aTextOfSeveralLinesKeepsItsLinesAndTabs(String written, String shown) {
        assertEquals(shown, TextSanitizer.lines(written));
    }
}
