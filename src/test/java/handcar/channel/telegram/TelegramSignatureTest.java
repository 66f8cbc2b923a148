package handcar.channel.telegram;

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

/// How Telegram proves itself.
final class TelegramSignatureTest {
    private final TelegramWebhook webhook = new TelegramWebhook();

    @Test
    void theSecretOpensTheDoor() {
        assertTrue(webhook.isOpen(TelegramFixture.account()));
        assertDoesNotThrow(
                () -> webhook.verify(TelegramFixture.proven("{}"), TelegramFixture.account()));
    }

    @Test
    void aMissingOrWrongHeaderIsRefused() {
        for (Map<String, String> headers :
                List.of(
                        Map.<String, String>of(),
                        Map.of("x-telegram-bot-api-secret-token", ""),
                        Map.of("x-telegram-bot-api-secret-token", "another"),
                        Map.of("authorization", TelegramFixture.SECRET))) {
            WebhookRequest request = TelegramFixture.request("{}", headers);
            assertThrows(
                    Problem.Unauthorized.class,
                    () -> webhook.verify(request, TelegramFixture.account()));
        }
    }

    @Test
    void theFormerSecretIsAcceptedBesideTheNewOne() {
        assertDoesNotThrow(
                () ->
                        webhook.verify(
                                TelegramFixture.proven("{}"),
                                TelegramFixture.account(Map.of(), "new", TelegramFixture.SECRET)));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertFalse(webhook.isOpen(TelegramFixture.account(Map.of())));
        assertThrows(
                Problem.Unauthorized.class,
                () ->
                        webhook.verify(
                                TelegramFixture.proven("{}"), TelegramFixture.account(Map.of())));
    }

    @Test
    void noneOfTenThousandMutationsIsAccepted() {
        assertEquals(
                List.of(),
                new RequestMutations(
                                TelegramFixture.proven(TelegramFixture.message("\"text\":\"hi\"")))
                        .accepted(
                                webhook,
                                TelegramFixture.account(),
                                "x-telegram-bot-api-secret-token"));
    }
}
