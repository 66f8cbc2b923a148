package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where links in answers may lead.
final class AnswerLinksTest {
    private static final AnswerLinks LINKS = new AnswerLinks(List.of("https://lamps.example"));
    private static final List<AnswerLinks.Place> PLACES =
            List.of(
                    new AnswerLinks.Place(
                            Optional.of("https://docs.example/guide.html"),
                            "Send it back by https://shop.example/returns. See"
                                    + " www.repair.example/form too, or parts.example."));

    private static String kept(String target) {
        return LINKS.kept("See [here](" + target + ").", PLACES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/returns",
                "https://www.shop.example/returns/",
                "https://shop.example:443/returns",
                "https://shop.example",
                "https://shop.example/",
                "https://repair.example/form",
                "http://www.repair.example/form",
                "www.repair.example/form",
                "https://parts.example",
                "https://docs.example/guide.html",
                "https://lamps.example/any/page?size=2#top"
            })
    void whatItsSourcesNameAndItsAgentAllowsIsLinked(String target) {
        assertEquals("See [here](" + target + ").", kept(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/returns/what-the-customer-said",
                "https://shop.example/returnsX",
                "https://shop.example/x",
                "https://shop.example:444/returns",
                "http://shop.example/returns",
                "https://shop.example/returns/../../x",
                "https://shop.example/returns/%2e%2e/x",
                "https://shop.example/returns#a",
                "https://shop.example/returns?a=b",
                "https://someone@shop.example/returns",
                "https://shop.example\\@evil.example/",
                "https://shop.example.evil.example/returns",
                "https://parts.example/x",
                "https://docs.example/other.html",
                "http://lamps.example/",
                "https://lamps.example:8443/",
                "javascript:alert",
                "//shop.example/returns"
            })
    void ofAnyOtherOnlyTheWordsAreLeft(String target) {
        assertEquals("See here.", kept(target));
    }
}
