package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.rag.claims.ClaimText;
import handcar.rag.claims.PassageFit;
import handcar.rag.extract.ExtractedText;
import handcar.rag.search.SearchHit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statements about a handbook, each true or false by what it says.
class PassageFitTest {
    @ParameterizedTest
    @CsvSource({"handbook-en.md, statements-en.tsv", "handbook-de.md, statements-de.tsv"})
    void whatTheHandbookSaysIsFoundAndNothingElse(String handbook, String statements)
            throws IOException {
        List<SearchHit> hits = passages(handbook);
        List<String> wrong =
                new String(resource(statements), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .filter(line -> stands(hits, line.split("\t", -1)) != line.startsWith("+"))
                        .toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void theOppositeOfWhatAClauseSaysIsNotSaid() throws IOException {
        List<String> wrong =
                new String(resource("opposites.tsv"), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\t", -1))
                        .filter(
                                line ->
                                        new PassageFit(passages("guide", line[0]), "", "")
                                                        .find(
                                                                ClaimText.of(line[2]),
                                                                Optional.empty(),
                                                                Set.of())
                                                        .stands()
                                                != line[1].equals("+"))
                        .map(line -> String.join(" ", line))
                        .toList();
        assertEquals("", String.join("\n", wrong));
    }

    private static boolean stands(List<SearchHit> hits, String[] statement) {
        String question = statement.length > 2 ? statement[2] : "";
        return new PassageFit(hits, question, "Ada of Fjellrad")
                .find(ClaimText.of(statement[1]), Optional.empty(), Set.of())
                .stands();
    }

    private static List<SearchHit> passages(String handbook) throws IOException {
        return passages(handbook, ExtractedText.read(resource(handbook), handbook, "").text());
    }

    private static List<SearchHit> passages(String title, String text) {
        return PassageSplitter.split(text).stream()
                .map(
                        passage ->
                                new SearchHit(
                                        UUID.randomUUID(),
                                        new UUID(0, 1),
                                        title,
                                        Optional.empty(),
                                        Optional.of(passage.heading()),
                                        passage.text(),
                                        passage.start(),
                                        passage.end(),
                                        Optional.empty(),
                                        passage.language().configuration(),
                                        1,
                                        1,
                                        Optional.empty()))
                .toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        PassageFitTest.class.getResourceAsStream("claims/" + name))) {
            return file.readAllBytes();
        }
    }
}
