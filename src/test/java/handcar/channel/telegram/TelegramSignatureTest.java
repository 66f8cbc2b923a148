package handcar.channel.telegram;

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

/// How Telegram proves itself.
final class TelegramSignatureTest {
    private final TelegramWebhook webhook = new TelegramWebhook();

    @Test
    void theSecretOpensTheDoor() {
        assertTrue(webhook.isOpen(Chat.account()));
        assertDoesNotThrow(() -> webhook.prove(Chat.proven("{}"), Chat.account()));
    }

    @Test
    void aMissingOrWrongHeaderIsRefused() {
        for (Map<String, String> headers :
                List.of(
                        Map.<String, String>of(),
                        Map.of("x-telegram-bot-api-secret-token", ""),
                        Map.of("x-telegram-bot-api-secret-token", "another"),
                        Map.of("authorization", Chat.SECRET))) {
            Knock knock = Chat.knock("{}", headers);
            assertThrows(Problem.Unauthorized.class, () -> webhook.prove(knock, Chat.account()));
        }
    }

    @Test
    void theFormerSecretIsAcceptedBesideTheNewOne() {
        assertDoesNotThrow(
                () -> webhook.prove(Chat.proven("{}"), Chat.account(Map.of(), "new", Chat.SECRET)));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertFalse(webhook.isOpen(Chat.account(Map.of())));
        assertThrows(
                Problem.Unauthorized.class,
                () -> webhook.prove(Chat.proven("{}"), Chat.account(Map.of())));
    }

    @Test
    void noneOfTenThousandMutationsIsAccepted() {
        assertEquals(
                List.of(),
                new Mutations(Chat.proven(Chat.message("\"text\":\"hi\"")))
                        .accepted(webhook, Chat.account(), "x-telegram-bot-api-secret-token"));
    }
}
