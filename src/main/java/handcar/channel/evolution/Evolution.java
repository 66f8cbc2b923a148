package handcar.channel.evolution;

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

/// WhatsApp by Evolution API, both ways. <https://doc.evolution-api.com/v2>
public final class Evolution implements Provider {
    public static final String KIND = "evolution";
    static final String API_KEY = "api_key";

    private final Config.Evolution config;
    private final Webhook webhook = new EvolutionWebhook();
    private final Channel channel;

    public Evolution(Config.Evolution config, Outgoing outgoing) {
        this.config = config;
        this.channel = new EvolutionChannel(new EvolutionApi(outgoing));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Fields fields() {
        return new Fields(
                Field.needed("instance", "Instance", "Its name on the Evolution server"),
                List.of(
                        Field.needed(
                                Account.BASE_URL,
                                "Address of the server",
                                "https://evolution.example.com")),
                List.of(
                        Field.needed(API_KEY, "API key", "AUTHENTICATION_API_KEY of the server"),
                        Field.needed(
                                Account.WEBHOOK_SECRET,
                                "Webhook secret",
                                "A long word of your choice; sent as a header, or jwt_key"),
                        Field.optional(
                                Account.FORMER_WEBHOOK_SECRET,
                                "Former webhook secret",
                                "Good as well while you change it")));
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return new EnvironmentAccount(KIND)
                .setting(Account.BASE_URL, config.baseUrl())
                .secret(API_KEY, config.apiKey())
                .proof(config.webhookSecret(), config.formerWebhookSecret())
                .named(config.instance());
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
