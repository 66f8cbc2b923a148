package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

class CitationMarkersTest {
    @Test
    void aMarkClosesTheWordsSinceTheOneBefore() {
        var claims =
                CitationMarkers.claims(
                        "The shop opens at nine [2]. It is closed on Sundays [1][3].");
        assertEquals(List.of(2, 1, 3), claims.stream().map(CitationMarkers.Claim::source).toList());
        assertEquals("The shop opens at nine ", claims.get(0).words());
        assertEquals(". It is closed on Sundays ", claims.get(1).words());
        assertEquals(claims.get(1).words(), claims.get(2).words());
    }

    @Test
    void severalNumbersInOneMarkAreSeveralClaims() {
        assertEquals(2, CitationMarkers.claims("Yes [1, 4].").size());
        assertEquals("Yes [1][4].", CitationMarkers.keeping("Yes [1, 4].", Set.of(1, 4)));
    }

    @Test
    void marksWithoutASourceGoWithTheirBlank() {
        assertEquals("Yes. No [2].", CitationMarkers.keeping("Yes [9]. No [2].", Set.of(2)));
        assertEquals(
                "[a link](x) and [x]", CitationMarkers.keeping("[a link](x) and [x]", Set.of()));
    }

    @Test
    void theNearestSentenceIsQuotedInAnyScript() {
        assertEquals(
                "It is closed on Sundays.",
                nearest(
                        "The shop opens at nine. It is closed on Sundays. Call us.",
                        "On Sundays the shop is closed"));
        assertEquals("星期日休息。", nearest("商店九点开门。星期日休息。", "商店星期日休息"));
        assertEquals(
                "المتجر مغلق يوم الأحد.",
                nearest("يفتح المتجر في التاسعة. المتجر مغلق يوم الأحد.", "مغلق يوم الأحد"));
        assertEquals(
                "Das Geschäft öffnet um neun.",
                nearest("Das Geschäft öffnet um neun. Am Sonntag nie.", "xyz"));
    }

    private static String nearest(String passage, String claim) {
        var stretch = CitationMarkers.nearest(passage, claim);
        return passage.substring(stretch.start(), stretch.end());
    }
}
