package handcar.channel.telegram;

import handcar.channel.AccountSchema;
import handcar.channel.AccountSchema.Field;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelProvider;
import handcar.channel.EnvironmentAccountBuilder;
import handcar.channel.MessageSender;
import handcar.channel.WebhookParser;
import handcar.config.Config;
import handcar.net.HttpClient;

import java.util.List;
import java.util.Optional;

/// Telegram, both ways. <https://core.telegram.org/bots/api>
public final class TelegramProvider implements ChannelProvider {
    public static final String KIND = "telegram";
    static final String BASE_URL = "https://api.telegram.org";

    private final Config.Telegram config;
    private final WebhookParser webhook = new TelegramWebhook();
    private final MessageSender channel;

    /// @param publicUrl our own address, where Telegram is told to deliver
    public TelegramProvider(
            Config.Telegram config, HttpClient httpClient, Optional<String> publicUrl) {
        this.config = config;
        this.channel = new TelegramSender(httpClient, publicUrl);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public AccountSchema fields() {
        return new AccountSchema(
                Field.needed("bot_id", "Bot id", "The digits before the colon of the bot's token"),
                List.of(
                        Field.optional(
                                ChannelAccount.BASE_URL,
                                "Address of Telegram's interface",
                                BASE_URL)),
                List.of(
                        Field.needed(TelegramSender.TOKEN, "Bot token", "From @BotFather"),
                        Field.needed(
                                ChannelAccount.WEBHOOK_SECRET,
                                "Webhook secret",
                                "A long word of your choice: letters, digits, _ and -"),
                        Field.optional(
                                ChannelAccount.FORMER_WEBHOOK_SECRET,
                                "Former webhook secret",
                                "Good as well until Telegram knows the new one")));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment() {
        return new EnvironmentAccountBuilder(KIND)
                .always(ChannelAccount.BASE_URL, config.baseUrl())
                .secret(TelegramSender.TOKEN, config.botToken())
                .proof(config.webhookSecret(), config.formerWebhookSecret())
                .named(config.botToken().map(token -> botId(token.reveal())));
    }

    /// A bot's token begins with its id: `123456:ABC-DEF`.
    private static String botId(String token) {
        int colon = token.indexOf(':');
        return colon < 0 ? "" : token.substring(0, colon);
    }

    @Override
    public Optional<WebhookParser> webhook() {
        return Optional.of(webhook);
    }

    @Override
    public MessageSender channel() {
        return channel;
    }
}
