package handcar.channel.format;

import static handcar.channel.format.MessageFormatterTest.parts;
import static handcar.channel.format.MessageFormatterTest.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Markup;
import handcar.channel.ChannelCapabilities.Unit;
import handcar.testing.RandomSeed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Messages that nobody would write, within every limit.
final class HostileMarkupTest {
    private static final Pattern TAG = Pattern.compile("</?([a-z]+)[^>]*>");

    @ParameterizedTest
    @EnumSource(Markup.class)
    void hostileTextIsCutInLinearTime(Markup markup) {
        int n = 10_000;
        List<String> hostile =
                List.of(
                        "a".repeat(n),
                        "*".repeat(n),
                        "*_".repeat(n) + "x" + "_*".repeat(n),
                        "**a ".repeat(n),
                        "a** ".repeat(n),
                        "[".repeat(n) + "]".repeat(n),
                        "[a](".repeat(n),
                        "[a](b \"".repeat(n),
                        "![".repeat(n),
                        "`a``b```".repeat(n),
                        "<b>&amp;</i>".repeat(n),
                        "```\n".repeat(n),
                        "> ".repeat(n),
                        "# ".repeat(n) + "#x",
                        "|".repeat(n),
                        "- ".repeat(n),
                        " ".repeat(n) + "x",
                        "\n".repeat(n) + "x",
                        "e" + "\u0301".repeat(n),
                        "http".repeat(n),
                        "http://".repeat(n),
                        "\uD83C\uDDE9".repeat(n),
                        "[a *b* c](https://e.com/" + "x".repeat(300) + ") ".repeat(n / 10),
                        "~~a**b_c[d](https://e.com)`e`".repeat(n / 10),
                        "x. ".repeat(n));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    for (String text : hostile) {
                        check(text, shape(1_000, markup));
                        check(text, shape(10, Unit.UTF8_BYTES, markup));
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(Markup.class)
    void anyTextGivesPartsWithinTheLimitThatAreWholeInThemselves(Markup markup) {
        Random random = RandomSeed.random();
        for (int round = 0; round < 400; round++) {
            String text = random(random, 1 + random.nextInt(700));
            Unit unit = List.of(Unit.values()).get(random.nextInt(3));
            check(text, shape(12 + random.nextInt(400), unit, markup));
        }
    }

    @Test
    void noCharacterIsLostBetweenParts() {
        Random random = RandomSeed.random();
        for (int round = 0; round < 400; round++) {
            String text =
                    random(random, 1 + random.nextInt(700)).replaceAll("[^\\p{L}\\p{M}\\s.!?]", "");
            String joined =
                    String.join(
                            "",
                            text.isEmpty()
                                    ? List.of()
                                    : parts(text, shape(12 + random.nextInt(90), Markup.PLAIN)));
            assertEquals(text.replaceAll("\\s", ""), joined.replaceAll("\\s", ""));
        }
    }

    private static void check(String text, ChannelCapabilities capabilities) {
        List<String> parts = parts(text, capabilities);
        assertFalse(parts.isEmpty());
        for (String part : parts) {
            assertTrue(
                    MessageSplitter.length(part, capabilities.unit()) <= capabilities.limit(),
                    () -> capabilities + part);
            assertFalse(
                    part.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF),
                    "half a character");
            if (capabilities.markup() == Markup.TELEGRAM_HTML) {
                balanced(part);
            }
        }
        if (capabilities.limit() > 60
                && capabilities.markup() == Markup.PLAIN
                && !text.contains("\u0301")) {
            graphemes(parts, text);
        }
    }

    /// No part begins in the middle of a grapheme, unless one is longer than a part.
    private static void graphemes(List<String> parts, String text) {
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        for (int i = 1; i < parts.size(); i++) {
            String seam = parts.get(i - 1) + parts.get(i);
            if (text.contains(seam)) {
                graphemes.setText(seam);
                assertTrue(graphemes.isBoundary(parts.get(i - 1).length()), seam);
            }
        }
    }

    private static void balanced(String html) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(html);
        while (tag.find()) {
            if (tag.group().startsWith("</")) {
                assertEquals(tag.group(1), open.pop(), html);
            } else {
                open.push(tag.group(1));
            }
        }
        assertTrue(open.isEmpty(), html);
        String bare = tag.replaceAll("");
        assertFalse(bare.contains("<") || bare.contains(">"), html);
        assertFalse(Pattern.compile("&(?!(amp|lt|gt|quot);)").matcher(bare).find(), html);
    }

    private static String random(Random random, int length) {
        List<String> pieces =
                List.of(
                        "word ",
                        "**",
                        "*",
                        "_",
                        "~~",
                        "`",
                        "[",
                        "](https://e.com/x)",
                        "\n",
                        "\n\n",
                        "\n```\n",
                        "- ",
                        "# ",
                        "> ",
                        "<b>",
                        "&",
                        "。",
                        "।",
                        "؟ ",
                        ". ",
                        "! ",
                        "Привет ",
                        "中文",
                        "ภาษาไทย",
                        "नमस्ते",
                        "مرحبا",
                        "👨‍👩‍👧",
                        "🇩🇪",
                        "é",
                        "\t",
                        "| a |\n",
                        "1. ",
                        "\\");
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            if (random.nextInt(4) == 0) {
                text.appendCodePoint(random.nextInt(0x20, 0xD7FF));
            } else {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
        }
        return text.toString();
    }
}
