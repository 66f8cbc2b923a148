package handcar.channel.telegram;

import static handcar.channel.AccountSchema.Field.baseUrl;
import static handcar.channel.AccountSchema.Field.chosen;
import static handcar.channel.AccountSchema.Field.needed;
import static handcar.config.EnvironmentVariable.chosenSecret;
import static handcar.config.EnvironmentVariable.secret;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelProvider;
import handcar.channel.FileRules;
import handcar.channel.MediaFetcher;
import handcar.channel.MessageSender;
import handcar.channel.Outbound.Media;
import handcar.channel.SenderContext;
import handcar.config.EnvironmentValues;
import handcar.config.Secret;

/// Telegram's bots. <https://core.telegram.org/bots/api>
public final class TelegramProvider extends ChannelProvider {
    public static final String KIND = "telegram";

    static final String TOKEN = "bot_token";
    static final String BASE_URL = "https://api.telegram.org";

    private static final AccountSchema SCHEMA =
            AccountSchema.of(
                    TelegramProvider.class,
                    KIND,
                    needed("bot_id"),
                    List.of(baseUrl(BASE_URL, "TELEGRAM_BASE_URL")),
                    List.of(
                            needed(TOKEN, secret("TELEGRAM_BOT_TOKEN")),
                            chosen(
                                    ChannelAccount.WEBHOOK_SECRET,
                                    chosenSecret("TELEGRAM_WEBHOOK_SECRET"))));

    /// A photo up to 10 MB; a voice message is OGG with Opus, MP3 or M4A; bots send files up to 50 MB:
    /// <https://core.telegram.org/bots/api#sending-files>.
    private static final FileRules FILES =
            new FileRules(
                    FileRules.Transfer.IN_MESSAGE,
                    1_024,
                    List.of(
                            FileRules.kind(
                                    Media.Type.IMAGE, 10, "image/jpeg", "image/png", "image/webp"),
                            FileRules.kind(
                                    Media.Type.AUDIO, 50, "audio/ogg", "audio/mpeg", "audio/mp4"),
                            FileRules.kind(Media.Type.VIDEO, 50, "video/mp4"),
                            FileRules.kind(Media.Type.DOCUMENT, 50)));

    /// 4 096 characters; thirty messages a second to different chats, one a second to the same:
    /// <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>.
    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(
                            4_096,
                            ChannelCapabilities.Unit.UTF16_UNITS,
                            ChannelCapabilities.Markup.TELEGRAM_HTML,
                            25,
                            Duration.ofSeconds(1),
                            Optional.empty())
                    .with(FILES);

    public TelegramProvider() {
        super(SCHEMA, CAPABILITIES, new TelegramWebhook());
    }

    /// The bot's token begins with its id: `123456:ABC-DEF`.
    @Override
    public Optional<ChannelAccount> fromEnvironment(EnvironmentValues environment) {
        return SCHEMA.fromEnvironment(environment).map(account -> account.named(botId(account)));
    }

    private static String botId(ChannelAccount account) {
        String token = account.secret(TOKEN).map(Secret::reveal).orElse("");
        return token.substring(0, Math.max(0, token.indexOf(':')));
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new TelegramSender(
                context.baseUrl(SCHEMA), context.httpClient(), context.publicUrl());
    }

    @Override
    public Optional<MediaFetcher> media(SenderContext context) {
        return Optional.of(new TelegramMedia(context.baseUrl(SCHEMA), context.httpClient()));
    }
}
