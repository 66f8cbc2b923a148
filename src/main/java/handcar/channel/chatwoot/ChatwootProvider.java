package handcar.channel.chatwoot;

import static handcar.channel.AccountSchema.Field.needed;
import static handcar.channel.AccountSchema.Field.optional;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelProvider;
import handcar.channel.EnvironmentAccountBuilder;
import handcar.channel.WebhookParser;
import handcar.config.Config;
import handcar.net.HttpClient;

import java.util.List;
import java.util.Optional;

/// Chatwoot, as an agent bot or a user of one account. <https://developers.chatwoot.com/api-reference/introduction>
public final class ChatwootProvider implements ChannelProvider {
    public static final String KIND = "chatwoot";
    static final String API_TOKEN = "api_token";

    private final Config.Chatwoot config;
    private final ChatwootSender channel;

    public ChatwootProvider(Config.Chatwoot config, HttpClient httpClient) {
        this.config = config;
        this.channel = new ChatwootSender(httpClient);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public AccountSchema fields() {
        return new AccountSchema(
                needed("account_id", "Account number", "The number in Chatwoot's own addresses"),
                List.of(
                        needed(
                                ChannelAccount.BASE_URL,
                                "Address of the installation",
                                "https://app.chatwoot.com, or your own"),
                        optional(
                                ChatwootPayload.WHATSAPP_PROVIDER,
                                "Provider of WhatsApp inboxes",
                                "whatsapp_cloud allows longer messages than 360dialog")),
                List.of(
                        needed(
                                API_TOKEN,
                                "Access token",
                                "Of the agent bot, or of a user's profile settings"),
                        needed(
                                ChannelAccount.WEBHOOK_SECRET,
                                "Webhook secret",
                                "Shown with the webhook or the bot; before 4.11.2 a word of your"
                                        + " choice after ?token= in the webhook's address"),
                        optional(
                                ChannelAccount.FORMER_WEBHOOK_SECRET,
                                "Former webhook secret",
                                "While the secret is being changed")));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment() {
        return new EnvironmentAccountBuilder(KIND)
                .setting(ChannelAccount.BASE_URL, config.baseUrl())
                .secret(API_TOKEN, config.apiToken())
                .proof(config.webhookSecret(), config.formerWebhookSecret())
                .named(config.accountId());
    }

    @Override
    public Optional<WebhookParser> webhook() {
        return Optional.of(new ChatwootWebhook());
    }

    @Override
    public ChatwootSender channel() {
        return channel;
    }
}
