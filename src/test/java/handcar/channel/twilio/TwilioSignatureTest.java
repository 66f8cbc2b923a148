package handcar.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.Knock;
import handcar.channel.Mutations;
import handcar.http.Problem;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

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

    private static Knock published(String signature) {
        return Forms.knock(PUBLISHED_URL, PUBLISHED_FORM, Map.of("x-twilio-signature", signature));
    }

    private void assertRefused(Knock knock) {
        assertThrows(Problem.Unauthorized.class, () -> webhook.prove(knock, Forms.account()));
    }

    @Test
    void thePublishedExampleIsAccepted() {
        assertDoesNotThrow(() -> webhook.prove(published(PUBLISHED_SIGNATURE), Forms.account()));
    }

    @Test
    void aMissingOrWrongHeaderIsRefused() {
        assertRefused(Forms.knock(PUBLISHED_URL, PUBLISHED_FORM, Map.of()));
        assertRefused(published(""));
        assertRefused(published("RSOYDt4T1cUTdK1PDd93/VVr8B8"));
        assertRefused(published("RSOYDt4T1cUTdK1PDd93/VVr8B9="));
    }

    @Test
    void theSignatureCoversTheQuery() {
        Map<String, String> form = Forms.status("read", Map.of());
        Knock good = Forms.signed(Forms.URL + "?delivery=1", form);
        assertDoesNotThrow(() -> webhook.prove(good, Forms.account()));
        String signature = good.header("x-twilio-signature").orElseThrow();
        Map<String, String> headers = Map.of("x-twilio-signature", signature);
        assertRefused(Forms.knock(Forms.URL + "?delivery=2", form, headers));
        assertRefused(Forms.knock(Forms.URL, form, headers));
    }

    @Test
    void aDefaultPortMayBeLeftOutOfWhatIsSigned() {
        Map<String, String> form = Forms.incoming(Map.of());
        String with = "https://handcar.example:443/webhooks/twilio";
        for (String signed : List.of(with, Forms.URL)) {
            for (String asked : List.of(with, Forms.URL)) {
                Map<String, String> headers =
                        Map.of("x-twilio-signature", Forms.signature(signed, form, Forms.TOKEN));
                assertDoesNotThrow(
                        () -> webhook.prove(Forms.knock(asked, form, headers), Forms.account()));
            }
        }
        Map<String, String> other =
                Map.of(
                        "x-twilio-signature",
                        Forms.signature("https://handcar.example:8443/x", form, Forms.TOKEN));
        assertRefused(Forms.knock("https://handcar.example/x", form, other));
    }

    @Test
    void aFormThatIsSplitElsewhereIsAnotherForm() {
        Map<String, String> form = Map.of("To", "whatsapp:+1");
        String signature = Forms.signature(Forms.URL, form, Forms.TOKEN);
        Map<String, String> headers = Map.of("x-twilio-signature", signature);
        for (String body :
                List.of("To=whatsapp%3A&%2B1=", "To=whatsapp&%3A=%2B1", "T=owhatsapp:%2b1")) {
            assertRefused(Forms.knock(Forms.URL, body, headers));
        }
    }

    @Test
    void theFormerTokenIsAcceptedBesideTheNewOne() {
        assertDoesNotThrow(
                () ->
                        webhook.prove(
                                published(PUBLISHED_SIGNATURE),
                                Forms.account(Map.of(), "new", Forms.TOKEN)));
    }

    @Test
    void withoutATokenTheDoorIsClosed() {
        assertFalse(webhook.isOpen(Forms.account(Map.of())));
        assertTrue(webhook.isOpen(Forms.account()));
        assertThrows(
                Problem.Unauthorized.class,
                () -> webhook.prove(published(PUBLISHED_SIGNATURE), Forms.account(Map.of())));
    }

    @Test
    void noneOfTenThousandMutationsIsAccepted() {
        Knock good =
                Forms.signed(
                        Forms.URL + "?delivery=0198",
                        Forms.incoming(Map.of("Body", "Grüße & 1 + 1 = 2 😀")));
        assertEquals(
                List.of(),
                new Mutations(good)
                        .accepted(webhook, Forms.account(), "body", "url", "x-twilio-signature"));
    }
}
