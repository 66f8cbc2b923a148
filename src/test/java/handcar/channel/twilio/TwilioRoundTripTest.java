package handcar.channel.twilio;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ProviderTraffic;
import handcar.channel.WebhookRequest;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;

/// A question on WhatsApp by Twilio, through a whole server, to its answer and what became of it.
final class TwilioRoundTripTest {
    private static final FakeServer TWILIO =
            new FakeServer(FakeReply.json(201, Map.of("sid", "SM0102", "status", "queued")));
    private static final TestServer SHOP =
            new TestServer(
                    Map.of(
                            "TWILIO_ACCOUNT_SID",
                            TwilioFixture.SID,
                            "TWILIO_AUTH_TOKEN",
                            TwilioFixture.TOKEN,
                            "TWILIO_FROM",
                            "whatsapp:+14155238886",
                            "TWILIO_BASE_URL",
                            TWILIO.baseUrl(),
                            "BACKEND_URL",
                            "https://handcar.example",
                            "MESSAGE_BUFFER_SECONDS",
                            "0"));

    @AfterAll
    static void close() {
        SHOP.close();
        TWILIO.close();
    }

    @Test
    void aQuestionIsAnsweredAndTheAnswersStatusIsKnown() throws Exception {
        SHOP.caller.shelve("house", "Delivery", "We deliver bicycles within two days.");
        WebhookRequest question =
                TwilioFixture.signed(
                        TwilioFixture.URL,
                        TwilioFixture.incoming(Map.of("Body", "When do you deliver bicycles?")));
        HttpResponse<String> welcome = ProviderTraffic.post(SHOP, "/webhooks/twilio", question);
        assertEquals(200, welcome.statusCode());
        assertTrue(welcome.body().endsWith("<Response/>"), welcome.body());
        assertEquals(200, ProviderTraffic.post(SHOP, "/webhooks/twilio", question).statusCode());
        Map<String, String> sent =
                TwilioForm.of(
                                Wait.until(
                                                "the answer is sent to Twilio",
                                                () ->
                                                        ProviderTraffic.called(
                                                                TWILIO, "/Messages.json"),
                                                Optional::isPresent)
                                        .orElseThrow()
                                        .text())
                        .values();
        assertEquals("whatsapp:+491701234567", sent.get("To"));
        assertTrue(sent.getOrDefault("Body", "").contains("two days"), sent.toString());
        Wait.until(
                "the delivery is sent", () -> delivery().text("state").orElse(""), "sent"::equals);

        String callback = sent.getOrDefault("StatusCallback", "");
        WebhookRequest status =
                TwilioFixture.signed(callback, TwilioFixture.status("delivered", Map.of()));
        String path = callback.replace("https://handcar.example", "");
        assertEquals(200, ProviderTraffic.post(SHOP, path, status).statusCode());
        Wait.until(
                "the delivery is delivered",
                () -> delivery().toString(),
                seen -> seen.contains("delivered"));
        assertEquals(1, TWILIO.requests().size());
    }

    private static JsonView delivery() {
        return SHOP.caller.get("/api/v1/deliveries", ADMIN).body().at("data").at(0);
    }

    @Test
    void aStatusForAnotherDeliveryIsNotBelieved() throws Exception {
        WebhookRequest status =
                TwilioFixture.signed(
                        TwilioFixture.URL + "?delivery=1", TwilioFixture.status("read", Map.of()));
        assertEquals(
                401,
                ProviderTraffic.post(SHOP, "/webhooks/twilio?delivery=2", status).statusCode());
        assertEquals(401, ProviderTraffic.post(SHOP, "/webhooks/twilio", status).statusCode());
    }
}
