package handcar.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.RequestMutations;
import handcar.channel.WebhookRequest;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

/// How Twilio proves itself.
final class TwilioSignatureTest {
    /// The example of <https://www.twilio.com/docs/usage/security#validating-requests>.
    private static final String PUBLISHED_URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

    private static final Map<String, String> PUBLISHED_FORM =
            Map.of(
                    "CallSid", "CA1234567890ABCDE",
                    "Caller", "+14158675309",
                    "Digits", "1234",
                    "From", "+14158675309",
                    "To", "+18005551212");

    private static final String PUBLISHED_SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    private final TwilioWebhook webhook = new TwilioWebhook();

    private static WebhookRequest published(String signature) {
        return TwilioFixture.request(
                PUBLISHED_URL, PUBLISHED_FORM, Map.of("x-twilio-signature", signature));
    }

    private void assertRefused(WebhookRequest request) {
        assertThrows(
                Problem.Unauthorized.class, () -> webhook.verify(request, TwilioFixture.account()));
    }

    @Test
    void thePublishedExampleIsAccepted() {
        assertDoesNotThrow(
                () -> webhook.verify(published(PUBLISHED_SIGNATURE), TwilioFixture.account()));
    }

    @Test
    void aMissingOrWrongHeaderIsRefused() {
        assertRefused(TwilioFixture.request(PUBLISHED_URL, PUBLISHED_FORM, Map.of()));
        assertRefused(published(""));
        assertRefused(published("RSOYDt4T1cUTdK1PDd93/VVr8B8"));
        assertRefused(published("RSOYDt4T1cUTdK1PDd93/VVr8B9="));
    }

    @Test
    void theSignatureCoversTheQuery() {
        Map<String, String> form = TwilioFixture.status("read", Map.of());
        WebhookRequest good = TwilioFixture.signed(TwilioFixture.URL + "?delivery=1", form);
        assertDoesNotThrow(() -> webhook.verify(good, TwilioFixture.account()));
        String signature = good.header("x-twilio-signature").orElseThrow();
        Map<String, String> headers = Map.of("x-twilio-signature", signature);
        assertRefused(TwilioFixture.request(TwilioFixture.URL + "?delivery=2", form, headers));
        assertRefused(TwilioFixture.request(TwilioFixture.URL, form, headers));
    }

    @Test
    void aDefaultPortMayBeLeftOutOfWhatIsSigned() {
        Map<String, String> form = TwilioFixture.incoming(Map.of());
        String with = "https://handcar.example:443/webhooks/twilio";
        for (String signed : List.of(with, TwilioFixture.URL)) {
            for (String asked : List.of(with, TwilioFixture.URL)) {
                Map<String, String> headers =
                        Map.of(
                                "x-twilio-signature",
                                TwilioFixture.signature(signed, form, TwilioFixture.TOKEN));
                assertDoesNotThrow(
                        () ->
                                webhook.verify(
                                        TwilioFixture.request(asked, form, headers),
                                        TwilioFixture.account()));
            }
        }
        Map<String, String> other =
                Map.of(
                        "x-twilio-signature",
                        TwilioFixture.signature(
                                "https://handcar.example:8443/x", form, TwilioFixture.TOKEN));
        assertRefused(TwilioFixture.request("https://handcar.example/x", form, other));
    }

    @Test
    void aFormThatIsSplitElsewhereIsAnotherForm() {
        Map<String, String> form = Map.of("To", "whatsapp:+1");
        String signature = TwilioFixture.signature(TwilioFixture.URL, form, TwilioFixture.TOKEN);
        Map<String, String> headers = Map.of("x-twilio-signature", signature);
        for (String body :
                List.of("To=whatsapp%3A&%2B1=", "To=whatsapp&%3A=%2B1", "T=owhatsapp:%2b1")) {
            assertRefused(TwilioFixture.request(TwilioFixture.URL, body, headers));
        }
    }

    @Test
    void theFormerTokenIsAcceptedBesideTheNewOne() {
        assertDoesNotThrow(
                () ->
                        webhook.verify(
                                published(PUBLISHED_SIGNATURE),
                                TwilioFixture.account(Map.of(), "new", TwilioFixture.TOKEN)));
    }

    @Test
    void withoutATokenTheDoorIsClosed() {
        assertFalse(webhook.isOpen(TwilioFixture.account(Map.of())));
        assertTrue(webhook.isOpen(TwilioFixture.account()));
        assertThrows(
                Problem.Unauthorized.class,
                () ->
                        webhook.verify(
                                published(PUBLISHED_SIGNATURE), TwilioFixture.account(Map.of())));
    }

    @Test
    void noneOfTenThousandMutationsIsAccepted() {
        WebhookRequest good =
                TwilioFixture.signed(
                        TwilioFixture.URL + "?delivery=0198",
                        TwilioFixture.incoming(Map.of("Body", "Grüße & 1 + 1 = 2 😀")));
        assertEquals(
                List.of(),
                new RequestMutations(good)
                        .accepted(
                                webhook,
                                TwilioFixture.account(),
                                "body",
                                "url",
                                "x-twilio-signature"));
    }
}
