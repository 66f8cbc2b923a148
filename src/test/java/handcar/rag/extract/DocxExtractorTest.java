package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import module java.base;

import handcar.rag.OfficeFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocxExtractorTest {
    private static final String NUMBERING =
            "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl"
                + " w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText"
                + " w:val=\"%1.\"/><w:pStyle w:val=\"Clause\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start"
                + " w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText"
                + " w:val=\"%1.%2\"/></w:lvl><w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt"
                + " w:val=\"lowerLetter\"/><w:lvlText"
                + " w:val=\"(%3)\"/></w:lvl></w:abstractNum><w:abstractNum"
                + " w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:numFmt"
                + " w:val=\"bullet\"/><w:lvlText w:val=\"\u00b7\"/></w:lvl><w:lvl"
                + " w:ilvl=\"1\"><w:start w:val=\"4\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText"
                + " w:val=\"Part %2\"/></w:lvl></w:abstractNum><w:num"
                + " w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num"
                + " w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride"
                + " w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num><w:num"
                + " w:numId=\"3\"><w:abstractNumId w:val=\"8\"/></w:num></w:numbering>";

    private static final String STYLES =
            "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"H1\"><w:name w:val=\"heading"
                + " 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style><w:style"
                + " w:styleId=\"Clause\"><w:name w:val=\"Clause\"/><w:pPr><w:numPr><w:numId"
                + " w:val=\"1\"/></w:numPr></w:pPr></w:style><w:style w:styleId=\"Sub\"><w:name"
                + " w:val=\"Sub\"/><w:basedOn w:val=\"Clause\"/><w:pPr><w:numPr><w:ilvl"
                + " w:val=\"1\"/></w:numPr></w:pPr></w:style><w:style w:styleId=\"Ghost\"><w:name"
                + " w:val=\"Ghost\"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";

    private static String read(String body, Map<String, String> more) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "_rels/.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\""
                        + " Target=\"word/document.xml\"/></Relationships>");
        parts.put(
                "word/document.xml",
                "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>");
        parts.put("word/styles.xml", STYLES);
        parts.put("word/numbering.xml", NUMBERING);
        parts.putAll(more);
        return ExtractedText.read(OfficeFiles.zip(parts), "x.docx", "").text();
    }

    private static String read(String body) {
        return read(body, Map.of());
    }

    private static String p(String text) {
        return OfficeFiles.p(text);
    }

    private static String item(int list, int level, String text) {
        return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\""
                + level
                + "\"/><w:numId w:val=\""
                + list
                + "\"/></w:numPr></w:pPr><w:r><w:t>"
                + text
                + "</w:t></w:r></w:p>";
    }

    private static String row(String... cells) {
        return "<w:tr>" + String.join("", cells) + "</w:tr>";
    }

    private static String cell(String properties, String text) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(text) + "</w:tc>";
    }

    private static String cells(String... texts) {
        return row(Arrays.stream(texts).map(text -> cell("", text)).toArray(String[]::new));
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                arguments(
                        "levels count on and begin again below the next of their outer level",
                        item(1, 0, "A")
                                + item(1, 1, "B")
                                + item(1, 2, "C")
                                + item(1, 2, "D")
                                + item(1, 1, "E")
                                + item(1, 2, "F")
                                + item(1, 0, "G")
                                + item(1, 1, "H"),
                        "1. A\n1.1 B\n(a) C\n(b) D\n1.2 E\n(a) F\n2. G\n2.1 H"),
                arguments(
                        "a list that starts over does so once",
                        item(1, 0, "A") + item(1, 0, "B") + item(2, 0, "C") + item(2, 0, "D"),
                        "1. A\n2. B\n1. C\n2. D"),
                arguments(
                        "bullets, and numbers that start late",
                        item(3, 0, "A") + item(3, 1, "B") + item(3, 1, "C"),
                        "- A\nPart IV B\nPart V C"),
                arguments(
                        "styles have numbers and inherit them",
                        OfficeFiles.styled("Clause", "A")
                                + OfficeFiles.styled("Sub", "B")
                                + OfficeFiles.styled("Sub", "C"),
                        "1. A\n1.1 B\n1.2 C"),
                arguments(
                        "headings have numbers, and the list 0 is none",
                        OfficeFiles.styled("H1", "A") + item(0, 0, "B"),
                        "# 1. A\n\nB"),
                arguments(
                        "an empty paragraph has no number",
                        item(1, 0, " ") + item(1, 0, "A"),
                        "1. A"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void the_numbers_word_writes_are_read(String what, String body, String expected) {
        assertEquals(expected, read(body), what);
    }

    @Test
    void merged_and_empty_cells_stay_in_place() {
        String table =
                "<w:tbl>"
                        + row(
                                cell("<w:vMerge w:val=\"restart\"/>", "Country"),
                                cell("<w:gridSpan w:val=\"2\"/>", "Price"),
                                cell("", "Days"))
                        + row(
                                cell("<w:vMerge/>", ""),
                                cell("", "Standard"),
                                cell("", "Express"),
                                cell("", ""))
                        + row(
                                cell("<w:vMerge w:val=\"restart\"/>", "Norway"),
                                cell("", "24.90"),
                                cell("", ""),
                                cell("", "9"))
                        + row(
                                cell("<w:vMerge/>", ""),
                                cell("", ""),
                                cell("", "39.90"),
                                cell("", ""))
                        + row(cell("<w:gridSpan w:val=\"4\"/>", "All prices with tax"))
                        + "</w:tbl>";

        assertEquals(
                """
                Country: Norway; Price Standard: 24.90; Days: 9
                Country: Norway; Price Express: 39.90
                All prices with tax\
                """,
                read(table));
    }

    @Test
    void a_table_of_labels_has_no_header_and_one_with_bold_names_has() {
        String bold = "<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>%s</w:t></w:r></w:p></w:tc>";
        assertEquals(
                "Name | Alice\nDate | –",
                read("<w:tbl>" + cells("Name", "Alice") + cells("Date", "–") + "</w:tbl>"));
        assertEquals(
                "Day: Monday; Hours: 9–17",
                read(
                        "<w:tbl>"
                                + row(bold.formatted("Day"), bold.formatted("Hours"))
                                + cells("Monday", "9–17")
                                + "</w:tbl>"));
        assertEquals(
                "A | – | 3\nB | 2",
                read("<w:tbl>" + cells("A", "", "3") + cells("B", "2", "") + "</w:tbl>"));
    }

    @Test
    void heads_and_feet_are_read_once_and_page_numbers_not() {
        String relations =
                "<Relationships><Relationship Id=\"a\" Type=\"x/header\""
                        + " Target=\"header1.xml\"/><Relationship Id=\"b\" Type=\"x/header\""
                        + " Target=\"/word/header2.xml\"/><Relationship Id=\"c\" Type=\"x/footer\""
                        + " Target=\"footer1.xml\"/></Relationships>";
        String head = "<w:hdr xmlns:w=\"w\">" + p("Shop, +1 555 010 0144") + "</w:hdr>";
        String foot =
                "<w:ftr xmlns:w=\"w\">"
                        + p("Birkenweg 14")
                        + "<w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr=\" PAGE"
                        + " \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t> of"
                        + " </w:t></w:r><w:r><w:fldChar"
                        + " w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>NUMPAGES</w:instrText></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar"
                        + " w:fldCharType=\"end\"/></w:r></w:p></w:ftr>";

        assertEquals(
                "Shop, +1 555 010 0144\n\nText.\n\nBirkenweg 14",
                read(
                        p("Text."),
                        Map.of(
                                "word/_rels/document.xml.rels",
                                relations,
                                "word/header1.xml",
                                head,
                                "word/header2.xml",
                                head,
                                "word/footer1.xml",
                                foot)));
    }

    @Test
    void what_a_reader_does_not_see_is_left_out() {
        String run = "<w:r><w:rPr>%s</w:rPr><w:t xml:space=\"preserve\">%s</w:t></w:r>";
        assertEquals(
                "Deposit: 120 euros",
                read(
                        "<w:p><w:r><w:t xml:space=\"preserve\">Deposit: </w:t></w:r>"
                                + "<w:del><w:r><w:delText>100 euros</w:delText></w:r></w:del>"
                                + run.formatted("<w:strike/>", "110 euros")
                                + run.formatted("<w:strike w:val=\"0\"/>", "120 euros")
                                + run.formatted("<w:vanish/>", " secret")
                                + run.formatted("<w:rStyle w:val=\"Ghost\"/>", " secret")
                                + "</w:p>"
                                + OfficeFiles.styled("Ghost", "secret")));
        assertEquals(
                "A | 1",
                read(
                        "<w:tbl>"
                                + cells("A", "1")
                                + "<w:tr><w:trPr><w:hidden/></w:trPr>"
                                + cell("", "secret")
                                + "</w:tr><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>"
                                + cell("", "gone")
                                + "</w:tr></w:tbl>"));
    }

    @Test
    void a_text_box_and_a_table_in_a_cell_are_read() {
        assertEquals(
                "Box.\n\nAround.",
                read(
                        "<w:p><w:r><w:t>Around.</w:t></w:r><w:r><w:pict><w:txbxContent>"
                                + p("Box.")
                                + "</w:txbxContent></w:pict></w:r></w:p>"));
        assertEquals(
                "A | B | C",
                read(
                        "<w:tbl>"
                                + row(
                                        cell("", "A"),
                                        "<w:tc><w:tbl>" + cells("B", "C") + "</w:tbl></w:tc>")
                                + "</w:tbl>"));
    }

    @Test
    void a_table_of_several_rows_in_a_cell_keeps_its_own_names() {
        String prices =
                "<w:tbl>"
                        + cells("Season", "Price")
                        + cells("Low", "50")
                        + cells("High", "80")
                        + "</w:tbl>";
        assertEquals(
                """
                Room: Tower; Beds: 2

                Season: Low; Price: 50
                Season: High; Price: 80

                Room: Barn; Beds: 4\
                """,
                read(
                        "<w:tbl>"
                                + cells("Room", "Beds", "Prices")
                                + row(
                                        cell("", "Tower"),
                                        cell("", "2"),
                                        "<w:tc>" + prices + "</w:tc>")
                                + cells("Barn", "4", "")
                                + "</w:tbl>"));
        assertEquals(
                "Season: Low; Price: 50\nSeason: High; Price: 80",
                read("<w:tbl>" + row("<w:tc>" + prices + p("") + "</w:tc>") + "</w:tbl>"));
    }

    @Test
    void raised_figures_are_apart_from_the_number_before_them() {
        assertEquals(
                "20 m² and 10th",
                read(
                        "<w:p><w:r><w:t>20 m</w:t></w:r><w:r><w:rPr><w:vertAlign"
                                + " w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r><w:r><w:t> and"
                                + " 10</w:t></w:r><w:r><w:rPr><w:vertAlign"
                                + " w:val=\"superscript\"/></w:rPr><w:t>th</w:t></w:r></w:p>"));
    }
}
