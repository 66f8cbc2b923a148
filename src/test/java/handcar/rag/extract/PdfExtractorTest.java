package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.rag.PdfFiles;

import org.junit.jupiter.api.Test;

class PdfExtractorTest {
    @Test
    void paragraphs_are_put_together_again_and_large_lines_are_headings() {
        ExtractedText content =
                ExtractedText.read(
                        PdfFiles.pages(
                                "Handcar manual 1",
                                "",
                                "#Returns",
                                "",
                                "You may send everything back within thirty days, also what"
                                        + " has been un-",
                                "packed, as long as the box is complete.",
                                "",
                                "The parcel label is in the box.",
                                "\f",
                                "Handcar manual 2",
                                "",
                                "Refunds take two days.",
                                "\f",
                                "Handcar manual 3",
                                "",
                                "That is all."),
                        "x.pdf",
                        "");

        assertEquals(Optional.of("The manual"), content.title());
        assertEquals(
                """
                Handcar manual 1

                # Returns

                You may send everything back within thirty days, also what has been unpacked, as long as the box is \
                complete.

                The parcel label is in the box.

                Refunds take two days.

                That is all.\
                """,
                content.text());
    }

    @Test
    void lines_that_end_on_purpose_stay_lines() {
        String text =
                ExtractedText.read(
                                PdfFiles.pages(
                                        "Our shops are open on every working day of the week, and"
                                                + " on the",
                                        "first Saturday of each month. You find us here:",
                                        "Berlin, Torstrasse 1",
                                        "Hamburg, Elbe 7",
                                        "Contents . . . . . . . . . . . . . 4",
                                        "Index . . . . . . . . . . . . . . . 9"),
                                "x.pdf",
                                "")
                        .text();

        assertEquals(
                """
                Our shops are open on every working day of the week, and on the first Saturday of each month. You find us here:
                Berlin, Torstrasse 1
                Hamburg, Elbe 7
                Contents … 4
                Index … 9\
                """,
                text);
    }

    @Test
    void a_locked_pdf_says_what_to_do() {
        var refused =
                assertThrows(
                        UnreadableDocumentException.class,
                        () -> ExtractedText.read(PdfFiles.encrypted("x"), "x.pdf", ""));

        assertEquals(
                "This PDF is encrypted. Remove its password and upload it again.",
                refused.sentence());
    }

    @Test
    void a_scan_is_told_from_empty_pages() {
        assertTrue(refusal(PdfPrint.scan(1)).contains("OCR"));
        assertTrue(refusal(PdfFiles.pages("", "\f", "")).contains("empty"));
    }

    private static String refusal(byte[] file) {
        return assertThrows(
                        UnreadableDocumentException.class,
                        () -> ExtractedText.read(file, "x.pdf", ""))
                .sentence();
    }

    @Test
    void a_damaged_pdf_is_refused() {
        assertThrows(
                UnreadableDocumentException.class,
                () -> ExtractedText.read(PdfFiles.bytes("%PDF-1.7\nrubbish"), "x.pdf", ""));
    }
}
