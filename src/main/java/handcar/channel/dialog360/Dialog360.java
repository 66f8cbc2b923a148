package handcar.channel.dialog360;

import static handcar.channel.Fields.Field.needed;
import static handcar.channel.Fields.Field.optional;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.EnvironmentAccount;
import handcar.channel.Fields;
import handcar.channel.Provider;
import handcar.channel.Webhook;
import handcar.config.Config;
import handcar.net.Outgoing;

import java.util.List;
import java.util.Optional;

/// WhatsApp, by 360dialog. <https://docs.360dialog.com/docs/messaging>
public final class Dialog360 implements Provider {
    public static final String KIND = "360dialog";
    static final String API_KEY = "api_key";

    private final Config.Dialog360 config;
    private final Dialog360Channel channel;

    public Dialog360(Config.Dialog360 config, Outgoing outgoing) {
        this.config = config;
        this.channel = new Dialog360Channel(config.baseUrl(), outgoing);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Fields fields() {
        return new Fields(
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
                                Account.BASE_URL,
                                "Address of 360dialog's interface",
                                "Usually " + config.baseUrl())),
                List.of(
                        needed(API_KEY, "API key", "The number's D360-API-KEY"),
                        needed(
                                Account.WEBHOOK_SECRET,
                                "Webhook secret",
                                "Signs the webhooks, or is the value of their header"),
                        optional(
                                Account.FORMER_WEBHOOK_SECRET,
                                "Former webhook secret",
                                "While the secret is being changed")));
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return new EnvironmentAccount(KIND)
                .always(Account.BASE_URL, config.baseUrl())
                .secret(API_KEY, config.apiKey())
                .proof(config.webhookSecret(), config.formerWebhookSecret())
                .named(Optional.empty());
    }

    @Override
    public Optional<Webhook> webhook() {
        return Optional.of(new Dialog360Webhook());
    }

    @Override
    public Channel channel() {
        return channel;
    }
}
