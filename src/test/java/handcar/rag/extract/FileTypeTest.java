package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.rag.OfficeFiles;
import handcar.rag.PdfFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypeTest {
    @ParameterizedTest
    @ValueSource(strings = {"pdf", "docx", "xlsx", "json"})
    void a_file_whose_end_is_missing_is_refused_wherever_it_is_cut_off(String kind) {
        byte[] whole =
                switch (kind) {
                    case "pdf" -> PdfFiles.pages("#Terms", "The deposit is 20 EUR.", "\f", "More");
                    case "docx" -> OfficeFiles.docx(OfficeFiles.p("The deposit is 20 EUR."));
                    case "xlsx" -> OfficeFiles.xlsx("<row><c><v>12</v></c></row>", false);
                    default ->
                            "[{\"deposit\": 20}, {\"rent\": 12}]".getBytes(StandardCharsets.UTF_8);
                };
        for (int percent = 10; percent < 97; percent += 3) {
            byte[] part = Arrays.copyOf(whole, whole.length * percent / 100);
            String sentence =
                    assertThrows(
                                    UnreadableDocumentException.class,
                                    () -> ExtractedText.read(part, "a." + kind, ""))
                            .sentence();
            assertTrue(sentence.contains("cut off") && sentence.contains("again"), sentence);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a.xls  | Item;Price~Lamp;12~Bulb;2~               | CSV
                    a.txt  | Item;Price~Lamp;12~Bulb;2~               | CSV
                    a.txt  | First; second.~Then this; or that; so.~No.~ | TEXT
                    a      | [{"a": 1}]                               | JSON
                    a.txt  | [1] A note.                              | TEXT
                    a.txt  | <?xml version="1.0"?><!DOCTYPE html><html> | HTML
                    a.docx | Hello there                              | TEXT
                    """)
    void what_a_text_is_says_the_text_where_its_name_does_not(
            String name, String text, FileType type) {
        byte[] bytes = text.replace('~', '\n').getBytes(StandardCharsets.UTF_8);
        assertEquals(type, FileType.of(bytes, name, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'?><shop><lamp>12</lamp></shop>",
                "<svg><text>Hi</text></svg>",
                "From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHello"
            })
    void markup_that_no_reader_sees_is_refused(String text) {
        assertTrue(
                assertThrows(
                                UnreadableDocumentException.class,
                                () ->
                                        FileType.of(
                                                text.getBytes(StandardCharsets.UTF_8), "a.txt", ""))
                        .unsupported());
    }

    @Test
    void a_workbook_without_a_filled_cell_is_refused() {
        assertThrows(
                UnreadableDocumentException.class,
                () -> ExtractedText.read(OfficeFiles.xlsx("", false), "a.xlsx", ""));
    }
}
