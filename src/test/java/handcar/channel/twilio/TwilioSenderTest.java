package handcar.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender.Verified;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sending as a number of ours.
final class TwilioSenderTest {
    private final FakeServer twilio =
            new FakeServer(FakeReply.json(201, Map.of("sid", "SM0102", "status", "queued")));
    private final HttpClient httpClient =
            new HttpClient(
                    HttpClientSettings.defaults(), AddressGuard.publicOnly(), CallMetrics.none());
    private final UUID delivery = UUID.randomUUID();

    @AfterEach
    void close() {
        httpClient.close();
        twilio.close();
    }

    private ChannelAccount account() {
        return TwilioFixture.account(
                Map.of(ChannelAccount.BASE_URL, twilio.baseUrl()), TwilioFixture.TOKEN);
    }

    private TwilioSender channel(Optional<String> publicUrl) {
        return new TwilioSender(TwilioProvider.BASE_URL, httpClient, publicUrl);
    }

    private SendResult send() {
        return channel(Optional.of("https://handcar.example"))
                .send(
                        new OutboundPart(
                                delivery,
                                "whatsapp:+14155238886",
                                "whatsapp:+491701234567",
                                new JsonView(Map.of()),
                                new Outbound.Text("*Hello* & 1 + 1 = 2 ü"),
                                1,
                                1,
                                Optional.empty()),
                        account());
    }

    private static FakeReply failed(int status, int code, String message) {
        return FakeReply.json(
                status,
                Map.of(
                        "code", code,
                        "message", message,
                        "more_info", "https://www.twilio.com/docs/errors/" + code,
                        "status", status));
    }

    @Test
    void aMessageIsSentAsAForm() {
        assertEquals(new SendResult.Sent("SM0102"), send());
        assertEquals(
                "/2010-04-01/Accounts/" + TwilioFixture.SID + "/Messages.json",
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
                (handcar.channel.InboundEvent.Receipt)
                        TwilioFixture.news(
                                TwilioFixture.signed(
                                        callback, TwilioFixture.status("delivered", Map.of())));
        assertEquals(Optional.of(delivery), receipt.delivery());
    }

    @Test
    void smsAndWhatsAppHaveTheirShapes() {
        ChannelCapabilities sms =
                new TwilioProvider().capabilities(new JsonView(Map.of("network", "sms")));
        ChannelCapabilities whatsapp =
                new TwilioProvider().capabilities(new JsonView(Map.of("network", "whatsapp")));
        assertEquals(ChannelCapabilities.Markup.PLAIN, sms.markup());
        assertEquals(Optional.empty(), sms.window());
        assertEquals(ChannelCapabilities.Markup.WHATSAPP, whatsapp.markup());
        assertEquals(Optional.of(Duration.ofHours(24)), whatsapp.window());
        assertEquals(1_600, whatsapp.limit());
    }

    @ParameterizedTest
    @ValueSource(ints = {20003, 21211, 21408, 21610, 21614, 63016, 63024, 99999})
    void whatWillNeverWorkIsRefused(int code) {
        twilio.then(failed(code == 20003 ? 401 : 400, code, "No."));
        SendResult.Refused refused = assertInstanceOf(SendResult.Refused.class, send());
        assertTrue(refused.reason().startsWith("Twilio " + code), refused.reason());
        assertEquals(1, twilio.requests().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {20429, 14107, 21611, 63018})
    void tooManyMessagesAreSentLater(int code) {
        twilio.then(failed(code == 20429 ? 429 : 400, code, "Too many requests"));
        assertInstanceOf(SendResult.TryLater.class, send());
        assertEquals(1, twilio.requests().size());
    }

    @Test
    void aWaitThatTwilioAsksForIsKept() {
        twilio.then(FakeReply.json(429, Map.of("Retry-After", "7"), Map.of("code", 20429)));
        assertEquals(
                Optional.of(Duration.ofSeconds(7)),
                assertInstanceOf(SendResult.TryLater.class, send()).after());
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() {
        twilio.then(
                FakeReply.hangUp(),
                FakeReply.json(500, Map.of("code", 20500)),
                FakeReply.text(502, "text/html", "<html>"),
                FakeReply.json(201, Map.of()),
                FakeReply.text(200, "text/html", "<html>"));
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(SendResult.Unknown.class, send());
        }
        assertEquals(5, twilio.requests().size());
    }

    @Test
    void nobodyListeningIsTriedLater() {
        twilio.stopListening();
        assertInstanceOf(SendResult.TryLater.class, send());
    }

    @Test
    void theAccountIsVerified() {
        twilio.usual(FakeReply.json(200, Map.of("friendly_name", "Shop", "status", "active")));
        TwilioSender channel = channel(Optional.of("https://handcar.example"));
        assertEquals(new Verified(true, "Shop"), channel.verify(account()));
        assertEquals(
                "/2010-04-01/Accounts/" + TwilioFixture.SID + ".json", twilio.lastRequest().path());
        assertTrue(channel(Optional.empty()).verify(account()).detail().contains("BACKEND_URL"));
        twilio.usual(FakeReply.json(200, Map.of("friendly_name", "Shop", "status", "suspended")));
        assertFalse(channel.verify(account()).ok());
        twilio.usual(failed(401, 20003, "Authenticate"));
        assertFalse(channel.verify(account()).ok());
        twilio.stopListening();
        assertFalse(channel.verify(account()).ok());
    }
}
