package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.instagram.InstagramFixture;
import handcar.channel.meta.MetaFixture;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Staff upload files and send them, over HTTP; Instagram fetches one from the address that it is given.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StaffFilesTest {
    private static final String SECRET = "the app secret of the tests";
    private static final byte[] PNG =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger names = new AtomicInteger();
    private final FakeServer instagram =
            new FakeServer(
                    (request, wire) ->
                            FakeReply.json(
                                            200,
                                            Map.of("message_id", "mid." + names.incrementAndGet()))
                                    .to(request, wire));
    private TestServer server;

    @BeforeAll
    void start() {
        server =
                new TestServer(
                        Map.of(
                                "INSTAGRAM_APP_SECRET", SECRET,
                                "INSTAGRAM_ACCESS_TOKEN", "token",
                                "INSTAGRAM_BASE_URL", instagram.baseUrl(),
                                "BACKEND_URL", "https://handcar.example",
                                "MEDIA_MAX_MB", "1",
                                "MESSAGE_BUFFER_SECONDS", "0"));
    }

    @AfterAll
    void stop() {
        server.close();
        instagram.close();
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> upload(String form, byte[] bytes, String end) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(form.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes(end.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/media"))
                        .header("Authorization", "Bearer " + TestClient.ADMIN)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private HttpResponse<byte[]> upload(String name, String type, byte[] bytes) {
        return upload(
                "--b\nContent-Disposition: form-data; name=\"file\"; filename=\""
                        + name
                        + "\"\nContent-Type: "
                        + type
                        + "\n\n",
                bytes,
                "\n--b--\n");
    }

    private static JsonView json(HttpResponse<byte[]> answer) {
        return new JsonView(Json.object(answer.body()));
    }

    private static String code(HttpResponse<byte[]> answer) {
        return answer.statusCode() + " " + json(answer).at("error").text("code").orElse("");
    }

    /// A conversation with a customer who wrote just now.
    private String onInstagram() {
        String said =
                InstagramFixture.messageNow(
                        Map.of("mid", "m" + names.incrementAndGet(), "text", "Send me a picture"));
        String signature = "sha256=" + MetaFixture.hex(said, SECRET);
        server.caller.knock("/webhooks/instagram", said, Map.of("X-Hub-Signature-256", signature));
        return Wait.until(
                        "the conversation is there",
                        () ->
                                server.caller
                                        .get(
                                                "/api/v1/conversations?channel=instagram",
                                                TestClient.ADMIN)
                                        .body()
                                        .at("data")
                                        .each()
                                        .toList(),
                        all -> !all.isEmpty())
                .getFirst()
                .text("id")
                .orElseThrow();
    }

    private TestClient.Said reply(String conversation, Map<String, ?> body) {
        return server.caller.post(
                "/api/v1/conversations/" + conversation + "/replies", body, TestClient.ADMIN);
    }

    @Test
    void instagramFetchesTheFileFromAnAddressThatIsSignedAndEnds() {
        String conversation = onInstagram();
        String id = json(upload("cat.png", "image/png", PNG)).text("id").orElseThrow();
        assertEquals(
                201,
                reply(conversation, Map.of("content", "A cat", "attachments", List.of(id)))
                        .status());
        String link =
                Wait.until(
                        "Instagram is given the address",
                        () ->
                                instagram.requests().stream()
                                        .filter(each -> each.method().equals("POST"))
                                        .flatMap(
                                                each ->
                                                        each
                                                                .json()
                                                                .at("message")
                                                                .at("attachment")
                                                                .at("payload")
                                                                .text("url")
                                                                .stream())
                                        .filter(url -> url.contains(id))
                                        .findFirst()
                                        .orElse(""),
                        found -> !found.isEmpty());
        assertTrue(link.startsWith("https://handcar.example/media/" + id + "?expires="), link);
        String here = server.url() + link.substring("https://handcar.example".length());
        HttpResponse<byte[]> fetched = fetch(here);
        assertEquals(200, fetched.statusCode());
        assertEquals("image/png", fetched.headers().firstValue("Content-Type").orElse(""));
        assertEquals(HexFormat.of().formatHex(PNG), HexFormat.of().formatHex(fetched.body()));
        String other = json(upload("cat.png", "image/png", PNG)).text("id").orElseThrow();
        for (String wrong :
                List.of(
                        here.replace(id, other),
                        here.replaceFirst("expires=\\d+", "expires=99999999999"),
                        here.replaceFirst("signature=.*", "signature=x"),
                        here.replaceFirst("&signature=.*", ""),
                        here.replaceFirst("\\?.*", ""))) {
            assertEquals(404, fetch(wrong).statusCode(), wrong);
        }
    }

    private HttpResponse<byte[]> fetch(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    @Test
    void theTypeIsWhatTheBytesAreAndTheNameIsOnlyAName() {
        JsonView page = json(upload("cat.png", "image/png", text("<html><script>x</script>")));
        assertEquals("application/octet-stream", page.text("mime_type").orElse(""));
        assertEquals("file", page.text("type").orElse(""));
        JsonView drawing = json(upload("a.svg", "image/svg+xml", text("<svg onload=alert(1)>")));
        assertEquals("application/octet-stream", drawing.text("mime_type").orElse(""));
        assertEquals(
                "image/png",
                json(upload("a.pdf", "application/pdf", PNG)).text("mime_type").orElse(""));
        assertEquals("passwd", name("../../etc/passwd"));
        assertEquals("b.txt", name("C:\\\\a\\\\b.txt"));
        assertEquals("Прайс – 價目表 😀.txt", name("Прайс – 價目表 😀.txt"));
        assertEquals("نموذج.txt", name("نموذج.txt"));
    }

    private String name(String given) {
        return json(upload(given, "text/plain", text("hello"))).text("name").orElse("");
    }

    private static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatCannotBeKeptIsRefusedWithTheRemedy() {
        assertEquals("422 invalid_fields", code(upload("a.txt", "text/plain", new byte[0])));
        assertEquals(
                "413 file_too_large", code(upload("a.bin", "text/plain", new byte[1_048_577])));
        assertEquals("201 ", code(upload("a.bin", "text/plain", new byte[1_048_576])));
        assertEquals("422 invalid_fields", code(upload("--b--\n", new byte[0], "")));
        assertEquals(
                "400 malformed_multipart",
                code(upload("--b\nContent-Disposition: form-data", new byte[0], "")));
        assertEquals(
                415,
                server.caller
                        .post("/api/v1/media", Map.of("file", "x"), TestClient.ADMIN)
                        .status());
        assertEquals(401, server.caller.post("/api/v1/media", Map.of(), "").status());
    }

    @Test
    void theChannelSaysWhatItTakesBeforeAndAtTheUpload() {
        String conversation = onInstagram();
        JsonView rules =
                server.caller
                        .get(
                                "/api/v1/conversations/" + conversation + "/file-rules",
                                TestClient.ADMIN)
                        .body();
        assertTrue(rules.isTrue("allowed"));
        assertEquals("image", rules.at("kinds").at(0).text("type").orElse(""));
        assertEquals(1_048_576, rules.at("kinds").at(0).number("max_bytes").orElse(0));
        String form =
                "--b\nContent-Disposition: form-data; name=\"conversation\"\n\n"
                        + conversation
                        + "\n"
                        + "--b\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\n\n";
        HttpResponse<byte[]> refused = upload(form, text("hello"), "\n--b--\n");
        assertEquals("422 invalid_fields", code(refused));
        String reason =
                json(refused).at("error").at("details").at("fields").text("file").orElse("");
        assertTrue(reason.contains("text/plain") && reason.contains("image/png"), reason);
        assertEquals("201 ", code(upload(form, PNG, "\n--b--\n")));
    }

    @Test
    void aReplyNamesFilesThatAreThereAndItsOwn() {
        String conversation = onInstagram();
        String known = json(upload("cat.png", "image/png", PNG)).text("id").orElseThrow();
        String unknown = UUID.randomUUID().toString();
        assertEquals(
                "attachment_not_found",
                reply(conversation, Map.of("attachments", List.of(known, unknown))).code());
        assertEquals(422, reply(conversation, Map.of("attachments", List.of("x"))).status());
        assertEquals(
                422, reply(conversation, Map.of("attachments", List.of(known, known))).status());
        assertEquals(422, reply(conversation, Map.of("attachments", List.of())).status());
        assertEquals(
                422,
                reply(conversation, Map.of("attachments", Collections.nCopies(11, unknown)))
                        .status());
        JsonView sent =
                reply(conversation, Map.of("attachments", List.of(known))).body().at("message");
        assertEquals(Optional.of(""), Optional.ofNullable(sent.fields().get("content")));
        assertEquals("cat.png", sent.at("attachments").at(0).text("name").orElse(""));
        assertEquals(404, reply(conversation, Map.of("attachments", List.of(known))).status());
    }

    @Test
    void ourOwnPageTakesAnyFile() {
        TestClient.Guest guest = server.caller.guest(server.caller.agent("Files"));
        String id =
                json(upload("a.zip", "application/zip", text("PK\3\4"))).text("id").orElseThrow();
        assertEquals(201, reply(guest.id(), Map.of("attachments", List.of(id))).status());
        JsonView message = server.caller.from("staff", guest).getFirst();
        assertEquals("a.zip", message.at("attachments").at(0).text("name").orElse(""));
        assertFalse(message.fields().toString().contains("created_by"));
    }
}
