package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.Mutations;
import handcar.http.Problem;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// The three ways in which an Evolution server proves itself.
final class EvolutionSignatureTest {
    private static final String BODY = "{\"event\":\"call\",\"instance\":\"shop\",\"data\":{}}";
    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private final EvolutionWebhook webhook = new EvolutionWebhook();

    private void assertAccepted(Knock knock) {
        assertDoesNotThrow(() -> webhook.prove(knock, Phone.account()));
    }

    private void assertRefused(Knock knock) {
        assertThrows(Problem.Unauthorized.class, () -> webhook.prove(knock, Phone.account()));
    }

    private static Knock with(String header, String value) {
        return Phone.knock("", BODY, Map.of(header, value));
    }

    @Test
    void aHeaderOfAnyNameCarriesTheSecret() {
        assertAccepted(with("x-webhook-secret", Phone.SECRET));
        assertAccepted(with("apikey", Phone.SECRET));
        assertAccepted(with("authorization", "Bearer " + Phone.SECRET));
    }

    @Test
    void aTokenIsSignedWithTheSecret() {
        assertAccepted(with("authorization", "Bearer " + Phone.token(600, Phone.SECRET)));
        assertAccepted(with("authorization", "bearer " + Phone.token(-200, Phone.SECRET)));
        assertRefused(with("authorization", "Bearer " + Phone.token(600, "another")));
        assertRefused(with("authorization", "Bearer " + Phone.token(-301, Phone.SECRET)));
        assertRefused(with("authorization", "Bearer " + Phone.token(90_000, Phone.SECRET)));
        assertRefused(with("authorization", Phone.token(600, Phone.SECRET)));
    }

    @Test
    void aTokenOfAnotherKindProvesNothing() {
        long end = Phone.NOW.getEpochSecond() + 600;
        String claims = "{\"exp\":" + end + "}";
        for (String token :
                List.of(
                        Phone.token("{\"alg\":\"none\"}", claims, Phone.SECRET),
                        Phone.token("{\"alg\":\"HS512\"}", claims, Phone.SECRET),
                        Phone.token("[]", claims, Phone.SECRET),
                        Phone.token(HS256, "{}", Phone.SECRET),
                        Phone.token(HS256, "{\"exp\":\"soon\"}", Phone.SECRET),
                        Phone.token(HS256, claims, Phone.SECRET) + "=",
                        Phone.token(HS256, claims, Phone.SECRET) + ".x",
                        "..",
                        "a.b.c")) {
            assertRefused(with("authorization", "Bearer " + token));
        }
    }

    @Test
    void theInstancesKeyInTheBodyIsAProof() {
        assertAccepted(Phone.knock("", Phone.event("call", "{}"), Map.of()));
        assertAccepted(Phone.knock("", "{\"apikey\":\"" + Phone.SECRET + "\"}", Map.of()));
        assertRefused(Phone.knock("", "{\"apikey\":\"another\"}", Map.of()));
        assertRefused(Phone.knock("", "{\"apikey\":null}", Map.of()));
    }

    @Test
    void aMissingProofIsRefusedBeforeAnythingIsRead() {
        assertRefused(Phone.knock("", BODY, Map.of()));
        assertRefused(Phone.knock("", "", Map.of()));
        assertRefused(Phone.knock("", "[", Map.of()));
        assertRefused(with("x-webhook-secret", ""));
    }

    @Test
    void theFormerSecretIsAcceptedBesideTheNewOne() {
        Account turning = Phone.account(Map.of(), "new", Phone.SECRET);
        assertDoesNotThrow(() -> webhook.prove(Phone.knock(BODY), turning));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        Account closed = Phone.account(Map.of());
        assertFalse(webhook.isOpen(closed));
        assertTrue(webhook.isOpen(Phone.account()));
        assertThrows(
                Problem.Unauthorized.class,
                () -> webhook.prove(Phone.knock("", Phone.event("call", "{}"), Map.of()), closed));
    }

    @Test
    void noneOfTenThousandMutationsIsAccepted() {
        Knock header = Phone.knock(BODY);
        assertEquals(
                List.of(),
                new Mutations(header).accepted(webhook, Phone.account(), "x-webhook-secret"));
        Knock token = with("authorization", "bEARER " + Phone.token(600, Phone.SECRET));
        List<String> accepted =
                new Mutations(token).accepted(webhook, Phone.account(), "authorization");
        accepted.removeIf(
                knock ->
                        knock.toLowerCase(java.util.Locale.ROOT)
                                .contains(
                                        "bearer "
                                                + Phone.token(600, Phone.SECRET)
                                                        .toLowerCase(java.util.Locale.ROOT)));
        assertEquals(List.of(), accepted, "the scheme's case is free, nothing else");
        Knock body = Phone.knock("", Phone.KEY, Map.of());
        assertRefused(body);
    }

    @Test
    void noneOfTenThousandKeysInTheBodyIsAccepted() {
        Knock good = Phone.knock("", "{\"apikey\":\"" + Phone.KEY + "\"}", Map.of());
        List<String> accepted = new Mutations(good).accepted(webhook, Phone.account(), "body");
        accepted.removeIf(
                knock -> knock.contains("\"apikey\"") && knock.contains("\"" + Phone.KEY + "\""));
        assertEquals(List.of(), accepted, "white space around the key is free, nothing else");
    }
}
