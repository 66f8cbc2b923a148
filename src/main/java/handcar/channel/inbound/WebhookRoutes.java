package handcar.channel.inbound;

import module java.base;

import handcar.audit.SecurityEvents;
import handcar.auth.Auth;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelProvider;
import handcar.channel.InboundEvent;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookParser.WebhookResponse;
import handcar.channel.WebhookRequest;
import handcar.http.BodyReader;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.json.MalformedJsonException;
import handcar.problem.Problem;
import handcar.text.Sha256;
import handcar.text.TextSanitizer;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The webhooks that providers call: `/webhooks/{kind}` for the account from the environment, `/webhooks/{kind}/{id}` for a
/// connected account. Each is verified over the raw bytes, stored with its messages, and only then answered; no model and no
/// provider is called before the answer.
public final class WebhookRoutes implements HttpService {
    /// Headers that are stored of every webhook beside those its channel names; none is a secret.
    private static final Set<String> KEPT_HEADERS = Set.of("content-type", "user-agent");

    private static final int LONGEST_HEADER = 500;

    private static final Logger LOG = System.getLogger(WebhookRoutes.class.getName());

    private final ChannelAccounts accounts;
    private final WebhookBatcher batcher;
    private final Auth auth;
    private final Optional<String> publicUrl;

    public WebhookRoutes(
            ChannelAccounts accounts,
            WebhookBatcher batcher,
            Auth auth,
            Optional<String> publicUrl) {
        this.accounts = accounts;
        this.batcher = batcher;
        this.auth = auth;
        this.publicUrl = publicUrl;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/webhooks/{kind}", this::receive);
        rules.post("/webhooks/{kind}/{tail}", this::receive);
        rules.post("/webhooks/{kind}/{tail}/{event}", this::receive);
        rules.get("/webhooks/{kind}", this::handshake);
        rules.get("/webhooks/{kind}/{tail}", this::handshake);
        // addresses that Evolution servers of an earlier system call
        rules.post("/webhook", (req, res) -> receive(req, res, "evolution"));
        rules.post("/webhook/chatbot", (req, res) -> receive(req, res, "evolution"));
    }

    /// Logs which accounts have no secret, so that their webhooks are refused.
    public void reportClosed() {
        accounts.all().stream()
                .filter(
                        account ->
                                accounts.provider(account.kind())
                                        .flatMap(ChannelProvider::webhook)
                                        .filter(parser -> !parser.isOpen(account))
                                        .isPresent())
                .forEach(
                        account ->
                                LOG.log(
                                        Level.WARNING,
                                        "webhook.closed reason=no_secret account=" + account));
    }

    /// The channel, the account and the event that a path names.
    private record Route(
            ChannelProvider provider, WebhookParser parser, ChannelAccount account, String event) {}

    private void receive(ServerRequest req, ServerResponse res) {
        receive(req, res, PathParams.text(req, "kind"));
    }

    private void receive(ServerRequest req, ServerResponse res, String kind) {
        Route route = route(req, kind);
        WebhookParser parser = route.parser();
        WebhookRequest request = verified(req, route);
        List<InboundEvent> events = read(parser, request, route.account());
        Map<String, Object> headers = keptHeaders(request, route.provider());
        batcher.store(
                new ReceivedWebhook(
                        route.account(),
                        parser.eventId(request).orElseGet(() -> fingerprint(request, headers)),
                        request.event(),
                        headers,
                        parser.kept(request),
                        events));
        WebhookResponse response = parser.response(request);
        Responses.text(req, res, response.contentType(), response.body());
    }

    /// The request, of which the body is read only where its head leaves a proof possible. Wrong proofs are counted by address; right
    /// ones are not, wherever they come from.
    private WebhookRequest verified(ServerRequest req, Route route) {
        WebhookRequest head = head(req, route.event());
        try {
            if (route.parser().isHopeless(head, route.account())) {
                throw WebhookParser.signatureInvalid();
            }
            WebhookRequest request = head.with(BodyReader.of(req, BodyReader.WEBHOOK_LIMIT));
            route.parser().verify(request, route.account());
            return request;
        } catch (Problem.Unauthorized e) {
            throw auth.refused(req, SecurityEvents.Kind.WEBHOOK, e);
        }
    }

    private static List<InboundEvent> read(
            WebhookParser parser, WebhookRequest request, ChannelAccount account) {
        try {
            return parser.read(request, account);
        } catch (MalformedJsonException | Problem e) {
            throw e;
        } catch (RuntimeException e) {
            // a verified body that cannot be read is a fault to look at
            LOG.log(Level.WARNING, "webhook.unreadable account=" + account, e);
            throw new Problem.Malformed("malformed", "The body is not what this provider sends.");
        }
    }

    private void handshake(ServerRequest req, ServerResponse res) {
        Route route = route(req, PathParams.text(req, "kind"));
        try {
            WebhookResponse response = route.parser().handshake(head(req, ""), route.account());
            Responses.text(req, res, response.contentType(), response.body());
        } catch (Problem.Forbidden e) {
            throw auth.refused(req, SecurityEvents.Kind.WEBHOOK, e);
        }
    }

    private Route route(ServerRequest req, String kind) {
        ChannelProvider provider = accounts.provider(kind).orElseThrow(Problem.notFound("webhook"));
        WebhookParser parser = provider.webhook().orElseThrow(Problem.notFound("webhook"));
        Optional<String> tail = parameter(req, "tail");
        Optional<UUID> binding = tail.filter(PathParams::isUuid).map(UUID::fromString);
        String event =
                parameter(req, "event").or(() -> tail.filter(_ -> binding.isEmpty())).orElse("");
        ChannelAccount account =
                accounts.enabled(kind, binding)
                        .filter(parser::isOpen)
                        .orElseThrow(Problem.notFound("webhook"));
        return new Route(provider, parser, account, event);
    }

    private static Optional<String> parameter(ServerRequest req, String name) {
        return req.path().pathParameters().first(name).asOptional();
    }

    private WebhookRequest head(ServerRequest req, String event) {
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
        return new WebhookRequest(event, url(req), headers, query, new byte[0], Instant.now());
    }

    /// Behind a proxy the public address is the one that the provider signed.
    private String url(ServerRequest req) {
        String raw = req.prologue().query().rawValue();
        String path = req.prologue().uriPath().rawPath() + (raw.isEmpty() ? "" : "?" + raw);
        return publicUrl
                        .map(url -> url.replaceFirst("/+$", ""))
                        .orElseGet(() -> "http://" + req.authority())
                + path;
    }

    private static Map<String, Object> keptHeaders(
            WebhookRequest request, ChannelProvider provider) {
        Map<String, Object> kept = new TreeMap<>();
        Stream.concat(KEPT_HEADERS.stream(), provider.keptHeaders().stream())
                .forEach(
                        name ->
                                (name.startsWith("?")
                                                ? request.parameter(name.substring(1))
                                                : request.header(name))
                                        .ifPresent(value -> kept.put(name, bounded(value))));
        return kept;
    }

    private static String bounded(String value) {
        String clean = TextSanitizer.cleaned(value);
        return clean.substring(0, Math.min(LONGEST_HEADER, clean.length()));
    }

    /// A webhook without an id is the same when its bytes and its address are.
    private static String fingerprint(WebhookRequest request, Map<String, Object> headers) {
        StringBuilder query = new StringBuilder();
        headers.forEach((name, value) -> query.append(name.startsWith("?") ? value : ""));
        return Sha256.hex(query.toString().getBytes(StandardCharsets.UTF_8), request.body());
    }
}
