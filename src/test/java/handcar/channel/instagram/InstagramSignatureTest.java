package handcar.channel.instagram;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.meta.Forgeries;
import handcar.channel.meta.Knocks;
import handcar.http.Problem;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class InstagramSignatureTest {
    private static final String BODY = Direct.message(Map.of("text", "hello"));

    private final InstagramWebhook webhook = new InstagramWebhook();

    @Test
    void theAppSecretsSignatureIsAccepted() {
        assertDoesNotThrow(
                () -> webhook.prove(Knocks.signed(BODY, Direct.SECRET), Direct.account()));
    }

    @Test
    void theFormerSecretIsAcceptedWhileItIsChanged() {
        assertDoesNotThrow(
                () -> webhook.prove(Knocks.signed(BODY, Direct.FORMER), Direct.account()));
    }

    @Test
    void aMissingSignatureIsRefusedLikeAWrongOne() {
        for (Map<String, String> headers :
                List.of(
                        Map.<String, String>of(),
                        Map.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64)))) {
            assertThrows(
                    Problem.Unauthorized.class,
                    () -> webhook.prove(Knocks.posted(BODY, headers), Direct.account()));
        }
    }

    @Test
    void noneOfTenThousandForgeriesIsAccepted() {
        Forgeries forgeries =
                new Forgeries(Knocks.signed(BODY, Direct.SECRET), "x-hub-signature-256");
        assertEquals(0, forgeries.accepted(webhook, Direct.account()));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertTrue(webhook.isOpen(Direct.account()));
        assertFalse(webhook.isOpen(Direct.account(Map.of())));
    }

    @Test
    void theAddressIsProvenByTheChallenge() {
        Map<String, String> asked =
                Map.of(
                        "hub.mode", "subscribe",
                        "hub.verify_token", "word",
                        "hub.challenge", "42");
        assertEquals("42", webhook.shake(Knocks.asked(asked), Direct.account()).body());
    }
}
