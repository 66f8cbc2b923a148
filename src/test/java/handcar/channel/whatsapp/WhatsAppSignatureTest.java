package handcar.channel.whatsapp;

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

final class WhatsAppSignatureTest {
    private final WhatsAppWebhook webhook = new WhatsAppWebhook();

    @Test
    void theAppSecretsSignatureIsAccepted() {
        assertDoesNotThrow(
                () ->
                        webhook.verify(
                                MetaFixture.signed(
                                        WhatsAppFixture.text("hello"), WhatsAppFixture.SECRET),
                                WhatsAppFixture.account()));
    }

    @Test
    void theFormerSecretIsAcceptedWhileItIsChanged() {
        assertDoesNotThrow(
                () ->
                        webhook.verify(
                                MetaFixture.signed(
                                        WhatsAppFixture.text("hello"), WhatsAppFixture.FORMER),
                                WhatsAppFixture.account()));
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
                            webhook.verify(
                                    MetaFixture.posted(WhatsAppFixture.text("hello"), headers),
                                    WhatsAppFixture.account()));
        }
    }

    @Test
    void noneOfTenThousandForgeriesIsAccepted() {
        RequestForgeries forgeries =
                new RequestForgeries(
                        MetaFixture.signed(WhatsAppFixture.text("hello"), WhatsAppFixture.SECRET),
                        "x-hub-signature-256");
        assertEquals(0, forgeries.accepted(webhook, WhatsAppFixture.account()));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertTrue(webhook.isOpen(WhatsAppFixture.account()));
        assertFalse(webhook.isOpen(WhatsAppFixture.account(Map.of())));
    }
}
