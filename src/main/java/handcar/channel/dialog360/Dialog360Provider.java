package handcar.channel.dialog360;

import static handcar.channel.AccountSchema.Field.needed;
import static handcar.channel.AccountSchema.Field.optional;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelProvider;
import handcar.channel.EnvironmentAccountBuilder;
import handcar.channel.MessageSender;
import handcar.channel.WebhookParser;
import handcar.config.Config;
import handcar.net.HttpClient;

import java.util.List;
import java.util.Optional;

/// WhatsApp, by 360dialog. <https://docs.360dialog.com/docs/messaging>
public final class Dialog360Provider implements ChannelProvider {
    public static final String KIND = "360dialog";
    static final String API_KEY = "api_key";

    private final Config.Dialog360 config;
    private final Dialog360Sender channel;

    public Dialog360Provider(Config.Dialog360 config, HttpClient httpClient) {
        this.config = config;
        this.channel = new Dialog360Sender(config.baseUrl(), httpClient);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public AccountSchema fields() {
        return new AccountSchema(
                needed(
                        "phone_number_id",
                        "Phone number id",
                        "In the Hub under the number's details; digits"),
                List.of(
                        optional(
                                Dialog360Webhook.HEADER,
                                "Header of the webhook",
                                "The name of the header that carries the secret, when it is neither"
                                        + " Authorization nor X-Webhook-Secret"),
                        optional(
                                ChannelAccount.BASE_URL,
                                "Address of 360dialog's interface",
                                "Usually " + config.baseUrl())),
                List.of(
                        needed(API_KEY, "API key", "The number's D360-API-KEY"),
                        needed(
                                ChannelAccount.WEBHOOK_SECRET,
                                "Webhook secret",
                                "Signs the webhooks, or is the value of their header"),
                        optional(
                                ChannelAccount.FORMER_WEBHOOK_SECRET,
                                "Former webhook secret",
                                "While the secret is being changed")));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment() {
        return new EnvironmentAccountBuilder(KIND)
                .always(ChannelAccount.BASE_URL, config.baseUrl())
                .secret(API_KEY, config.apiKey())
                .proof(config.webhookSecret(), config.formerWebhookSecret())
                .named(Optional.empty());
    }

    @Override
    public Optional<WebhookParser> webhook() {
        return Optional.of(new Dialog360Webhook());
    }

    @Override
    public MessageSender channel() {
        return channel;
    }
}
