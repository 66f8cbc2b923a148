package handcar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong is said in plain words, without the parser's names of classes and settings.
final class MalformedJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"a":}              | Malformed JSON at line 1, column 6.
                    {"a":NaN}           | Malformed JSON at line 1, column 9.
                    {"a":01}            | Malformed JSON at line 1, column 7.
                    {BREAK"a":truth}    | Malformed JSON at line 2, column 5.
                    {"a":"CONTROL"}     | Malformed JSON at line 1, column 7.
                    {"a":[1             | The JSON ends too early at line 1, column 8.
                    {"a":DIGITS}        | A number is too long.
                    {"a":[1.DIGITS]}    | A number is too long.
                    {"a":DEEP}          | The JSON is nested too deep.
                    {"NAME":1}          | The name of a field is too long.
                    """)
    void theSenderReadsWhatIsWrong(String written, String said) {
        String json =
                written.replace("BREAK", "\n")
                        .replace("CONTROL", "\u0001")
                        .replace("DIGITS", "9".repeat(5000))
                        .replace("DEEP", "[".repeat(5000))
                        .replace("NAME", "n".repeat(60_000));
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertEquals(said, refusal(() -> Json.object(bytes)));
        assertEquals(said, refusal(() -> RawJsonObject.of(bytes).at("a")));
    }

    private static String refusal(Runnable read) {
        return String.valueOf(assertThrows(MalformedJsonException.class, read::run).getMessage());
    }
}
