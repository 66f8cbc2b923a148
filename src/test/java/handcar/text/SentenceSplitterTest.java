package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceSplitterTest {
    private static List<String> sentences(String text) {
        return SentenceSplitter.of(text).stream()
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }

    @Test
    void abbreviations_and_wrapped_lines_end_no_sentence() {
        assertEquals(
                List.of("Dr. Who lives there.", "Call him, e.g. now![1]", "Bye"),
                sentences("Dr. Who lives there. Call him, e.g. now![1]\nBye"));
        assertEquals(List.of("One line\nthat goes on."), sentences("One line\nthat goes on."));
    }

    @Test
    void rows_and_items_in_small_letters_stand_alone() {
        assertEquals(
                List.of("name: wool socks; price: 9", "name: scarf; price: 12", "name: cap"),
                sentences("name: wool socks; price: 9\nname: scarf; price: 12\nname: cap"));
        assertEquals(List.of("socks | 9", "scarf | 12"), sentences("socks | 9\nscarf | 12"));
        assertEquals(
                List.of("a. to the left", "b. to the right"),
                sentences("a. to the left\nb. to the right"));
    }

    @Test
    void every_script_has_its_own_ends() {
        assertEquals(List.of("商店九点开门。", "星期日休息。"), sentences("商店九点开门。星期日休息。"));
        assertEquals(List.of("मैं ठीक हूँ।", "आप?"), sentences("मैं ठीक हूँ। आप?"));
        assertEquals(List.of("„Nein.“", "Doch."), sentences("„Nein.“ Doch."));
    }

    @Test
    void a_quotation_is_never_longer_than_anybody_reads() {
        String text = "word ".repeat(1_000);

        assertEquals(1, SentenceSplitter.of(text).size());
        SentenceSplitter.quotable(text)
                .forEach(span -> assertTrue(span.end() - span.start() <= 700));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a. ", ".[1]", ".\"", "。", "a.b.", "\n"})
    void hostile_text_takes_linear_time(String piece) {
        String text = piece.repeat(500_000);

        assertTimeout(Duration.ofSeconds(10), () -> SentenceSplitter.of(text));
    }
}
