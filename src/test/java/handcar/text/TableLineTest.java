package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

class TableLineTest {
    private static List<String> bars(String line) {
        return TableLine.withBars(line).orElseThrow().texts();
    }

    @Test
    void cellsStandBetweenBarsOrTabs() {
        assertEquals(List.of("Norway", "", "24.90 €"), bars("| Norway | | 24.90 € |"));
        assertEquals(List.of("Norway", "24.90 €"), bars("Norway | 24.90 €"));
        assertEquals(List.of("Norway", "24.90 €"), bars("Norway\t24.90 €"));
        assertEquals(List.of("a|b", "c"), bars("| a\\|b | c |"));
        assertTrue(TableLine.withBars("Write `a|b` or |x").isEmpty());
    }

    @Test
    void cellsMayHaveTheNameOfTheirColumn() {
        String line = "Country: Norway; Standard: 24.90 €; from 3 pieces; Days: 4";
        TableLine row = TableLine.labelled(line).orElseThrow();
        assertEquals(List.of("Country", "Standard", "Days"), row.headers());
        assertEquals(List.of("Norway", "24.90 €; from 3 pieces", "4"), row.texts());
        for (TableLine.Cell cell : row.cells()) {
            assertEquals(cell.text(), line.substring(cell.value(), cell.end()));
            assertTrue(line.startsWith(cell.header() + ": ", cell.start()));
        }
        assertTrue(TableLine.labelled("Please note: we are closed; nobody is here").isEmpty());
    }

    @Test
    void aRuleSeparatesTheHeaders() {
        assertTrue(TableLine.isRule("|---|:--:|"));
        assertTrue(!TableLine.isRule("| a | - |"));
    }
}
