package handcar.llm.proxy;

import module java.base;

import handcar.config.Logging;
import handcar.http.RequestContext;
import handcar.http.Responses;
import handcar.http.connection.DisconnectWatch;
import handcar.http.stream.ProxiedResponse;
import handcar.json.JsonView;
import handcar.llm.MeteredStream;
import handcar.llm.ModelCatalog;
import handcar.llm.ModelRouter;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.PriceList;
import handcar.llm.provider.AnswerHead;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.SseFrame;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Hands a provider's answer on to a program while it comes, or one from the cache.
final class AnswerWriter {
    private static final HeaderName PROVIDER = HeaderNames.create("X-Model-Provider");

    /// <https://www.rfc-editor.org/rfc/rfc9211>
    private static final HeaderName CACHE_STATUS = HeaderNames.create("Cache-Status");

    /// The provider in the call log when an answer came from the cache.
    private static final String CACHE = "cache";

    private final ModelRouter router;
    private final CallRecorder recorder;
    private final Optional<ResponseCache> cache;
    private final GatewayRoutes.CacheObserver observer;

    AnswerWriter(
            ModelRouter router,
            CallRecorder recorder,
            Optional<ResponseCache> cache,
            GatewayRoutes.CacheObserver observer) {
        this.router = router;
        this.recorder = recorder;
        this.cache = cache;
        this.observer = observer;
    }

    void answer(ServerRequest req, ServerResponse res, ModelRequest request, CacheWish wish)
            throws IOException {
        List<ModelCatalog.Route> routes = router.routes(request);
        Consumer<byte[]> keeping = _ -> {};
        switch (wish) {
            case CacheWish.Bypass(String why) -> bypass(res, why);
            case CacheWish.Wanted wanted when cache.isEmpty() -> bypass(res, "off");
            case CacheWish.Wanted(Duration age, boolean isRead)
                    when request instanceof ProxyRequest asked && !routes.isEmpty() -> {
                String key = cache.get().key(asked, routes);
                Optional<ResponseCache.Answer> found =
                        isRead ? cache.get().find(key, age) : Optional.empty();
                if (isRead) {
                    observer.lookedUp("answers", found.isPresent());
                }
                if (found.isPresent()) {
                    hit(res, request, found.get());
                    return;
                }
                res.header(CACHE_STATUS, "handcar; fwd=" + (isRead ? "uri-miss" : "request"));
                keeping = json -> cache.get().keep(key, json);
            }
            case CacheWish.Wanted _ -> bypass(res, "not_cacheable");
        }
        ask(req, res, request, routes, keeping);
    }

    private static void bypass(ServerResponse res, String why) {
        res.header(CACHE_STATUS, "handcar; fwd=bypass; detail=" + why);
    }

    private void hit(ServerResponse res, ModelRequest request, ResponseCache.Answer found) {
        recorder.cached(CACHE, request.model(), request.origin());
        res.header(PROVIDER, CACHE);
        res.header(CACHE_STATUS, "handcar; hit");
        res.header(HeaderNames.AGE, String.valueOf(found.seconds()));
        Responses.passed(res, 200, found.json());
    }

    private void ask(
            ServerRequest req,
            ServerResponse res,
            ModelRequest request,
            List<ModelCatalog.Route> routes,
            Consumer<byte[]> keeping)
            throws IOException {
        try (DisconnectWatch _ = RequestContext.of(req).waitForUpstream();
                MeteredStream answer = router.pass(request, MeteredStream::begin)) {
            AnswerHead head = answer.head();
            res.header(PROVIDER, answer.provider());
            head.limits().forEach(limit -> res.header(limit.getKey(), limit.getValue()));
            if (head.isStream()) {
                stream(req, res, request.kind(), answer);
                return;
            }
            boolean own =
                    !routes.isEmpty()
                            && answer.provider().equals(routes.getFirst().provider())
                            && !answer.provider().equals(PriceList.BUILT_IN);
            whole(req, res, answer, own ? keeping : _ -> {});
        }
    }

    /// A small answer is there whole, and its cost is in the ledger, before its first byte is sent.
    private static void whole(
            ServerRequest req, ServerResponse res, MeteredStream answer, Consumer<byte[]> keeping)
            throws IOException {
        byte[] start = copy(answer.next());
        List<SseFrame> more = answer.next();
        String type = answer.head().contentType();
        if (more.isEmpty()) {
            if (type.startsWith("application/json")) {
                if (CacheWish.isWhole(JsonView.lenient(start))) {
                    keeping.accept(start);
                }
                Responses.passed(res, 200, start);
            } else {
                res.header(HeaderNames.CONTENT_TYPE, type);
                res.send(start);
            }
            return;
        }
        try {
            ProxiedResponse out = ProxiedResponse.begin(req, res, type);
            out.write(start, 0, start.length);
            while (!more.isEmpty()) {
                write(more, out);
                more = answer.next();
            }
            out.close(); // only a whole answer has an end
        } catch (ProviderException e) {
            // the status was sent long ago: a broken connection tells that bytes are missing
            throw new CloseConnectionException("the provider broke off", e);
        }
    }

    private static byte[] copy(List<SseFrame> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(frame -> all.write(frame.bytes(), frame.from(), frame.length()));
        return all.toByteArray();
    }

    private static void stream(
            ServerRequest req, ServerResponse res, ModelRequest.Kind kind, MeteredStream answer)
            throws IOException {
        try (ProxiedResponse out = ProxiedResponse.begin(req, res, "text/event-stream")) {
            try {
                List<SseFrame> events = answer.next();
                while (!events.isEmpty()) {
                    write(events, out);
                    out.flush();
                    events = answer.next();
                }
            } catch (ProviderException e) {
                RefusalWriter.requireCaller(e);
                // the status was sent long ago
                write(List.of(StreamError.of(kind, e, Logging.requestId())), out);
            }
        }
    }

    private static void write(List<SseFrame> frames, ProxiedResponse out) {
        for (SseFrame frame : frames) {
            out.write(frame.bytes(), frame.from(), frame.length());
        }
    }
}
