package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

class CsvExtractorTest {
    private static String read(String... lines) {
        return ExtractedText.read(
                        String.join("\n", lines).getBytes(StandardCharsets.UTF_8), "a.csv", "")
                .text();
    }

    @Test
    void a_header_in_small_letters_is_one() {
        assertEquals(
                "code: b2; item: wool cap; price: 9.90\ncode: b3; item: scarf; price: 12",
                read("code,item,price", "b2,wool cap,9.90", "b3,scarf,12"));
    }

    @Test
    void a_title_stands_above_the_header() {
        assertEquals(
                "Spring prices\nRoom: Loft; May: 80; June: 95",
                read("Spring prices;;", "", "Room;May;June", "Loft;80;95"));
    }

    @Test
    void years_and_ranges_are_names() {
        assertEquals(
                "Country: Norway; 0-5 kg: 9 €; 5-10 kg: 15 €",
                read("Country;0-5 kg;5-10 kg", "Norway;9 €;15 €"));
        assertEquals(
                "Room: Loft; 2025: 80 €; 2026: 85 €", read("Room;2025;2026", "Loft;80 €;85 €"));
    }

    @Test
    void a_group_without_merged_cells_belongs_to_the_columns_below_it() {
        assertEquals(
                "Size: S; Price new: 5; Price used: 3\nSize: M; Price used: 4",
                read("Size;Price;", ";new;used", "S;5;3", "M;;4"));
    }

    @Test
    void a_table_without_names_keeps_the_places_of_its_values() {
        assertEquals("12 | bolt | 3\n13 | – | 4\n14 | nut", read("12;bolt;3", "13;;4", "14;nut;"));
    }

    @Test
    void a_cell_of_two_lines_is_one_cell_and_an_empty_one_keeps_its_place() {
        assertEquals(
                "Item: Tent \"Fjell\" two rooms; Price: 5,00\nItem: Wheel; Stock: 2",
                read("Item;Price;Stock", "\"Tent \"\"Fjell\"\"", "two rooms\";5,00;", "Wheel;;2"));
    }

    @Test
    void a_title_and_decimal_commas_do_not_hide_the_separator() {
        assertEquals(
                """
                Preisliste 2025
                Artikel: Lampe; Preis: 19,90; Lager: 3
                Artikel: Birne; Preis: 4,50\
                """,
                CsvExtractor.read(
                                """
                                Preisliste 2025

                                Artikel;Preis;Lager
                                Lampe;19,90;3

                                Birne;4,50;
                                """)
                        .text());
        assertEquals(
                "Lampe | 19,90 | 24,90\nSchirm | 5,00 | 6,00",
                CsvExtractor.read("Lampe;19,90;24,90\nSchirm;5,00;6,00\n").text());
    }
}
