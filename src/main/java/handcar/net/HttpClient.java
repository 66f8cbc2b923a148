package handcar.net;

import module java.base;

import handcar.net.CallResult.Answered;
import handcar.net.CallResult.Lost;
import handcar.net.CallResult.NotSent;
import handcar.time.RetrySchedule;
import handcar.time.TimeoutScheduler;

import io.helidon.common.LazyValue;

/// The one way out to the network. [#call] returns a whole response, [#open] one whose body still comes; both retry, count
/// failures per host, end at their time-outs, and never go where a visited URL must not lead. Blocks; for virtual threads.
public final class HttpClient implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /// The only headers a redirect to another host may see.
    private static final Set<String> FORWARDED_HEADERS =
            Set.of("accept", "accept-language", "if-none-match", "if-modified-since", "user-agent");

    private final HttpClientSettings settings;
    private final CallMetrics metrics;
    private final RetryClock clock;
    private final CircuitBreakers circuitBreakers;
    private final TimeoutScheduler timeouts = new TimeoutScheduler("http-client-timeouts");

    /// Built with the first call: reading the JDK's certificates takes longer than the rest of the start.
    private final LazyValue<ConnectionPool> visits;

    private final LazyValue<ConnectionPool> calls;

    /// @param visits which hosts the URLs that people typed may lead to; [AddressGuard#publicOnly] in production
    public HttpClient(HttpClientSettings settings, AddressGuard visits, CallMetrics metrics) {
        this(settings, visits, AddressGuard.open(), metrics);
    }

    /// @param calls which hosts may be called otherwise
    public HttpClient(
            HttpClientSettings settings,
            AddressGuard visits,
            AddressGuard calls,
            CallMetrics metrics) {
        this(settings, visits, calls, metrics, new RetryClock());
    }

    HttpClient(
            HttpClientSettings settings,
            AddressGuard visits,
            AddressGuard calls,
            CallMetrics metrics,
            RetryClock clock) {
        this.settings = settings;
        this.visits = LazyValue.create(() -> new ConnectionPool(settings, visits));
        this.calls = LazyValue.create(() -> new ConnectionPool(settings, calls));
        this.metrics = metrics;
        this.clock = clock;
        this.circuitBreakers = new CircuitBreakers(settings.breaker(), clock);
    }

    /// Sends the call and reads the whole response.
    public CallResult<Response> call(Request call) {
        long started = clock.nanos();
        Attempts<Response> tries = run(call, HttpClient::whole);
        ended(call, tries, ResultLabel.of(tries.outcome()), started);
        return tries.outcome();
    }

    /// Sends the call and returns as soon as the headers of the response are there. After that nothing is retried.
    public CallResult<StreamingResponse> open(Request call) {
        long started = clock.nanos();
        Attempts<StreamingResponse> tries = run(call, Answered::new);
        if (tries.outcome() instanceof Answered<StreamingResponse>(StreamingResponse response)) {
            response.whenClosed(label -> ended(call, tries, label, started));
        } else {
            ended(call, tries, ResultLabel.of(tries.outcome()), started);
        }
        return tries.outcome();
    }

    /// Whether the host of a URL is called at the moment; for health and metrics.
    public CircuitState breaker(URI uri) {
        return breaker(uri, "");
    }

    /// The same for the calls of one lane.
    public CircuitState breaker(URI uri, String lane) {
        return circuitBreakers.state(uri, lane);
    }

    /// Open connections, used and unused.
    public int connections() {
        return built().mapToInt(ConnectionPool::open).sum();
    }

    private Stream<ConnectionPool> built() {
        return Stream.of(visits, calls).filter(LazyValue::isLoaded).map(LazyValue::get);
    }

    @Override
    public void close() {
        timeouts.close();
        built().forEach(ConnectionPool::close);
    }

    private <T extends ResponseHead> Attempts<T> run(
            Request call, Function<StreamingResponse, CallResult<T>> use) {
        // before the clock starts: the first call builds it
        ConnectionPool pool = call.visiting() ? visits.get() : calls.get();
        long end = clock.nanos() + call.limits().total().toNanos();
        RetrySchedule retries = call.repetition().schedule().orElse(settings.retry());
        for (int count = 1; ; count++) {
            CallResult<T> outcome = once(pool, call, end, use);
            Optional<Duration> wait =
                    call.repetition().safety().after(outcome)
                            ? wait(retries, count, outcome)
                            : Optional.empty();
            if (wait.isEmpty() || wait.get().toNanos() >= end - clock.nanos()) {
                return new Attempts<>(outcome, count);
            }
            if (outcome instanceof Answered<T>(StreamingResponse unwanted)) {
                unwanted.close();
            }
            try {
                clock.sleep(wait.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Attempts<>(new Lost<>(FailureReason.CANCELLED, "interrupted"), count);
            }
        }
    }

    /// One try: the request, and for visits the redirects after it.
    private <T extends ResponseHead> CallResult<T> once(
            ConnectionPool pool,
            Request call,
            long end,
            Function<StreamingResponse, CallResult<T>> use) {
        Request next = call;
        for (int hops = 0; ; hops++) {
            CallResult<StreamingResponse> outcome = hop(pool, next, end);
            if (!(outcome instanceof Answered<StreamingResponse>(StreamingResponse response))) {
                return outcome.then(use);
            }
            Optional<String> location = moved(call, response);
            if (location.isEmpty()) {
                return use.apply(response);
            }
            response.close();
            try {
                if (hops == MAX_REDIRECTS) {
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

    private CallResult<StreamingResponse> hop(ConnectionPool pool, Request call, long end) {
        Optional<CircuitBreaker.Permit> permit =
                circuitBreakers.of(call.uri(), call.lane()).enter();
        if (permit.isEmpty()) {
            return new NotSent<>(
                    FailureReason.BREAKER_OPEN,
                    HostPort.host(call.uri()) + " failed too often and is left alone");
        }
        Duration left = Duration.ofNanos(end - clock.nanos());
        InFlightRequest request = new InFlightRequest(call, timeouts, left);
        try {
            return new Answered<>(
                    new StreamingResponse(
                            request, pool.send(request), permit.get(), call.limits().mostBytes()));
        } catch (IOException | RuntimeException e) {
            request.endTimeouts();
            CallResult<StreamingResponse> failed = request.failed(e);
            permit.get().settle(StreamingResponse.verdict(ResultLabel.of(failed)));
            return failed;
        } catch (Error e) {
            request.endTimeouts();
            // a probe that is never settled blocks its host
            permit.get().settle(CircuitBreaker.Verdict.BAD);
            throw e;
        }
    }

    /// The wait that the provider asks for, unless it is longer than any wait of ours.
    private Optional<Duration> wait(
            RetrySchedule retries, int count, CallResult<? extends ResponseHead> result) {
        Optional<Duration> requested =
                result instanceof Answered<? extends ResponseHead>(ResponseHead head)
                        ? head.headers().retryAfter(clock.now())
                        : Optional.empty();
        return requested.isEmpty() || retries.isLast(count)
                ? retries.after(count, clock.random())
                : requested.filter(wait -> wait.compareTo(retries.longest()) <= 0);
    }

    private static CallResult<Response> whole(StreamingResponse response) {
        try (response) {
            return new Answered<>(response.whole());
        } catch (BodyException e) {
            return new Lost<>(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> moved(Request call, StreamingResponse context) {
        return call.visiting() && REDIRECTS.contains(context.status())
                ? context.headers().first("location")
                : Optional.empty();
    }

    private static Request redirected(Request call, UntrustedUrl target) {
        boolean same = sameHost(call.uri(), target.uri());
        return call.to(
                target.uri(),
                name -> same || FORWARDED_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static boolean sameHost(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getRawAuthority().equals(other.getRawAuthority());
    }

    private void ended(Request call, Attempts<?> tries, ResultLabel label, long started) {
        Duration took = Duration.ofNanos(clock.nanos() - started);
        metrics.ended(call.name(), label, tries.count(), took);
    }

    private record Attempts<T>(CallResult<T> outcome, int count) {}
}
