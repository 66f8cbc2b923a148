package handcar.channel.instagram;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.meta.MetaFixture;
import handcar.channel.meta.RequestForgeries;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

final class InstagramSignatureTest {
    private static final String BODY = InstagramFixture.message(Map.of("text", "hello"));

    private final InstagramWebhook webhook = new InstagramWebhook();

    @Test
    void theAppSecretsSignatureIsAccepted() {
        assertDoesNotThrow(
                () ->
                        webhook.verify(
                                MetaFixture.signed(BODY, InstagramFixture.SECRET),
                                InstagramFixture.account()));
    }

    @Test
    void theFormerSecretIsAcceptedWhileItIsChanged() {
        assertDoesNotThrow(
                () ->
                        webhook.verify(
                                MetaFixture.signed(BODY, InstagramFixture.FORMER),
                                InstagramFixture.account()));
    }

    @Test
    void aMissingSignatureIsRefusedLikeAWrongOne() {
        for (Map<String, String> headers :
                List.of(
                        Map.<String, String>of(),
                        Map.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64)))) {
            assertThrows(
                    Problem.Unauthorized.class,
                    () ->
                            webhook.verify(
                                    MetaFixture.posted(BODY, headers), InstagramFixture.account()));
        }
    }

    @Test
    void noneOfTenThousandForgeriesIsAccepted() {
        RequestForgeries forgeries =
                new RequestForgeries(
                        MetaFixture.signed(BODY, InstagramFixture.SECRET), "x-hub-signature-256");
        assertEquals(0, forgeries.accepted(webhook, InstagramFixture.account()));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertTrue(webhook.isOpen(InstagramFixture.account()));
        assertFalse(webhook.isOpen(InstagramFixture.account(Map.of())));
    }

    @Test
    void theAddressIsProvenByTheChallenge() {
        Map<String, String> asked =
                Map.of(
                        "hub.mode", "subscribe",
                        "hub.verify_token", "word",
                        "hub.challenge", "42");
        assertEquals(
                "42",
                webhook.handshake(MetaFixture.asked(asked), InstagramFixture.account()).body());
    }
}
