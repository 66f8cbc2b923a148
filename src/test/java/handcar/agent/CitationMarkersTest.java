package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CitationMarkersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "It costs 5 € [1].",
                "It costs 5 €[1].",
                "It costs 5 €. [1]",
                "It costs 5 €.[1]",
                "It costs 5 € 【1】.",
                "It costs 5 €.【1†source】",
                "It costs 5 € [1†handbook.pdf].",
                "It costs 5 € [^1].",
                "It costs 5 € [[1]].",
                "It costs 5 € [Source 1].",
                "It costs 5 € [source: 1].",
                "It costs 5 € (Source 1).",
                "It costs 5 € [Quelle 1].",
                "It costs 5 € (1).",
                "It costs 5 €¹.",
                "It costs 5 € <sup>1</sup>.",
                "It costs 5 € [1](https://shop.example/x).",
                "According to [1], it costs 5 €.",
                "According to [1] it costs 5 €.",
                "It costs 5 € (see [1])."
            })
    void everyShapeIsOneMarker(String written) {
        String unified = CitationMarkers.unified(written);
        assertEquals(Set.of(0), CitationMarkers.cited(unified));
        assertEquals("It costs 5 €.", CitationMarkers.without(unified));
        assertEquals("It costs 5 € [3].", CitationMarkers.with(unified, List.of(3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Yes [1, 4].|0 3",
                "Yes [1][2].|0 1",
                "Yes [1], [2] and [3].|0 1 2",
                "Yes [1-3].|0 1 2",
                "Yes [Source 1, Source 2].|0 1",
                "Yes [1; 2].|0 1",
                "Yes ¹².|0 1"
            })
    void adjacentMarkersAreOne(String written, String numbers) {
        String unified = CitationMarkers.unified(written);
        Set<Integer> expected =
                Arrays.stream(numbers.split(" ", -1))
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet());
        assertEquals(expected, CitationMarkers.cited(unified));
        assertEquals("Yes [1].", CitationMarkers.with(unified, List.of(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write `a[1]` or a[1] there.",
                "```\nlist[1] = 2\n``` is code",
                "[a link](x) and [x]",
                "Room for 12 m² (about 130 square feet).",
                "In 1[st] place",
                "The Skarv (2 persons) is light."
            })
    void whatIsNoMarkerStays(String written) {
        assertEquals(written, CitationMarkers.unified(written));
    }

    @Test
    void noConjunctionIsLeftBetweenMarkersThatNameNothing() {
        String unified = CitationMarkers.unified("24.90 € [0] and [00] and [01] and [100].");
        assertEquals("24.90 €.", CitationMarkers.without(unified));
        assertEquals("24.90 € [1].", CitationMarkers.with(unified, List.of(1)));
    }

    @Test
    void aStatementWithoutMarkerIsCitedBeforeItsEnd() {
        assertEquals("It is open [2].", CitationMarkers.with("It is open.", List.of(2)));
        assertEquals("**It is open [2].**", CitationMarkers.with("**It is open.**", List.of(2)));
        assertEquals("| Norway | 5 € [1] |", CitationMarkers.with("| Norway | 5 € |", List.of(1)));
        assertEquals("無料です [1][2]。", CitationMarkers.with("無料です。", List.of(1, 2)));
    }
}
