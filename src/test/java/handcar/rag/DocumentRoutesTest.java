package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.rag.extract.ExtractedText;
import handcar.rag.extract.FileType;
import handcar.text.Language;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Documents over the real server, the real queue and a real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentRoutesTest {
    private final DocumentsFixture archives = new DocumentsFixture();
    private final FakeServer site = new FakeServer(FakeReply.text(404, "text/plain", "nothing"));

    @BeforeAll
    void start() {
        archives.worker.start();
    }

    @AfterAll
    void close() {
        archives.close();
        site.close();
    }

    private String url(String path) {
        return "http://public.example:" + site.port() + path;
    }

    private List<JsonView> passages(String id) {
        return DocumentsFixture.body(
                        archives.get("/api/v1/documents/" + id + "/passages?limit=200"))
                .at("data")
                .each()
                .toList();
    }

    @Test
    void an_uploaded_file_is_read_split_and_ready() {
        var response =
                archives.upload(
                        Map.of("agent", "shop"),
                        new DocumentsFixture.File(
                                "file",
                                "C:\\\\docs\\\\Rückgabe.pdf",
                                PdfFiles.pages("#Returns", "", "Thirty days, no questions.")));

        assertEquals(201, response.statusCode(), response.body());
        JsonView document = archives.settled(DocumentsFixture.id(response));
        assertEquals("ready", document.text("status").orElseThrow());
        assertEquals(100, document.number("progress").orElseThrow());
        assertEquals("Rückgabe.pdf", document.text("file_name").orElseThrow());
        assertEquals("Rückgabe", document.text("title").orElseThrow());
        assertEquals("application/pdf", document.text("media_type").orElseThrow());
        assertEquals("en", document.text("language").orElseThrow());
        assertEquals(DocumentsFixture.AGENT.toString(), document.text("agent_id").orElseThrow());
        assertEquals(1, document.number("passages").orElseThrow());
        JsonView passage = passages(DocumentsFixture.id(response)).getFirst();
        assertEquals("Thirty days, no questions.", passage.text("text").orElseThrow());
        assertEquals("Returns", passage.text("heading").orElseThrow());
        assertEquals("english", passage.text("language").orElseThrow());
    }

    @Test
    void passages_are_what_stands_at_their_offsets() {
        String text =
                "# 👍 Erstes\n\n"
                        + "Ein 👍 Satz über die Lieferung. ".repeat(400)
                        + "\n\n# Zwei\n\nEnde.";
        String id =
                DocumentsFixture.id(
                        archives.upload(Map.of(), DocumentsFixture.File.of("a.md", text)));
        archives.settled(id);
        String stored =
                new IngestStore(archives.db)
                        .read(UUID.fromString(id), FileType.TEXT)
                        .orElseThrow()
                        .text();

        List<JsonView> passages = passages(id);
        assertTrue(passages.size() > 5);
        for (JsonView passage : passages) {
            int from = stored.offsetByCodePoints(0, (int) passage.number("start").orElseThrow());
            int to = stored.offsetByCodePoints(0, (int) passage.number("end").orElseThrow());
            assertEquals(stored.substring(from, to), passage.text("text").orElseThrow());
        }
    }

    @Test
    void the_same_file_again_is_the_same_document() {
        var first = archives.upload(Map.of(), DocumentsFixture.File.of("a.txt", "Same same."));
        var again = archives.upload(Map.of(), DocumentsFixture.File.of("b.txt", "Same same."));
        var other =
                archives.upload(
                        Map.of("agent", "shop"), DocumentsFixture.File.of("a.txt", "Same same."));

        assertEquals(201, first.statusCode());
        assertEquals(200, again.statusCode());
        assertEquals(DocumentsFixture.id(first), DocumentsFixture.id(again));
        assertEquals(201, other.statusCode());
        assertFalse(DocumentsFixture.id(first).equals(DocumentsFixture.id(other)));
    }

    @Test
    void several_files_answer_a_list_and_one_bad_file_stops_them_all() {
        var both =
                archives.upload(
                        Map.of(),
                        DocumentsFixture.File.of("one.txt", "File one."),
                        DocumentsFixture.File.of("two.csv", "a,b\nfile,two"));
        assertEquals(201, both.statusCode(), both.body());
        assertEquals(2, DocumentsFixture.body(both).at("data").each().count());

        var bad =
                archives.upload(
                        Map.of(),
                        DocumentsFixture.File.of("three.txt", "File three."),
                        DocumentsFixture.File.of(
                                "four.png", "\u0089PNG\u0000\u0001\u0002\u0003\u0000"));
        assertEquals(415, bad.statusCode(), bad.body());
        assertEquals("unsupported_file", DocumentsFixture.code(bad));
        assertEquals(
                0,
                DocumentsFixture.body(archives.get("/api/v1/documents?q=three"))
                        .at("data")
                        .each()
                        .count());
    }

    @Test
    void a_file_that_cannot_be_read_fails_with_a_sentence_and_can_be_given_again() {
        byte[] locked = PdfFiles.encrypted("x");
        String id =
                DocumentsFixture.id(
                        archives.upload(
                                Map.of(), new DocumentsFixture.File("file", "l.pdf", locked)));

        JsonView document = archives.settled(id);
        assertEquals("failed", document.text("status").orElseThrow());
        assertTrue(document.text("error").orElseThrow().contains("encrypted"));

        var again = archives.upload(Map.of(), new DocumentsFixture.File("file", "l.pdf", locked));
        assertEquals(200, again.statusCode());
        assertEquals("queued", DocumentsFixture.body(again).text("status").orElseThrow());
        assertEquals("failed", archives.settled(id).text("status").orElseThrow());
    }

    @Test
    void pasted_text_is_a_document() {
        var response =
                archives.post(
                        "/api/v1/documents",
                        Map.of(
                                "title",
                                "Öffnungszeiten",
                                "text",
                                "Wir haben von neun bis fünf geöffnet."));

        assertEquals(201, response.statusCode(), response.body());
        JsonView document = archives.settled(DocumentsFixture.id(response));
        assertEquals("ready", document.text("status").orElseThrow());
        assertEquals("de", document.text("language").orElseThrow());
        assertEquals("text", document.text("source").orElseThrow());
        assertEquals(37, document.number("characters").orElseThrow());
    }

    @Test
    void an_address_is_fetched_and_fetched_again() {
        site.then(FakeReply.text(200, "text/html", "<html><title>Hours</title><p>Nine to five."));
        String id =
                DocumentsFixture.id(
                        archives.post("/api/v1/documents", Map.of("url", url("/hours"))));
        assertEquals("Hours", archives.settled(id).text("title").orElseThrow());

        site.then(FakeReply.text(200, "text/html", "<html><title>Hours</title><p>Ten to four."));
        assertEquals(
                202, archives.post("/api/v1/documents/" + id + "/reindex", Map.of()).statusCode());
        assertEquals("ready", archives.settled(id).text("status").orElseThrow());
        assertEquals("Ten to four.", passages(id).getFirst().text("text").orElseThrow());
    }

    @Test
    void an_address_that_leads_nowhere_or_inside_fails_with_a_sentence() {
        String nowhere =
                DocumentsFixture.id(
                        archives.post("/api/v1/documents", Map.of("url", url("/gone"))));
        assertTrue(archives.settled(nowhere).text("error").orElseThrow().contains("404"));

        String inside =
                DocumentsFixture.id(
                        archives.post(
                                "/api/v1/documents", Map.of("url", "https://inside.example/")));
        assertTrue(
                archives.settled(inside)
                        .text("error")
                        .orElseThrow()
                        .contains("not on the public internet"));
    }

    @Test
    void a_deleted_document_is_gone_with_its_passages() {
        String id =
                DocumentsFixture.id(
                        archives.upload(Map.of(), DocumentsFixture.File.of("d.txt", "Delete me.")));
        archives.settled(id);

        assertEquals(204, archives.delete("/api/v1/documents/" + id).statusCode());
        assertEquals(404, archives.get("/api/v1/documents/" + id).statusCode());
        assertEquals(404, archives.delete("/api/v1/documents/" + id).statusCode());
    }

    @Test
    void the_list_is_newest_first_and_goes_on_where_it_ended() {
        for (int at = 0; at < 5; at++) {
            archives.upload(
                    Map.of(), DocumentsFixture.File.of("paged" + at + ".txt", "Page " + at));
        }
        JsonView first = DocumentsFixture.body(archives.get("/api/v1/documents?q=PAGED&limit=3"));
        String next = first.text("next").orElseThrow();
        JsonView second =
                DocumentsFixture.body(
                        archives.get("/api/v1/documents?q=paged&limit=3&cursor=" + next));

        assertEquals(List.of("paged4", "paged3", "paged2"), titles(first));
        assertEquals(List.of("paged1", "paged0"), titles(second));
        assertFalse(second.text("next").isPresent());
    }

    private static List<String> titles(JsonView page) {
        return page.at("data").each().map(each -> each.text("title").orElseThrow()).toList();
    }

    @Test
    void what_a_killed_process_left_half_done_is_taken_up_again() {
        try (DocumentsFixture other = new DocumentsFixture()) {
            String reading =
                    DocumentsFixture.id(
                            other.upload(
                                    Map.of(),
                                    DocumentsFixture.File.of("r.txt", "Left while reading.")));
            String indexing =
                    DocumentsFixture.id(
                            other.upload(
                                    Map.of(),
                                    DocumentsFixture.File.of("i.txt", "Left while indexing.")));
            IngestStore store = new IngestStore(other.db);
            assertTrue(store.begin(UUID.fromString(reading)).isPresent());
            var raw = store.begin(UUID.fromString(indexing)).orElseThrow();
            ExtractedText content = ExtractedText.pasted("Left while indexing.");
            store.keepText(raw, content, raw.title(), Language.ENGLISH, 20);

            other.worker.start();

            assertEquals("ready", other.settled(reading).text("status").orElseThrow());
            assertEquals("ready", other.settled(indexing).text("status").orElseThrow());
            assertEquals(20, other.settled(indexing).number("characters").orElseThrow());
        }
    }

    @Test
    void a_large_text_is_worked_on_within_bounds() {
        String text =
                "The parcel number seventeen goes to Japan by ship and takes nine days. "
                        .repeat(60_000);
        String id =
                DocumentsFixture.id(
                        archives.upload(Map.of(), DocumentsFixture.File.of("large.txt", text)));

        JsonView document = archives.settled(id);
        assertEquals("ready", document.text("status").orElseThrow(), document.toString());
        assertTrue(document.number("passages").orElseThrow() > 3_000);
    }
}
