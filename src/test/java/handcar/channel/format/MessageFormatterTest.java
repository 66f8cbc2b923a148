package handcar.channel.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Markup;
import handcar.channel.ChannelCapabilities.Unit;
import handcar.chat.Author;
import handcar.chat.Citation;
import handcar.chat.Message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A message in the words of each channel.
final class MessageFormatterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '´',
            value = {
                "WHATSAPP ¦ a **bold** and *slanted* and ~~struck~~ `x=1` ¦ a *bold* and _slanted_"
                        + " and ~struck~ `x=1`",
                "SLACK ¦ a **bold** & [our page](https://e.com/?a=1&b=2) ¦ a *bold* &amp;"
                        + " <https://e.com/?a=1&amp;b=2|our page>",
                "TELEGRAM_HTML ¦ a **bold _both_** <script> ¦ a <b>bold <i>both</i></b>"
                        + " &lt;script&gt;",
                "TELEGRAM_HTML ¦ [a \"b\"](https://e.com/\"x) ¦ <a href=\"https://e.com/&quot;x\">a"
                        + " \"b\"</a>",
                "TELEGRAM_HTML ¦ [x](javascript:alert(1)) ¦ x (javascript:alert(1))",
                "PLAIN ¦ **bold** [page](https://e.com/a_b) <em> ¦ bold page (https://e.com/a_b)"
                        + " <em>",
                "PLAIN ¦ [https://e.com](https://e.com) [mail](mailto:a@e.com) ¦ https://e.com mail"
                        + " (a@e.com)",
                "PLAIN ¦ ![A red shoe](https://e.com/shoe.png) ¦ A red shoe"
                        + " (https://e.com/shoe.png)",
                "PLAIN ¦ snake_case and 2*3*4 and https://e.com/a_b_c~~d ¦ snake_case and 2*3*4 and"
                        + " https://e.com/a_b_c~~d",
                "PLAIN ¦ \\*not bold\\* and ** alone and `open ¦ *not bold* and ** alone and `open",
                "WHATSAPP ¦ ***both*** of **them*x ¦ *_both_* of **them*x",
                "WHATSAPP ¦ 这是**重要**的 ¦ 这是重要的",
                "TELEGRAM_HTML ¦ 这是**重要**的 ¦ 这是<b>重要</b>的",
                "MARKDOWN ¦ a **bold** [x](https://e.com) _y_ ¦ a **bold** [x](https://e.com) _y_"
            })
    void marksBecomeWhatTheChannelShows(Markup markup, String from, String to) {
        assertEquals(List.of(to.strip()), parts(from.strip(), shape(4_096, markup)));
    }

    /// Each of these was read otherwise before CommonMark's reference parser read them.
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '´',
            value = {
                // an address in angle brackets is a link
                "PLAIN ¦ <mailto:x@e.com> <https://e.com> ¦ mailto:x@e.com https://e.com",
                // entities are characters
                "TELEGRAM_HTML ¦ &lt;3 &amp; &copy; ¦ &lt;3 &amp; ©",
                // a line without its mark still belongs to the quote
                "PLAIN ¦ > said¶and more ¦ > said¶> and more",
                // a list counts on from its first number
                "PLAIN ¦ 3. a¶3. b¶8. c ¦ 3. a¶4. b¶5. c",
                // a line of dashes below a text makes it a heading
                "WHATSAPP ¦ Prices¶--- ¦ *Prices*",
                // marks of different length do not pair, and emphasis may not end after white space
                "WHATSAPP ¦ **a* and **b ** ¦ *_a_ and **b **",
                // a reference is a link to its definition
                "SLACK ¦ see [here]¶¶[here]: https://e.com ¦ see <https://e.com|here>¶¶"
                        + "[here]: https://e.com",
                // a row needs no bar at its ends, and one is escaped by a backslash
                "PLAIN ¦ a | b¶--|--¶c \\| d | e ¦ a | b¶c | d | e",
                // a backslash at the end of a line is a line end
                "PLAIN ¦ one\\¶two ¦ one¶two"
            })
    void markdownMeansWhatCommonMarkSays(Markup markup, String from, String to) {
        assertEquals(
                List.of(to.strip().replace("¶", "\n")),
                parts(from.strip().replace("¶", "\n"), shape(4_096, markup)));
    }

    @Test
    void whatWouldLoseCharactersOrAddressesStaysText() {
        for (String text :
                List.of(
                        "2*3*4 = 24",
                        "https://e.com/_a_/~~b~~/c_(d)_e_",
                        "<b>not ours</b>",
                        "~one tilde~",
                        "[unknown] [x]")) {
            assertEquals(List.of(text), parts(text, shape(4_096, Markup.PLAIN)));
        }
        assertEquals(
                List.of("<pre>code</pre> four spaces are none"),
                parts(
                                "```\ncode\n```\n    four spaces are none",
                                shape(4_096, Markup.TELEGRAM_HTML))
                        .stream()
                        .map(part -> part.replace("\n", " "))
                        .toList());
    }

    @Test
    void markdownThatIsCutKeepsItsOwnMarksAndOnlyWhatIsOpenIsClosed() {
        String text =
                """
                1) one &amp; _two_

                > __a b c d e f g h i j k l m n o p q r s t u v w x y z
                > a b c d e f g h i j k l m n o p q r s t u v w x y z__
                > [words](https://e.com "title") ``x`` [ref]

                [ref]: https://e.com\
                """;
        List<String> parts = parts(text, shape(110, Markup.MARKDOWN));
        String line = "> **a b c d e f g h i j k l m n o p q r s t u v w x y z**";
        assertEquals("1) one &amp; *two*\n\n" + line, parts.getFirst());
        assertEquals(line + "\n> [words](https://e.com) `x` [ref](https://e.com)", parts.get(1));
        assertEquals("[ref]: https://e.com", parts.getLast());
    }

    @Test
    void headingsListsQuotesTablesAndCodeKeepTheirLines() {
        String answer =
                """
                # Prices

                - **Basic**: 5 €
                  * yearly: 50 €
                1. first
                > said
                ---
                | plan | price |
                |------|------:|
                | A    | 5     |
                ```sh
                a < b && *c*
                    deep
                ```
                end\
                """;
        assertEquals(
                List.of(
                        """
                        *Prices*

                        - *Basic*: 5 €
                          - yearly: 50 €
                        1. first
                        > said

                        plan | price
                        A | 5
                        ```a < b && *c*
                            deep```
                        end\
                        """),
                parts(answer, shape(4_096, Markup.WHATSAPP)));
        assertEquals(
                List.of(
                        """
                        <b>Prices</b>

                        • <b>Basic</b>: 5 €
                          • yearly: 50 €
                        1. first
                        &gt; said

                        plan | price
                        A | 5
                        <pre><code class="language-sh">a &lt; b &amp;&amp; *c*
                            deep</code></pre>
                        end\
                        """),
                parts(answer, shape(4_096, Markup.TELEGRAM_HTML)));
    }

    @Test
    void onlyCitedSourcesFollowEachOnceWithItsAddress() {
        UUID id = UUID.randomUUID();
        Message message =
                message(
                        "Two days [1], or five [3][2]. Not [9].",
                        List.of(
                                citation(1, id, "Delivery", Optional.of("https://e.com/d")),
                                citation(2, id, "Delivery", Optional.of("https://e.com/d")),
                                citation(3, id, "Prices\nof <2026>", Optional.empty()),
                                citation(4, id, "Never named", Optional.of("https://e.com/n"))));
        assertEquals(
                List.of(
                        "Two days [1], or five [3][2]. Not [9].\n\n"
                                + "[1][2] Delivery https://e.com/d\n[3] Prices of <2026>"),
                MessageFormatter.parts(
                        message.content(), message.citations(), shape(4_096, Markup.PLAIN)));
        assertTrue(
                MessageFormatter.parts(
                                message.content(),
                                message.citations(),
                                shape(4_096, Markup.TELEGRAM_HTML))
                        .getFirst()
                        .endsWith("[3] Prices of &lt;2026&gt;"));
    }

    @Test
    void theTitleOfASourceIsNeverALink() {
        UUID id = UUID.randomUUID();
        List<Citation> sources =
                List.of(
                        citation(
                                1,
                                id,
                                "[Win](https://evil.example/a) <b> https://evil.example",
                                Optional.empty()),
                        citation(2, id, "https://e.com/d", Optional.of("https://e.com/d")));
        for (Markup markup : Markup.values()) {
            String sent =
                    String.join(
                            "\n",
                            MessageFormatter.parts("Yes [1][2].", sources, shape(4_096, markup)));
            assertFalse(sent.contains("evil"), sent);
            assertTrue(sent.endsWith("\n[2] https://e.com/d"), sent);
        }
        String mailed =
                MessageFormatter.inFull(
                        MessageFormatter.parts("Yes [1].", sources, shape(4_096, Markup.MARKDOWN))
                                .getFirst(),
                        Markup.TELEGRAM_HTML);
        assertEquals("Yes [1].\n\n[1] [Win]( &lt;b&gt;", mailed);
    }

    @Test
    void textOfNothingButMarksOrSpaceIsStillAPart() {
        for (String text : List.of("---", "**", "```\n```", " ", "\n", "|--|", "#")) {
            assertFalse(parts(text, shape(1_000, Markup.WHATSAPP)).isEmpty(), text);
        }
        assertEquals(List.of(), parts("", shape(1_000, Markup.WHATSAPP)));
        assertEquals(List.of("a\uFFFDb"), parts("a\uD83Db", shape(100, Markup.PLAIN)));
    }

    static List<String> parts(String text, ChannelCapabilities capabilities) {
        return MessageFormatter.parts(text, List.of(), capabilities);
    }

    static ChannelCapabilities shape(int limit, Markup markup) {
        return shape(limit, Unit.CODE_POINTS, markup);
    }

    static ChannelCapabilities shape(int limit, Unit unit, Markup markup) {
        return new ChannelCapabilities(limit, unit, markup, 1, Duration.ZERO, Optional.empty());
    }

    private static Citation citation(int index, UUID id, String title, Optional<String> url) {
        return new Citation(index, id, title, url, "q", 0, 1);
    }

    private static Message message(String content, List<Citation> citations) {
        return new Message(
                UUID.randomUUID(),
                1,
                UUID.randomUUID(),
                Author.AGENT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                content,
                false,
                citations,
                List.of(),
                "whatsapp",
                Map.of(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
