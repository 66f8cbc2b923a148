package handcar.net;

import handcar.net.CallResult.Answered;
import handcar.net.CallResult.Lost;
import handcar.net.CallResult.NotSent;
import handcar.time.RetrySchedule;
import handcar.time.TimeoutScheduler;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The one way out. [#call] returns a whole answer, [#open] one whose body still comes; both try again, count failures
/// per host, keep to their clocks, and never go where a visited URL must not lead. Blocks; made for virtual threads.
public final class HttpClient implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;

    /// How late a call may be broken off.
    private static final Duration TICK = Duration.ofMillis(20);

    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

    /// The only headers a redirect to another host may see.
    private static final Set<String> HARMLESS =
            Set.of("accept", "accept-language", "if-none-match", "if-modified-since", "user-agent");

    private final HttpClientSettings settings;
    private final AddressGuard visits;
    private final AddressGuard calls;
    private final CallMetrics meter;
    private final RetryClock pace;
    private final CircuitBreakers circuitBreakers;
    private final TimeoutScheduler deadlines = new TimeoutScheduler("slow servers", TICK);
    private final Object building = new Object();
    private volatile Optional<ConnectionPool> configured = Optional.empty();
    private volatile Optional<ConnectionPool> guarded = Optional.empty();

    /// @param visits who may be visited by URLs that people typed; [AddressGuard#publicOnly] in production
    public HttpClient(HttpClientSettings settings, AddressGuard visits, CallMetrics meter) {
        this(settings, visits, AddressGuard.open(), meter, RetryClock.real());
    }

    /// @param calls who else may be called
    public HttpClient(
            HttpClientSettings settings,
            AddressGuard visits,
            AddressGuard calls,
            CallMetrics meter) {
        this(settings, visits, calls, meter, RetryClock.real());
    }

    HttpClient(
            HttpClientSettings settings, AddressGuard visits, CallMetrics meter, RetryClock pace) {
        this(settings, visits, AddressGuard.open(), meter, pace);
    }

    private HttpClient(
            HttpClientSettings settings,
            AddressGuard visits,
            AddressGuard calls,
            CallMetrics meter,
            RetryClock pace) {
        this.settings = settings;
        this.visits = visits;
        this.calls = calls;
        this.meter = meter;
        this.pace = pace;
        this.circuitBreakers = new CircuitBreakers(settings.breaker(), pace);
    }

    /// Sends the call and reads the whole answer.
    public CallResult<Response> call(Request call) {
        long started = pace.nanos();
        Tries<Response> tries = run(call, HttpClient::whole);
        meter.ended(call.name(), ResultLabel.of(tries.outcome()), tries.count(), since(started));
        return tries.outcome();
    }

    /// Sends the call and returns as soon as the headers of the answer are there. Once an answer is returned nothing is
    /// tried again.
    public CallResult<StreamingResponse> open(Request call) {
        long started = pace.nanos();
        Tries<StreamingResponse> tries = run(call, Answered::new);
        if (tries.outcome() instanceof Answered<StreamingResponse>(StreamingResponse exchange)) {
            exchange.whenClosed(
                    ending -> meter.ended(call.name(), ending, tries.count(), since(started)));
        } else {
            meter.ended(
                    call.name(), ResultLabel.of(tries.outcome()), tries.count(), since(started));
        }
        return tries.outcome();
    }

    /// Whether the host of a URL is called at the moment; for health and metrics.
    public CircuitState breaker(URI uri) {
        return circuitBreakers.state(uri);
    }

    /// Open connections, used and unused.
    public int connections() {
        return configured.map(ConnectionPool::open).orElse(0)
                + guarded.map(ConnectionPool::open).orElse(0);
    }

    @Override
    public void close() {
        deadlines.close();
        configured.ifPresent(ConnectionPool::close);
        guarded.ifPresent(ConnectionPool::close);
    }

    private <T extends ResponseHead> Tries<T> run(Request call, Use<T> use) {
        ConnectionPool transport =
                transport(call.visiting()); // its first building is nobody's waiting time
        long end = pace.nanos() + call.total().toNanos();
        RetrySchedule retries = call.retries().orElse(settings.retry());
        for (int count = 1; ; count++) {
            CallResult<T> outcome = once(transport, call, end, use);
            Optional<Duration> wait =
                    call.repeat().after(outcome) ? wait(retries, count, outcome) : Optional.empty();
            if (wait.isEmpty() || wait.get().toNanos() >= end - pace.nanos()) {
                return new Tries<>(outcome, count);
            }
            if (outcome instanceof Answered<T>(StreamingResponse unwanted)) {
                unwanted.close();
            }
            try {
                pace.sleep(wait.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Tries<>(new Lost<>(FailureReason.CANCELLED, "interrupted"), count);
            }
        }
    }

    /// One try: the request, and for visits the redirects after it.
    private <T extends ResponseHead> CallResult<T> once(
            ConnectionPool transport, Request call, long end, Use<T> use) {
        Request next = call;
        for (int hops = 0; ; hops++) {
            CallResult<StreamingResponse> outcome = hop(transport, next, end);
            if (!(outcome instanceof Answered<StreamingResponse>(StreamingResponse exchange))) {
                return retyped(outcome);
            }
            Optional<String> location = moved(call, exchange);
            if (location.isEmpty()) {
                return use.of(exchange);
            }
            exchange.close();
            try {
                if (hops == MOST_REDIRECTS) {
                    throw new RejectedUrlException(
                            RejectedUrlException.Why.REDIRECTS,
                            "This address redirects too often.");
                }
                next = redirected(next, new UntrustedUrl(next.uri()).resolve(location.get()));
            } catch (RejectedUrlException e) {
                return new Lost<>(FailureReason.REFUSED_URL, e.sentence());
            }
        }
    }

    private CallResult<StreamingResponse> hop(ConnectionPool transport, Request call, long end) {
        Optional<CircuitBreaker.Permit> permit = circuitBreakers.of(call.uri()).enter();
        if (permit.isEmpty()) {
            return new NotSent<>(
                    FailureReason.BREAKER_OPEN, host(call) + " failed too often and is left alone");
        }
        InFlightRequest sending = new InFlightRequest(call);
        Duration left = Duration.ofNanos(end - pace.nanos());
        CallTimeouts clock = new CallTimeouts(deadlines, left, call.silence(), sending::stopLate);
        try {
            ConnectionPool.Carried carried = transport.send(sending, clock);
            return new Answered<>(
                    new StreamingResponse(call, sending, carried, permit.get(), deadlines, clock));
        } catch (IOException | RuntimeException e) {
            clock.off();
            CallResult<StreamingResponse> failed = sending.failed(e);
            permit.get().settle(StreamingResponse.verdict(ResultLabel.of(failed)));
            return failed;
        }
    }

    /// What the provider asks for, unless it is longer than any wait of ours.
    private Optional<Duration> wait(
            RetrySchedule retries, int count, CallResult<? extends ResponseHead> result) {
        Optional<Duration> requested =
                result instanceof Answered<? extends ResponseHead>(ResponseHead head)
                        ? head.headers().retryAfter(pace.now())
                        : Optional.empty();
        return requested.isEmpty() || retries.isLast(count)
                ? retries.after(count, pace.chance())
                : requested.filter(wait -> wait.compareTo(retries.longest()) <= 0);
    }

    private static CallResult<Response> whole(StreamingResponse context) {
        try (context) {
            return new Answered<>(context.whole());
        } catch (BodyException e) {
            return new Lost<>(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> moved(Request call, StreamingResponse context) {
        return call.visiting() && MOVED.contains(context.status())
                ? context.headers().first("location")
                : Optional.empty();
    }

    private static Request redirected(Request call, UntrustedUrl target) {
        Request next = call.to(target.uri());
        if (sameHost(call.uri(), target.uri())) {
            return next;
        }
        return next.onlyHeaders(name -> HARMLESS.contains(name.toLowerCase(java.util.Locale.ROOT)));
    }

    private static boolean sameHost(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getRawAuthority().equals(other.getRawAuthority());
    }

    /// Built with the first call: reading the JDK's certificates takes longer than the rest of the start.
    private ConnectionPool transport(boolean visiting) {
        synchronized (building) {
            if (visiting) {
                ConnectionPool ready =
                        guarded.orElseGet(() -> new ConnectionPool(settings, visits));
                guarded = Optional.of(ready);
                return ready;
            }
            ConnectionPool ready = configured.orElseGet(() -> new ConnectionPool(settings, calls));
            configured = Optional.of(ready);
            return ready;
        }
    }

    private static <T> CallResult<T> retyped(CallResult<StreamingResponse> outcome) {
        return switch (outcome) {
            case Answered<StreamingResponse> _ -> throw new IllegalArgumentException("an answer");
            case NotSent<StreamingResponse>(FailureReason reason, String detail) ->
                    new NotSent<>(reason, detail);
            case Lost<StreamingResponse>(FailureReason reason, String detail) ->
                    new Lost<>(reason, detail);
        };
    }

    private Duration since(long started) {
        return Duration.ofNanos(pace.nanos() - started);
    }

    private static String host(Request call) {
        return String.valueOf(call.uri().getHost());
    }

    private record Tries<T>(CallResult<T> outcome, int count) {}

    @FunctionalInterface
    private interface Use<T> {
        CallResult<T> of(StreamingResponse context);
    }
}
