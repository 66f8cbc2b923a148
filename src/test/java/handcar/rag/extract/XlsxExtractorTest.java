package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.rag.OfficeFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XlsxExtractorTest {
    private final Map<String, String> parts = new LinkedHashMap<>();

    /// What a workbook of one sheet is read as; `before` and `after` stand around its rows.
    private String read(String before, String rows, String after) {
        parts.put(
                "_rels/.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\""
                        + " Target=\"xl/workbook.xml\"/></Relationships>");
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Shop\" sheetId=\"1\""
                        + " r:id=\"a\"/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\""
                        + " Target=\"worksheets/sheet1.xml\"/></Relationships>");
        parts.putIfAbsent(
                "xl/styles.xml",
                "<styleSheet><fonts><font/><font><b/></font><font><strike/></font></fonts><cellXfs><xf"
                    + " fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"2\"/></cellXfs></styleSheet>");
        parts.put(
                "xl/worksheets/sheet1.xml",
                "<worksheet>"
                        + before
                        + "<sheetData>"
                        + rows
                        + "</sheetData>"
                        + after
                        + "</worksheet>");
        String text = ExtractedText.read(OfficeFiles.zip(parts), "x.xlsx", "").text();
        return text.replaceFirst("^## Shop\\n\\n", "");
    }

    private String read(String rows) {
        return read("", rows, "");
    }

    /// A row from column A; numbers are numbers, `*` before a text makes it bold and `~` strikes it out.
    private static String row(int number, String... cells) {
        return styledRow(number, "", cells);
    }

    private static String styledRow(int number, String attributes, String... cells) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\" " + attributes + ">");
        for (int at = 0; at < cells.length; at++) {
            String cell = cells[at];
            if (cell.isEmpty()) {
                continue;
            }
            String style = cell.startsWith("*") ? "1" : cell.startsWith("~") ? "2" : "0";
            String text = style.equals("0") ? cell : cell.substring(1);
            String place = "<c r=\"" + (char) ('A' + at) + number + "\" s=\"" + style + "\"";
            row.append(
                    text.matches("-?\\d+(\\.\\d+)?")
                            ? place + "><v>" + text + "</v></c>"
                            : place + " t=\"inlineStr\"><is><t>" + text + "</t></is></c>");
        }
        return row + "</row>";
    }

    @Test
    void tables_below_each_other_have_titles_and_headers_of_their_own() {
        assertEquals(
                """
                ### Income

                Item: Repairs; Amount: 2400
                Item: Hire; Amount: 5100

                ### Expenses

                Item: Rent; Due: 1st; Amount: 1200
                Item: Insurance; Amount: 310\
                """,
                read(
                        row(1, "Income")
                                + row(2, "Item", "Amount")
                                + row(3, "Repairs", "2400")
                                + row(4, "Hire", "5100")
                                + row(6, "Expenses")
                                + row(7, "Item", "Due", "Amount")
                                + row(8, "Rent", "1st", "1200")
                                + row(9, "Insurance", "", "310")));
    }

    @Test
    void tables_beside_each_other_stay_apart() {
        assertEquals(
                """
                Room: Garden; Price: 120
                Room: Tower; Price: 150

                Day: Monday; Opens: 9
                Day: Tuesday; Opens: 10
                Day: Sunday; Opens: 11\
                """,
                read(
                        row(1, "Room", "Price", "", "Day", "Opens")
                                + row(2, "Garden", "120", "", "Monday", "9")
                                + row(3, "Tower", "150", "", "Tuesday", "10")
                                + row(4, "", "", "", "Sunday", "11")));
    }

    @Test
    void a_gap_in_a_table_of_numbers_does_not_lose_its_header() {
        assertEquals(
                "Item: Lamp; Price: 10\nItem: Shade; Price: 5\n\nItem: Bulb; Price: 2",
                read(
                        row(1, "Item", "Price")
                                + row(2, "Lamp", "10")
                                + row(3, "Shade", "5")
                                + row(5, "Bulb", "2")));
    }

    @Test
    void merged_cells_hold_for_all_they_cover_and_empty_ones_stay_empty() {
        assertEquals(
                """
                ### Prices

                Category: Tents; Article: Skarv 2; Price new: 289; Price used: 200
                Category: Tents; Article: Skarv 4; Price used: 300
                Category: Bags; Article: Rype; Price new: 219\
                """,
                read(
                        "",
                        row(1, "Prices")
                                + row(2, "Category", "Article", "Price")
                                + row(3, "", "", "new", "used")
                                + row(4, "Tents", "Skarv 2", "289", "200")
                                + row(5, "", "Skarv 4", "", "300")
                                + row(6, "Bags", "Rype", "219"),
                        "<mergeCells><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A2:A3\"/><mergeCell"
                                + " ref=\"B2:B3\"/><mergeCell ref=\"C2:D2\"/><mergeCell"
                                + " ref=\"A4:A5\"/></mergeCells>"));
    }

    @Test
    void what_is_hidden_or_struck_out_is_not_read() {
        assertEquals(
                "Room: Garden; Price: 120\nTower",
                read(
                        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>",
                        row(1, "Room", "Cost", "Price")
                                + row(2, "Garden", "70", "120")
                                + styledRow(3, "hidden=\"1\"", "Staff", "0", "0")
                                + row(4, "Tower", "80", "~150"),
                        ""));
    }

    @Test
    void a_list_of_labels_has_no_header_and_a_filter_or_bold_type_makes_one() {
        String rows = row(1, "Name", "Alice") + row(2, "Phone", "none") + row(3, "Town", "Oslo");

        assertEquals("Name | Alice\nPhone | none\nTown | Oslo", read(rows));
        assertEquals(
                "Name: Phone; Alice: none\nName: Town; Alice: Oslo",
                read("", rows, "<autoFilter ref=\"A1:B3\"/>"));
        assertEquals("Word: a; Meaning: b", read(row(1, "*Word", "*Meaning") + row(2, "a", "b")));
        assertEquals(
                "Question: Do you ship?; Answer: Yes, to all countries of Europe in nine days.\n"
                    + "Question: Cash?; Answer: In the shop alone, not when a parcel is delivered.",
                read(
                        row(1, "Question", "Answer")
                                + row(
                                        2,
                                        "Do you ship?",
                                        "Yes, to all countries of Europe in nine days.")
                                + row(
                                        3,
                                        "Cash?",
                                        "In the shop alone, not when a parcel is delivered.")));
    }

    @Test
    void text_boxes_are_read() {
        parts.put(
                "xl/worksheets/_rels/sheet1.xml.rels",
                "<Relationships><Relationship Id=\"d\" Type=\"x/drawing\""
                        + " Target=\"../drawings/drawing1.xml\"/></Relationships>");
        parts.put(
                "xl/drawings/drawing1.xml",
                "<xdr:wsDr xmlns:xdr=\"x\""
                        + " xmlns:a=\"a\"><xdr:sp><xdr:txBody><a:p><a:r><a:t>Breakfast is"
                        + " served</a:t></a:r><a:r><a:t> from"
                        + " 7:00.</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>");

        assertEquals("Room\n\nBreakfast is served from 7:00.", read(row(1, "Room")));
    }

    /// What is told of the cells of the second row, `C2` and on.
    private Optional<String> warning(String cells) {
        read(
                row(1, "Item", "Net", "Gross")
                        + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Lamp</t></is></c>"
                        + cells
                        + "</row>");
        return ExtractedText.read(OfficeFiles.zip(parts), "x.xlsx", "").warning();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <c r="C2"><f>B2*1.19</f></c>                                     | result of a formula is not stored in this workbook and is left out: Shop!C2.
                    <c r="C2"><f>B2*1.19</f><v></v></c>                              | Shop!C2.
                    <c r="C2"><f>B2*1.19</f><v/></c><c r="AB2"><f>C2</f></c>         | results of 2 formulas are not stored in this workbook and are left out: Shop!C2, Shop!AB2.
                    <c r="C2"><f t="shared" si="0"/></c>                             | Shop!C2.
                    <c r="C2" t="b"><f>B2&gt;1</f></c>                               | Shop!C2.
                    """)
    void a_formula_without_a_result_is_told(String cells, String told) {
        String warning = warning(cells).orElse("");
        assertTrue(warning.contains(told), warning);
        assertTrue(warning.endsWith("save it and upload it again."), warning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c r=\"C2\"><f>B2*1.19</f><v>58.31</v></c>",
                "<c r=\"C2\" t=\"str\"><f>IF(B2&gt;1,\"\",B2)</f><v></v></c>",
                "<c r=\"C2\"><v></v></c>",
                "<c r=\"C2\" s=\"2\"><f>B2*1.19</f></c>",
                "<c r=\"C2\" t=\"inlineStr\"><is><t>each</t></is></c>"
            })
    void nothing_is_told_where_nothing_is_lost(String cells) {
        assertEquals(Optional.empty(), warning(cells));
    }

    @Test
    void hidden_formulas_are_no_loss_and_many_are_counted() {
        StringBuilder rows = new StringBuilder(row(1, "Item", "Net", "Gross"));
        for (int row = 2; row < 10; row++) {
            rows.append(row == 9 ? "<row r=\"9\" hidden=\"1\">" : "<row r=\"" + row + "\">")
                    .append("<c r=\"A" + row + "\"><f>1+1</f></c></row>");
        }
        read(rows.toString());
        String warning =
                ExtractedText.read(OfficeFiles.zip(parts), "x.xlsx", "").warning().orElse("");
        assertTrue(
                warning.contains("7 formulas") && warning.contains("Shop!A6 and 2 more."), warning);
    }

    @Test
    void a_workbook_of_formulas_alone_is_refused_with_the_remedy() {
        UnreadableDocumentException refusal =
                assertThrows(
                        UnreadableDocumentException.class,
                        () -> read("<row r=\"1\"><c r=\"A1\"><f>TODAY()</f></c></row>"));
        assertTrue(
                Objects.requireNonNull(refusal.getMessage()).contains("Shop!A1. Open it"),
                refusal.getMessage());
    }
}
