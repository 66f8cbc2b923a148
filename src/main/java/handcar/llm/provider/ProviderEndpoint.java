package handcar.llm.provider;

import module java.base;

import handcar.net.CallResult;
import handcar.net.CircuitState;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.ResponseHead;
import handcar.net.RetrySafety;
import handcar.net.StreamingResponse;
import handcar.time.RetrySchedule;

/// Calls one URL of a provider. When the server refuses a field that not all servers know, the call is repeated without it.
public final class ProviderEndpoint {
    private static final Request.Body NOTHING = new Request.Body("application/json", new byte[0]);

    /// Adaptations in one call; a server that still refuses it does not want the request.
    private static final int MOST_ADAPTATIONS = CompatibilityFlag.values().length;

    /// Models whose flags are remembered; callers can invent names.
    private static final int MOST_MODELS = 100;

    private final String provider;
    private final Request call;
    private final Duration timeout;
    private final HttpClient out;
    private final Map<String, Set<CompatibilityFlag>> flags = new ConcurrentHashMap<>();

    /// @param call what the metrics call it, behind the provider's name
    public ProviderEndpoint(
            ProviderSettings settings,
            String call,
            String uri,
            Map<String, String> headers,
            HttpClient out) {
        this.provider = settings.name();
        this.timeout = settings.timeout();
        this.out = out;
        String name = provider + "." + call;
        Request made =
                Request.sending(name, "POST", URI.create(uri), NOTHING)
                        // a lost answer may be asked for again: the call changes nothing, it only
                        // costs
                        .repeating(RetrySafety.FREELY);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            made = made.header(header.getKey(), header.getValue());
        }
        this.call = made;
    }

    /// The body for a server with these flags.
    @FunctionalInterface
    public interface Body {
        byte[] with(Set<CompatibilityFlag> flags);
    }

    /// The whole answer; [ProviderException] when there is none. A server sends nothing until it is complete. Handcar's own
    /// chats wait twice as long: by default two silent providers then fill a run. Programs choose a stream.
    public Response call(ModelRequest request, String model, RetrySchedule retries, Body body) {
        boolean own = request.kind() == ModelRequest.Kind.CHAT && request.origin().isOwn();
        Duration total = own ? timeout.multipliedBy(2) : timeout;
        Request made = call.trying(retries);
        return ask(
                request,
                model,
                body,
                bytes -> {
                    Duration limit = least(request, total);
                    return out.call(made.within(limit, limit).with(bytes));
                },
                answer -> answer);
    }

    /// The answer as it comes, must be closed; [ProviderException] when it does not begin.
    public StreamingResponse open(
            ModelRequest request, String model, RetrySchedule retries, Body body) {
        Request made = call.trying(retries);
        return ask(
                request,
                model,
                body,
                bytes ->
                        out.open(
                                made.within(least(request, timeout), least(request, streamed()))
                                        .with(bytes)),
                context -> ProviderErrors.whole(provider, context));
    }

    private static Duration least(ModelRequest request, Duration limit) {
        return request.remaining().filter(left -> left.compareTo(limit) < 0).orElse(limit);
    }

    /// A stream may take three times as long as a whole answer, which stays below the bound of an agent's run.
    private Duration streamed() {
        return timeout.multipliedBy(3);
    }

    /// The state of its circuit breaker.
    public CircuitState breaker() {
        return out.breaker(call.uri());
    }

    private <T extends ResponseHead> T ask(
            ModelRequest request,
            String model,
            Body body,
            Function<Request.Body, CallResult<T>> send,
            Function<T, Response> refusal) {
        Set<CompatibilityFlag> known = flags.getOrDefault(model, CompatibilityFlag.of(model));
        for (int adaptations = 0; ; adaptations++) {
            byte[] bytes = body.with(request.applicable(known));
            T answer =
                    ProviderErrors.answered(
                            provider, send.apply(new Request.Body("application/json", bytes)));
            if (answer.ok()) {
                return answer;
            }
            Response refused = refusal.apply(answer);
            Set<CompatibilityFlag> learnt = CompatibilityFlag.learn(known, refused);
            if (adaptations == MOST_ADAPTATIONS
                    || request.applicable(learnt).equals(request.applicable(known))) {
                throw ProviderErrors.status(provider, refused);
            }
            remember(model, learnt);
            known = learnt;
        }
    }

    private void remember(String model, Set<CompatibilityFlag> learnt) {
        if (flags.size() >= MOST_MODELS) {
            flags.clear();
        }
        flags.put(model, learnt);
    }
}
