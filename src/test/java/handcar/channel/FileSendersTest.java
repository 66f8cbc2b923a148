package handcar.channel;

import static handcar.channel.FileMessages.account;
import static handcar.channel.FileMessages.file;
import static handcar.channel.FileMessages.media;
import static handcar.channel.FileMessages.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.app.ChannelModule;
import handcar.channel.FileRules.Transfer;
import handcar.channel.MessageSender.UploadResult;
import handcar.channel.Outbound.Media;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.Sent;
import handcar.channel.SendResult.TryLater;
import handcar.channel.SendResult.Unknown;
import handcar.channel.meta.TestHttpClient;
import handcar.config.EnvironmentValues;
import handcar.fakes.CuttingServer;
import handcar.fakes.FakeConnection;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.HttpClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every channel that takes files and speaks HTTP, against one stand-in of its provider that also misbehaves. Mail has a test
/// of its own.
final class FileSendersTest {
    private static final Map<String, Object> ACCEPTED =
            Map.ofEntries(
                    Map.entry("ok", true),
                    Map.entry("id", 4_711),
                    Map.entry("sid", "SM4711"),
                    Map.entry("key", Map.of("id", "4711")),
                    Map.entry("message_id", "4711"),
                    Map.entry("messages", List.of(Map.of("id", "4711"))),
                    Map.entry("result", Map.of("message_id", 4_711)));

