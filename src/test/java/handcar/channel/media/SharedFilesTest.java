package handcar.channel.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.ProviderTraffic;
import handcar.channel.instagram.InstagramFixture;
import handcar.channel.meta.MetaFixture;
import handcar.channel.twilio.TwilioFixture;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What customers share of Instagram, whose addresses end after a day, and contacts' cards that come as files.
final class SharedFilesTest {
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2};
    private static final String CARD =
            String.join(
                    "\r\n",
                    "BEGIN:VCARD",
                    "VERSION:3.0",
                    "FN:Bob Ray",
                    "TEL;TYPE=CELL:+1 555 010 0622",
                    "EMAIL:bob@cust.example",
                    "END:VCARD",
                    "");
    private static final FakeMediaProvider PROVIDER = new FakeMediaProvider();
    private static final MediaFixture FIXTURE =
            new MediaFixture(
                    Map.of(
                            "OPENAI_API_KEY",
                            "",
                            "INSTAGRAM_APP_SECRET",
                            MediaTraffic.SECRET,
                            "INSTAGRAM_ACCESS_TOKEN",
                            "token",
                            "INSTAGRAM_BASE_URL",
                            PROVIDER.baseUrl(),
                            "TWILIO_ACCOUNT_SID",
                            TwilioFixture.SID,
                            "TWILIO_AUTH_TOKEN",
                            TwilioFixture.TOKEN,
                            "TWILIO_FROM",
                            "whatsapp:+14155238886",
                            "TWILIO_BASE_URL",
                            PROVIDER.baseUrl(),
                            "BACKEND_URL",
                            "https://handcar.example"));

    @AfterAll
    static void close() {
        FIXTURE.close();
        PROVIDER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"share", "ig_reel", "story_mention", "ig_story", "reply"})
    void theBytesOfWhatIsSharedAreKept(String type) {
        PROVIDER.instead.put(
                "/shared", (_, wire) -> wire.answer(200, "image/jpeg", Map.of(), JPEG));
        String url = PROVIDER.baseUrl() + "/shared/" + type;
        Map<String, Object> content =
                type.equals("reply")
                        ? Map.of("text", "love it", "reply_to", Map.of("story", Map.of("url", url)))
                        : Map.of(
                                "attachments",
                                List.of(Map.of("type", type, "payload", Map.of("url", url))));
        String from = "77" + FakeMediaProvider.NUMBERS.incrementAndGet();
        String body =
                InstagramFixture.messageNow(content)
                        .replace(InstagramFixture.CUSTOMER, from)
                        .replace(InstagramFixture.MID, "mid-" + from);
        FIXTURE.knock(
                "instagram",
                body,
                Map.of(
                        "X-Hub-Signature-256",
                        "sha256=" + MetaFixture.hex(body, MediaTraffic.SECRET)));
        JsonView kept = FIXTURE.attachment(from, "stored");
        assertEquals(Optional.of("context"), kept.text("type"));
        assertEquals(Optional.of("image/jpeg"), kept.text("mime_type"));
        assertEquals(200, FIXTURE.get(kept).statusCode());
    }

    @Test
    void aCardIsReadForWhatItHolds() throws Exception {
        PROVIDER.instead.put(
                "/cards",
                (_, wire) ->
                        wire.answer(
                                200,
                                "text/vcard",
                                Map.of(),
                                CARD.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                200,
                ProviderTraffic.post(
                                FIXTURE.shop,
                                "/webhooks/twilio",
                                TwilioFixture.signed(
                                        TwilioFixture.URL,
                                        TwilioFixture.incoming(
                                                Map.of(
                                                        "Body",
                                                        "",
                                                        "NumMedia",
                                                        "1",
                                                        "MediaUrl0",
                                                        PROVIDER.baseUrl() + "/cards/1",
                                                        "MediaContentType0",
                                                        "text/vcard"))))
                        .statusCode());
        JsonView card = FIXTURE.attachment("+491701234567", "stored");
        assertEquals(Optional.of("contact"), card.text("type"));
        assertEquals(Optional.of("Bob Ray"), card.text("name"));
        assertEquals(Optional.of("+1 555 010 0622, bob@cust.example"), card.text("caption"));
        assertEquals(
                Optional.of("[contact: Bob Ray, +1 555 010 0622, bob@cust.example]"),
                FIXTURE.from("contact", "+491701234567").getFirst().text("content"));
    }
}
