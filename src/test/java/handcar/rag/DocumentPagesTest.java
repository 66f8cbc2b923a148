package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Page numbers from the file to the places that are cited, over the real server and database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentPagesTest {
    private final DocumentsFixture archives = new DocumentsFixture();

    @BeforeAll
    void start() {
        archives.worker.start();
    }

    @AfterAll
    void stop() {
        archives.close();
    }

    private List<JsonView> passages(String id) {
        return DocumentsFixture.body(archives.get("/api/v1/documents/" + id + "/passages"))
                .at("data")
                .each()
                .toList();
    }

    @Test
    void a_passage_and_a_place_in_it_have_the_page_they_stand_on() {
        byte[] file =
                PdfFiles.pages(
                        "#Returns",
                        "",
                        "You may send it back.",
                        "\f",
                        "#Delivery",
                        "",
                        "It takes nine days.");
        String id =
                DocumentsFixture.id(
                        archives.upload(
                                Map.of(), new DocumentsFixture.File("file", "a.pdf", file)));
        archives.settled(id);
        for (int time = 0; time < 2; time++) {
            List<JsonView> found = passages(id);
            assertEquals(
                    List.of(1L, 2L),
                    found.stream().map(one -> one.number("page").orElseThrow()).toList());
            int start = (int) found.getLast().number("start").orElseThrow();
            CitationVerifier verifier = new CitationVerifier(archives.db);
            UUID document = UUID.fromString(id);
            assertEquals(Optional.of(2), verifier.page(archives.db, document, start + 5));
            assertEquals(Optional.of(1), verifier.page(archives.db, document, 0));
            archives.post("/api/v1/documents/" + id + "/reindex", Map.of());
            archives.settled(id);
        }
    }

    @Test
    void what_has_no_pages_has_no_page() {
        String id =
                DocumentsFixture.id(
                        archives.upload(
                                Map.of(), DocumentsFixture.File.of("a.txt", "No pages here.")));
        archives.settled(id);

        assertFalse(passages(id).getFirst().fields().containsKey("page"));
        assertEquals(
                Optional.empty(),
                new CitationVerifier(archives.db).page(archives.db, UUID.fromString(id), 0));
    }
}
