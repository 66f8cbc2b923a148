package handcar.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.Account;
import handcar.channel.Channel.Verified;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Shape;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.json.JsonView;
import handcar.net.CallMeter;
import handcar.net.Guard;
import handcar.net.NetSettings;
import handcar.net.Outgoing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Sending as a number of ours.
final class TwilioOutTest {
    private final FakeServer twilio =
            new FakeServer(Reply.json(201, Map.of("sid", "SM0102", "status", "queued")));
    private final Outgoing outgoing =
            new Outgoing(NetSettings.defaults(), Guard.publicOnly(), CallMeter.none());
    private final UUID delivery = UUID.randomUUID();

    @AfterEach
    void close() {
        outgoing.close();
        twilio.close();
    }

    private Account account() {
        return Forms.account(Map.of(Account.BASE_URL, twilio.baseUrl()), Forms.TOKEN);
    }

    private TwilioChannel channel(Optional<String> publicUrl) {
        return new TwilioChannel(outgoing, publicUrl);
    }

    private Sending send() {
        return channel(Optional.of("https://handcar.example"))
                .send(
                        new Part(
                                delivery,
                                "whatsapp:+14155238886",
                                "whatsapp:+491701234567",
                                new JsonView(Map.of()),
                                "*Hello* & 1 + 1 = 2 ü",
                                1,
                                1,
                                Optional.empty()),
                        account());
    }

    private static Reply failed(int status, int code, String message) {
        return Reply.json(
                status,
                Map.of(
                        "code", code,
                        "message", message,
                        "more_info", "https://www.twilio.com/docs/errors/" + code,
                        "status", status));
    }

    @Test
    void aMessageIsSentAsAForm() {
        assertEquals(new Sending.Sent("SM0102"), send());
        assertEquals(
                "/2010-04-01/Accounts/" + Forms.SID + "/Messages.json",
                twilio.lastRequest().path());
        assertEquals(
                "Basic QUNYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWDoxMjM0NQ==",
                twilio.lastRequest().header("authorization"));
        assertTrue(
                twilio.lastRequest()
                        .header("content-type")
                        .startsWith("application/x-www-form-urlencoded"));
        assertEquals(
                Map.of(
                        "From", "whatsapp:+14155238886",
                        "To", "whatsapp:+491701234567",
                        "Body", "*Hello* & 1 + 1 = 2 ü",
                        "StatusCallback",
                                "https://handcar.example/webhooks/twilio?delivery=" + delivery),
                TwilioForm.of(twilio.lastRequest().text()).values());
    }

    @Test
    void whatTwilioWillBeToldAboutADeliveryIsReadAgain() {
        send();
        String callback =
                TwilioForm.of(twilio.lastRequest().text())
                        .values()
                        .getOrDefault("StatusCallback", "");
        var receipt =
                (handcar.channel.News.Receipt)
                        Forms.news(Forms.signed(callback, Forms.status("delivered", Map.of())));
        assertEquals(Optional.of(delivery), receipt.delivery());
    }

    @Test
    void smsAndWhatsAppHaveTheirShapes() {
        TwilioChannel channel = channel(Optional.empty());
        Shape sms = channel.shape(new JsonView(Map.of("network", "sms")));
        Shape whatsapp = channel.shape(new JsonView(Map.of("network", "whatsapp")));
        assertEquals(Shape.Markup.PLAIN, sms.markup());
        assertEquals(Optional.empty(), sms.window());
        assertEquals(Shape.Markup.WHATSAPP, whatsapp.markup());
        assertEquals(Optional.of(Duration.ofHours(24)), whatsapp.window());
        assertEquals(1_600, whatsapp.limit());
    }

    @ParameterizedTest
    @ValueSource(ints = {20003, 21211, 21408, 21610, 21614, 63016, 63024, 99999})
    void whatWillNeverWorkIsRefused(int code) {
        twilio.then(failed(code == 20003 ? 401 : 400, code, "No."));
        Sending.Refused refused = assertInstanceOf(Sending.Refused.class, send());
        assertTrue(refused.reason().startsWith("Twilio " + code), refused.reason());
        assertEquals(1, twilio.requests().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {20429, 14107, 21611, 63018})
    void tooManyMessagesAreSentLater(int code) {
        twilio.then(failed(code == 20429 ? 429 : 400, code, "Too many requests"));
        assertInstanceOf(Sending.TryLater.class, send());
        assertEquals(1, twilio.requests().size());
    }

    @Test
    void aWaitThatTwilioAsksForIsKept() {
        twilio.then(Reply.json(429, Map.of("Retry-After", "7"), Map.of("code", 20429)));
        assertEquals(
                Optional.of(Duration.ofSeconds(7)),
                assertInstanceOf(Sending.TryLater.class, send()).after());
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() {
        twilio.then(
                Reply.hangUp(),
                Reply.json(500, Map.of("code", 20500)),
                Reply.text(502, "text/html", "<html>"),
                Reply.json(201, Map.of()),
                Reply.text(200, "text/html", "<html>"));
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Sending.Unknown.class, send());
        }
        assertEquals(5, twilio.requests().size());
    }

    @Test
    void nobodyListeningIsTriedLater() {
        twilio.close();
        assertInstanceOf(Sending.TryLater.class, send());
    }

    @Test
    void theAccountIsVerified() {
        twilio.usual(Reply.json(200, Map.of("friendly_name", "Shop", "status", "active")));
        TwilioChannel channel = channel(Optional.of("https://handcar.example"));
        assertEquals(new Verified(true, "Shop"), channel.verify(account()));
        assertEquals("/2010-04-01/Accounts/" + Forms.SID + ".json", twilio.lastRequest().path());
        assertTrue(channel(Optional.empty()).verify(account()).detail().contains("BACKEND_URL"));
        twilio.usual(Reply.json(200, Map.of("friendly_name", "Shop", "status", "suspended")));
        assertFalse(channel.verify(account()).ok());
        twilio.usual(failed(401, 20003, "Authenticate"));
        assertFalse(channel.verify(account()).ok());
        twilio.close();
        assertFalse(channel.verify(account()).ok());
    }
}
