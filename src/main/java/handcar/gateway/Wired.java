package handcar.gateway;

import handcar.net.Answer;
import handcar.net.BreakerState;
import handcar.net.Call;
import handcar.net.Exchange;
import handcar.net.Outgoing;
import handcar.net.Repeat;
import handcar.net.Retries;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Asks one endpoint, and asks again in the way it wants when it refuses something only some servers know.
final class Wired {
    /// As many as there are quirks; a server that refuses more than that refuses us.
    private static final int MOST_LESSONS = Quirk.values().length;

    /// While another provider waits behind this one: one more try, and soon.
    static final Retries SOON = new Retries(2, Duration.ofMillis(300), Duration.ofSeconds(1));

    /// Bounds what models made up by callers can make us remember.
    private static final int MOST_MODELS = 100;

    private final String provider;
    private final String name;
    private final URI endpoint;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final Outgoing out;
    private final Map<String, Set<Quirk>> quirks = new ConcurrentHashMap<>();

    /// @param name of the call in metrics, `openai.chat`
    Wired(
            String provider,
            String name,
            URI endpoint,
            Map<String, String> headers,
            Duration timeout,
            Outgoing out) {
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
        Map<String, Object> with(Set<Quirk> quirks);
    }

    Answer call(String model, Body body, Provider.Patience patience) {
        for (int lessons = 0; ; lessons++) {
            Call call = made(model, body, patience).within(timeout, timeout);
            Answer answer = Failures.answered(provider, out.call(call));
            if (answer.ok()) {
                return answer;
            }
            if (lessons == MOST_LESSONS || !learnt(model, answer)) {
                throw Failures.status(provider, answer);
            }
        }
    }

    Exchange open(String model, Body body, Provider.Patience patience) {
        for (int lessons = 0; ; lessons++) {
            Call call = made(model, body, patience).within(timeout, Provider.streamTime(timeout));
            Exchange exchange = Failures.answered(provider, out.open(call));
            if (exchange.ok()) {
                return exchange;
            }
            Answer refusal = Failures.whole(provider, exchange);
            if (lessons == MOST_LESSONS || !learnt(model, refusal)) {
                throw Failures.status(provider, refusal);
            }
        }
    }

    BreakerState breaker() {
        return out.breaker(endpoint);
    }

    private Call made(String model, Body body, Provider.Patience patience) {
        // An answer that nobody got may be asked for again: it changes nothing, it only costs.
        Call call = Call.post(name, endpoint, body.with(known(model))).repeating(Repeat.FREELY);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            call = call.header(header.getKey(), header.getValue());
        }
        return switch (patience) {
            case LITTLE -> call.trying(SOON);
            case FULL -> call;
        };
    }

    private Set<Quirk> known(String model) {
        return quirks.getOrDefault(model, Quirk.of(model));
    }

    private boolean learnt(String model, Answer refusal) {
        var lesson = Quirk.learn(known(model), refusal);
        if (quirks.size() >= MOST_MODELS) {
            quirks.clear();
        }
        lesson.ifPresent(now -> quirks.put(model, now));
        return lesson.isPresent();
    }
}
