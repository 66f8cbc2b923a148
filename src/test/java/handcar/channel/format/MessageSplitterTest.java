package handcar.channel.format;

import static handcar.channel.format.MessageFormatterTest.parts;
import static handcar.channel.format.MessageFormatterTest.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelCapabilities.Markup;
import handcar.channel.ChannelCapabilities.Unit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a message that is longer than its channel takes is cut.
final class MessageSplitterTest {
    @Test
    void aTextIsCutAtTheCoarsestEndThatLeavesAPartWellFilled() {
        String paragraph = "One two three. Four five six.";
        assertEquals(
                List.of(paragraph + "\n\n" + paragraph, paragraph),
                parts((paragraph + "\n\n").repeat(3), shape(70, Markup.PLAIN)));
        assertEquals(
                List.of("One two three.", "Four five six."),
                parts(paragraph, shape(20, Markup.PLAIN)));
        assertEquals(
                List.of("Dr. Who is in 3.5", "percent e.g. here"),
                parts("Dr. Who is in 3.5 percent e.g. here", shape(18, Markup.PLAIN)));
        assertEquals(List.of("one two", "three"), parts("one two three", shape(10, Markup.PLAIN)));
        assertEquals(
                List.of("see https://e.com/a/b", "ok"),
                parts("see https://e.com/a/b ok", shape(22, Markup.PLAIN)));
    }

    @ParameterizedTest
    @CsvSource({
        "你好吗？我很好。谢谢你。, 8, 你好吗？我很好。",
        "मैं ठीक हूँ। आप कैसे हैं।, 14, मैं ठीक हूँ।",
        "هل أنت بخير؟ نعم أنا بخير, 16, هل أنت بخير؟",
        "これは長い文章です区切りはない, 9, これは長い文章です"
    })
    void everyLanguageHasItsOwnEnds(String text, int limit, String first) {
        assertEquals(first, parts(text, shape(limit, Markup.PLAIN)).getFirst());
    }

    @Test
    void limitsAreCountedAsTheProviderCounts() {
        String cyrillic = "Привет, мир. ".repeat(100);
        for (String part : parts(cyrillic, shape(1_000, Unit.UTF8_BYTES, Markup.PLAIN))) {
            assertTrue(MessageSplitter.length(part, Unit.UTF8_BYTES) <= 1_000);
            assertTrue(part.endsWith("мир."), part);
        }
        String family = "👨‍👩‍👧";
        assertEquals(
                List.of(family + family, family + family),
                parts(family.repeat(4), shape(10, Unit.CODE_POINTS, Markup.PLAIN)));
        assertEquals(
                List.of(family, family),
                parts(family.repeat(2), shape(15, Unit.UTF16_UNITS, Markup.PLAIN)));
    }

    @Test
    void whatIsOpenAtACutIsClosedAndOpenedAgain() {
        String bold = "**" + "word ".repeat(60).strip() + "**";
        for (String part : parts(bold, shape(120, Markup.WHATSAPP))) {
            assertTrue(part.matches("\\*[a-z ]+[a-z]\\*"), part);
        }
        String code = "before\n```sql\n" + "SELECT one;\n".repeat(40) + "```\nafter";
        List<String> parts = parts(code, shape(200, Markup.MARKDOWN));
        assertEquals("before", parts.getFirst());
        for (String part : parts.subList(1, parts.size() - 1)) {
            assertTrue(part.matches("(?s)```sql\n(SELECT one;\n)+```"), part);
        }
        assertTrue(parts.getLast().endsWith("```\nafter"));
        String link = "[" + "a long way ".repeat(40) + "](https://e.com)";
        for (String part : parts(link, shape(200, Markup.SLACK))) {
            assertTrue(part.matches("<https://e.com\\|[a-z ]+>"), part);
        }
    }
}
