package handcar.channel.evolution;

import static handcar.channel.AccountSchema.Field.chosen;
import static handcar.channel.AccountSchema.Field.needed;
import static handcar.config.EnvironmentVariable.chosenSecret;
import static handcar.config.EnvironmentVariable.secret;
import static handcar.config.EnvironmentVariable.text;
import static handcar.config.EnvironmentVariable.url;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Markup;
import handcar.channel.ChannelCapabilities.Unit;
import handcar.channel.ChannelContext;
import handcar.channel.ChannelProvider;
import handcar.channel.FileRules;
import handcar.channel.MediaFetcher;
import handcar.channel.MessageSender;
import handcar.channel.Outbound.Media;
import handcar.channel.SenderContext;

import io.helidon.webserver.http.HttpService;

/// WhatsApp by Evolution API. <https://doc.evolution-api.com/v2>
public final class EvolutionProvider extends ChannelProvider {
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
                                    chosenSecret("EVOLUTION_WEBHOOK_SECRET"))));

    /// As WhatsApp's own apps; the server takes 136 MB of JSON.
    private static final FileRules FILES =
            new FileRules(
                    FileRules.Transfer.IN_MESSAGE,
                    1_024,
                    List.of(
                            FileRules.kind(Media.Type.IMAGE, 16, "image/jpeg", "image/png"),
                            FileRules.kind(
                                    Media.Type.AUDIO,
                                    16,
                                    "audio/aac",
                                    "audio/mpeg",
                                    "audio/mp4",
                                    "audio/ogg"),
                            FileRules.kind(Media.Type.VIDEO, 16, "video/mp4", "video/3gpp"),
                            FileRules.kind(Media.Type.DOCUMENT, 95)));

    /// WhatsApp bans a phone that writes faster than a person.
    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(
                            4_096,
                            Unit.UTF16_UNITS,
                            Markup.WHATSAPP,
                            1,
                            Duration.ofSeconds(2),
                            Optional.empty())
                    .with(FILES);

    public EvolutionProvider() {
        super(SCHEMA, CAPABILITIES, new EvolutionWebhook());
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new EvolutionSender(context.httpClient());
    }

    @Override
    public List<HttpService> routes(ChannelContext context) {
        return List.of(
                new EvolutionInstanceRoutes(
                        context,
                        new EvolutionInstances(
                                context.sending().httpClient(), context.sending().publicUrl())));
    }

    @Override
    public Optional<MediaFetcher> media(SenderContext context) {
        return Optional.of(new EvolutionMedia());
    }
}
