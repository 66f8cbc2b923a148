package handcar.llm;

import handcar.net.CircuitState;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;
import handcar.net.StreamingResponse;
import handcar.time.RetrySchedule;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Asks one endpoint, and asks again in the way it wants when it refuses something only some servers know.
final class ProviderEndpoint {
    /// As many as there are quirks; a server that refuses more than that refuses us.
    private static final int MOST_LESSONS = CompatibilityFlag.values().length;

    /// While another provider waits behind this one: one more try, and soon.
    static final RetrySchedule SOON =
            RetrySchedule.doubling(Duration.ofMillis(300), Duration.ofSeconds(1)).attempts(2);

    /// Bounds what models made up by callers can make us remember.
    private static final int MOST_MODELS = 100;

    private final String provider;
    private final String name;
    private final URI endpoint;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final HttpClient out;
    private final Map<String, Set<CompatibilityFlag>> quirks = new ConcurrentHashMap<>();

    /// @param name of the call in metrics, `openai.chat`
    ProviderEndpoint(
            String provider,
            String name,
            URI endpoint,
            Map<String, String> headers,
            Duration timeout,
            HttpClient out) {
        this.provider = provider;
        this.name = name;
        this.endpoint = endpoint;
        this.headers = headers;
        this.timeout = timeout;
        this.out = out;
    }

    /// Builds the body of a request for a server with these quirks.
    @FunctionalInterface
    interface Body {
        Map<String, Object> with(Set<CompatibilityFlag> quirks);
    }

    Response call(String model, Body body, ModelProvider.Patience patience) {
        for (int lessons = 0; ; lessons++) {
            Request call = made(model, body, patience).within(timeout, timeout);
            Response answer = ProviderErrors.answered(provider, out.call(call));
            if (answer.ok()) {
                return answer;
            }
            if (lessons == MOST_LESSONS || !learnt(model, answer)) {
                throw ProviderErrors.status(provider, answer);
            }
        }
    }

    StreamingResponse open(String model, Body body, ModelProvider.Patience patience) {
        for (int lessons = 0; ; lessons++) {
            Request call =
                    made(model, body, patience).within(timeout, ModelProvider.streamTime(timeout));
            StreamingResponse context = ProviderErrors.answered(provider, out.open(call));
            if (context.ok()) {
                return context;
            }
            Response refusal = ProviderErrors.whole(provider, context);
            if (lessons == MOST_LESSONS || !learnt(model, refusal)) {
                throw ProviderErrors.status(provider, refusal);
            }
        }
    }

    CircuitState breaker() {
        return out.breaker(endpoint);
    }

    private Request made(String model, Body body, ModelProvider.Patience patience) {
        // An answer that nobody got may be asked for again: it changes nothing, it only costs.
        Request call =
                Request.post(name, endpoint, body.with(known(model))).repeating(RetrySafety.FREELY);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            call = call.header(header.getKey(), header.getValue());
        }
        return switch (patience) {
            case LITTLE -> call.trying(SOON);
            case FULL -> call;
        };
    }

    private Set<CompatibilityFlag> known(String model) {
        return quirks.getOrDefault(model, CompatibilityFlag.of(model));
    }

    private boolean learnt(String model, Response refusal) {
        var lesson = CompatibilityFlag.learn(known(model), refusal);
        if (quirks.size() >= MOST_MODELS) {
            quirks.clear();
        }
        lesson.ifPresent(now -> quirks.put(model, now));
        return lesson.isPresent();
    }
}
