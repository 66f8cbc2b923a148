package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.RequestMutations;
import handcar.channel.WebhookRequest;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

/// The three ways in which an Evolution server proves itself.
final class EvolutionAuthTest {
    private static final String BODY = "{\"event\":\"call\",\"instance\":\"shop\",\"data\":{}}";
    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private final EvolutionWebhook webhook = new EvolutionWebhook();

    private void assertAccepted(WebhookRequest request) {
        assertDoesNotThrow(() -> webhook.verify(request, EvolutionFixture.account()));
    }

    private void assertRefused(WebhookRequest request) {
        assertThrows(
                Problem.Unauthorized.class,
                () -> webhook.verify(request, EvolutionFixture.account()));
    }

    private static WebhookRequest with(String header, String value) {
        return EvolutionFixture.request("", BODY, Map.of(header, value));
    }

    @Test
    void aHeaderOfAnyNameCarriesTheSecret() {
        assertAccepted(with("x-webhook-secret", EvolutionFixture.SECRET));
        assertAccepted(with("apikey", EvolutionFixture.SECRET));
        assertAccepted(with("authorization", "Bearer " + EvolutionFixture.SECRET));
    }

    @Test
    void aTokenIsSignedWithTheSecret() {
        assertAccepted(
                with(
                        "authorization",
                        "Bearer " + EvolutionFixture.token(600, EvolutionFixture.SECRET)));
        assertAccepted(
                with(
                        "authorization",
                        "bearer " + EvolutionFixture.token(-200, EvolutionFixture.SECRET)));
        assertRefused(with("authorization", "Bearer " + EvolutionFixture.token(600, "another")));
        assertRefused(
                with(
                        "authorization",
                        "Bearer " + EvolutionFixture.token(-301, EvolutionFixture.SECRET)));
        assertRefused(
                with(
                        "authorization",
                        "Bearer " + EvolutionFixture.token(90_000, EvolutionFixture.SECRET)));
        assertRefused(with("authorization", EvolutionFixture.token(600, EvolutionFixture.SECRET)));
    }

    @Test
    void aTokenOfAnotherKindProvesNothing() {
        long end = EvolutionFixture.NOW.getEpochSecond() + 600;
        String claims = "{\"exp\":" + end + "}";
        for (String token :
                List.of(
                        EvolutionFixture.token(
                                "{\"alg\":\"none\"}", claims, EvolutionFixture.SECRET),
                        EvolutionFixture.token(
                                "{\"alg\":\"HS512\"}", claims, EvolutionFixture.SECRET),
                        EvolutionFixture.token("[]", claims, EvolutionFixture.SECRET),
                        EvolutionFixture.token(HS256, "{}", EvolutionFixture.SECRET),
                        EvolutionFixture.token(
                                HS256, "{\"exp\":\"soon\"}", EvolutionFixture.SECRET),
                        EvolutionFixture.token(HS256, claims, EvolutionFixture.SECRET) + "=",
                        EvolutionFixture.token(HS256, claims, EvolutionFixture.SECRET) + ".x",
                        "..",
                        "a.b.c")) {
            assertRefused(with("authorization", "Bearer " + token));
        }
    }

    @Test
    void theInstancesKeyInTheBodyIsAProof() {
        assertAccepted(
                EvolutionFixture.request("", EvolutionFixture.event("call", "{}"), Map.of()));
        assertAccepted(
                EvolutionFixture.request(
                        "", "{\"apikey\":\"" + EvolutionFixture.SECRET + "\"}", Map.of()));
        assertRefused(EvolutionFixture.request("", "{\"apikey\":\"another\"}", Map.of()));
        assertRefused(EvolutionFixture.request("", "{\"apikey\":null}", Map.of()));
    }

    @Test
    void aMissingProofIsRefusedBeforeAnythingIsRead() {
        assertRefused(EvolutionFixture.request("", BODY, Map.of()));
        assertRefused(EvolutionFixture.request("", "", Map.of()));
        assertRefused(EvolutionFixture.request("", "[", Map.of()));
        assertRefused(with("x-webhook-secret", ""));
    }

    @Test
    void theFormerSecretIsAcceptedBesideTheNewOne() {
        ChannelAccount turning = EvolutionFixture.account(Map.of(), "new", EvolutionFixture.SECRET);
        assertDoesNotThrow(() -> webhook.verify(EvolutionFixture.request(BODY), turning));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        ChannelAccount closed = EvolutionFixture.account(Map.of());
        assertFalse(webhook.isOpen(closed));
        assertTrue(webhook.isOpen(EvolutionFixture.account()));
        assertThrows(
                Problem.Unauthorized.class,
                () ->
                        webhook.verify(
                                EvolutionFixture.request(
                                        "", EvolutionFixture.event("call", "{}"), Map.of()),
                                closed));
    }

    @Test
    void noneOfTenThousandMutationsIsAccepted() {
        WebhookRequest header = EvolutionFixture.request(BODY);
        assertEquals(
                List.of(),
                new RequestMutations(header)
                        .accepted(webhook, EvolutionFixture.account(), "x-webhook-secret"));
        WebhookRequest token =
                with(
                        "authorization",
                        "bEARER " + EvolutionFixture.token(600, EvolutionFixture.SECRET));
        List<String> accepted =
                new RequestMutations(token)
                        .accepted(webhook, EvolutionFixture.account(), "authorization");
        accepted.removeIf(
                request ->
                        request.toLowerCase(java.util.Locale.ROOT)
                                .contains(
                                        "bearer "
                                                + EvolutionFixture.token(
                                                                600, EvolutionFixture.SECRET)
                                                        .toLowerCase(java.util.Locale.ROOT)));
        assertEquals(List.of(), accepted, "the scheme's case is free, nothing else");
        WebhookRequest body = EvolutionFixture.request("", EvolutionFixture.KEY, Map.of());
        assertRefused(body);
    }

    @Test
    void noneOfTenThousandKeysInTheBodyIsAccepted() {
        WebhookRequest good =
                EvolutionFixture.request(
                        "", "{\"apikey\":\"" + EvolutionFixture.KEY + "\"}", Map.of());
        List<String> accepted =
                new RequestMutations(good).accepted(webhook, EvolutionFixture.account(), "body");
        accepted.removeIf(
                request ->
                        request.contains("\"apikey\"")
                                && request.contains("\"" + EvolutionFixture.KEY + "\""));
        assertEquals(List.of(), accepted, "white space around the key is free, nothing else");
    }
}
