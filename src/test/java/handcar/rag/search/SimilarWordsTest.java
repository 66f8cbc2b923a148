package handcar.rag.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.text.EditDistance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarWordsTest {
    @ParameterizedTest
    @CsvSource({
        "wensday, wednesday",
        "retrun, return",
        "liefert, liefer",
        "adress, address",
        "zwrot, zwroty",
        "niedzielę, niedziele",
        "ratenzahl, zahl",
        "zahl, ratenzahl",
        "versand, versandkost"
    })
    void whatAPersonTakesForTheSameWordIsSimilar(String asked, String word) {
        assertTrue(SimilarWords.share(asked, word) > 0, asked + " " + word);
        assertEquals(SimilarWords.share(asked, word), SimilarWords.share(word, asked));
    }

    @ParameterizedTest
    @CsvSource({
        "house, mouse",
        "lamp, camp",
        "berlin, bern",
        "return, retail",
        "norway, norwegian",
        "norway, sweden"
    })
    void twoWordsThatShareSomeLettersAreNot(String asked, String other) {
        assertEquals(0, SimilarWords.share(asked, other), asked + " " + other);
    }

    @Test
    void theDistanceCountsASwapOnce() {
        assertEquals(1, EditDistance.of("retrun", "return", 5));
        assertEquals(2, EditDistance.of("wensday", "wednesday", 5));
        assertEquals(3, EditDistance.of("kitten", "sitting", 5));
        assertEquals(4, EditDistance.of("", "lamp", 5));
    }
}
