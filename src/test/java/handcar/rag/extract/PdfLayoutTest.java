package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.apache.pdfbox.pdmodel.font.PDFont;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfLayoutTest {
    private static final float[] XS = {50, 180, 310, 440};

    private static final String[] LEFT = {
        "The museum was founded in the year 1901 by",
        "the fishermen of the town. It shows boats and",
        "nets of three centuries, and a whale that was",
        "found on the beach in the winter of 1954.",
        "Children may climb on the small boat."
    };

    private static final String[] RIGHT = {
        "Guided tours begin at eleven and at three, and",
        "take an hour. Groups of more than ten people",
        "book by telephone a week before they come to",
        "us. The café in the old net loft sells soup and",
        "cake until an hour before the doors close."
    };

    private static String text(String... lines) {
        return String.join(" ", lines);
    }

    @Test
    void columns_of_text_are_read_one_after_the_other_whatever_their_order_in_the_file() {
        PdfPrint print = new PdfPrint().text(PdfPrint.BOLD, 16, 0, 50, 780, "Museum");
        for (int line = 0; line < LEFT.length; line++) {
            print.text(320, 740 - 13 * line, RIGHT[line]).text(50, 740 - 13 * line, LEFT[line]);
        }

        assertEquals("# Museum\n\n" + text(LEFT) + "\n\n" + text(RIGHT), print.read().text());
    }

    @Test
    void columns_on_lines_of_different_height_stay_apart() {
        String text = new PdfPrint().lines(50, 740, LEFT).lines(320, 735, RIGHT).read().text();

        assertEquals(text(LEFT) + "\n\n" + text(RIGHT), text);
    }

    @Test
    void a_picture_line_across_parts_the_columns_above_from_those_below() {
        String across =
                "Fishermen in front of the museum on the day it opened, in the first summer of the"
                        + " new century";
        PdfPrint print = new PdfPrint().lines(50, 740, LEFT).lines(320, 740, RIGHT);
        String text =
                print.text(50, 640, across)
                        .lines(50, 600, LEFT)
                        .lines(320, 600, RIGHT)
                        .read()
                        .text();

        assertEquals(
                text(LEFT)
                        + "\n\n"
                        + text(RIGHT)
                        + "\n\n"
                        + across
                        + "\n\n"
                        + text(LEFT)
                        + "\n\n"
                        + text(RIGHT),
                text);
    }

    @Test
    void a_table_beside_a_text_is_a_table() {
        float[] xs = {320, 400, 460};
        String text =
                new PdfPrint()
                        .lines(50, 740, Arrays.copyOf(LEFT, 4))
                        .row(738, xs, "Day", "from", "to")
                        .row(722, xs, "Monday", "9", "17")
                        .row(706, xs, "Tuesday", "10", "18")
                        .row(690, xs, "Sunday", "11", "16")
                        .read()
                        .text();

        assertEquals(
                text(Arrays.copyOf(LEFT, 4))
                        + "\n\nDay: Monday; from: 9; to: 17\nDay: Tuesday; from: 10; to: 18\nDay:"
                        + " Sunday; from: 11; to: 16",
                text);
    }

    @Test
    void empty_cells_keep_their_place_and_lines_of_a_cell_stay_together() {
        String text =
                new PdfPrint()
                        .row(740, XS, "Article", "Shelf", "In stock", "Note")
                        .row(722, XS, "Lamp", "A-1", "", "sold out")
                        .row(704, XS, "Shade of", "", "12", "in green")
                        .row(692, XS, "glass", "", "", "and blue")
                        .row(674, XS, "Bulb", "B-3", "7", "")
                        .read()
                        .text();

        assertEquals(
                """
                Article: Lamp; Shelf: A-1; Note: sold out
                Article: Shade of glass; In stock: 12; Note: in green and blue
                Article: Bulb; Shelf: B-3; In stock: 7\
                """,
                text);
    }

    @Test
    void rows_that_stand_close_are_rows_and_a_line_without_a_first_cell_goes_on() {
        String text =
                new PdfPrint()
                        .row(740, XS, "Country", "Price", "Days", "Carrier")
                        .row(728, XS, "Norway", "24.90", "9", "North Line, by")
                        .row(716, XS, "", "", "", "ship")
                        .row(704, XS, "Austria", "8.90", "3", "Amber Post")
                        .row(692, XS, "Belgium", "11.50", "4", "Amber Post")
                        .read()
                        .text();

        assertEquals(
                """
                Country: Norway; Price: 24.90; Days: 9; Carrier: North Line, by ship
                Country: Austria; Price: 8.90; Days: 3; Carrier: Amber Post
                Country: Belgium; Price: 11.50; Days: 4; Carrier: Amber Post\
                """,
                text);
    }

    @Test
    void numbers_aligned_on_the_right_are_a_column() {
        PdfPrint print = new PdfPrint();
        String[][] rows = {
            {"Article", "Pieces", "Price"},
            {"Tessel lamp, green", "2", "59.90"},
            {"Bulb", "120", "1,204.00"},
            {"Shade", "7", "9.00"}
        };
        for (int row = 0; row < rows.length; row++) {
            float y = 700 - 16 * row;
            print.text(50, y, rows[row][0]);
            for (int at = 1; at < 3; at++) {
                float width = width(PdfPrint.PLAIN, rows[row][at]);
                print.text(120 + 60 * at - width, y, rows[row][at]);
            }
        }

        assertEquals(
                """
                Article: Tessel lamp, green; Pieces: 2; Price: 59.90
                Article: Bulb; Pieces: 120; Price: 1,204.00
                Article: Shade; Pieces: 7; Price: 9.00\
                """,
                print.read().text());
    }

    private static float width(PDFont font, String text) {
        try {
            return font.getStringWidth(text) / 100;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void drawn_cells_hold_what_stands_in_them() {
        PdfPrint print = new PdfPrint();
        float[] xs = {50, 150, 220, 290};
        float[] ys = {760, 730, 700, 660, 630};
        for (float y : ys) {
            print.line(50, y, 290, y);
        }
        for (float x : xs) {
            // the first row has one cell over the second and third column
            print.line(x, x == 220 ? 730 : 760, x, 630);
        }
        String text =
                print.bold(155, 742, "Price")
                        .bold(55, 712, "Article")
                        .bold(155, 712, "new")
                        .bold(225, 712, "used")
                        .text(55, 686, "Tent Skarv 2")
                        .text(55, 672, "(two persons)")
                        .text(155, 679, "289.00")
                        .text(55, 642, "Bag")
                        .text(225, 642, "99.00")
                        .read()
                        .text();

        assertEquals(
                """
                Article: Tent Skarv 2 (two persons); Price new: 289.00
                Article: Bag; Price used: 99.00\
                """,
                text);
    }

    @Test
    void a_table_goes_on_over_the_page_with_its_header() {
        String text =
                new PdfPrint()
                        .row(100, XS, "Article", "Shelf", "Pieces", "State")
                        .row(84, XS, "Lamp", "A-1", "12", "fine")
                        .row(68, XS, "Shade", "A-2", "3", "fine")
                        .page()
                        .row(780, XS, "Bulb", "B-1", "40", "new")
                        .row(764, XS, "Cable", "B-2", "7", "old")
                        .read()
                        .text();

        assertEquals(
                """
                Article: Lamp; Shelf: A-1; Pieces: 12; State: fine
                Article: Shade; Shelf: A-2; Pieces: 3; State: fine

                Article: Bulb; Shelf: B-1; Pieces: 40; State: new
                Article: Cable; Shelf: B-2; Pieces: 7; State: old\
                """,
                text);
    }

    @Test
    void labels_and_their_values_are_no_header() {
        float[] xs = {50, 200};
        assertEquals(
                "Name | Alice Example\nTown | Oslo\nDate | 14 March 2027",
                new PdfPrint()
                        .row(700, xs, "Name", "Alice Example")
                        .row(680, xs, "Town", "Oslo")
                        .row(660, xs, "Date", "14 March 2027")
                        .read()
                        .text());
    }

    @Test
    void marks_before_lines_make_a_list() {
        String text =
                new PdfPrint()
                        .text(50, 740, "1.")
                        .text(70, 740, "Put the side panels on the floor and push the pins into")
                        .text(70, 727, "the holes.")
                        .text(50, 714, "2.")
                        .text(70, 714, "Tighten the screws.")
                        .text(50, 701, "3.")
                        .text(70, 701, "Hang it on the wall.")
                        .read()
                        .text();

        assertEquals(
                """
                1. Put the side panels on the floor and push the pins into the holes.
                2. Tighten the screws.
                3. Hang it on the wall.\
                """,
                text);
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 180, 270})
    void a_turned_page_is_read_upright(int degrees) {
        PdfPrint print = new PdfPrint();
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        for (int line = 0; line < LEFT.length; line++) {
            double down = 13 * line;
            print.text(
                    PdfPrint.PLAIN,
                    10,
                    degrees,
                    (float) (300 + sin * down - cos * 100),
                    (float) (400 - cos * down - sin * 100),
                    LEFT[line]);
        }

        assertEquals(text(LEFT), print.read().text());
    }

    @Test
    void a_turned_margin_does_not_mix_with_the_text() {
        String text =
                new PdfPrint()
                        .lines(80, 740, LEFT)
                        .text(PdfPrint.PLAIN, 8, 90, 30, 640, "Printed in Oslo by hand")
                        .read()
                        .text();

        assertEquals(text(LEFT) + "\n\nPrinted in Oslo by hand", text);
    }
}
