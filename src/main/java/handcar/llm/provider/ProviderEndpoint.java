package handcar.llm.provider;

import module java.base;

import handcar.config.Secret;
import handcar.net.CallResult;
import handcar.net.CircuitState;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.ResponseHead;
import handcar.net.RetrySafety;
import handcar.net.StreamingResponse;
import handcar.time.RetrySchedule;

/// Calls one URL of a provider. When the server refuses a field that not all servers know, the call is repeated without it; when it
/// refuses the key or the key is at its limit, with the next one.
public final class ProviderEndpoint {
    private static final Request.Body NOTHING = new Request.Body("application/json", new byte[0]);

    /// The status of a key at its limit.
    private static final int TOO_MANY = 429;

    /// Adaptations in one call; a server that still refuses it does not want the request.
    private static final int MOST_ADAPTATIONS = CompatibilityFlag.values().length;

    /// Models whose flags are remembered; callers can invent names.
    private static final int MOST_MODELS = 100;

    /// A stream of a program is never cut while it flows.
    private static final Duration ANY_TIME = Duration.ofDays(365);

    private final ProviderSettings settings;
    private final Request call;
    private final Function<Secret, Map<String, String>> headers;
    private final HttpClient out;
    private final Map<String, Set<CompatibilityFlag>> flags = new ConcurrentHashMap<>();

    /// @param call what the metrics call it, behind the provider's name
    /// @param headers those that carry the key, and others that every request has
    public ProviderEndpoint(
            ProviderSettings settings,
            String call,
            String uri,
            Function<Secret, Map<String, String>> headers,
            HttpClient out) {
        this.settings = settings;
        this.headers = headers;
        this.out = out;
        this.call =
                Request.sending(settings.metric() + "." + call, "POST", URI.create(uri), NOTHING);
    }

    /// The body for a server with these flags.
    @FunctionalInterface
    public interface Body {
        Request.Body with(Set<CompatibilityFlag> flags);

        /// Those of a server's flags that change this body.
        default Set<CompatibilityFlag> applicable(
                ModelRequest request, Set<CompatibilityFlag> flags) {
            return request.applicable(flags);
        }
    }

    /// The whole answer; [ProviderException] when there is none. A server sends nothing until it is complete. Handcar's own
    /// chats wait twice as long: by default two silent providers then fill a run.
    public Response call(ModelRequest request, String model, RetrySchedule retries, Body body) {
        boolean chat = request.kind() == ModelRequest.Kind.CHAT;
        Duration own = settings.timeout().multipliedBy(chat ? 2 : 1);
        Duration total = request.origin().isOwn() ? own : settings.programTimeout();
        return ask(
                request,
                model,
                body,
                sent -> {
                    Duration limit = least(request, total);
                    return out.call(sent.trying(retries).within(limit, limit));
                },
                answer -> answer);
    }

    /// The answer as it comes, must be closed; [ProviderException] when it does not begin. A program may read any amount of it.
    public StreamingResponse open(
            ModelRequest request, String model, RetrySchedule retries, Body body) {
        boolean own = request.origin().isOwn();
        Duration silence = own ? settings.timeout() : settings.programTimeout();
        Duration total = request.streams() ? ANY_TIME : silence;
        Duration longest = own ? streamed() : total;
        return ask(
                request,
                model,
                body,
                sent -> {
                    Request timed =
                            sent.trying(retries)
                                    .within(least(request, silence), least(request, longest));
                    return out.open(own ? timed : timed.atMost(Long.MAX_VALUE));
                },
                context -> ProviderErrors.whole(settings.name(), context));
    }

    private static Duration least(ModelRequest request, Duration limit) {
        return request.remaining().filter(left -> left.compareTo(limit) < 0).orElse(limit);
    }

    /// A stream of Handcar itself may take three times as long as a whole answer, which stays below the bound of an agent's run.
    private Duration streamed() {
        return settings.timeout().multipliedBy(3);
    }

    /// The state of the circuit breaker of one lane.
    CircuitState breaker(String lane) {
        return out.breaker(call.uri(), lane);
    }

    private <T extends ResponseHead> T ask(
            ModelRequest request,
            String model,
            Body body,
            Function<Request, CallResult<T>> send,
            Function<T, Response> refusal) {
        Set<CompatibilityFlag> known = flags.getOrDefault(model, CompatibilityFlag.of(model));
        int adaptations = 0;
        ProviderKeys keys = settings.keys();
        List<ProviderKeys.Turn> tried = new ArrayList<>();
        Optional<Response> limited = Optional.empty();
        ProviderKeys.Turn turn = keys.next(tried);
        while (true) {
            // a lost answer may be asked for again: the call changes nothing, it only costs
            boolean isLast = tried.size() + 1 == keys.size();
            Request sent =
                    request(request, model, turn.key())
                            .repeating(isLast ? RetrySafety.FREELY : RetrySafety.UNLESS_LIMITED);
            T answer =
                    ProviderErrors.answered(
                            settings.name(),
                            send.apply(sent.with(body.with(body.applicable(request, known)))));
            if (answer.ok()) {
                turn.accepted();
                return answer;
            }
            Response refused = refusal.apply(answer);
            boolean isRefused = ProviderErrors.isKeyRefused(refused);
            if (isRefused) {
                turn.refused();
            } else if (refused.status() == TOO_MANY) {
                limited = Optional.of(refused);
                refused.retryAfter().ifPresent(turn::limited);
            }
            if (isRefused || refused.status() == TOO_MANY) {
                if (isLast) {
                    throw ProviderErrors.status(settings.name(), limited.orElse(refused));
                }
                tried.add(turn);
                turn = keys.next(tried);
                continue;
            }
            Set<CompatibilityFlag> learnt = CompatibilityFlag.learn(known, refused);
            if (adaptations++ == MOST_ADAPTATIONS
                    || body.applicable(request, learnt).equals(body.applicable(request, known))) {
                throw ProviderErrors.status(settings.name(), refused);
            }
            remember(model, learnt);
            known = learnt;
        }
    }

    private Request request(ModelRequest request, String model, Secret key) {
        Request made = call.lane(request.lane(model));
        Map<String, String> all = new LinkedHashMap<>(headers.apply(key));
        all.putAll(request.headers());
        for (Map.Entry<String, String> header : all.entrySet()) {
            made = made.header(header.getKey(), header.getValue());
        }
        return made;
    }

    private void remember(String model, Set<CompatibilityFlag> learnt) {
        if (flags.size() >= MOST_MODELS) {
            flags.clear();
        }
        flags.put(model, learnt);
    }
}
