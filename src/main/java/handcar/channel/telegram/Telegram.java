package handcar.channel.telegram;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.EnvironmentAccount;
import handcar.channel.Fields;
import handcar.channel.Fields.Field;
import handcar.channel.Provider;
import handcar.channel.Webhook;
import handcar.config.Config;
import handcar.net.Outgoing;

import java.util.List;
import java.util.Optional;

/// Telegram, both ways. <https://core.telegram.org/bots/api>
public final class Telegram implements Provider {
    public static final String KIND = "telegram";
    static final String BASE_URL = "https://api.telegram.org";

    private final Config.Telegram config;
    private final Webhook webhook = new TelegramWebhook();
    private final Channel channel;

    /// @param publicUrl our own address, where Telegram is told to deliver
    public Telegram(Config.Telegram config, Outgoing outgoing, Optional<String> publicUrl) {
        this.config = config;
        this.channel = new TelegramChannel(outgoing, publicUrl);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Fields fields() {
        return new Fields(
                Field.needed("bot_id", "Bot id", "The digits before the colon of the bot's token"),
                List.of(
                        Field.optional(
                                Account.BASE_URL, "Address of Telegram's interface", BASE_URL)),
                List.of(
                        Field.needed(TelegramChannel.TOKEN, "Bot token", "From @BotFather"),
                        Field.needed(
                                Account.WEBHOOK_SECRET,
                                "Webhook secret",
                                "A long word of your choice: letters, digits, _ and -"),
                        Field.optional(
                                Account.FORMER_WEBHOOK_SECRET,
                                "Former webhook secret",
                                "Good as well until Telegram knows the new one")));
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return new EnvironmentAccount(KIND)
                .always(Account.BASE_URL, config.baseUrl())
                .secret(TelegramChannel.TOKEN, config.botToken())
                .proof(config.webhookSecret(), config.formerWebhookSecret())
                .named(config.botToken().map(token -> botId(token.reveal())));
    }

    /// A bot's token begins with its id: `123456:ABC-DEF`.
    private static String botId(String token) {
        int colon = token.indexOf(':');
        return colon < 0 ? "" : token.substring(0, colon);
    }

    @Override
    public Optional<Webhook> webhook() {
        return Optional.of(webhook);
    }

    @Override
    public Channel channel() {
        return channel;
    }
}
