package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Parts of a page that stand side by side or touch, and are neither one table nor one text.
class PdfCardsTest {
    private static final String[][] HOURS = {
        {"Day", "from", "to"},
        {"Monday", "9", "17"},
        {"Tuesday", "10", "18"},
        {"Sunday", "11", "16"}
    };
    private static final String[][] TICKETS = {
        {"Ticket", "adult", "child"}, {"Single", "4.50", "2.00"}, {"Family", "19.00", ""}
    };
    private static final String BOTH =
            """
            Day: Monday; from: 9; to: 17
            Day: Tuesday; from: 10; to: 18
            Day: Sunday; from: 11; to: 16

            Ticket: Single; adult: 4.50; child: 2.00
            Ticket: Family; adult: 19.00\
            """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cards_side_by_side_are_read_one_after_the_other(boolean boxes) {
        String[][] cards = {
            {"Basic", "€ 19 a month", "Gym on weekdays", "No classes"},
            {"Plus", "€ 29 a month", "Gym every day", "Two classes a week"},
            {"Pro", "€ 49 a month", "Gym and pool", "All classes"}
        };
        PdfPrint print = new PdfPrint();
        for (int line = 0; line < 4; line++) {
            for (int card = 0; card < 3; card++) {
                float x = 50 + 180 * card;
                if (line == 0) {
                    print.bold(x, 740, cards[card][0]);
                } else {
                    print.text(x, 740 - 16 * line, cards[card][line]);
                }
                if (boxes && line == 0) {
                    print.line(x - 5, 760, x + 150, 760).line(x - 5, 660, x + 150, 660);
                    print.line(x - 5, 660, x - 5, 760).line(x + 150, 660, x + 150, 760);
                }
            }
        }

        assertEquals(
                """
                #### Basic

                € 19 a month

                Gym on weekdays

                No classes

                #### Plus

                € 29 a month

                Gym every day

                Two classes a week

                #### Pro

                € 49 a month

                Gym and pool

                All classes\
                """,
                print.read().text());
    }

    @Test
    void prices_below_each_other_are_a_table() {
        float[] xs = {50, 150, 250};
        PdfPrint print = new PdfPrint();
        for (int at = 0; at < 3; at++) {
            print.bold(xs[at], 740, List.of("Low", "Middle", "High").get(at));
        }
        print.row(724, xs, "50 EUR", "60 EUR", "80 EUR")
                .row(708, xs, "55 EUR", "66 EUR", "88 EUR")
                .row(692, xs, "60 EUR", "70 EUR", "90 EUR");

        assertEquals(
                """
                Low: 50 EUR; Middle: 60 EUR; High: 80 EUR
                Low: 55 EUR; Middle: 66 EUR; High: 88 EUR
                Low: 60 EUR; Middle: 70 EUR; High: 90 EUR\
                """,
                print.read().text());
    }

    @Test
    void a_table_that_touches_another_has_its_own_columns() {
        PdfPrint print = new PdfPrint();
        drawn(print, new float[] {45, 115, 175, 235}, 760, HOURS);
        drawn(print, new float[] {45, 150, 220, 290}, 680, TICKETS);

        assertEquals(BOTH, print.read().text());
    }

    @Test
    void a_second_row_of_names_begins_a_table_of_the_same_columns() {
        PdfPrint print = new PdfPrint();
        drawn(print, new float[] {45, 115, 175, 235}, 760, HOURS);
        drawn(print, new float[] {45, 115, 175, 235}, 680, TICKETS);

        assertEquals(BOTH, print.read().text());
    }

    @Test
    void tables_beside_each_other_have_their_own_rows() {
        PdfPrint print = new PdfPrint();
        drawn(print, new float[] {45, 115, 175, 235}, 760, HOURS);
        float top = 760;
        float bottom = 760 - 3 * 80 / 3f;
        for (float y : new float[] {top, 733, 706, bottom}) {
            print.line(235, y, 415, y);
        }
        for (float x : new float[] {295, 355, 415}) {
            print.line(x, top, x, bottom);
        }
        for (int row = 0; row < 3; row++) {
            for (int at = 0; at < 3; at++) {
                float y = 743 - 27 * row;
                float x = 239 + 60 * at;
                String text = TICKETS[row][at];
                if (row == 0) {
                    print.bold(x, y, text);
                } else if (!text.isEmpty()) {
                    print.text(x, y, text);
                }
            }
        }

        assertEquals(BOTH, print.read().text());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 12, 40})
    void tables_beside_each_other_with_rows_of_one_height_stay_two(int gap) {
        PdfPrint print = new PdfPrint();
        drawn(print, new float[] {45, 115, 175, 235}, 760, HOURS);
        drawn(print, new float[] {235 + gap, 305 + gap, 365 + gap, 425 + gap}, 760, TICKETS);

        assertEquals(BOTH, print.read().text());
    }

    @Test
    void a_table_whose_names_come_twice_has_two_entries_in_a_row() {
        PdfPrint print = new PdfPrint();
        String[][] left = {{"Size", "Price"}, {"S", "10.00"}, {"M", "12.00"}};
        String[][] right = {{"Size", "Price"}, {"L", "14.00"}, {"XL", "15.00"}};
        drawn(print, new float[] {45, 115, 175}, 760, left);
        drawn(print, new float[] {175, 245, 305}, 760, right);

        assertEquals(
                """
                Size: S; Price: 10.00
                Size: L; Price: 14.00
                Size: M; Price: 12.00
                Size: XL; Price: 15.00\
                """,
                print.read().text());
    }

    private static void drawn(PdfPrint print, float[] xs, float top, String[][] rows) {
        for (int row = 0; row <= rows.length; row++) {
            print.line(xs[0], top - 20 * row, xs[xs.length - 1], top - 20 * row);
        }
        for (float x : xs) {
            print.line(x, top, x, top - 20 * rows.length);
        }
        for (int row = 0; row < rows.length; row++) {
            for (int at = 0; at < rows[row].length; at++) {
                float y = top - 14 - 20 * row;
                if (row == 0) {
                    print.bold(xs[at] + 4, y, rows[row][at]);
                } else if (!rows[row][at].isEmpty()) {
                    print.text(xs[at] + 4, y, rows[row][at]);
                }
            }
        }
    }

    @Test
    void a_narrow_paragraph_set_flush_on_both_sides_is_no_table() {
        String[] lines = {
            "the boat may be kept",
            "on the lake while the",
            "weather is fine and",
            "fits them well",
            "because the"
        };
        PdfPrint print = new PdfPrint();
        for (int line = 0; line < lines.length; line++) {
            String[] words = lines[line].split(" ", -1);
            float used = 0;
            for (String word : words) {
                used += width(word);
            }
            float gap = words.length > 1 ? (100 - used) / (words.length - 1) : 0;
            float x = 50;
            for (String word : words) {
                print.text(x, 740 - 13 * line, word);
                x += width(word) + gap;
            }
        }

        assertEquals(String.join(" ", lines), print.read().text());
    }

    private static float width(String text) {
        try {
            return PdfPrint.PLAIN.getStringWidth(text) / 100;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_head_and_a_foot_of_two_pages_are_read_once_and_part_no_sentence() {
        PdfPrint print = new PdfPrint();
        for (String line : List.of("The key to the locker stays with", "you for the whole day.")) {
            print.text(50, 785, "Harbour Gym").text(50, 60, "Version 3 of May").text(50, 740, line);
            if (line.startsWith("The")) {
                print.page();
            }
        }

        assertEquals(
                """
                Harbour Gym

                The key to the locker stays with you for the whole day.

                Version 3 of May\
                """,
                print.read().text());
    }
}
