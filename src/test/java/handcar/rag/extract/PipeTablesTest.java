package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

class PipeTablesTest {
    @Test
    void every_row_of_a_pasted_table_has_its_names() {
        assertEquals(
                """
                Our prices:
                Part: Axle; Price: 3 €
                Part: Hub | Rim; Stock: 7

                Ask us | we answer.
                --
                The end.\
                """,
                ExtractedText.pasted(
                                """
                                Our prices:
                                | Part | Price | Stock |
                                |:-----|------:|-------|
                                | Axle | 3 €   |       |
                                | Hub \\| Rim |  | 7 |

                                Ask us | we answer.
                                --
                                The end.
                                """)
                        .text());
    }

    @Test
    void a_table_of_five_million_characters_is_no_burden() {
        String text = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n".repeat(400_000);

        assertTrue(ExtractedText.pasted(text).text().startsWith("a: 1; b: 2\na: 1; b: 2"));
    }
}
