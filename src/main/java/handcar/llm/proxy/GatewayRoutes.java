package handcar.llm.proxy;

import module java.base;

import handcar.config.Config;
import handcar.http.BodyReader;
import handcar.http.MemoryBudget;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.http.upload.BodySpool;
import handcar.http.upload.SpooledBody;
import handcar.llm.ModelRouter;
import handcar.llm.NoModelAvailableException;
import handcar.llm.ResponseItemStore;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.ModelCallStore;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;
import handcar.problem.Problem;
import handcar.redis.RedisClient;
import handcar.text.TextSanitizer;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The model gateway: OpenAI's API for programs, and Anthropic's for its models, over all providers.
/// <https://platform.openai.com/docs/api-reference> <https://docs.claude.com/en/api/messages>
public final class GatewayRoutes implements HttpService {
    /// Headers of a request that change what a provider does.
    private static final List<HeaderName> PASSED =
            Stream.of("anthropic-beta", "anthropic-version", "openai-beta")
                    .map(HeaderNames::create)
                    .toList();

    private static final Duration USUAL = Duration.ofDays(30);

    private final GatewayAuth auth;
    private final ModelRouter router;
    private final ModelCallStore store;
    private final ResponseItemStore items;
    private final QuotaCheck quota;
    private final BodySpool spool;
    private final AnswerWriter answers;
    private final Optional<ResponseCache> cache;
    private final ConcurrencyLimit concurrencyLimit = new ConcurrencyLimit();
    private final Supplier<TranslationRoom> rooms = TranslationRoom.shared();

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
            ModelCallStore store,
            ResponseItemStore items,
            QuotaCheck quota,
            Config config,
            Optional<RedisClient> redis,
            CacheObserver observer) {
        this.auth = auth;
        this.router = router;
        this.store = store;
        this.items = items;
        this.quota = quota;
        this.spool = new BodySpool(config.gateway().maxMegabytes() * 1024L * 1024);
        this.cache =
                config.cache().enabled()
                        ? Optional.of(new ResponseCache(config.cache(), redis))
                        : Optional.empty();
        this.answers = new AnswerWriter(router, recorder, cache, observer);
    }

    /// Frees memory: empties the response cache.
    public void relieve() {
        cache.ifPresent(ResponseCache::clear);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/v1/chat/completions", auth.keyed(json(ModelRequest.Kind.CHAT)));
        rules.post("/v1/completions", auth.keyed(json(ModelRequest.Kind.COMPLETIONS)));
        rules.post("/v1/responses", auth.keyed(json(ModelRequest.Kind.RESPONSES)));
        rules.post("/v1/messages", auth.keyed(json(ModelRequest.Kind.MESSAGES)));
        rules.post("/v1/messages/count_tokens", auth.keyed(json(ModelRequest.Kind.COUNT_TOKENS)));
        rules.post("/v1/embeddings", auth.keyed(json(ModelRequest.Kind.EMBEDDINGS)));
        rules.post("/v1/moderations", auth.keyed(json(ModelRequest.Kind.MODERATIONS)));
        rules.post("/v1/images/generations", auth.keyed(json(ModelRequest.Kind.IMAGES)));
        rules.post("/v1/audio/speech", auth.keyed(json(ModelRequest.Kind.SPEECH)));
        rules.post("/v1/audio/transcriptions", auth.keyed(this::transcription));
        rules.get("/v1/usage", auth.keyed(this::usage));
        rules.get("/v1/models", auth.keyed(this::models));
        rules.get("/v1/models/{+model}", auth.keyed(this::model));
    }

    /// A request that is not allowed is refused before its body is read.
    private GatewayAuth.KeyedHandler json(ModelRequest.Kind kind) {
        return (req, res, by) -> {
            quota.require(by);
            BodyReader.requireJson(req);
            try (SpooledBody body = spool.read(req);
                    TranslationRoom room = rooms.get()) {
                ProxyRequest request =
                        ProxyRequest.of(kind, by, body, passed(req), items.of(by.id()), room);
                CacheWish wish =
                        CacheWish.of(
                                req.headers().value(HeaderNames.CACHE_CONTROL).orElse(""),
                                by,
                                request);
                answer(req, res, request, by, body.inMemory(), wish);
            }
        };
    }

    private void transcription(ServerRequest req, ServerResponse res, GatewayClient by)
            throws IOException {
        quota.require(by);
        String type = req.headers().value(HeaderNames.CONTENT_TYPE).orElse("");
        try (SpooledBody body = spool.read(req)) {
            ProxyForm request = ProxyForm.of(ModelRequest.Kind.TRANSCRIPTIONS, by, body, type);
            answer(req, res, request, by, body.inMemory(), new CacheWish.Bypass("not_asked"));
        }
    }

    private static Map<String, String> passed(ServerRequest req) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HeaderName name : PASSED) {
            req.headers().value(name).ifPresent(value -> headers.put(name.lowerCase(), value));
        }
        return headers;
    }

    private void answer(
            ServerRequest req,
            ServerResponse res,
            ModelRequest request,
            GatewayClient by,
            int inMemory,
            CacheWish wish)
            throws IOException {
        if (request.field("model").isPresent() && request.field("model").text().isEmpty()) {
            RefusalWriter.refuse(
                    req,
                    res,
                    ProviderErrors.unacceptable(
                            "handcar", "model", "The model is named by a string, or not at all."));
            return;
        }
        if (!isName(request.model())) {
            RefusalWriter.refuse(
                    req,
                    res,
                    ProviderErrors.unacceptable(
                            "handcar",
                            "model",
                            "The name of a model has no control characters and no half of a"
                                    + " surrogate pair."));
            return;
        }
        if (!by.mayUse(request.model())) {
            throw new Problem.Forbidden(
                    "model_not_allowed",
                    "This API key may not use the model " + request.model() + ".");
        }
        try (MemoryBudget.Held _ = concurrencyLimit.enter(by, inMemory)) {
            answers.answer(req, res, request, wish);
        } catch (NoModelAvailableException e) {
            RefusalWriter.refuse(req, res, request.kind(), e);
        } catch (ProviderException e) {
            RefusalWriter.refuse(req, res, e);
        }
    }

    /// What the ledger keeps and providers take.
    private static boolean isName(String model) {
        return TextSanitizer.isClean(model) && model.chars().noneMatch(Character::isISOControl);
    }

    /// What the key's own calls used and cost, by day; the last thirty days unless the request says otherwise.
    private void usage(ServerRequest req, ServerResponse res, GatewayClient by) {
        QueryParams query = QueryParams.of(req);
        Instant to = query.findInstant("to").orElseGet(Instant::now);
        Instant from = query.findInstant("from").orElseGet(() -> to.minus(USUAL));
        query.check();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("from", from.toString());
        body.put("to", to.toString());
        body.put("data", store.usage(by.id(), from, to));
        Responses.ok(req, res, body);
    }

    private void models(ServerRequest req, ServerResponse res, GatewayClient by) {
        Responses.ok(
                req,
                res,
                Map.of(
                        "object",
                        "list",
                        "data",
                        router.models().stream()
                                .filter(model -> by.mayUse(String.valueOf(model.get("id"))))
                                .toList()));
    }

    private void model(ServerRequest req, ServerResponse res, GatewayClient by) {
        String id = req.path().pathParameters().get("model");
        Responses.ok(
                req,
                res,
                router.model(id).filter(_ -> by.mayUse(id)).orElseThrow(Problem.notFound("model")));
    }
}
