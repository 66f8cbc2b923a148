package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

/// Tables without drawn cells, as browsers and office programs print them, whose names do not stand where their values do.
class PdfColumnNamesTest {
    @Test
    void a_centered_name_belongs_to_the_column_it_is_above() {
        String text =
                new PdfPrint()
                        .bold(72, 740, "Code")
                        .bold(150, 740, "Description")
                        .bold(270, 740, "Price")
                        .text(60, 722, "HT-1")
                        .text(110, 722, "Garden bench made of oak, small")
                        .text(274, 722, "1.20")
                        .text(60, 704, "HT-2")
                        .text(110, 704, "Table")
                        .text(274, 704, "38.00")
                        .read()
                        .text();

        assertEquals(
                """
                Code: HT-1; Description: Garden bench made of oak, small; Price: 1.20
                Code: HT-2; Description: Table; Price: 38.00\
                """,
                text);
    }

    @Test
    void groups_are_a_part_of_the_names_below_them() {
        String text =
                new PdfPrint()
                        .bold(233, 740, "Summer")
                        .bold(434, 740, "Winter")
                        .bold(95, 732, "Berth")
                        .bold(186, 725, "Week")
                        .bold(282, 725, "Month")
                        .bold(384, 725, "Week")
                        .bold(480, 725, "Month")
                        .text(63, 710, "A")
                        .text(155, 710, "70")
                        .text(245, 710, "240")
                        .text(353, 710, "40")
                        .text(442, 710, "130")
                        .text(63, 695, "B")
                        .text(245, 695, "350")
                        .text(353, 695, "60")
                        .read()
                        .text();

        assertEquals(
                """
                Berth: A; Summer Week: 70; Summer Month: 240; Winter Week: 40; Winter Month: 130
                Berth: B; Summer Month: 350; Winter Week: 60\
                """,
                text);
    }

    @Test
    void a_name_above_the_values_of_another_column_names_nothing() {
        String text =
                new PdfPrint()
                        .bold(72, 740, "Code")
                        .bold(130, 740, "Description")
                        .text(60, 722, "HT-1 Garden bench of oak wood")
                        .text(260, 722, "1.20")
                        .text(60, 704, "HT-2 Garden table of oak wood")
                        .text(260, 704, "38.00")
                        .read()
                        .text();

        assertEquals(
                """
                #### Code Description

                HT-1 Garden bench of oak wood | 1.20
                HT-2 Garden table of oak wood | 38.00\
                """,
                text);
    }

    @Test
    void raised_figures_stay_in_their_line_and_apart_from_the_number_before_them() {
        String text =
                new PdfPrint()
                        .text(50, 740, "The hall has 20 m")
                        .text(PdfPrint.PLAIN, 6, 0, 129.5f, 745, "2")
                        .text(136, 740, "and a stage.")
                        .read()
                        .text();

        assertEquals("The hall has 20 m² and a stage.", text);
    }

    @Test
    void three_columns_of_justified_text_are_no_table() {
        String[] words = {"from", "Tuesday", "to", "Sunday"};
        float[] places = {0, 35, 90, 115};
        PdfPrint print = new PdfPrint();
        for (int column = 0; column < 3; column++) {
            float x = 50 + 170 * column;
            for (int line = 0; line < 8; line += 2) {
                for (int word = 0; word < 4; word++) {
                    print.text(x + places[word], 740 - 13 * line, words[word]);
                }
                print.text(x, 727 - 13 * line, "between ten and five, in all halls");
            }
        }

        String column =
                String.join(
                        " ",
                        Collections.nCopies(
                                4, "from Tuesday to Sunday between ten and five, in all halls"));
        assertEquals(String.join(" ", column, column, column), print.read().text());
    }

    @Test
    void plain_names_at_the_left_of_figures_at_the_right_name_them() {
        String text =
                new PdfPrint()
                        .row(
                                740,
                                new float[] {55, 109, 163, 217},
                                "Region",
                                "Spring",
                                "Summer",
                                "Autumn")
                        .row(725, new float[] {55, 148, 202, 256}, "North", "10", "20", "30")
                        .row(710, new float[] {55, 148, 202, 256}, "South", "5", "", "7")
                        .read()
                        .text();

        assertEquals(
                """
                Region: North; Spring: 10; Summer: 20; Autumn: 30
                Region: South; Spring: 5; Autumn: 7\
                """,
                text);
    }

    @Test
    void cells_between_which_a_line_is_missing_stay_apart() {
        PdfPrint print = new PdfPrint();
        for (float y : new float[] {750, 735, 720, 705}) {
            print.line(50, y, 290, y);
        }
        for (float x : new float[] {50, 130, 210, 290}) {
            boolean edge = x == 50 || x == 290;
            print.line(x, 750, x, 720).line(x, edge ? 720 : 706, x, 705);
        }
        float[] xs = {55, 135, 215};
        String text =
                print.row(740, xs, "Pitch", "Winter", "Summer")
                        .row(725, xs, "Tent", "8.00", "11.50")
                        .row(710, xs, "Caravan", "", "24.00")
                        .read()
                        .text();

        assertEquals(
                """
                Pitch: Tent; Winter: 8.00; Summer: 11.50
                Pitch: Caravan; Summer: 24.00\
                """,
                text);
    }

    @Test
    void narrow_gaps_without_a_blank_part_the_cells_of_a_page_that_prints_blanks() {
        String text =
                new PdfPrint()
                        .bold(60, 740, "Fee")
                        .bold(120, 740, "When")
                        .text(60, 727, "Admission")
                        .text(120, 727, "once, in the first month")
                        .text(230, 727, "25 €")
                        .bold(230, 740, "Amount")
                        .text(60, 714, "New card 2")
                        .text(120, 714, "when the first one is lost")
                        .text(230, 714, "10 €")
                        .read()
                        .text();

        assertEquals(
                """
                Fee: Admission; When: once, in the first month; Amount: 25 €
                Fee: New card 2; When: when the first one is lost; Amount: 10 €\
                """,
                text);
    }

    @Test
    void a_box_beside_running_text_is_no_column_of_it() {
        String text =
                new PdfPrint()
                        .lines(
                                50,
                                740,
                                "Bring clean shoes and a towel. Bags are left in the lockers,",
                                "for which you need a coin of one euro. Children below ten",
                                "stay in the play room on the ground floor of the house, and",
                                "below fourteen they train with a parent only.")
                        .lines(400, 740, "Monday 6-23", "Saturday 8-20", "Sunday 9-18")
                        .read()
                        .text();

        assertEquals(
                """
                Bring clean shoes and a towel. Bags are left in the lockers, for which you need a coin of one euro. Children below ten stay in the play room on the ground floor of the house, and below fourteen they train with a parent only.

                Monday 6-23 Saturday 8-20 Sunday 9-18\
                """,
                text);
    }
}
