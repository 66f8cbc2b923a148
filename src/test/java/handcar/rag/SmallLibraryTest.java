package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.rag.search.SearchHit;
import handcar.rag.search.SearchScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A library of a few passages is given to a model whole, the passages about the question first.
class SmallLibraryTest {
    private static final int SMALL = 12;
    private static final UUID AGENT = new UUID(7, 7);

    private final RetrieverFixture library = new RetrieverFixture();
    private final Retriever retriever = new Retriever(library.db, Optional.empty());

    @AfterEach
    void close() {
        library.close();
    }

    private List<SearchHit> given(String question) {
        return retriever.context(question, SearchScope.of(AGENT), 6, SMALL);
    }

    @Test
    void anAgentIsGivenAllItsPassagesAndNoneOfAnother() {
        library.add("shared", "The shop is closed in August.");
        library.add(Optional.of(AGENT), "own", "Parcels leave on Mondays.", "Lamps cost 20 euros.");
        library.add(Optional.of(new UUID(7, 8)), "foreign", numbered(30));
        assertEquals(
                List.of(
                        "Lamps cost 20 euros.",
                        "Parcels leave on Mondays.",
                        "The shop is closed in August."),
                Stream.concat(
                                Stream.of(given("How much are lamps?").getFirst().text()),
                                given("How much are lamps?").stream()
                                        .skip(1)
                                        .map(SearchHit::text)
                                        .sorted())
                        .toList());
        assertEquals(3, given("xylophone").size());
    }

    @Test
    void nothingIsMissingUpToTheLimitAndBeyondItOnlyWhatWasFoundIsGiven() {
        library.add(Optional.of(AGENT), "own", numbered(SMALL - 1));
        assertEquals(SMALL - 1, given("xylophone").size());
        library.add(Optional.of(AGENT), "one more", "Parcels leave on Mondays.");
        assertEquals(List.of(), given("xylophone"));
        assertEquals(
                "Parcels leave on Mondays.", given("When do parcels leave?").getFirst().text());
    }

    @Test
    void aPassageKnowsItsHeadingAndItsPage() {
        UUID document =
                library.add(
                        Optional.of(AGENT), "own", "Page one is short.", "Lamps cost 20 euros.");
        library.update("UPDATE passages SET heading = 'Prices' WHERE ordinal = 1");
        library.update("UPDATE rag_documents SET page_starts = '{0,19}' WHERE id = ?", document);
        for (String question : List.of("How much are lamps?", "xylophone")) {
            SearchHit hit =
                    given(question).stream()
                            .filter(each -> each.text().startsWith("Lamps"))
                            .findFirst()
                            .orElseThrow();
            assertEquals(Optional.of("Prices"), hit.heading());
            assertEquals(Optional.of(2), hit.page());
        }
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(at -> "Shelf " + at + " is in the cellar.")
                .toArray(String[]::new);
    }
}
