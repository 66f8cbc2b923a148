package handcar.channel.media;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.chat.MediaRetentionJob;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;

/// Files of customers: fetched from their channel, kept, and given only to who may have them.
final class MediaFilesTest {
    private static final MediaFixture FIXTURE = new MediaFixture(Map.of("OPENAI_API_KEY", ""));
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2};

    @BeforeEach
    void usual() {
        FIXTURE.provider.instead.clear();
        FIXTURE.provider.file = JPEG;
    }

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    private static HttpResponse<byte[]> get(JsonView attachment, String... headers) {
        return FIXTURE.get(attachment, headers);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp", "360dialog", "evolution"})
    void aPictureIsKeptAndShown(String channel) {
        JsonView attachment = FIXTURE.attachment(FIXTURE.arrives(channel, "image"), "stored");
        HttpResponse<byte[]> picture = get(attachment);
        assertEquals(200, picture.statusCode());
        assertArrayEquals(JPEG, picture.body());
        assertEquals("image/jpeg", header(picture, "content-type"));
        assertTrue(header(picture, "content-disposition").startsWith("attachment"));
        assertEquals("nosniff", header(picture, "x-content-type-options"));
        assertEquals(
                "default-src 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'",
                header(picture, "content-security-policy"));
        assertEquals("no-store", header(picture, "cache-control"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><script>alert(1)</script></html>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
                "alert(document.cookie)"
            })
    void whatRunsCodeIsOnlyDownloaded(String active) {
        FIXTURE.provider.file = active.getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> file =
                get(FIXTURE.attachment(FIXTURE.arrives("whatsapp", "image"), "stored"));
        assertTrue(header(file, "content-disposition").startsWith("attachment"));
        assertFalse(header(file, "content-type").matches("text/html.*|image/svg.*|.*script.*"));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-1, 206, 0, 2",
        "bytes=2-, 206, 2, 6",
        "bytes=-3, 206, 3, 6",
        "bytes=4-400, 206, 4, 6",
        "bytes=-400, 200, 0, 6",
        "'bytes=0-1,3-4', 200, 0, 6",
        "rubbish, 200, 0, 6",
        "bytes=6-, 416, 0, 0",
        "bytes=-0, 416, 0, 0"
    })
    void aRangeIsAnswered(String range, int status, int from, int end) {
        JsonView attachment = FIXTURE.attachment(FIXTURE.arrives("whatsapp", "image"), "stored");
        HttpResponse<byte[]> part = get(attachment, "Range", range);
        assertEquals(status, part.statusCode());
        assertArrayEquals(Arrays.copyOfRange(JPEG, from, end), part.body());
    }

    @Test
    void theCredentialGoesToTheProvidersOwnHostsOnly() {
        try (FakeServer other = new FakeServer(FakeReply.text(200, "text/plain", "mine"))) {
            FIXTURE.provider.instead.put(
                    "/media-id",
                    FakeReply.json(200, Map.of("url", other.baseUrl() + "/file", "file_size", 4)));
            JsonView attachment =
                    FIXTURE.attachment(FIXTURE.arrives("whatsapp", "image"), "failed");
            assertTrue(attachment.text("error").orElse("").contains("public internet"));
            assertEquals(0, other.requests().size());
        }
    }

    @Test
    void aRedirectIsFollowedWithoutTheCredential() {
        FIXTURE.provider.instead.put("/cdn/voice", FakeReply.redirect(302, "/elsewhere"));
        FIXTURE.provider.instead.put("/elsewhere", FIXTURE.provider.bytes());
        FIXTURE.attachment(FIXTURE.arrives("whatsapp", "image"), "stored");
        assertTrue(
                FIXTURE.provider.requests().stream()
                        .filter(request -> request.path().equals("/elsewhere"))
                        .allMatch(request -> request.header("authorization").isEmpty()));
    }

    @Test
    void aRedirectIntoOurOwnNetworkIsNotFollowed() {
        for (String inside :
                List.of(
                        "http://169.254.169.254/latest/meta-data",
                        "http://127.0.0.1:1/",
                        "http://[::1]:1/",
                        "file:///etc/passwd")) {
            FIXTURE.provider.instead.put("/cdn/voice", FakeReply.redirect(302, inside));
            FIXTURE.attachment(FIXTURE.arrives("whatsapp", "image"), "failed");
        }
    }

    @Test
    void aFileThatDoesNotSayHowLargeItIsIsCutOff() {
        byte[] block = new byte[64 * 1024];
        FIXTURE.provider.instead.put(
                "/media-id",
                FakeReply.json(200, Map.of("url", FIXTURE.provider.baseUrl() + "/cdn/voice")));
        FIXTURE.provider.instead.put(
                "/cdn/voice",
                (_, wire) -> {
                    wire.openStream("image/jpeg");
                    for (int i = 0; i < 64; i++) {
                        wire.chunk(new String(block, StandardCharsets.ISO_8859_1));
                    }
                    wire.endStream();
                });
        FIXTURE.attachment(FIXTURE.arrives("whatsapp", "image"), "too_large");
    }

    @Test
    void aProviderThatFailsOnceIsAskedAgain() {
        for (FakeReply failure :
                List.of(
                        FakeReply.json(500, Map.of()),
                        FakeReply.json(429, Map.of()),
                        FakeReply.hangUp())) {
            AtomicBoolean failed = new AtomicBoolean();
            FakeReply usual = FIXTURE.provider.bytes();
            FIXTURE.provider.instead.put(
                    "/cdn/voice",
                    (request, wire) ->
                            (failed.getAndSet(true) ? usual : failure).to(request, wire));
            FIXTURE.attachment(FIXTURE.arrives("whatsapp", "image"), "stored");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void whatEvolutionDoesNotKnowYetIsAskedForAgain(int status) {
        AtomicInteger asked = new AtomicInteger();
        FakeReply unknown = FakeReply.json(status, Map.of("message", "Message not found"));
        FakeReply known =
                FakeReply.json(201, Map.of("base64", Base64.getEncoder().encodeToString(JPEG)));
        FIXTURE.provider.instead.put(
                "/chat/getBase64FromMediaMessage",
                (request, wire) ->
                        (asked.incrementAndGet() == 1 ? unknown : known).to(request, wire));
        FIXTURE.attachment(FIXTURE.arrives("evolution", "image"), "stored");
        assertEquals(2, asked.get());
    }

    @Test
    void whatEvolutionNeverKnowsIsGivenUpAfterAFewTries() {
        AtomicInteger asked = new AtomicInteger();
        FIXTURE.provider.instead.put(
                "/chat/getBase64FromMediaMessage",
                (request, wire) -> {
                    asked.incrementAndGet();
                    FakeReply.json(404, Map.of()).to(request, wire);
                });
        FIXTURE.attachment(FIXTURE.arrives("evolution", "image"), "failed");
        assertEquals(4, asked.get());
    }

    @Test
    void aVoiceNoteWithoutAModelIsKeptAndTheCustomerIsToldWhatCanBeRead() {
        FIXTURE.provider.file = FakeMediaProvider.voice(10_000);
        String number = FIXTURE.arrives("whatsapp", "audio");
        FIXTURE.attachment(number, "stored");
        Wait.until(
                "the customer is told",
                () -> FIXTURE.from("system", number),
                told -> told.size() == 1);
        assertEquals(
                Optional.of("no_text"),
                FIXTURE.from("contact", number).getFirst().text("unanswered"));
    }

    @Test
    void onlyWhoMayHaveAFileGetsIt() {
        JsonView attachment = FIXTURE.attachment(FIXTURE.arrives("whatsapp", "image"), "stored");
        String id = attachment.text("media_id").orElseThrow();
        String visitor = FIXTURE.shop.caller.guest("house").token();
        assertEquals(401, FIXTURE.shop.caller.get("/api/v1/media/" + id, "").status());
        assertEquals(401, FIXTURE.shop.caller.get("/api/v1/media/" + id, visitor).status());
        assertEquals(404, FIXTURE.shop.caller.get("/api/v1/chat/media/" + id, visitor).status());
        assertEquals(401, FIXTURE.shop.caller.get("/api/v1/chat/media/" + id, "").status());
        assertEquals(
                404, FIXTURE.shop.caller.get("/api/v1/media/" + UUID.randomUUID(), ADMIN).status());
    }

    @Test
    void whatIsOldIsNoLongerKept() {
        String number = FIXTURE.arrives("whatsapp", "image");
        JsonView attachment = FIXTURE.attachment(number, "stored");
        FIXTURE.shop.update(
                "UPDATE media SET expires_at = now() - interval '1 minute' WHERE id = '"
                        + attachment.text("media_id").orElseThrow()
                        + "'");
        FIXTURE.shop.update(
                "UPDATE jobs SET due_at = now() WHERE kind = '" + MediaRetentionJob.KIND + "'");
        FIXTURE.shop.update("NOTIFY handcar, '0 jobs:" + MediaRetentionJob.KIND + "'");
        FIXTURE.attachment(number, "expired");
        assertEquals(404, get(attachment).statusCode());
    }
}
