package handcar.channel.evolution;

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

/// WhatsApp by Evolution API, both ways. <https://doc.evolution-api.com/v2>
public final class EvolutionProvider implements ChannelProvider {
    public static final String KIND = "evolution";
    static final String API_KEY = "api_key";

    private final Config.Evolution config;
    private final WebhookParser webhook = new EvolutionWebhook();
    private final MessageSender channel;

    public EvolutionProvider(Config.Evolution config, HttpClient httpClient) {
        this.config = config;
        this.channel = new EvolutionSender(new EvolutionApi(httpClient));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public AccountSchema fields() {
        return new AccountSchema(
                Field.needed("instance", "Instance", "Its name on the Evolution server"),
                List.of(
                        Field.needed(
                                ChannelAccount.BASE_URL,
                                "Address of the server",
                                "https://evolution.example.com")),
                List.of(
                        Field.needed(API_KEY, "API key", "AUTHENTICATION_API_KEY of the server"),
                        Field.needed(
                                ChannelAccount.WEBHOOK_SECRET,
                                "Webhook secret",
                                "A long word of your choice; sent as a header, or jwt_key"),
                        Field.optional(
                                ChannelAccount.FORMER_WEBHOOK_SECRET,
                                "Former webhook secret",
                                "Good as well while you change it")));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment() {
        return new EnvironmentAccountBuilder(KIND)
                .setting(ChannelAccount.BASE_URL, config.baseUrl())
                .secret(API_KEY, config.apiKey())
                .proof(config.webhookSecret(), config.formerWebhookSecret())
                .named(config.instance());
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
