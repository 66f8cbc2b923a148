package handcar.channel.whatsapp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.meta.Forgeries;
import handcar.channel.meta.Knocks;
import handcar.http.Problem;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class WhatsAppSignatureTest {
    private final WhatsAppWebhook webhook = new WhatsAppWebhook();

    @Test
    void theAppSecretsSignatureIsAccepted() {
        assertDoesNotThrow(
                () ->
                        webhook.prove(
                                Knocks.signed(Cloud.text("hello"), Cloud.SECRET), Cloud.account()));
    }

    @Test
    void theFormerSecretIsAcceptedWhileItIsChanged() {
        assertDoesNotThrow(
                () ->
                        webhook.prove(
                                Knocks.signed(Cloud.text("hello"), Cloud.FORMER), Cloud.account()));
    }

    @Test
    void aMissingSignatureIsRefusedLikeAWrongOne() {
        for (Map<String, String> headers :
                Map.of(
                                "none", Map.<String, String>of(),
                                "empty", Map.of("X-Hub-Signature-256", ""),
                                "wrong", Map.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64)))
                        .values()) {
            assertThrows(
                    Problem.Unauthorized.class,
                    () ->
                            webhook.prove(
                                    Knocks.posted(Cloud.text("hello"), headers), Cloud.account()));
        }
    }

    @Test
    void noneOfTenThousandForgeriesIsAccepted() {
        Forgeries forgeries =
                new Forgeries(
                        Knocks.signed(Cloud.text("hello"), Cloud.SECRET), "x-hub-signature-256");
        assertEquals(0, forgeries.accepted(webhook, Cloud.account()));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertTrue(webhook.isOpen(Cloud.account()));
        assertFalse(webhook.isOpen(Cloud.account(Map.of())));
    }
}
