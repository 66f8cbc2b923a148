package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.rag.OfficeFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractedTextTest {
    private static ExtractedText read(String text, String name) {
        return ExtractedText.read(text.getBytes(StandardCharsets.UTF_8), name, "");
    }

    @Test
    void a_word_file_keeps_headings_lists_and_tables() {
        byte[] file =
                OfficeFiles.docx(
                        OfficeFiles.styled("berschrift1", "Rückgabe")
                                + OfficeFiles.p("Sie haben &lt;30&gt; Tage.")
                                + "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Quittung</w:t></w:r></w:p>"
                                + "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Karton</w:t></w:r></w:p>"
                                + "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>Land</w:t>"
                                + "</w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Tage</w:t></w:r></w:p></w:tc></w:tr>"
                                + "<w:tr><w:tc><w:p><w:r><w:t>Japan</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>"
                                + "<w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
                                + OfficeFiles.styled("Mein", "Kontakt")
                                + "<w:p><w:r><w:t>Ruf</w:t></w:r><w:del><w:r><w:delText>nicht</w:delText></w:r></w:del><w:r><w:t>"
                                + " an</w:t><w:br/><w:t>jetzt</w:t></w:r></w:p>");

        assertEquals(
                """
                # Rückgabe

                Sie haben <30> Tage.

                - Quittung
                - Karton

                Land: Japan; Tage: 9

                # Kontakt

                Ruf an
                jetzt\
                """,
                ExtractedText.read(file, "x.docx", "").text());
    }

    @Test
    void a_sheet_becomes_rows_that_can_be_read_by_themselves() {
        byte[] file =
                OfficeFiles.xlsx(
                        "<row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c"
                                + " r=\"D1\" t=\"inlineStr\"><is><t>Neu</t></is></c></row><row><c"
                                + " r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\""
                                + " s=\"1\"><v>1234.5</v></c><c r=\"D2\" t=\"b\"><v>1</v></c><c"
                                + " r=\"E2\" t=\"e\"><v>#N/A</v></c></row>",
                        false,
                        "#,##0.00 \"€\"");

        assertEquals(
                "## Preise\n\nArtikel: Kaffeemaschine; Preis: 1,234.50 €; Neu: TRUE",
                ExtractedText.read(file, "x.xlsx", "").text());
    }

    @Test
    void a_page_keeps_what_a_reader_sees() {
        ExtractedText page =
                read(
                        """
                        <!DOCTYPE html><html><head><title>Shipping &amp; Co</title><style>p{}</style>
                        <script>if (a < b) alert("<p>no</p>")</script></head><body>
                        <nav><ul><li>Home</li></ul></nav>
                        <h1>Shipping</h1><p>We ship <b>world</b>wide&nbsp;&mdash; always.<br>Really.
                        <ul><li>DHL</li><li>UPS <a title="a > b" href=x>now</a></li></ul>
                        <table><tr><th>To</th><th>Days</th></tr><tr><td>Japan</td><td>9</td></tr></table>
                        <pre>a
                          b</pre><footer>© us</footer></body></html>
                        """,
                        "p.html");

        assertEquals(Optional.of("Shipping & Co"), page.title());
        assertEquals(
                """
                # Shipping

                We ship worldwide — always.
                Really.

                - DHL
                - UPS now

                To: Japan; Days: 9

                a
                  b

                © us\
                """,
                page.text());
    }

    @Test
    void the_main_part_of_a_page_is_enough_and_half_a_page_is_still_read() {
        String long1 = "The main part says what the page is about. ".repeat(8);

        assertEquals(
                long1.strip(),
                read("<html><div>Cookies?</div><main>" + long1 + "</main><div>More", "").text());
        assertEquals("Only this", read("<html><nav><p>Only this", "").text());
        assertEquals("1 < 2 and a&b", read("<html>1 < 2 and a&amp;b", "").text());
    }

    @Test
    void markdown_keeps_its_structure_and_loses_its_machinery() {
        ExtractedText page =
                read(
                        """
                        ---
                        title: "The guide"
                        layout: doc
                        ---
                        <!-- hidden -->
                        Set up
                        ======
                        Run the **installer**
                        and wait for ![logo](x.png) [the page](https://example.com/a).

                        - one
                          goes on
                        1. two

                        | A | B |
                        |---|---|
                        | 1 | 2 |

                        ```sh
                        # not a heading
                          make
                        ```
                        """,
                        "a.md");

        assertEquals(Optional.of("The guide"), page.title());
        assertEquals(
                """
                # Set up

                Run the installer and wait for logo the page (https://example.com/a).

                - one goes on

                1. two

                A: 1; B: 2

                ```
                # not a heading
                  make
                ```\
                """,
                page.text());
    }

    @Test
    void every_row_of_a_csv_file_says_what_its_values_are() {
        String rows = "Model;Price;Note\r\nX1;49,90;\"says \"\"hi\"\"\nand more\"\r\n\r\nX2;;-\r\n";

        assertEquals(
                "Model: X1; Price: 49,90; Note: says \"hi\" and more\nModel: X2; Note: -",
                read(rows, "a.csv").text());
        assertEquals("1 | 2\n3 | 4", read("1\t2\n3\t4", "a.tsv").text());
        assertEquals("a: x; b: y", read("sep=;\na;b\nx;y", "a.csv").text());
        assertEquals("a: \"open; b: y", read("a,b\n\"open,y", "a.csv").text());
    }

    @Test
    void json_becomes_lines() {
        assertEquals(
                """
                name: Shop
                tags: new, hot

                hours.day: Mon
                hours.open: 9

                hours.day: Tue

                closed: true\
                """,
                read(
                                """
                                {"name":"Shop","tags":["new","hot"],"hours":[{"day":"Mon","open":9},
                                {"day":"Tue"}],"closed":true,"none":null}
                                """,
                                "a.json")
                        .text());
        assertEquals("a: 1\n\na: 2", read("{\"a\":1}\n{\"a\":2}\n", "a.jsonl").text());
        assertEquals("x, y", read("[\"x\",\"y\"]", "a.json").text());
    }

    @Test
    void text_in_any_of_the_usual_encodings_is_read() {
        String text = "Grüße, 東京, 👍 and “quotes”";

        for (Charset charset :
                new Charset[] {
                    StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
                }) {
            byte[] marked = ("\uFEFF" + text).getBytes(charset);
            assertEquals(text, ExtractedText.read(marked, "a.txt", "").text(), charset.name());
        }
        byte[] windows = "Grüße “you” 5 €".getBytes(Charset.forName("windows-1252"));
        assertEquals("Grüße “you” 5 €", ExtractedText.read(windows, "a.txt", "").text());
        assertEquals(
                "plain text",
                ExtractedText.read("plain text".getBytes(StandardCharsets.UTF_16LE), "a.txt", "")
                        .text());
        byte[] cyrillic = "<html><meta charset=koi8-r>Привет".getBytes(Charset.forName("koi8-r"));
        assertEquals("Привет", ExtractedText.read(cyrillic, "a.html", "").text());
    }

    @Test
    void what_is_stored_is_clean() {
        assertEquals(
                "a b\uFFFDc\n\nde\u0301".replace("e\u0301", "é"),
                TextBuilder.clean("\uFEFFa\u0000 b\uD800c \r\n\r\n\r\n\r\nd\u00ADe\u0301\u0007"));
    }

    @Test
    void the_bytes_decide_and_not_the_name() {
        assertEquals(
                FileType.HTML,
                FileType.of("<!doctype html><p>x".getBytes(StandardCharsets.UTF_8), "a.txt", ""));
        assertEquals(
                FileType.PDF,
                FileType.of("%PDF-1.4".getBytes(StandardCharsets.UTF_8), "a.docx", ""));
        assertEquals(FileType.DOCX, FileType.of(OfficeFiles.docx(""), "a.txt", "text/plain"));
        assertEquals(FileType.XLSX, FileType.of(OfficeFiles.xlsx("", false), "noname", ""));
        assertEquals(
                FileType.CSV,
                FileType.of("a,b".getBytes(StandardCharsets.UTF_8), "", "text/csv; charset=utf-8"));
        assertEquals(FileType.TEXT, FileType.of("hello".getBytes(StandardCharsets.UTF_8), "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0001\u0002",
                "{\\rtf1 x}",
                "\u00d0\u00cf\u0011\u00e0 old"
            })
    void a_kind_of_file_that_is_never_read_is_said_to_be_so(String start) {
        var refused =
                assertThrows(
                        UnreadableDocumentException.class,
                        () ->
                                FileType.of(
                                        start.getBytes(StandardCharsets.ISO_8859_1), "a.txt", ""));
        assertTrue(refused.unsupported(), refused.sentence());
    }

    @Test
    void an_archive_is_no_document() {
        byte[] zip = OfficeFiles.zip(Map.of("notes.txt", "text"));
        var refused =
                assertThrows(
                        UnreadableDocumentException.class, () -> FileType.of(zip, "a.zip", ""));
        assertTrue(refused.unsupported(), refused.sentence());
    }

    @Test
    void an_empty_or_locked_file_is_refused_with_a_sentence() {
        assertThrows(
                UnreadableDocumentException.class,
                () -> ExtractedText.read(new byte[0], "a.txt", ""));
        assertThrows(
                UnreadableDocumentException.class,
                () -> ExtractedText.read(" \n ".getBytes(StandardCharsets.UTF_8), "a.txt", ""));
        byte[] locked =
                "\u00d0\u00cf\u0011\u00e0xxE\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"
                        .getBytes(StandardCharsets.ISO_8859_1);
        var refused =
                assertThrows(
                        UnreadableDocumentException.class,
                        () -> ExtractedText.read(locked, "a.docx", ""));
        assertFalse(refused.unsupported());
        assertTrue(refused.sentence().contains("Remove its password"));
    }
}
