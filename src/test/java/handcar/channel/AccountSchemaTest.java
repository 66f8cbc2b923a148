package handcar.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.dialog360.Dialog360Provider;
import handcar.channel.email.EmailProvider;
import handcar.channel.telegram.TelegramProvider;
import handcar.channel.twilio.TwilioProvider;
import handcar.config.EnvironmentValues;
import handcar.config.Secret;

import org.junit.jupiter.api.Test;

/// What the environment says about an account.
final class AccountSchemaTest {
    private static Optional<ChannelAccount> account(
            ChannelProvider provider, Map<String, String> environment) {
        Map<String, Secret> values = new HashMap<>();
        environment.forEach((name, value) -> values.put(name, new Secret(value)));
        return provider.fromEnvironment(new EnvironmentValues(values));
    }

    @Test
    void defaultsAloneAreNoAccount() {
        assertEquals(
                Optional.empty(),
                account(
                        new TwilioProvider(),
                        Map.of(
                                "TWILIO_BASE_URL",
                                "https://api.twilio.com",
                                "TWILIO_FROM",
                                "+14155550100")));
    }

    @Test
    void halfAnAccountIsOneWhoseWebhookIsClosed() {
        ChannelAccount half =
                account(new TwilioProvider(), Map.of("TWILIO_ACCOUNT_SID", "AC1")).orElseThrow();
        assertEquals(Optional.of("AC1"), half.setting("account_sid"));
        assertEquals(List.of(), half.webhookSecrets());
        assertEquals("", half.id());
    }

    @Test
    void theSecretBeforeIsAcceptedAsWell() {
        ChannelAccount account =
                account(
                                new Dialog360Provider(),
                                Map.of(
                                        "DIALOG360_WEBHOOK_SECRET",
                                        "new",
                                        "DIALOG360_WEBHOOK_SECRET_PREVIOUS",
                                        "old"))
                        .orElseThrow();
        assertEquals(List.of("new", "old"), account.webhookSecrets());
    }

    @Test
    void aBotsIdIsReadFromItsToken() {
        assertEquals(
                "123456",
                account(new TelegramProvider(), Map.of("TELEGRAM_BOT_TOKEN", "123456:ABC"))
                        .orElseThrow()
                        .id());
        assertEquals(
                "",
                account(new TelegramProvider(), Map.of("TELEGRAM_BOT_TOKEN", "nonsense"))
                        .orElseThrow()
                        .id());
    }

    @Test
    void mailNeedsAServerAndASenderAndGmailHasAMailbox() {
        assertEquals(Optional.empty(), account(new EmailProvider(), Map.of("SMTP_PASSWORD", "x")));
        assertEquals(
                Optional.empty(),
                account(new EmailProvider(), Map.of("SMTP_HOST", "mail.example")));
        ChannelAccount account =
                account(
                                new EmailProvider(),
                                Map.of(
                                        "SMTP_HOST",
                                        "smtp.gmail.com",
                                        "FROM_ADDRESS",
                                        "Shop <Help@Shop.example>"))
                        .orElseThrow();
        assertEquals("help@shop.example", account.id());
        assertEquals(Optional.of("imap.gmail.com"), account.setting("imap_host"));
    }
}