    private static final byte[] PICTURE = {
        (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0, 13, 10, 45, 45
    };
    private static final URI LINK = URI.create("https://handcar.example/media/1?signature=x");

    private final FakeServer provider = new FakeServer(FileSendersTest::accept);
    private final HttpClient httpClient = TestHttpClient.open();

    @AfterEach
    void close() {
        httpClient.close();
        provider.close();
    }

    private static void accept(FakeRequest request, FakeConnection wire)
            throws IOException, InterruptedException {
        Map<String, Object> answer = new HashMap<>(ACCEPTED);
        if (request.path().endsWith("/media")) {
            answer.put("id", "upload-1");
        }
        FakeReply.json(200, answer).to(request, wire);
    }

    private ChannelProvider channel(String kind) {
        return ChannelModule.providers().stream()
                .filter(each -> each.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /// As the outbox does it.
    private SendResult send(String kind, OutboundFile file, Media.Type type, String baseUrl) {
        ChannelProvider channel = channel(kind);
        MessageSender sender =
                channel.sender(
                        new SenderContext(
                                new EnvironmentValues(Map.of()),
                                httpClient,
                                AddressGuard.publicOnly(),
                                Optional.empty()));
        ChannelAccount account = account(kind, baseUrl);
        Media media = media(file, type, "Look!");
        OutboundPart part = part(kind, media);
        if (channel.capabilities(new JsonView(Map.of())).files().transfer() == Transfer.UPLOAD) {
            UploadResult uploaded = sender.upload(file, part, account);
            if (uploaded instanceof UploadResult.Stored(String id)) {
                return sender.send(part(kind, media.uploaded(id)), account);
            }
            return ((UploadResult.Failed) uploaded).result();
        }
        return sender.send(part, account);
    }

    private SendResult send(String kind) {
        return send(
                kind,
                file("cat.jpg", "image/jpeg", PICTURE, Optional.of(LINK)),
                Media.Type.IMAGE,
                provider.baseUrl());
    }

    private static String latin(FakeRequest request) {
        return new String(request.body(), StandardCharsets.ISO_8859_1);
    }

    private static final String BYTES = new String(PICTURE, StandardCharsets.ISO_8859_1);

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp", "360dialog"})
    void whatsAppIsGivenTheFileAndThenItsId(String kind) {
        assertEquals(new Sent("4711"), send(kind));
        FakeRequest upload = provider.requests().getFirst();
        assertTrue(upload.path().endsWith("/media"), upload.path());
        assertTrue(upload.header("content-type").startsWith("multipart/form-data; boundary="));
        assertTrue(latin(upload).contains("name=\"file\"; filename=\"cat.jpg\""), latin(upload));
        assertTrue(latin(upload).contains("\r\n\r\n" + BYTES + "\r\n--"), latin(upload));
        JsonView image = provider.lastRequest().json().at("image");
        assertEquals("upload-1", image.text("id").orElse(""));
        assertEquals("Look!", image.text("caption").orElse(""));
        assertEquals(2, provider.requests().size());
    }

    @Test
    void telegramIsGivenThePictureInTheMessage() {
        assertEquals(new Sent("49170123:4711"), send("telegram"));
        FakeRequest request = provider.lastRequest();
        assertEquals("/bot123:ABC/sendPhoto", request.path());
        assertTrue(latin(request).contains("name=\"photo\"; filename=\"cat.jpg\""));
        assertTrue(latin(request).contains("\r\n\r\n" + BYTES + "\r\n--"));
        assertTrue(latin(request).contains("name=\"caption\"\r\n\r\nLook!\r\n"));
    }

    @Test
    void telegramGetsAPictureThatIsNoPhotoAsAFile() {
        provider.then(
                FakeReply.json(
                        400,
                        Map.of(
                                "ok",
                                false,
                                "description",
                                "Bad Request: PHOTO_INVALID_DIMENSIONS")));
        assertInstanceOf(Sent.class, send("telegram"));
        assertEquals("/bot123:ABC/sendDocument", provider.lastRequest().path());
    }

    @Test
    void evolutionIsGivenTheFileInBase64() {
        assertEquals(new Sent("4711"), send("evolution"));
        JsonView message = provider.lastRequest().json();
        assertEquals("image", message.text("mediatype").orElse(""));
        assertEquals("cat.jpg", message.text("fileName").orElse(""));
        assertEquals("Look!", message.text("caption").orElse(""));
        assertEquals(
                BYTES,
                new String(
                        Base64.getDecoder().decode(message.text("media").orElse("")),
                        StandardCharsets.ISO_8859_1));
    }

    @Test
    void chatwootIsGivenAForm() {
        assertEquals(new Sent("4711"), send("chatwoot"));
        FakeRequest request = provider.lastRequest();
        assertTrue(latin(request).contains("name=\"attachments[]\"; filename=\"cat.jpg\""));
        assertTrue(latin(request).contains("name=\"content\"\r\n\r\nLook!\r\n"));
        assertTrue(latin(request).contains("handcar_delivery"), "its echo is known as ours");
    }

    @Test
    void twilioAndInstagramAreGivenAnAddress() {
        assertEquals(new Sent("SM4711"), send("twilio"));
        assertTrue(
                provider.lastRequest()
                        .text()
                        .contains("MediaUrl=https%3A%2F%2Fhandcar.example%2Fmedia%2F1"));
        assertEquals(new Sent("4711"), send("instagram"));
        assertEquals(
                LINK.toString(),
                provider.lastRequest()
                        .json()
                        .at("message")
                        .at("attachment")
                        .at("payload")
                        .text("url")
                        .orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio", "instagram"})
    void withoutAnAddressOfOursTheReasonIsTold(String kind) {
        Refused refused =
                assertInstanceOf(
                        Refused.class,
                        send(
                                kind,
                                file("cat.jpg", "image/jpeg", PICTURE, Optional.empty()),
                                Media.Type.IMAGE,
                                provider.baseUrl()));
        assertTrue(refused.reason().contains("BACKEND_URL"), refused.reason());
        assertEquals(List.of(), provider.requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp", "360dialog", "telegram", "evolution", "chatwoot"})
    void aNameIsNeverMoreThanAName(String kind) {
        List<String> names =
                List.of(
                        "a\"; filename=\"b.exe",
                        "a\r\nX-Evil: 1\r\n\r\nb",
                        "../../etc/passwd",
                        "Прайс – 價目表 😀.pdf",
                        "نموذج.pdf",
                        "\\u0000.pdf");
        for (String name : names) {
            OutboundFile file = file(name, "application/pdf", PICTURE, Optional.of(LINK));
            SendResult result = send(kind, file, Media.Type.DOCUMENT, provider.baseUrl());
            assertInstanceOf(Sent.class, result, name);
        }
        provider.requests()
                .forEach(
                        request -> {
                            assertFalse(latin(request).contains("\r\nX-Evil"), latin(request));
                            assertFalse(latin(request).contains("\"; filename=\"b.exe"));
                        });
        assertTrue(
                provider.requests().stream().anyMatch(each -> each.text().contains("價目表 😀.pdf")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whatsapp",
                "360dialog",
                "telegram",
                "evolution",
                "chatwoot",
                "twilio",
                "instagram"
            })
    void aProviderThatIsBusyOrBrokenGetsTheMessageOnceAtMost(String kind) {
        boolean uploads = Set.of("whatsapp", "360dialog").contains(kind);
        FakeReply[] first = uploads ? new FakeReply[] {FileSendersTest::accept} : new FakeReply[0];
        provider.then(first).then(FakeReply.json(429, Map.of()));
        assertInstanceOf(TryLater.class, send(kind));
        provider.then(first).then(FakeReply.text(500, "text/html", "<h1>oh</h1>"));
        SendResult broken = send(kind);
        assertTrue(broken instanceof TryLater || broken instanceof Unknown, broken.toString());
        provider.then(first).then(FakeReply.hangUp());
        assertInstanceOf(Unknown.class, send(kind));
        assertEquals(uploads ? 6 : 3, provider.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp", "360dialog"})
    void anUploadThatFailsIsNoMessageAndIsTriedLater(String kind) {
        for (FakeReply reply :
                List.of(
                        FakeReply.hangUp(),
                        FakeReply.json(429, Map.of()),
                        FakeReply.text(500, "text/html", "oh"),
                        FakeReply.json(200, Map.of()))) {
            provider.then(reply);
            assertInstanceOf(TryLater.class, send(kind));
        }
        provider.then(
                FakeReply.json(
                        400, Map.of("error", Map.of("code", 190, "message", "token expired"))));
        assertInstanceOf(Refused.class, send(kind));
        assertTrue(
                provider.requests().stream().noneMatch(each -> each.path().endsWith("messages")));
    }

    /// Before its last byte no server has the whole request, so it did nothing.
    @ParameterizedTest
    @ValueSource(strings = {"telegram", "evolution", "chatwoot", "whatsapp"})
    void whatIsCutOffBeforeItsEndIsTriedLater(String kind) throws Exception {
        try (CuttingServer server = new CuttingServer()) {
            byte[] large = new byte[12_000_000];
            OutboundFile file = file("a.pdf", "application/pdf", large, Optional.empty());
            assertInstanceOf(
                    TryLater.class, send(kind, file, Media.Type.DOCUMENT, server.baseUrl()));
        }
    }
}
