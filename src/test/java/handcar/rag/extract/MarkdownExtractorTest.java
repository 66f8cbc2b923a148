package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownExtractorTest {
    private static ExtractedText file(String markdown) {
        return ExtractedText.read(markdown.getBytes(StandardCharsets.UTF_8), "a.md", "");
    }

    private static String read(String markdown) {
        return file(markdown).text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\ntitle: T\nlayout: page\n---\n",
                "---\ntitle: T\n...\n",
                "+++\ntitle = \"T\"\ndate = 2026-11-29\n\n# draft\n[menu.main]\nweight = 3\n+++\n",
                "+++\n"
                        + "tags = [\n"
                        + "  'a',\n"
                        + "]\n"
                        + "title = 'T'\n"
                        + "text = \"\"\"\n"
                        + "A long\n"
                        + "---\n"
                        + "one\"\"\"\n"
                        + "+++\n",
                "---\ntitle: 'T'\ntags:\n  - a\n- b\n\nnav_order: 3\n---\n"
            })
    void front_matter_is_left_out_but_for_its_title(String front) {
        ExtractedText page = file((front + "Body.\n\n---\n\nMore.").replace("\n", "\r\n"));

        assertEquals("Body.\n\nMore.", page.text());
        assertEquals(Optional.of("T"), page.title());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\n\nWelcome: we are open.\n\n---\n\nMore.",
                "---\nWelcome: we are open.\n---\n\nMore.",
                "---\nwelcome, we are open.\n\n---\n\nMore.",
                "+++\nwelcome, we are open.\n+++\n\nMore.",
                "+++\nwelcome = we are open.\n\nMore."
            })
    void a_rule_at_the_top_is_no_front_matter(String markdown) {
        assertEquals("More.", read(markdown).substring(read(markdown).length() - 5));
        assertTrue(read(markdown).contains("we are open."));
    }

    @Test
    void angle_brackets_are_links_html_or_text() {
        assertEquals(
                "Write to desk@shop.example, see https://shop.example/a or bold.",
                read("Write to <desk@shop.example>, see <https://shop.example/a> or <b>bold</b>."));
        assertEquals(
                "If x<y and z>1, or <3 kg, enter <your-name> in List<String>.",
                read("If x<y and z>1, or <3 kg, enter <your-name> in List<String>."));
    }

    @Test
    void html_inside_is_read_as_html() {
        assertEquals(
                "Size: S; Price: 5 €\nSize: M; Price: 6 €\n\nEnd",
                read(
                        """
                        <table><tr><th>Size</th><th>Price</th></tr>
                        <tr><td>S</td><td>5 &euro;</td></tr>
                        <tr><td>M</td><td>6 &euro;</td></tr></table>

                        End
                        """));
        assertEquals(
                "Cash?\n\nYes, and cards.\n\nThe fee of 45 holds.",
                read(
                        """
                        <details>
                        <summary>Cash?</summary>

                        Yes, and **cards**.

                        </details>

                        The fee of <del>60</del> ~~50~~ 45 holds.
                        """));
    }

    @Test
    void references_lead_somewhere_and_images_have_words() {
        assertEquals(
                "See the terms (https://shop.example/t), our page and a map.",
                read(
                        "See [the terms][ref], [our page](page.md) and ![a map](m.png).\n\n[ref]:"
                                + " https://shop.example/t"));
    }

    @Test
    void every_row_of_a_table_has_its_headers() {
        assertEquals(
                "Part: Axle; Price: 3 €\nPart: Hub; Stock: 7",
                read("| Part | Price | Stock |\n|---|--:|---|\n| Axle | 3 € |\n| Hub | | 7 |"));
    }

    @Test
    void longer_fences_hold_what_looks_like_a_fence() {
        assertEquals(
                "````\n```\n# no heading\n```\n````\n\nEnd",
                read("````\n```\n# no heading\n```\n````\nEnd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "![",
                "> ",
                "- ",
                "<a b=",
                "*a_",
                "|",
                "`",
                "<!--",
                "&#",
                "[a]: b\n",
                "~~a",
                "<div>\n\n"
            })
    void hostile_text_is_read_or_refused_in_time(String piece) {
        String text = piece.repeat(1_500_000 / piece.length());

        assertTimeout(
                Duration.ofSeconds(20),
                () -> {
                    try {
                        read(text);
                    } catch (UnreadableDocumentException refused) {
                        assertTrue(refused.sentence().endsWith("."));
                    }
                });
    }
}
