package handcar.channel.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The files that visitors of the web chat send where the agent takes files.
class VisitorFilesTest {
    private static final byte[] PNG = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13
    };
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static TestServer shop;
    private static TestClient caller;
    private static String open;
    private static String closed;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));
        caller = shop.caller;
        open = caller.agent("Takes files");
        closed = caller.agent("Takes none");
        Said changed =
                caller.send(
                        "PATCH",
                        "/api/v1/agents/" + open,
                        Map.of("attachments", true),
                        TestClient.ADMIN);
        assertEquals(200, changed.status());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    /// @param content each character a byte
    private record File(String name, String type, String content) {}

    private static HttpResponse<byte[]> upload(
            Guest guest, Map<String, String> fields, File... files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach(
                (name, value) ->
                        body.writeBytes(
                                ("--b\r\nContent-Disposition: form-data; name=\""
                                                + name
                                                + "\"\r\n\r\n"
                                                + value
                                                + "\r\n")
                                        .getBytes(StandardCharsets.UTF_8)));
        for (File file : files) {
            body.writeBytes(
                    ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                    + file.name
                                    + "\"\r\nContent-Type: "
                                    + file.type
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file.content.getBytes(StandardCharsets.ISO_8859_1));
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(
                HttpRequest.newBuilder(URI.create(shop.url() + guest.path("/attachments")))
                        .header("Authorization", "Bearer " + guest.token())
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static HttpResponse<byte[]> fetch(String path, String token) {
        return send(
                HttpRequest.newBuilder(URI.create(shop.url() + path))
                        .header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonView json(HttpResponse<byte[]> answer) {
        return new JsonView(Json.object(new String(answer.body(), StandardCharsets.UTF_8)));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aFileIsKeptOnceShownToStaffAndNeverRunInAPage() {
        Guest guest = caller.guest(open);
        File picture =
                new File(
                        "my receipt.png",
                        "text/html",
                        new String(PNG, StandardCharsets.ISO_8859_1));
        File page = new File("gpj.\u202Eexe.html", "text/html", "<script>alert(1)</script>");
        Map<String, String> fields = Map.of("client_id", "once");
        HttpResponse<byte[]> sent = upload(guest, fields, picture, page);
        assertEquals(202, sent.statusCode(), new String(sent.body(), StandardCharsets.UTF_8));
        JsonView message = json(sent).at("message");
        assertEquals("", message.text("content").orElse(""));
        List<JsonView> attachments = message.at("attachments").each().toList();
        assertEquals(2, attachments.size());
        assertEquals("image/png", attachments.get(0).text("mime_type").orElseThrow());
        assertEquals("gpj.exe.html", attachments.get(1).text("name").orElseThrow());

        HttpResponse<byte[]> again = upload(guest, fields, picture, page);
        assertEquals(200, again.statusCode());
        assertEquals(
                message.text("id").orElseThrow(), json(again).at("message").text("id").orElse(""));

        for (JsonView each : attachments) {
            HttpResponse<byte[]> own = fetch(each.text("url").orElseThrow(), guest.token());
            assertEquals(200, own.statusCode());
            assertTrue(header(own, "Content-Disposition").startsWith("attachment"));
            assertTrue(header(own, "Content-Security-Policy").contains("sandbox"));
            assertFalse(header(own, "Content-Type").contains("html"));
        }
        assertArrayEquals(
                PNG, fetch(attachments.get(0).text("url").orElseThrow(), guest.token()).body());
        Guest stranger = caller.guest(open);
        assertEquals(
                404,
                fetch(attachments.get(0).text("url").orElseThrow(), stranger.token()).statusCode());

        List<JsonView> seen =
                caller.get("/api/v1/conversations/" + guest.id() + "/messages", TestClient.ADMIN)
                        .body()
                        .at("data")
                        .each()
                        .filter(each -> each.text("author").orElse("").equals("contact"))
                        .toList();
        assertEquals(1, seen.size());
        assertTrue(seen.getFirst().text("content").orElseThrow().contains("my receipt.png"));
        String forStaff = seen.getFirst().at("attachments").at(0).text("url").orElseThrow();
        assertArrayEquals(PNG, fetch(forStaff, TestClient.ADMIN).body());
    }

    @Test
    void wordsWithAFileAreAnsweredAndFilesOfTooManyBytesAreNot() {
        Guest guest = caller.guest(open);
        File note = new File("a.txt", "text/plain", "note");
        HttpResponse<byte[]> sent = upload(guest, Map.of("content", "What is this?"), note);
        assertEquals(202, sent.statusCode());
        assertEquals("What is this?", json(sent).at("message").text("content").orElse(""));
        Wait.until(
                "the agent answers the words",
                () -> caller.from("agent", guest),
                found -> !found.isEmpty());

        File large = new File("large.bin", "application/zip", "0".repeat(10 * 1024 * 1024 + 1));
        HttpResponse<byte[]> refused = upload(guest, Map.of(), large);
        assertEquals(413, refused.statusCode());
        assertEquals("file_too_large", json(refused).at("error").text("code").orElse(""));
        File empty = new File("empty.txt", "text/plain", "");
        assertEquals(422, upload(guest, Map.of(), empty).statusCode());
        assertEquals(422, upload(guest, Map.of("content", "no file")).statusCode());
        assertEquals(422, upload(guest, Map.of("other", "field"), note).statusCode());
        assertEquals(413, upload(guest, Map.of(), note, note, note, note, note, note).statusCode());
        assertEquals(
                1,
                caller.thread(guest).stream()
                        .filter(each -> each.text("author").orElse("").equals("contact"))
                        .count(),
                "what is refused leaves no message");
    }

    @Test
    void anAgentThatTakesNoFilesRefusesThemAndSaysSoOnItsCard() {
        Guest guest = caller.guest(closed);
        File note = new File("a.txt", "text/plain", "note");
        HttpResponse<byte[]> refused = upload(guest, Map.of(), note);
        assertEquals(403, refused.statusCode());
        assertEquals("attachments_not_allowed", json(refused).at("error").text("code").orElse(""));
        JsonView card = caller.get("/api/v1/chat/agent?agent=" + closed, "").body();
        assertFalse(card.isTrue("attachments"));
        JsonView other = caller.get("/api/v1/chat/agent?agent=" + open, "").body();
        assertTrue(other.isTrue("attachments"));
        assertEquals(10L * 1024 * 1024, other.number("max_file_bytes").orElse(0));
    }
}
