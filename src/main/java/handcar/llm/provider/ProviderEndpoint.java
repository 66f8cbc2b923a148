package handcar.llm.provider;

import handcar.net.CallResult;
import handcar.net.CircuitState;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.ResponseHead;
import handcar.net.RetrySafety;
import handcar.net.StreamingResponse;
import handcar.time.RetrySchedule;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Asks one address of a provider, and asks again in the way it wants when it refuses something only some servers know.
public final class ProviderEndpoint {
    private static final Request.Body NOTHING = new Request.Body("application/json", new byte[0]);

    /// As many as there are quirks; a server that refuses more than that refuses us.
    private static final int MOST_LESSONS = CompatibilityFlag.values().length;

    /// Bounds what models made up by callers can make us remember.
    private static final int MOST_MODELS = 100;

    private final String provider;
    private final Request call;
    private final Duration timeout;
    private final HttpClient out;
    private final Map<String, Set<CompatibilityFlag>> quirks = new ConcurrentHashMap<>();

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
                        // an answer nobody got may be asked for again: it changes nothing, it only
                        // costs
                        .repeating(RetrySafety.FREELY);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            made = made.header(header.getKey(), header.getValue());
        }
        this.call = made;
    }

    /// A body for a server with these quirks.
    @FunctionalInterface
    public interface Body {
        byte[] with(Set<CompatibilityFlag> quirks);
    }

    /// The whole answer; [ProviderException] when there is none.
    public Response call(ModelRequest request, String model, RetrySchedule retries, Body body) {
        Request made = call.trying(retries).within(timeout, timeout);
        return ask(request, model, body, bytes -> out.call(made.with(bytes)), answer -> answer);
    }

    /// The answer as it comes, must be closed; [ProviderException] when it does not begin. A stream may take three times as
    /// long as a whole answer, which stays below an agent's run.
    public StreamingResponse open(
            ModelRequest request, String model, RetrySchedule retries, Body body) {
        Request made = call.trying(retries).within(timeout, timeout.multipliedBy(3));
        return ask(
                request,
                model,
                body,
                bytes -> out.open(made.with(bytes)),
                context -> ProviderErrors.whole(provider, context));
    }

    /// Whether the server is called at the moment.
    public CircuitState breaker() {
        return out.breaker(call.uri());
    }

    private <T extends ResponseHead> T ask(
            ModelRequest request,
            String model,
            Body body,
            Function<Request.Body, CallResult<T>> send,
            Function<T, Response> refusal) {
        Set<CompatibilityFlag> known = quirks.getOrDefault(model, CompatibilityFlag.of(model));
        for (int lessons = 0; ; lessons++) {
            byte[] bytes = body.with(request.heeded(known));
            T answer =
                    ProviderErrors.answered(
                            provider, send.apply(new Request.Body("application/json", bytes)));
            if (answer.ok()) {
                return answer;
            }
            Response refused = refusal.apply(answer);
            Set<CompatibilityFlag> learnt = CompatibilityFlag.learn(known, refused);
            if (lessons == MOST_LESSONS || request.heeded(learnt).equals(request.heeded(known))) {
                throw ProviderErrors.status(provider, refused);
            }
            remember(model, learnt);
            known = learnt;
        }
    }

    private void remember(String model, Set<CompatibilityFlag> learnt) {
        if (quirks.size() >= MOST_MODELS) {
            quirks.clear();
        }
        quirks.put(model, learnt);
    }
}
