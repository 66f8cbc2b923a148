package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.apache.pdfbox.pdmodel.font.PDFont;
import org.junit.jupiter.api.Test;

class PdfParagraphsTest {
    private static final String[] LINES = {
        "The museum was founded in the year 1901 by",
        "the fishermen of the town. It shows boats and",
        "nets of three centuries, and a whale that was",
        "found on the beach in the winter of 1954.",
        "Children may climb on the small boat."
    };

    private static float width(PDFont font, String text) {
        try {
            return font.getStringWidth(text) / 100;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_paragraph_goes_on_over_the_page_and_pages_are_told() {
        ExtractedText read =
                new PdfPrint()
                        .lines(50, 740, LINES[0], LINES[1], LINES[2])
                        .page()
                        .page()
                        .lines(50, 740, LINES[3], LINES[4])
                        .text(50, 600, "The end.")
                        .read();

        assertEquals(String.join(" ", LINES) + "\n\nThe end.", read.text());
        int third = read.text().indexOf(LINES[3]);
        assertEquals(List.of(0, third, third), read.pages());
    }

    @Test
    void heads_and_feet_are_read_once_page_numbers_never_and_other_numbers_always() {
        PdfPrint print = new PdfPrint();
        for (int page = 1; page <= 4; page++) {
            if (page > 1) {
                print.page();
            }
            print.text(50, 810, "Fjellrad handbook")
                    .text(50, 795, "Estimate EST-100" + page)
                    .text(50, 700, LINES[page - 1])
                    .text(280, 30, "Page " + page + " of 4");
        }

        assertEquals(
                "Fjellrad handbook\nEstimate EST-1001\n\n"
                        + LINES[0]
                        + "\n\nEstimate EST-1002\n\n"
                        + LINES[1]
                        + "\n\nEstimate EST-1003\n\n"
                        + LINES[2]
                        + "\n\nEstimate EST-1004\n\n"
                        + LINES[3],
                print.read().text());
    }

    @Test
    void hyphens_at_line_ends_are_told_from_hyphens_of_words() {
        String[] lines = {
            "The new deli-",
            "very times for E-",
            "Mail orders and the Vor-",
            "und Nachteile of a return within 10–",
            "14 days."
        };
        String text = new PdfPrint().lines(50, 740, lines).read().text().replace('\n', ' ');

        assertEquals(
                "The new delivery times for E-Mail orders and the Vor- und Nachteile of a return"
                        + " within 10–14 days.",
                text);
    }

    @Test
    void what_is_printed_twice_is_read_once() {
        String text =
                new PdfPrint()
                        .text(50, 740, "All offers will fall")
                        .text(50.3f, 740.3f, "All offers will fall")
                        .read()
                        .text();

        assertEquals("All offers will fall", text);
    }

    @Test
    void letters_set_apart_are_words() {
        PdfPrint print = new PdfPrint();
        String word = "OPENING HOURS";
        float x = 50;
        for (int at = 0; at < word.length(); at++) {
            String letter = word.substring(at, at + 1);
            print.text(x, 740, letter);
            x += width(PdfPrint.PLAIN, letter) + 5;
        }

        assertEquals("OPENING HOURS", print.read().text());
    }

    @Test
    void letters_seen_from_left_to_right_are_read_in_their_own_direction() {
        assertEquals("plain text (1)", BidiText.logical("plain text (1)"));
        assertEquals("המחיר 24.90 (נטו)", BidiText.logical("(וטנ) 24.90 ריחמה"));
        assertEquals("שלום PayPal ועוד", BidiText.logical("דועו PayPal םולש"));
        assertEquals("We say שלום twice", BidiText.logical("We say םולש twice"));
    }

    @Test
    void bullets_apart_from_their_items_are_a_list_at_every_depth() {
        assertEquals(
                """
                - Towels at the counter
                - Soap in the hall
                - Combs on request\
                """,
                new PdfPrint()
                        .text(60, 740, "•")
                        .text(80, 740, "Towels at the counter")
                        .text(80, 727, "•")
                        .text(100, 727, "Soap in the hall")
                        .text(60, 714, "•")
                        .text(80, 714, "Combs on request")
                        .read()
                        .text());
    }
}
