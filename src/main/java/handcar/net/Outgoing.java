package handcar.net;

import handcar.net.Outcome.Answered;
import handcar.net.Outcome.Lost;
import handcar.net.Outcome.NotSent;
import handcar.time.Deadlines;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The one way out. [#call] returns a whole answer, [#open] one whose body still comes; both try again, count failures
/// per host, keep to their clocks, and never go where a visited URL must not lead. Blocks; made for virtual threads.
public final class Outgoing implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;

    /// How late a call may be broken off.
    private static final Duration TICK = Duration.ofMillis(20);

    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

    /// The only headers a redirect to another host may see.
    private static final Set<String> HARMLESS =
            Set.of("accept", "accept-language", "if-none-match", "if-modified-since", "user-agent");

    private final NetSettings settings;
    private final Guard visits;
    private final Guard calls;
    private final CallMeter meter;
    private final Pace pace;
    private final Breakers breakers;
    private final Deadlines deadlines = new Deadlines("slow servers", TICK);
    private final Object building = new Object();
    private volatile Optional<Transport> configured = Optional.empty();
    private volatile Optional<Transport> guarded = Optional.empty();

    /// @param visits who may be visited by URLs that people typed; [Guard#publicOnly] in production
    public Outgoing(NetSettings settings, Guard visits, CallMeter meter) {
        this(settings, visits, Guard.open(), meter, Pace.real());
    }

    /// @param calls who else may be called
    public Outgoing(NetSettings settings, Guard visits, Guard calls, CallMeter meter) {
        this(settings, visits, calls, meter, Pace.real());
    }

    Outgoing(NetSettings settings, Guard visits, CallMeter meter, Pace pace) {
        this(settings, visits, Guard.open(), meter, pace);
    }

    private Outgoing(NetSettings settings, Guard visits, Guard calls, CallMeter meter, Pace pace) {
        this.settings = settings;
        this.visits = visits;
        this.calls = calls;
        this.meter = meter;
        this.pace = pace;
        this.breakers = new Breakers(settings.breaker(), pace);
    }

    /// Sends the call and reads the whole answer.
    public Outcome<Answer> call(Call call) {
        long started = pace.nanos();
        Tries<Answer> tries = run(call, Outgoing::whole);
        meter.ended(call.name(), Ending.of(tries.outcome()), tries.count(), since(started));
        return tries.outcome();
    }

    /// Sends the call and returns as soon as the headers of the answer are there. Once an answer is returned nothing is
    /// tried again.
    public Outcome<Exchange> open(Call call) {
        long started = pace.nanos();
        Tries<Exchange> tries = run(call, Answered::new);
        if (tries.outcome() instanceof Answered<Exchange>(Exchange exchange)) {
            exchange.whenClosed(
                    ending -> meter.ended(call.name(), ending, tries.count(), since(started)));
        } else {
            meter.ended(call.name(), Ending.of(tries.outcome()), tries.count(), since(started));
        }
        return tries.outcome();
    }

    /// Whether the host of a URL is called at the moment; for health and metrics.
    public BreakerState breaker(URI uri) {
        return breakers.state(uri);
    }

    /// Open connections, used and unused.
    public int connections() {
        return configured.map(Transport::open).orElse(0) + guarded.map(Transport::open).orElse(0);
    }

    @Override
    public void close() {
        deadlines.close();
        configured.ifPresent(Transport::close);
        guarded.ifPresent(Transport::close);
    }

    private <T extends Head> Tries<T> run(Call call, Use<T> use) {
        Transport transport =
                transport(call.visiting()); // its first building is nobody's waiting time
        long end = pace.nanos() + call.total().toNanos();
        Retries retries = call.retries().orElse(settings.retry());
        for (int count = 1; ; count++) {
            Outcome<T> outcome = once(transport, call, end, use);
            Optional<Duration> wait =
                    call.repeat().after(outcome)
                            ? retries.wait(count, asked(outcome), pace.chance())
                            : Optional.empty();
            if (wait.isEmpty() || wait.get().toNanos() >= end - pace.nanos()) {
                return new Tries<>(outcome, count);
            }
            if (outcome instanceof Answered<T>(Exchange unwanted)) {
                unwanted.close();
            }
            try {
                pace.sleep(wait.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Tries<>(new Lost<>(Reason.CANCELLED, "interrupted"), count);
            }
        }
    }

    /// One try: the request, and for visits the redirects after it.
    private <T extends Head> Outcome<T> once(Transport transport, Call call, long end, Use<T> use) {
        Call next = call;
        for (int hops = 0; ; hops++) {
            Outcome<Exchange> outcome = hop(transport, next, end);
            if (!(outcome instanceof Answered<Exchange>(Exchange exchange))) {
                return retyped(outcome);
            }
            Optional<String> location = moved(call, exchange);
            if (location.isEmpty()) {
                return use.of(exchange);
            }
            exchange.close();
            try {
                if (hops == MOST_REDIRECTS) {
                    throw new RefusedUrl(
                            RefusedUrl.Why.REDIRECTS, "This address redirects too often.");
                }
                next = redirected(next, new TypedUrl(next.uri()).resolve(location.get()));
            } catch (RefusedUrl e) {
                return new Lost<>(Reason.REFUSED_URL, e.sentence());
            }
        }
    }

    private Outcome<Exchange> hop(Transport transport, Call call, long end) {
        Optional<Breaker.Permit> permit = breakers.of(call.uri()).enter();
        if (permit.isEmpty()) {
            return new NotSent<>(
                    Reason.BREAKER_OPEN, host(call) + " failed too often and is left alone");
        }
        Sending sending = new Sending(call);
        Duration left = Duration.ofNanos(end - pace.nanos());
        CallClock clock = new CallClock(deadlines, left, call.silence(), sending::stopLate);
        try {
            Transport.Carried carried = transport.send(sending, clock);
            return new Answered<>(
                    new Exchange(call, sending, carried, permit.get(), deadlines, clock));
        } catch (IOException | RuntimeException e) {
            clock.off();
            Outcome<Exchange> failed = sending.failed(e);
            permit.get().settle(Exchange.verdict(Ending.of(failed)));
            return failed;
        }
    }

    private Optional<Duration> asked(Outcome<? extends Head> outcome) {
        return outcome instanceof Answered<? extends Head>(Head head)
                ? Retries.asked(head.headers(), pace.now())
                : Optional.empty();
    }

    private static Outcome<Answer> whole(Exchange exchange) {
        try (exchange) {
            return new Answered<>(exchange.whole());
        } catch (BrokenBody e) {
            return new Lost<>(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> moved(Call call, Exchange exchange) {
        return call.visiting() && MOVED.contains(exchange.status())
                ? exchange.headers().first("location")
                : Optional.empty();
    }

    private static Call redirected(Call call, TypedUrl target) {
        Call next = call.to(target.uri());
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
    private Transport transport(boolean visiting) {
        synchronized (building) {
            if (visiting) {
                Transport ready = guarded.orElseGet(() -> new Transport(settings, visits));
                guarded = Optional.of(ready);
                return ready;
            }
            Transport ready = configured.orElseGet(() -> new Transport(settings, calls));
            configured = Optional.of(ready);
            return ready;
        }
    }

    private static <T> Outcome<T> retyped(Outcome<Exchange> outcome) {
        return switch (outcome) {
            case Answered<Exchange> _ -> throw new IllegalArgumentException("an answer");
            case NotSent<Exchange>(Reason reason, String detail) -> new NotSent<>(reason, detail);
            case Lost<Exchange>(Reason reason, String detail) -> new Lost<>(reason, detail);
        };
    }

    private Duration since(long started) {
        return Duration.ofNanos(pace.nanos() - started);
    }

    private static String host(Call call) {
        return String.valueOf(call.uri().getHost());
    }

    private record Tries<T>(Outcome<T> outcome, int count) {}

    @FunctionalInterface
    private interface Use<T> {
        Outcome<T> of(Exchange exchange);
    }
}
