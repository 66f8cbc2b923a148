package handcar.channel.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.chatwoot.ChatwootFixture;
import handcar.channel.meta.MetaFixture;
import handcar.channel.whatsapp.WhatsAppFixture;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Files that staff send from their phone or another inbox.
final class EchoFilesTest {
    private static final MediaFixture FIXTURE = new MediaFixture(Map.of("OPENAI_API_KEY", ""));
    private static final String DOCUMENT = "application/pdf";

    private final String number = "49173" + FakeMediaProvider.NUMBERS.incrementAndGet();

    @BeforeAll
    static void open() {
        FIXTURE.provider.file = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
    }

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    @Test
    void evolution() {
        for (int i = 0; i < 2; i++) {
            String document =
                    "{\"documentMessage\":{\"mimetype\":\"application/pdf\","
                            + "\"fileName\":\"offer.pdf\",\"fileLength\":\"9\"}}";
            FIXTURE.reports("messages.upsert", MediaTraffic.data(number, true, "STAFF1", document));
        }
        JsonView file = kept(number);
        assertEquals(Optional.of("offer.pdf"), file.text("name"));
        assertTrue(FIXTURE.conversation(number).text("bot_paused_until").isPresent());
        FIXTURE.reports(
                "messages.delete",
                "{\"id\":\"STAFF1\",\"remoteJid\":\""
                        + number
                        + "@s.whatsapp.net\",\"fromMe\":true}");
        Wait.until(
                "it is taken back",
                () -> FIXTURE.from("staff", number).getFirst().at("attachments").each().count(),
                count -> count == 0);
        assertEquals(404, status(file));
    }

    @Test
    void whatsApp() {
        Map<String, Object> echo =
                Map.of(
                        "from",
                        WhatsAppFixture.NUMBER,
                        "to",
                        number,
                        "id",
                        "wamid.STAFF",
                        "timestamp",
                        "" + Instant.now().getEpochSecond(),
                        "type",
                        "document",
                        "document",
                        Map.of("id", "media-id-1", "mime_type", DOCUMENT, "filename", "a.pdf"));
        String body =
                WhatsAppFixture.change(
                        "smb_message_echoes",
                        Map.of(
                                "metadata",
                                Map.of("phone_number_id", WhatsAppFixture.NUMBER),
                                "message_echoes",
                                List.of(echo)));
        String signature = "sha256=" + MetaFixture.hex(body, MediaTraffic.SECRET);
        for (int i = 0; i < 2; i++) {
            FIXTURE.knock("whatsapp", body, Map.of("X-Hub-Signature-256", signature));
        }
        assertEquals(Optional.of("a.pdf"), kept(number).text("name"));
    }

    @Test
    void chatwoot() {
        FIXTURE.provider.instead.put("/rails/file.pdf", FIXTURE.provider.bytes());
        String body =
                ChatwootFixture.message(
                        Map.of(
                                "id",
                                900,
                                "content",
                                "Our offer",
                                "message_type",
                                "outgoing",
                                "created_at",
                                Instant.now().toString(),
                                "sender",
                                Map.of("id", 1, "name", "Ann", "type", "user"),
                                "attachments",
                                List.of(
                                        Map.of(
                                                "id",
                                                1,
                                                "file_type",
                                                "file",
                                                "data_url",
                                                FIXTURE.provider.baseUrl() + "/rails/file.pdf"))));
        String stamp = "" + Instant.now().getEpochSecond();
        String signature = "sha256=" + MetaFixture.hex(stamp + "." + body, MediaTraffic.SECRET);
        for (int i = 0; i < 2; i++) {
            FIXTURE.knock(
                    "chatwoot",
                    body,
                    Map.of(
                            "X-Chatwoot-Signature",
                            signature,
                            "X-Chatwoot-Timestamp",
                            stamp,
                            "X-Chatwoot-Delivery",
                            "echo-" + i));
        }
        String who = "42";
        assertEquals(Optional.of(DOCUMENT), kept(who).text("mime_type"));
        assertEquals(
                Optional.of("Our offer"), FIXTURE.from("staff", who).getFirst().text("content"));
    }

    /// The file of the only message of staff, once it is here.
    private static JsonView kept(String who) {
        JsonView file =
                Wait.until(
                                "the file is here",
                                () -> FIXTURE.from("staff", who),
                                found ->
                                        found.size() == 1
                                                && found.getFirst()
                                                        .at("attachments")
                                                        .at(0)
                                                        .text("state")
                                                        .filter("stored"::equals)
                                                        .isPresent())
                        .getFirst()
                        .at("attachments")
                        .at(0);
        assertEquals(200, status(file));
        return file;
    }

    private static int status(JsonView file) {
        return FIXTURE.get(file).statusCode();
    }
}
