package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentRefusalsTest {
    private final DocumentsFixture archives = new DocumentsFixture();

    @AfterEach
    void close() {
        archives.close();
    }

    @Test
    void what_cannot_be_taken_is_refused_with_the_contracts_errors() {
        assertEquals(422, archives.upload(Map.of()).statusCode());
        assertEquals(
                422, archives.upload(Map.of(), DocumentsFixture.File.of("a.txt", "")).statusCode());
        assertEquals(
                422,
                archives.upload(Map.of("agent", "nobody"), DocumentsFixture.File.of("a.txt", "x"))
                        .statusCode());
        byte[] large = new byte[(10 << 20) + 1];
        Arrays.fill(large, (byte) 'a');
        assertEquals(
                413,
                archives.upload(Map.of(), new DocumentsFixture.File("file", "a.txt", large))
                        .statusCode());
        DocumentsFixture.File small = DocumentsFixture.File.of("a.txt", "x");
        assertEquals(
                413,
                archives.upload(Map.of(), small, small, small, small, small, small).statusCode());
        assertEquals(
                415,
                archives.send("POST", "/api/v1/documents", "text/plain", new byte[] {1})
                        .statusCode());
        assertEquals(
                400,
                archives.send(
                                "POST",
                                "/api/v1/documents",
                                "multipart/form-data; boundary=x",
                                "--x\r\n".getBytes(StandardCharsets.UTF_8))
                        .statusCode());
        for (Map<String, ?> body :
                List.<Map<String, ?>>of(
                        Map.of(),
                        Map.of("text", "no title"),
                        Map.of("title", "no text"),
                        Map.of("title", "t", "text", "  "),
                        Map.of("title", "t", "text", 7),
                        Map.of("title", "t", "text", "nul \u0000"),
                        Map.of("url", "http://127.0.0.1/"),
                        Map.of("url", "http://[::ffff:10.0.0.1]/"),
                        Map.of("url", "http://169.254.169.254/latest"),
                        Map.of("url", "file:///etc/passwd"),
                        Map.of("url", "nonsense"),
                        Map.of("url", "https://example.com", "text", "x", "title", "y"))) {
            var response = archives.post("/api/v1/documents", body);
            assertEquals(422, response.statusCode(), body + " " + response.body());
        }
        assertEquals(404, archives.get("/api/v1/documents/nope").statusCode());
        assertEquals(
                404, archives.delete("/api/v1/documents/" + DocumentsFixture.AGENT).statusCode());
        assertEquals(422, archives.get("/api/v1/documents?status=lost").statusCode());
    }
}
