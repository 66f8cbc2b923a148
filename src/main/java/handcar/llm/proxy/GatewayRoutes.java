package handcar.llm.proxy;

import module java.base;

import handcar.config.Config;
import handcar.config.Logging;
import handcar.http.BodyReader;
import handcar.http.JsonBody;
import handcar.http.MemoryBudget;
import handcar.http.RequestContext;
import handcar.http.Responses;
import handcar.http.connection.DisconnectWatch;
import handcar.http.stream.ProxiedResponse;
import handcar.json.Json;
import handcar.llm.MeteredStream;
import handcar.llm.ModelRouter;
import handcar.llm.NoModelAvailableException;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.PriceList;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderResponse;
import handcar.llm.provider.SseFrame;
import handcar.problem.Problem;
import handcar.redis.RedisClient;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The model gateway: OpenAI's API for programs, over all providers.
/// <https://platform.openai.com/docs/api-reference>
public final class GatewayRoutes implements HttpService {
    private static final HeaderName PROVIDER = HeaderNames.create("X-Model-Provider");

    /// <https://www.rfc-editor.org/rfc/rfc9211>
    private static final HeaderName CACHE_STATUS = HeaderNames.create("Cache-Status");

    /// The provider in the call log when an answer came from the cache.
    private static final String CACHE = "cache";

    private final GatewayAuth auth;
    private final ModelRouter router;
    private final CallRecorder recorder;
    private final QuotaCheck quota;
    private final CacheObserver observer;
    private final Optional<ResponseCache> cache;
    private final ConcurrencyLimit concurrencyLimit = new ConcurrencyLimit();

    /// Counts the look-ups in a cache.
    @FunctionalInterface
    public interface CacheObserver {
        void lookedUp(String cache, boolean hit);
    }

    /// @param redis where answers are kept for all replicas
    public GatewayRoutes(
            GatewayAuth auth,
            ModelRouter router,
            CallRecorder recorder,
            QuotaCheck quota,
            Config.Cache config,
            Optional<RedisClient> redis,
            CacheObserver observer) {
        this.auth = auth;
        this.router = router;
        this.recorder = recorder;
        this.quota = quota;
        this.observer = observer;
        this.cache =
                config.enabled() ? Optional.of(new ResponseCache(config, redis)) : Optional.empty();
    }

    /// Frees memory: empties the response cache.
    public void relieve() {
        cache.ifPresent(ResponseCache::clear);
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
        try (MemoryBudget.Held _ = concurrencyLimit.enter(request);
                DisconnectWatch _ = RequestContext.of(req).waitForUpstream()) {
            if (request.streams()) {
                stream(req, res, request);
            } else {
                whole(req, res, request);
            }
        } catch (NoModelAvailableException e) {
            refuse(req, res, e);
        } catch (ProviderException e) {
            refuse(req, res, e);
        }
    }

    /// OpenAI's clients try again after 429, which is right for a minute's limit and useless for a budget.
    private void require(ServerResponse res, GatewayClient by) {
        try {
            quota.require(by);
        } catch (Problem.RateLimited e) {
            if (e.code().equals(QuotaCheck.BUDGET)) {
                res.header("x-should-retry", "false");
            }
            throw e;
        }
    }

    private void models(ServerRequest req, ServerResponse res, GatewayClient by) {
        Responses.ok(req, res, Map.of("object", "list", "data", router.models()));
    }

    private void model(ServerRequest req, ServerResponse res, GatewayClient by) {
        String id = req.path().pathParameters().get("model");
        Responses.ok(
                req,
                res,
                router.models().stream()
                        .filter(model -> id.equals(model.get("id")))
                        .findFirst()
                        .orElseThrow(Problem.notFound("model")));
    }

    /// An answer, and what the cache had to do with it, in the words of RFC 9211.
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record Answer(byte[] json, String provider, String cacheStatus) {}

    private void whole(ServerRequest req, ServerResponse res, ProxyRequest request) {
        ResponseCache.Directive directive =
                ResponseCache.Directive.of(
                        req.headers().value(HeaderNames.CACHE_CONTROL).orElse(""));
        Answer answer = answer(request, directive);
        res.header(PROVIDER, answer.provider);
        res.header(CACHE_STATUS, answer.cacheStatus);
        Responses.passed(res, 200, answer.json);
    }

    private Answer answer(ProxyRequest request, ResponseCache.Directive directive) {
        if (cache.isEmpty() || directive == ResponseCache.Directive.PRIVATE) {
            return complete(request, "bypass");
        }
        String key = ResponseCache.key(request, router.routes(request));
        if (directive == ResponseCache.Directive.ANY) {
            Optional<byte[]> found = cache.get().find(key);
            observer.lookedUp("answers", found.isPresent());
            if (found.isPresent()) {
                recorder.cached(CACHE, request.model(), request.origin());
                return new Answer(found.get(), CACHE, "handcar; hit");
            }
        }
        Answer answer =
                complete(
                        request, directive == ResponseCache.Directive.NEW ? "request" : "uri-miss");
        if (!answer.provider.equals(PriceList.BUILT_IN)) {
            cache.get().keep(key, answer.json);
        }
        return answer;
    }

    private Answer complete(ProxyRequest request, String reason) {
        ModelRouter.Completed<byte[]> completed = router.complete(request, ProviderResponse::json);
        return new Answer(
                completed.answer(), completed.call().provider(), "handcar; fwd=" + reason);
    }

    private void stream(ServerRequest req, ServerResponse res, ProxyRequest request)
            throws IOException {
        try (MeteredStream answer = router.stream(request, MeteredStream::begin)) {
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
        } catch (ProviderException e) {
            requireCaller(e);
            // the status was sent long ago; OpenAI's clients take an event with an error for one
            String error = Json.text(e.bodyForProgram(Logging.requestId()));
            out.write(("data: " + error + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// A program gets the error of the first provider, which should have answered it.
    private static void refuse(
            ServerRequest req, ServerResponse res, NoModelAvailableException none) {
        if (none.failures().isEmpty()) {
            throw new Problem.NotFound(
                    "model_not_found",
                    "There is no model by this name here; GET /v1/models lists those there are.");
        }
        refuse(req, res, none.failures().getFirst());
    }

    private static void refuse(ServerRequest req, ServerResponse res, ProviderException failure) {
        requireCaller(failure);
        failure.retryAfter()
                .ifPresent(
                        wait ->
                                res.header(
                                        HeaderNames.RETRY_AFTER,
                                        String.valueOf(Math.max(1, wait.toSeconds()))));
        Responses.json(
                req, res, failure.statusForProgram(), failure.bodyForProgram(Logging.requestId()));
    }

    /// Nobody is left to answer when the call was stopped because its caller left.
    private static void requireCaller(ProviderException failure) {
        if (failure.isCancelled()) {
            throw new CloseConnectionException("the caller left", failure);
        }
    }
}
