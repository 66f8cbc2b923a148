package handcar.channel.chatwoot;

import static handcar.channel.Fields.Field.needed;
import static handcar.channel.Fields.Field.optional;

import handcar.channel.Account;
import handcar.channel.EnvironmentAccount;
import handcar.channel.Fields;
import handcar.channel.Provider;
import handcar.channel.Webhook;
import handcar.config.Config;
import handcar.net.Outgoing;

import java.util.List;
import java.util.Optional;

/// Chatwoot, as an agent bot or a user of one account. <https://developers.chatwoot.com/api-reference/introduction>
public final class Chatwoot implements Provider {
    public static final String KIND = "chatwoot";
    static final String API_TOKEN = "api_token";

    private final Config.Chatwoot config;
    private final ChatwootChannel channel;

    public Chatwoot(Config.Chatwoot config, Outgoing outgoing) {
        this.config = config;
        this.channel = new ChatwootChannel(outgoing);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Fields fields() {
        return new Fields(
                needed("account_id", "Account number", "The number in Chatwoot's own addresses"),
                List.of(
                        needed(
                                Account.BASE_URL,
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
                                Account.WEBHOOK_SECRET,
                                "Webhook secret",
                                "Shown with the webhook or the bot; before 4.11.2 a word of your"
                                        + " choice after ?token= in the webhook's address"),
                        optional(
                                Account.FORMER_WEBHOOK_SECRET,
                                "Former webhook secret",
                                "While the secret is being changed")));
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return new EnvironmentAccount(KIND)
                .setting(Account.BASE_URL, config.baseUrl())
                .secret(API_TOKEN, config.apiToken())
                .proof(config.webhookSecret(), config.formerWebhookSecret())
                .named(config.accountId());
    }

    @Override
    public Optional<Webhook> webhook() {
        return Optional.of(new ChatwootWebhook());
    }

    @Override
    public ChatwootChannel channel() {
        return channel;
    }
}
