package handcar.channel.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.TestAccount;
import handcar.channel.WebhookParser.WebhookResponse;
import handcar.channel.WebhookRequest;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

final class MetaWebhookTest {
    /// The vector of the page that Meta's signature was copied from:
    /// <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>
    private static final String SECRET = "It's a Secret to Everybody";

    private static final String PAYLOAD = "Hello, World!";
    private static final String SIGNATURE =
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static final MetaWebhook WEBHOOK =
            new MetaWebhook() {
                @Override
                public List<InboundEvent> read(WebhookRequest request, ChannelAccount account) {
                    return List.of();
                }
            };

    private static ChannelAccount account(Map<String, String> secrets) {
        return TestAccount.of("x", "1", Map.of(), secrets);
    }

    private static boolean signed(String body, Map<String, String> headers, String secret) {
        return MetaWebhook.isSigned(
                MetaFixture.posted(body, headers),
                account(Map.of(ChannelAccount.WEBHOOK_SECRET, secret)));
    }

    @Test
    void thePublishedVectorHolds() {
        Map<String, String> header = Map.of("X-Hub-Signature-256", SIGNATURE);
        assertTrue(signed(PAYLOAD, header, SECRET));
        assertFalse(signed(PAYLOAD + " ", header, SECRET));
        assertFalse(signed(PAYLOAD, header, SECRET + " "));
    }

    @Test
    void aSignatureWithoutItsPrefixOrHeaderProvesNothing() {
        String hex = SIGNATURE.substring("sha256=".length());
        assertFalse(signed(PAYLOAD, Map.of("X-Hub-Signature-256", hex), SECRET));
        assertFalse(signed(PAYLOAD, Map.of("X-Hub-Signature-256", ""), SECRET));
        assertFalse(signed(PAYLOAD, Map.of("X-Hub-Signature", SIGNATURE), SECRET));
        assertFalse(signed(PAYLOAD, Map.of(), SECRET));
    }

    @Test
    void nothingIsSignedForAnAccountWithoutASecret() {
        assertFalse(
                MetaWebhook.isSigned(
                        MetaFixture.posted(PAYLOAD, Map.of("X-Hub-Signature-256", SIGNATURE)),
                        account(Map.of(ChannelAccount.WEBHOOK_SECRET, ""))));
    }

    @Test
    void theChallengeComesBackAsPlainTextToWhoeverKnowsTheWord() {
        assertEquals(
                new WebhookResponse("text/plain; charset=utf-8", "1158201444"),
                WEBHOOK.handshake(
                        MetaFixture.asked(
                                Map.of(
                                        "hub.mode", "subscribe",
                                        "hub.verify_token", "meatyhamhock",
                                        "hub.challenge", "1158201444")),
                        account(Map.of(MetaWebhook.VERIFY_TOKEN, "meatyhamhock"))));
    }

    @Test
    void aWrongWordAMissingOneAndAnotherModeAreForbidden() {
        ChannelAccount account = account(Map.of(MetaWebhook.VERIFY_TOKEN, "meatyhamhock"));
        Map<String, String> good =
                Map.of(
                        "hub.mode", "subscribe",
                        "hub.verify_token", "meatyhamhock",
                        "hub.challenge", "1");
        for (String name : good.keySet()) {
            Map<String, String> wrong = new HashMap<>(good);
            wrong.put(name, "");
            Map<String, String> missing = new HashMap<>(good);
            missing.remove(name);
            assertThrows(
                    Problem.Forbidden.class,
                    () -> WEBHOOK.handshake(MetaFixture.asked(wrong), account),
                    name);
            assertThrows(
                    Problem.Forbidden.class,
                    () -> WEBHOOK.handshake(MetaFixture.asked(missing), account),
                    name);
        }
        assertThrows(
                Problem.Forbidden.class,
                () ->
                        WEBHOOK.handshake(
                                MetaFixture.asked(good),
                                account(Map.of(MetaWebhook.VERIFY_TOKEN, ""))));
        assertThrows(
                Problem.Forbidden.class,
                () -> WEBHOOK.handshake(MetaFixture.asked(good), account(Map.of())));
    }
}
