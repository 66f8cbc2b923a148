package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import org.junit.jupiter.api.Test;

class BundledDocsTest {
    @Test
    void theIndexListsEveryPageOfTheDocumentationForUsers() throws IOException {
        Path docs = Path.of("docs");
        try (Stream<Path> files = Files.walk(docs)) {
            List<String> pages =
                    files.map(file -> docs.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> name.endsWith(".md") && !name.startsWith("adr/"))
                            // written for programs and for developers, not for customers
                            .filter(
                                    name ->
                                            !Set.of(
                                                            "api.md",
                                                            "architecture.md",
                                                            "asvs.md",
                                                            "screens/index.md")
                                                    .contains(name))
                            .sorted()
                            .toList();
            List<String> listed =
                    Files.readAllLines(Path.of("src/main/resources/guide/index")).stream()
                            .sorted()
                            .toList();
            assertEquals(pages, listed);
        }
    }

    @Test
    void everyPageHasATitleAndText() {
        for (BundledDocs.Page page : BundledDocs.pages()) {
            assertFalse(page.title().endsWith(".md"), page.title());
            assertFalse(page.text().isBlank());
        }
    }
}
