package handcar.channel.evolution;

import static handcar.channel.AccountSchema.Field.chosen;
import static handcar.channel.AccountSchema.Field.needed;
import static handcar.config.EnvironmentVariable.secret;
import static handcar.config.EnvironmentVariable.text;
import static handcar.config.EnvironmentVariable.url;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelContext;
import handcar.channel.ChannelProvider;
import handcar.channel.MessageSender;
import handcar.channel.SenderContext;
import handcar.channel.WebhookParser;
import handcar.json.JsonView;

import io.helidon.webserver.http.HttpService;

/// WhatsApp by Evolution API. <https://doc.evolution-api.com/v2>
public final class EvolutionProvider implements ChannelProvider {
    public static final String KIND = "evolution";

    static final String API_KEY = "api_key";

    private static final AccountSchema SCHEMA =
            AccountSchema.of(
                    EvolutionProvider.class,
                    KIND,
                    needed("instance", text("EVOLUTION_INSTANCE")),
                    List.of(needed(ChannelAccount.BASE_URL, url("EVOLUTION_API_URL"))),
                    List.of(
                            needed(API_KEY, secret("EVOLUTION_API_KEY")),
                            chosen(
                                    ChannelAccount.WEBHOOK_SECRET,
                                    secret("EVOLUTION_WEBHOOK_SECRET"))));

    /// A phone that writes faster than a person is taken for what it is, and banned.
    private static final ChannelCapabilities SHAPE =
            new ChannelCapabilities(
                    4_096,
                    ChannelCapabilities.Unit.UTF16_UNITS,
                    ChannelCapabilities.Markup.WHATSAPP,
                    1,
                    Duration.ofSeconds(2),
                    Optional.empty());

    @Override
    public AccountSchema schema() {
        return SCHEMA;
    }

    @Override
    public ChannelCapabilities capabilities(JsonView address) {
        return SHAPE;
    }

    @Override
    public Optional<WebhookParser> webhook() {
        return Optional.of(new EvolutionWebhook());
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new EvolutionSender(new EvolutionApi(context.httpClient()));
    }

    @Override
    public List<HttpService> routes(ChannelContext context) {
        return List.of(
                new EvolutionInstanceRoutes(
                        context.auth(),
                        context.db(),
                        context.audit(),
                        context.accounts(),
                        new EvolutionInstances(
                                context.sending().httpClient(), context.sending().publicUrl())));
    }
}
