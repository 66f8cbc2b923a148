package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which rows name the columns is one rule for all formats.
class TableHeadTest {
    /// Rows are parted by `/` and cells by `,`.
    private static final String TABLES =
            """
            a name for each of three columns   | Boat,Hour,Day / Canoe,9.50,45 / Raft,,60              | 1
            years are names                    | Item,2023,2024 / Canoe,40,42 / Yacht,,160             | 1
            words alone                        | Course,Day,Place / Yoga,Monday,Hall / Dance,Friday,Bar | 1
            figures below a word               | Item,Price / Lamp,4.50 / Shade,12 €                   | 1
            groups                             | ,Summer,Summer / Berth,Week,Month / A,70,240           | 2
            two rows tell nothing              | Name,Ada Quill / Telephone,04321 77                   | 0
            labels end with a colon            | Name:,Ada / Day:,Monday / Fee:,30                     | 0
            values from the first row on       | Canoe,9.5 / Kayak,11 / Raft,25                        | 0
            labels beside mixed values         | Phone,04321 77 / Hours,9-18 / Island,Closed           | 0
            models are no names                | Lamp,Bulb / Shade E14,red / Lamp E27,blue             | 0
            """;

    private static List<TableRow> rows(String table) {
        return Stream.of(table.split(" / ", -1))
                .map(row -> new TableRow(List.of(row.split(",", -1)), false, false))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = TABLES)
    void the_first_rows_are_names_where_what_is_below_differs(String what, String table, int head) {
        assertEquals(head, TableHead.rows(rows(table), false), what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Item,Colour / Lamp,red / Shade,blue | 1
                    Lamp,4.50 / Shade,12                | 0
                    """)
    void the_first_row_of_a_csv_file_needs_no_proof(String table, int head) {
        assertEquals(head, TableHead.rows(rows(table), true));
    }
}
