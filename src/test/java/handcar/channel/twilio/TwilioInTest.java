package handcar.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handcar.channel.News;
import handcar.channel.News.Attachment;
import handcar.channel.News.Receipt.State;
import handcar.http.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What Twilio tells.
final class TwilioInTest {
    private final TwilioWebhook webhook = new TwilioWebhook();

    private static News news(Map<String, String> form) {
        return Forms.news(Forms.signed(Forms.URL, form));
    }

    @Test
    void aWhatsAppMessageIsSaid() {
        assertEquals(
                new News.Said(
                        "whatsapp:+14155238886",
                        "whatsapp:+491701234567",
                        new News.Sender(
                                "whatsapp:+491701234567",
                                Optional.of("Ann Müller"),
                                Optional.of("+491701234567"),
                                Optional.empty(),
                                Map.of()),
                        "SMaf1d6d2a8b4a1d2c3b4a5d6e7f809010",
                        Forms.NOW,
                        "Where is my order?",
                        List.of(),
                        Map.of("network", "whatsapp"),
                        Optional.empty()),
                news(Forms.incoming(Map.of())));
    }

    @Test
    void anSmsIsSaid() {
        News.Said said =
                (News.Said)
                        news(
                                Forms.incoming(
                                        Map.of(
                                                "From", "+14155550100",
                                                "To", "+14155238886",
                                                "ProfileName", "",
                                                "Body", "1 + 1 = 2 & 50 % ü 😀")));
        assertEquals("+14155550100", said.thread());
        assertEquals("+14155238886", said.account());
        assertEquals(Optional.empty(), said.from().name());
        assertEquals("1 + 1 = 2 & 50 % ü 😀", said.text());
        assertEquals(Map.of("network", "sms"), said.address());
    }

    @Test
    void mediaIsKeptAsAReference() {
        News.Said said =
                (News.Said)
                        news(
                                Forms.incoming(
                                        Map.of(
                                                "Body", "It is broken",
                                                "NumMedia", "2",
                                                "MediaContentType0", "image/jpeg",
                                                "MediaUrl0", "https://api.twilio.com/m/ME1",
                                                "MediaContentType1", "application/pdf",
                                                "MediaUrl1", "https://api.twilio.com/m/ME2")));
        assertEquals(
                List.of(
                        attachment("image", "image/jpeg", "https://api.twilio.com/m/ME1"),
                        attachment("file", "application/pdf", "https://api.twilio.com/m/ME2")),
                said.attachments());
        News.Said place =
                (News.Said)
                        news(
                                Forms.incoming(
                                        Map.of(
                                                "Body", "",
                                                "Latitude", "48.1",
                                                "Longitude", "11.5",
                                                "Label", "Shop")));
        assertEquals(Optional.of("geo:48.1,11.5"), place.attachments().getFirst().reference());
        assertEquals(new News.Skipped("message.empty"), news(Forms.incoming(Map.of("Body", ""))));
    }

    private static Attachment attachment(String type, String mimeType, String url) {
        return new Attachment(
                type,
                Optional.of(mimeType),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(url));
    }

    @ParameterizedTest
    @CsvSource({
        "sent, SENT",
        "delivered, DELIVERED",
        "read, READ",
        "failed, FAILED",
        "undelivered, FAILED",
        "canceled, FAILED"
    })
    void aStatusIsAReceiptForTheDeliveryInItsAddress(String status, State state) {
        UUID delivery = UUID.randomUUID();
        assertEquals(
                new News.Receipt(
                        "whatsapp:+14155238886",
                        Optional.of("SM0102"),
                        Optional.of(delivery),
                        state,
                        Optional.empty(),
                        Forms.NOW),
                Forms.news(
                        Forms.signed(
                                Forms.URL + "?delivery=" + delivery,
                                Forms.status(status, Map.of()))));
    }

    @Test
    void aFailureSaysWhy() {
        News.Receipt receipt =
                (News.Receipt) news(Forms.status("undelivered", Map.of("ErrorCode", "63016")));
        assertEquals(Optional.empty(), receipt.delivery());
        assertEquals(
                "Twilio 63016: the customer's last message is more than 24 hours old; WhatsApp"
                        + " delivers only approved templates now",
                receipt.error().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "accepted", "sending", "scheduled", "something_new"})
    void aStatusOnTheWayIsSkipped(String status) {
        assertEquals(new News.Skipped("status." + status), news(Forms.status(status, Map.of())));
    }

    @Test
    void anUnknownFormIsUnknown() {
        assertEquals(new News.Unknown("form"), news(Map.of()));
        assertEquals(new News.Unknown("form"), news(Map.of("Digits", "1")));
    }

    @Test
    void aMessageAndEachOfItsStatesHaveTheirNames() {
        assertEquals(
                Optional.of("SMaf1d6d2a8b4a1d2c3b4a5d6e7f809010"),
                webhook.eventId(Forms.signed(Forms.URL, Forms.incoming(Map.of()))));
        assertEquals(
                Optional.of("SM0102:read"),
                webhook.eventId(Forms.signed(Forms.URL, Forms.status("read", Map.of()))));
    }

    @Test
    void twilioReadsEmptyTwiml() {
        var welcome = webhook.welcome(Forms.signed(Forms.URL, Map.of()));
        assertEquals("text/xml; charset=utf-8", welcome.contentType());
        assertEquals("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>", welcome.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Body\":\"x\"}",
                "Body",
                "Body=x&",
                "&Body=x",
                "Body=x&Body=y",
                "Body=%",
                "Body=%4",
                "Body=%zz",
                "body=x",
                "Body=a=b",
                "Body=a b",
                "Body=ü"
            })
    void aBodyThatIsNoFormIsMalformed(String body) {
        assertThrows(
                Problem.Malformed.class, () -> Forms.news(Forms.knock(Forms.URL, body, Map.of())));
    }
}
