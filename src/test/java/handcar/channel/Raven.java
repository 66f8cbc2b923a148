package handcar.channel;

import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.net.Call;
import handcar.net.CallMeter;
import handcar.net.Guard;
import handcar.net.NetSettings;
import handcar.net.Outgoing;
import handcar.net.Repeat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider with a small wire of its own: a POST of `{id,to,text}` is answered by `{id}`, 429 means later, another 4xx
/// never.
final class Raven implements Provider, Channel, AutoCloseable {
    static final String KIND = "raven";
    static final String ACCOUNT = "tower";

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final FakeServer tower;
    private final Shape shape;
    private final Duration patience;
    private final Outgoing outgoing =
            new Outgoing(NetSettings.defaults(), Guard.publicOnly(), CallMeter.none());

    Raven(FakeServer tower, Shape shape, Duration patience) {
        this.tower = tower;
        this.shape = shape;
        this.patience = patience;
    }

    static Shape shape(int limit) {
        return new Shape(
                limit,
                Shape.Unit.CODE_POINTS,
                Shape.Markup.PLAIN,
                1_000,
                Duration.ZERO,
                Optional.empty());
    }

    static Reply taken() {
        return (request, wire) ->
                Reply.json(200, Map.of("id", "ext-" + NAMES.incrementAndGet())).to(request, wire);
    }

    /// What was sent to one recipient, in the order of its arrival.
    static List<String> received(FakeServer tower, String thread) {
        return tower.requests().stream()
                .map(request -> request.json())
                .filter(body -> body.text("to").orElse("").equals(thread))
                .map(body -> body.text("text").orElse(""))
                .toList();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Fields fields() {
        return new Fields(Fields.Field.needed("tower", "Tower", "Look up."), List.of(), List.of());
    }

    @Override
    public Optional<Account> fromEnvironment() {
        return Optional.of(
                new Account(KIND, ACCOUNT, Optional.empty(), Optional.empty(), Map.of(), Map.of()));
    }

    @Override
    public Optional<Webhook> webhook() {
        return Optional.empty();
    }

    @Override
    public Channel channel() {
        return this;
    }

    @Override
    public Shape shape(JsonView address) {
        return shape;
    }

    @Override
    public Sending send(Part part, Account account) {
        Call call =
                Call.post(
                                "raven.send",
                                URI.create(tower.baseUrl() + "/send"),
                                Map.of(
                                        "id", part.id().toString(),
                                        "to", part.thread(),
                                        "text", part.text()))
                        .repeating(Repeat.NEVER)
                        .within(patience, patience);
        return Sending.of(outgoing.call(call), Raven::became);
    }

    private static Sending became(Answer answer) {
        if (answer.status() == 200) {
            return new Sending.Sent(new JsonView(Json.any(answer.body())).text("id").orElse(""));
        }
        if (answer.status() == 429 || answer.status() == 503) {
            return new Sending.TryLater(
                    "status " + answer.status(),
                    answer.headers()
                            .first("retry-after")
                            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))));
        }
        return new Sending.Refused("status " + answer.status());
    }

    @Override
    public Verified verify(Account account) {
        return new Verified(true, "a raven");
    }

    @Override
    public void close() {
        outgoing.close();
    }
}
