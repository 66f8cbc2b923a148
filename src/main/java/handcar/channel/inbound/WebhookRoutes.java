package handcar.channel.inbound;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelProvider;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookParser.Welcome;
import handcar.channel.WebhookRequest;
import handcar.http.BodyReader;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.json.MalformedJsonException;
import handcar.problem.Problem;
import handcar.text.TextSanitizer;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// The addresses providers call: `/webhooks/{kind}` for the account from the environment, `/webhooks/{kind}/{binding}` for
/// one of several. Each is verified over the raw bytes, stored with its messages, and only then answered; no model and no
/// provider is asked meanwhile.
public final class WebhookRoutes implements HttpService {
    /// Kept of every webhook, beside what its channel names: none of it proves anything.
    private static final Set<String> KEPT_HEADERS = Set.of("content-type", "user-agent");

    private static final Logger LOG = System.getLogger(WebhookRoutes.class.getName());

    private final ChannelAccounts accounts;
    private final WebhookBatcher batcher;
    private final Optional<String> publicUrl;

    public WebhookRoutes(
            ChannelAccounts accounts, WebhookBatcher batcher, Optional<String> publicUrl) {
        this.accounts = accounts;
        this.batcher = batcher;
        this.publicUrl = publicUrl;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/webhooks/{kind}", this::take);
        rules.post("/webhooks/{kind}/{tail}", this::take);
        rules.post("/webhooks/{kind}/{tail}/{event}", this::take);
        rules.get("/webhooks/{kind}", this::shake);
        rules.get("/webhooks/{kind}/{tail}", this::shake);
        rules.post("/webhook", this::evolution);
        rules.post("/webhook/chatbot", this::evolution);
    }

    /// Says which accounts cannot be reached because nothing proves who calls.
    public void tell() {
        accounts.all().stream()
                .filter(
                        account ->
                                webhook(account.kind())
                                        .filter(webhook -> !webhook.isOpen(account))
                                        .isPresent())
                .forEach(
                        account ->
                                LOG.log(
                                        Level.WARNING,
                                        "The webhook of "
                                                + account
                                                + " is closed (404): it has no secret to prove a"
                                                + " sender with."));
    }

    /// Whose door it is and what stands behind it in the path.
    private record Entrance(
            ChannelProvider provider,
            WebhookParser webhook,
            ChannelAccount account,
            String event) {}

    private void take(ServerRequest req, ServerResponse res) {
        receive(req, res, PathParams.text(req, "kind"));
    }

    /// The addresses of the system that spoke to Evolution before.
    private void evolution(ServerRequest req, ServerResponse res) {
        receive(req, res, "evolution");
    }

    private void receive(ServerRequest req, ServerResponse res, String kind) {
        Entrance entrance = entrance(req, kind);
        WebhookRequest knock = knock(req, entrance.event());
        WebhookParser webhook = entrance.webhook();
        webhook.prove(knock, entrance.account());
        List<InboundEvent> news = read(webhook, knock, entrance.account());
        Map<String, Object> head = head(knock, entrance.provider());
        batcher.take(
                WebhookStore.event(
                        entrance.account(),
                        webhook.eventId(knock).orElseGet(() -> fingerprint(knock, head)),
                        knock.event(),
                        head,
                        webhook.kept(knock),
                        news));
        Welcome welcome = webhook.welcome(knock);
        Responses.text(req, res, welcome.contentType(), welcome.body());
    }

    private static List<InboundEvent> read(
            WebhookParser webhook, WebhookRequest knock, ChannelAccount account) {
        try {
            return webhook.read(knock, account);
        } catch (MalformedJsonException | Problem e) {
            throw e;
        } catch (RuntimeException e) {
            // proven, and still nothing we can read: the sender is told, and so are we
            LOG.log(Level.WARNING, "A webhook of " + account + " cannot be read", e);
            throw new Problem.Malformed("malformed", "The body is not what this provider sends.");
        }
    }

    private void shake(ServerRequest req, ServerResponse res) {
        Entrance entrance = entrance(req, PathParams.text(req, "kind"));
        Welcome welcome = entrance.webhook().shake(knock(req, ""), entrance.account());
        Responses.text(req, res, welcome.contentType(), welcome.body());
    }

    private Entrance entrance(ServerRequest req, String kind) {
        ChannelProvider provider = accounts.provider(kind).orElseThrow(WebhookRoutes::closed);
        WebhookParser webhook = provider.webhook().orElseThrow(WebhookRoutes::closed);
        Optional<String> tail = parameter(req, "tail");
        Optional<UUID> binding = tail.filter(PathParams::isUuid).map(UUID::fromString);
        String event =
                parameter(req, "event").or(() -> tail.filter(_ -> binding.isEmpty())).orElse("");
        ChannelAccount account =
                accounts.atDoor(kind, binding)
                        .filter(webhook::isOpen)
                        .orElseThrow(WebhookRoutes::closed);
        return new Entrance(provider, webhook, account, event);
    }

    private Optional<WebhookParser> webhook(String kind) {
        return accounts.provider(kind).flatMap(ChannelProvider::webhook);
    }

    private static Optional<String> parameter(ServerRequest req, String name) {
        return req.path().pathParameters().first(name).asOptional();
    }

    private WebhookRequest knock(ServerRequest req, String event) {
        Map<String, List<String>> headers = new HashMap<>();
        req.headers()
                .forEach(
                        header ->
                                headers.computeIfAbsent(
                                                header.name().toLowerCase(Locale.ROOT),
                                                _ -> new ArrayList<>())
                                        .addAll(header.allValues()));
        Map<String, String> query = new HashMap<>();
        req.query().names().forEach(name -> query.put(name, req.query().get(name)));
        return new WebhookRequest(
                event,
                url(req),
                headers,
                query,
                BodyReader.of(req, BodyReader.WEBHOOK_LIMIT),
                Instant.now());
    }

    /// Behind a proxy the public address is the one that was signed, not the one we were called by.
    private String url(ServerRequest req) {
        String raw = req.prologue().query().rawValue();
        String path = req.prologue().uriPath().rawPath() + (raw.isEmpty() ? "" : "?" + raw);
        return publicUrl
                        .map(url -> url.replaceFirst("/+$", ""))
                        .orElseGet(() -> "http://" + req.authority())
                + path;
    }

    private static Map<String, Object> head(WebhookRequest knock, ChannelProvider provider) {
        Map<String, Object> head = new TreeMap<>();
        Stream.concat(KEPT_HEADERS.stream(), provider.keptHead().stream())
                .forEach(
                        name ->
                                (name.startsWith("?")
                                                ? knock.parameter(name.substring(1))
                                                : knock.header(name))
                                        .ifPresent(value -> head.put(name, bounded(value))));
        return head;
    }

    private static String bounded(String value) {
        String clean = TextSanitizer.cleaned(value);
        return clean.substring(0, Math.min(500, clean.length()));
    }

    /// What has no name is the same when its bytes are, at the same address.
    private static String fingerprint(WebhookRequest knock, Map<String, Object> head) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            head.forEach(
                    (name, value) -> {
                        if (name.startsWith("?")) {
                            digest.update(value.toString().getBytes(StandardCharsets.UTF_8));
                        }
                    });
            return HexFormat.of().formatHex(digest.digest(knock.body()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Problem.NotFound closed() {
        return new Problem.NotFound("webhook_not_found", "There is no such webhook.");
    }
}
