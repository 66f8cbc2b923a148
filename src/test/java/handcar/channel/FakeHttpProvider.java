package handcar.channel;

import module java.base;

import handcar.config.EnvironmentValues;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

/// A provider with a small wire of its own: a POST of `{id,to,text}` is answered by `{id}`, 429 means later, another 4xx
/// never.
public final class FakeHttpProvider extends ChannelProvider implements TextSender, AutoCloseable {
    public static final String KIND = "raven";
    public static final String ACCOUNT = "tower";

    private static final AccountSchema SCHEMA =
            new AccountSchema(
                    KIND,
                    "Raven",
                    AccountSchema.Field.needed("tower").described("Tower", "Look up."),
                    List.of(),
                    List.of(),
                    List.of());

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final FakeServer tower;
    private final Duration patience;
    private final HttpClient httpClient =
            new HttpClient(
                    HttpClientSettings.defaults(), AddressGuard.publicOnly(), CallMetrics.none());

    public FakeHttpProvider(FakeServer tower, ChannelCapabilities capabilities, Duration patience) {
        super(SCHEMA, capabilities, Optional.empty());
        this.tower = tower;
        this.patience = patience;
    }

    public static ChannelCapabilities shape(int limit) {
        return new ChannelCapabilities(
                limit,
                ChannelCapabilities.Unit.CODE_POINTS,
                ChannelCapabilities.Markup.PLAIN,
                1_000,
                Duration.ZERO,
                Optional.empty());
    }

    public static FakeReply taken() {
        return (request, wire) ->
                FakeReply.json(200, Map.of("id", "ext-" + NAMES.incrementAndGet()))
                        .to(request, wire);
    }

    /// What was sent to one recipient, in the order of its arrival.
    public static List<String> received(FakeServer tower, String thread) {
        return tower.requests().stream()
                .map(request -> request.json())
                .filter(body -> body.text("to").orElse("").equals(thread))
                .map(body -> body.text("text").orElse(""))
                .toList();
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment(EnvironmentValues values) {
        return Optional.of(
                new ChannelAccount(
                        KIND, ACCOUNT, Optional.empty(), Optional.empty(), Map.of(), Map.of()));
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return this;
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        Request call =
                Request.post(
                                "raven.send",
                                URI.create(tower.baseUrl() + "/send"),
                                Map.of(
                                        "id", part.id().toString(),
                                        "to", part.thread(),
                                        "text", text))
                        .repeating(RetrySafety.NEVER)
                        .within(patience, patience);
        return SendResult.of(httpClient.call(call), FakeHttpProvider::became);
    }

    private static SendResult became(Response answer) {
        if (answer.status() == 200) {
            return new SendResult.Sent(new JsonView(Json.any(answer.body())).text("id").orElse(""));
        }
        if (answer.status() == 429 || answer.status() == 503) {
            return new SendResult.TryLater(
                    "status " + answer.status(),
                    answer.headers()
                            .first("retry-after")
                            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))));
        }
        return new SendResult.Refused("status " + answer.status());
    }

    /// A file goes in the request (by its name), or is named by the id that `/upload` gave to it.
    @Override
    public SendResult files(
            OutboundPart part, String text, List<Outbound.Media> files, ChannelAccount account) {
        List<String> names =
                files.stream()
                        .map(
                                file ->
                                        file.source() instanceof Outbound.Source.Uploaded(String id)
                                                ? id
                                                : file.fileName().orElse(""))
                        .toList();
        Map<String, Object> message =
                Map.of(
                        "id",
                        part.id().toString(),
                        "to",
                        part.thread(),
                        "text",
                        text,
                        "files",
                        names);
        return SendResult.of(
                httpClient.call(
                        Request.post("raven.send", URI.create(tower.baseUrl() + "/send"), message)
                                .repeating(RetrySafety.NEVER)
                                .within(patience, patience)),
                FakeHttpProvider::became);
    }

    @Override
    public UploadResult upload(OutboundFile file, OutboundPart part, ChannelAccount account) {
        Request call =
                Request.sending(
                        "raven.upload",
                        "POST",
                        URI.create(tower.baseUrl() + "/upload"),
                        new Request.Body(file.mimeType(), file.size(), file.content()));
        return new ProviderApi("The raven", httpClient)
                .upload(
                        call,
                        answer ->
                                answer.status() == 200
                                        ? ProviderApi.stored(ProviderApi.json(answer).text("id"))
                                        : new UploadResult.Failed(became(answer)));
    }

    @Override
    public Verified verify(ChannelAccount account) {
        return new Verified(true, "a raven");
    }

    @Override
    public void close() {
        httpClient.close();
    }
}
