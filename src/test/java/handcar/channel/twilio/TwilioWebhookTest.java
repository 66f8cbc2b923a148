package handcar.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.Receipt.State;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Twilio tells.
final class TwilioWebhookTest {
    private final TwilioWebhook webhook = new TwilioWebhook();

    private static InboundEvent news(Map<String, String> form) {
        return TwilioFixture.news(TwilioFixture.signed(TwilioFixture.URL, form));
    }

    @Test
    void aWhatsAppMessageIsSaid() {
        assertEquals(
                new InboundEvent.CustomerMessage(
                        "whatsapp:+14155238886",
                        "whatsapp:+491701234567",
                        new InboundEvent.Sender(
                                "whatsapp:+491701234567",
                                Optional.of("Ann Müller"),
                                Optional.of("+491701234567"),
                                Optional.empty(),
                                Map.of()),
                        "SMaf1d6d2a8b4a1d2c3b4a5d6e7f809010",
                        TwilioFixture.NOW,
                        "Where is my order?",
                        List.of(),
                        Map.of("network", "whatsapp"),
                        Optional.empty()),
                news(TwilioFixture.incoming(Map.of())));
    }

    @Test
    void anSmsIsSaid() {
        InboundEvent.CustomerMessage said =
                (InboundEvent.CustomerMessage)
                        news(
                                TwilioFixture.incoming(
                                        Map.of(
                                                "From", "+14155550100",
                                                "To", "+14155238886",
                                                "ProfileName", "",
                                                "Body", "1 + 1 = 2 & 50 % ü 😀")));
        assertEquals("+14155550100", said.thread());
        assertEquals("+14155238886", said.account());
        assertEquals(Optional.empty(), said.from().name());
        assertEquals("1 + 1 = 2 & 50 % ü 😀", said.text());
        assertEquals(Map.of("network", "sms", "mms", true), said.address());
    }

    @Test
    void mediaIsKeptAsAReference() {
        InboundEvent.CustomerMessage said =
                (InboundEvent.CustomerMessage)
                        news(
                                TwilioFixture.incoming(
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
        InboundEvent.CustomerMessage place =
                (InboundEvent.CustomerMessage)
                        news(
                                TwilioFixture.incoming(
                                        Map.of(
                                                "Body", "",
                                                "Latitude", "48.1",
                                                "Longitude", "11.5",
                                                "Label", "Shop")));
        assertEquals(Optional.of("geo:48.1,11.5"), place.attachments().getFirst().reference());
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
                new InboundEvent.Receipt(
                        "whatsapp:+14155238886",
                        Optional.of("SM0102"),
                        Optional.of(delivery),
                        state,
                        Optional.empty(),
                        TwilioFixture.NOW),
                TwilioFixture.news(
                        TwilioFixture.signed(
                                TwilioFixture.URL + "?delivery=" + delivery,
                                TwilioFixture.status(status, Map.of()))));
    }

    @Test
    void aFailureSaysWhy() {
        InboundEvent.Receipt receipt =
                (InboundEvent.Receipt)
                        news(TwilioFixture.status("undelivered", Map.of("ErrorCode", "63016")));
        assertEquals(Optional.empty(), receipt.delivery());
        assertEquals(
                "Twilio 63016: the customer's last message is more than 24 hours old; WhatsApp"
                        + " delivers only approved templates now",
                receipt.error().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "accepted", "sending", "scheduled", "something_new"})
    void aStatusOnTheWayIsSkipped(String status) {
        assertEquals(
                new InboundEvent.IgnoredEvent("status." + status),
                news(TwilioFixture.status(status, Map.of())));
    }

    @Test
    void anUnknownFormIsUnknown() {
        assertEquals(new InboundEvent.UnknownEvent("form"), news(Map.of()));
        assertEquals(new InboundEvent.UnknownEvent("form"), news(Map.of("Digits", "1")));
    }

    @Test
    void aMessageAndEachOfItsStatesHaveTheirNames() {
        assertEquals(
                Optional.of("SMaf1d6d2a8b4a1d2c3b4a5d6e7f809010"),
                webhook.eventId(
                        TwilioFixture.signed(TwilioFixture.URL, TwilioFixture.incoming(Map.of()))));
        assertEquals(
                Optional.of("SM0102:read"),
                webhook.eventId(
                        TwilioFixture.signed(
                                TwilioFixture.URL, TwilioFixture.status("read", Map.of()))));
    }

    @Test
    void twilioReadsEmptyTwiml() {
        var welcome = webhook.response(TwilioFixture.signed(TwilioFixture.URL, Map.of()));
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
                Problem.Malformed.class,
                () -> TwilioFixture.news(TwilioFixture.request(TwilioFixture.URL, body, Map.of())));
    }
}
