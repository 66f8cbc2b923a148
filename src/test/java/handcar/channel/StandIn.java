package handcar.channel;

import handcar.channel.Fields.Field;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A provider whose other side is the test: what is sent stands in a list, and `good` is the only token it accepts.
final class StandIn implements Provider, Channel {
    private final Optional<Account> environment;
    final List<Part> sent = new CopyOnWriteArrayList<>();

    StandIn() {
        this(Optional.empty());
    }

    private StandIn(Optional<Account> environment) {
        this.environment = environment;
    }

    static StandIn withAccount(String id) {
        return new StandIn(
                Optional.of(
                        new Account(
                                "pigeon",
                                id,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("loft", "roof"),
                                Map.of(Account.WEBHOOK_SECRET, new Secret("env-proof")))));
    }

    @Override
    public String kind() {
        return "pigeon";
    }

    @Override
    public Fields fields() {
        return new Fields(
                Field.needed("ring", "Ring number", "On its left leg."),
                List.of(
                        Field.optional("loft", "Loft", "Where it sleeps."),
                        Field.optional(Account.BASE_URL, "Address", "Where the loft listens.")),
                List.of(
                        Field.needed("token", "Token", "What it is fed with."),
                        Field.optional(Account.WEBHOOK_SECRET, "Webhook secret", "Its cry."),
                        Field.optional(
                                Account.FORMER_WEBHOOK_SECRET, "Former secret", "Its old cry.")));
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return environment;
    }

    @Override
    public Optional<Webhook> webhook() {
        return Optional.of(
                new Webhook() {
                    @Override
                    public void prove(Knock knock, Account account) {
                        throw Webhook.unproven();
                    }

                    @Override
                    public List<News> read(Knock knock, Account account) {
                        return List.of(new News.Skipped(Json.text(knock.text())));
                    }
                });
    }

    @Override
    public Channel channel() {
        return this;
    }

    @Override
    public Shape shape(JsonView address) {
        return new Shape(
                100,
                Shape.Unit.CODE_POINTS,
                Shape.Markup.PLAIN,
                10,
                Duration.ZERO,
                Optional.empty());
    }

    @Override
    public Sending send(Part part, Account account) {
        sent.add(part);
        return new Sending.Sent("p" + sent.size());
    }

    @Override
    public Verified verify(Account account) {
        return account.secret("token").map(Secret::reveal).equals(Optional.of("good"))
                ? new Verified(true, "Pigeon " + account.id() + " came back.")
                : new Verified(false, "The pigeon did not come back. Check the token.");
    }
}
