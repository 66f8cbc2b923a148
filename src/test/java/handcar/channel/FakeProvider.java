package handcar.channel;

import module java.base;

import handcar.channel.AccountSchema.Field;
import handcar.config.EnvironmentValues;
import handcar.config.Secret;
import handcar.json.Json;

/// A provider whose other side is the test: what is sent stands in a list, and `good` is the only token it accepts.
final class FakeProvider extends ChannelProvider implements TextSender {
    private static final AccountSchema SCHEMA =
            new AccountSchema(
                    "pigeon",
                    "Pigeon",
                    Field.needed("ring").described("Ring number", "On its left leg."),
                    List.of(
                            Field.optional("loft").described("Loft", "Where it sleeps."),
                            Field.optional(ChannelAccount.BASE_URL)
                                    .described("Address", "Where the loft listens.")),
                    List.of(
                            Field.needed("token").described("Token", "What it is fed with."),
                            Field.optional(ChannelAccount.WEBHOOK_SECRET)
                                    .described("Webhook secret", "Its cry.")),
                    List.of());

    private final Optional<ChannelAccount> environment;
    final List<OutboundPart> sent = new CopyOnWriteArrayList<>();

    FakeProvider() {
        this(Optional.empty());
    }

    private FakeProvider(Optional<ChannelAccount> environment) {
        super(
                SCHEMA,
                new ChannelCapabilities(
                        100,
                        ChannelCapabilities.Unit.CODE_POINTS,
                        ChannelCapabilities.Markup.PLAIN,
                        10,
                        Duration.ZERO,
                        Optional.empty()),
                new RefusingWebhook());
        this.environment = environment;
    }

    static FakeProvider withAccount(String id) {
        return new FakeProvider(
                Optional.of(
                        new ChannelAccount(
                                "pigeon",
                                id,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("loft", "roof"),
                                Map.of(ChannelAccount.WEBHOOK_SECRET, new Secret("env-proof")))));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment(EnvironmentValues values) {
        return environment;
    }

    private static final class RefusingWebhook implements WebhookParser {
        @Override
        public void verify(WebhookRequest request, ChannelAccount account) {
            throw WebhookParser.signatureInvalid();
        }

        @Override
        public List<InboundEvent> read(WebhookRequest request, ChannelAccount account) {
            return List.of(new InboundEvent.IgnoredEvent(Json.text(request.text())));
        }
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return this;
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        sent.add(part);
        return new SendResult.Sent("p" + sent.size());
    }

    @Override
    public Verified verify(ChannelAccount account) {
        return account.secret("token").map(Secret::reveal).equals(Optional.of("good"))
                ? new Verified(true, "Pigeon " + account.id() + " came back.")
                : new Verified(false, "The pigeon did not come back. Check the token.");
    }
}
