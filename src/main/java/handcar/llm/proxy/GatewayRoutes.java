package handcar.llm.proxy;

import module java.base;

import handcar.http.BodyReader;
import handcar.http.JsonBody;
import handcar.http.RequestContext;
import handcar.http.Responses;
import handcar.http.connection.DisconnectWatch;
import handcar.http.stream.ProxiedResponse;
import handcar.json.Json;
import handcar.llm.MeteredStream;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.SseFrame;
import handcar.problem.Problem;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The model gateway: OpenAI's API for programs, whoever answers behind it.
/// <https://platform.openai.com/docs/api-reference>
public final class GatewayRoutes implements HttpService {
    private static final HeaderName PROVIDER = HeaderNames.create("X-Model-Provider");

    /// <https://www.rfc-editor.org/rfc/rfc9211>
    private static final HeaderName CACHE_STATUS = HeaderNames.create("Cache-Status");

    private final GatewayAuth auth;
    private final Gateway gateway;

    public GatewayRoutes(GatewayAuth auth, Gateway gateway) {
        this.auth = auth;
        this.gateway = gateway;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/v1/chat/completions", auth.keyed(this::chat));
        rules.post("/v1/embeddings", auth.keyed(this::embeddings));
        rules.get("/v1/models", auth.keyed(this::models));
        rules.get("/v1/models/{model}", auth.keyed(this::model));
    }

    private void chat(ServerRequest req, ServerResponse res, GatewayClient by) throws IOException {
        answer(ModelRequest.Kind.CHAT, req, res, by);
    }

    private void embeddings(ServerRequest req, ServerResponse res, GatewayClient by)
            throws IOException {
        answer(ModelRequest.Kind.EMBEDDINGS, req, res, by);
    }

    /// A request that is not allowed is refused before its body is read.
    private void answer(
            ModelRequest.Kind kind, ServerRequest req, ServerResponse res, GatewayClient by)
            throws IOException {
        require(res, by);
        ProxyRequest request = ProxyRequest.of(kind, by, BodyReader.json(req, JsonBody.LIMIT));
        try (ConcurrencyLimit.Pass _ = gateway.enter(request);
                DisconnectWatch _ = RequestContext.of(req).waitForUpstream()) {
            if (request.streams()) {
                stream(req, res, request);
            } else {
                whole(req, res, request);
            }
        } catch (ProviderException e) {
            refuse(req, res, e);
        }
    }

    /// OpenAI's clients try again after 429, which is right for a minute's limit and useless for a budget.
    private void require(ServerResponse res, GatewayClient by) {
        try {
            gateway.require(by);
        } catch (Problem.RateLimited e) {
            if (e.code().equals(QuotaCheck.BUDGET)) {
                res.header("x-should-retry", "false");
            }
            throw e;
        }
    }

    private void models(ServerRequest req, ServerResponse res, GatewayClient by) {
        Responses.ok(req, res, Map.of("object", "list", "data", gateway.models()));
    }

    private void model(ServerRequest req, ServerResponse res, GatewayClient by) {
        String id = req.path().pathParameters().get("model");
        Responses.ok(
                req,
                res,
                gateway.models().stream()
                        .filter(model -> id.equals(model.get("id")))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Problem.NotFound(
                                                "model_not_found", "There is no such model.")));
    }

    private void whole(ServerRequest req, ServerResponse res, ProxyRequest request) {
        CacheDirective wish =
                CacheDirective.of(req.headers().value(HeaderNames.CACHE_CONTROL).orElse(""));
        Gateway.Given given = gateway.whole(request, wish);
        res.header(PROVIDER, given.provider());
        res.header(CACHE_STATUS, given.cacheStatus());
        Responses.passed(res, 200, given.json());
    }

    private void stream(ServerRequest req, ServerResponse res, ProxyRequest request)
            throws IOException {
        try (MeteredStream answer = gateway.stream(request)) {
            res.header(PROVIDER, answer.provider());
            res.header(CACHE_STATUS, "handcar; fwd=bypass");
            try (ProxiedResponse out = ProxiedResponse.begin(req, res, "text/event-stream")) {
                pass(answer, out);
            }
        }
    }

    private static void pass(MeteredStream answer, ProxiedResponse out) throws IOException {
        try {
            List<SseFrame> events = answer.next();
            while (!events.isEmpty()) {
                for (SseFrame event : events) {
                    out.write(event.bytes(), event.from(), event.length());
                }
                out.flush();
                events = answer.next();
            }
        } catch (ProviderException.Cancelled e) {
            throw new CloseConnectionException("the caller is gone", e);
        } catch (ProviderException e) {
            // the status is long gone; OpenAI's clients take an event with an error for one
            String error = Json.text(ProxyError.of(e).body());
            out.write(("data: " + error + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void refuse(ServerRequest req, ServerResponse res, ProviderException failure) {
        if (failure instanceof ProviderException.Cancelled) {
            throw new CloseConnectionException("the caller is gone", failure);
        }
        ProxyError told = ProxyError.of(failure);
        told.retryAfter()
                .ifPresent(
                        wait ->
                                res.header(
                                        HeaderNames.RETRY_AFTER,
                                        String.valueOf(Math.max(1, wait.toSeconds()))));
        Responses.json(req, res, told.status(), told.body());
    }
}
