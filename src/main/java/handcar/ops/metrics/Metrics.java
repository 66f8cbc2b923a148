package handcar.ops.metrics;

import handcar.http.MemoryPressure;
import handcar.http.RequestObserver;
import handcar.llm.CallLog;
import handcar.llm.ModelCall;
import handcar.net.CallMetrics;
import handcar.net.ResultLabel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// What is counted. Built first, so that whatever comes after can count; asked last, by [MetricsScrape].
public final class Metrics implements RequestObserver {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /// Few, because each is a series for every route: what feels instant, quick, slow and broken.
    private static final Duration[] REQUEST_BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(10)
    };

    /// More routes than there are; the observer gives patterns, this is the belt to its braces.
    private static final int MOST_ROUTES = 400;

    private static final int MOST_MODELS = 50;
    private static final int MOST_NAMES = 100;
    private static final double MICRO = 1_000_000;

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Seen, Timer> requests = new ConcurrentHashMap<>();
    private final LabelLimiter routes = new LabelLimiter(MOST_ROUTES);
    private final LabelLimiter models = new LabelLimiter(MOST_MODELS);
    private final LabelLimiter names = new LabelLimiter(MOST_NAMES);

    private final Map<Named, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Named, Counter> counters = new ConcurrentHashMap<>();

    /// Compared by hand, here and below: what a record would make is slow for the first compiler, and this is done with
    /// every request.
    private record Seen(String method, String route, int status) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Seen(String itsMethod, String itsRoute, int itsStatus)
                    && route.equals(itsRoute)
                    && method.equals(itsMethod)
                    && status == itsStatus;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * method.hashCode() + route.hashCode()) + status;
        }
    }

    /// A meter and the values of its tags, which are bounded before: looking it up here costs a tenth of what building it
    /// to be told that it is there costs.
    private record Named(String meter, String one, String two, String three) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Named named
                    && meter.equals(named.meter)
                    && one.equals(named.one)
                    && two.equals(named.two)
                    && three.equals(named.three);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * (31 * meter.hashCode() + one.hashCode()) + two.hashCode())
                    + three.hashCode();
        }
    }

    public Metrics() {
        registry.config().meterFilter(new PoolMetricNames());
        machine();
    }

    /// Where others register what they have: the pool.
    public MeterRegistry registry() {
        return registry;
    }

    /// Shows how short of memory the server is, and so whether requests are put off.
    public void strain(MemoryPressure.Gauge gauge) {
        Gauge.builder("memory.strain", () -> level(gauge.now()))
                .description("Whether memory is short: 0 no, 1 new work is put off, 2 all is.")
                .register(registry);
    }

    @Override
    public void seen(String method, String route, int status, long nanos) {
        String known = METHODS.contains(method) ? method : "OTHER";
        Seen seen = new Seen(known, routes.value(route), status);
        Timer timer = requests.get(seen);
        (timer != null ? timer : requests.computeIfAbsent(seen, this::request))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /// Counts calls of providers.
    public CallLog ledger() {
        return this::modelCall;
    }

    /// Counts outgoing calls.
    public CallMetrics calls() {
        return this::outgoingCall;
    }

    /// Counts a look into a cache.
    public void cacheLook(String cache, boolean hit) {
        count(
                new Named("cache.requests", names.value(cache), hit ? "hit" : "miss", ""),
                1,
                name ->
                        counter(name.meter(), "Looks into a cache by result.")
                                .tags("cache", name.one(), "result", name.two()));
    }

    /// Counts a message given to a channel.
    public void channelSend(String channel, String outcome) {
        counter("channel.sends", "Messages given to a channel by outcome.")
                .tags("channel", names.value(channel), "outcome", names.value(outcome))
                .register(registry)
                .increment();
    }

    /// Counts a piece of news that a provider told.
    public void channelNews(String channel, String type) {
        counter("channel.news", "News told by providers by type.")
                .tags("channel", names.value(channel), "type", names.value(type))
                .register(registry)
                .increment();
    }

    String text() {
        return registry.scrape();
    }

    private static int level(MemoryPressure pressure) {
        return switch (pressure) {
            case NONE -> 0;
            case TIGHT -> 1;
            case DIRE -> 2;
        };
    }

    private Timer request(Seen seen) {
        return Timer.builder("http.server.requests")
                .description("Time to answer a request.")
                .tags("method", seen.method(), "route", seen.route())
                .tag("status", String.valueOf(seen.status()))
                .serviceLevelObjectives(REQUEST_BUCKETS)
                .register(registry);
    }

    private void modelCall(ModelCall call) {
        String provider = names.value(call.provider());
        String model = models.value(call.model());
        meter(
                        new Named("model.call", provider, model, names.value(call.outcome())),
                        Metrics::modelTime)
                .record(call.latency());
        tokens(provider, model, "input", call.usage().inputTokens());
        tokens(provider, model, "output", call.usage().outputTokens());
        count(
                new Named("model.cost.usd", provider, model, ""),
                (double) call.costMicroUsd().orElse(0) / MICRO,
                name ->
                        counter(name.meter(), "What calls of model providers cost in US dollars.")
                                .tags("provider", name.one(), "model", name.two()));
    }

    private Timer modelTime(Named name) {
        return Timer.builder(name.meter())
                .description("Time of a call of a model provider.")
                .tags("provider", name.one(), "model", name.two(), "outcome", name.three())
                .register(registry);
    }

    private void tokens(String provider, String model, String direction, long tokens) {
        count(
                new Named("model.tokens", provider, model, direction),
                (double) tokens,
                name ->
                        counter(name.meter(), "Tokens sent to and received from model providers.")
                                .tags("provider", name.one(), "model", name.two())
                                .tag("direction", name.three()));
    }

    private void outgoingCall(String call, ResultLabel ending, int attempts, Duration took) {
        String known = names.value(call);
        meter(new Named("outgoing.call", known, ending.label(), ""), Metrics::outgoingTime)
                .record(took);
        count(
                new Named("outgoing.attempts", known, "", ""),
                attempts,
                name -> counter(name.meter(), "Tries of outgoing calls.").tags("call", name.one()));
    }

    private Timer outgoingTime(Named name) {
        return Timer.builder(name.meter())
                .description("Time of an outgoing call with its retries.")
                .tags("call", name.one(), "outcome", name.two())
                .register(registry);
    }

    /// Looked for first, here and wherever a request is counted: a function that remembers something is made by a call into
    /// the JVM (first compiler, Java 25).
    private Timer meter(Named name, BiFunction<Metrics, Named, Timer> made) {
        Timer timer = timers.get(name);
        return timer != null
                ? timer
                : timers.computeIfAbsent(name, missing -> made.apply(this, missing));
    }

    private void count(Named name, double amount, Function<Named, Counter.Builder> made) {
        Counter counter = counters.get(name);
        (counter != null
                        ? counter
                        : counters.computeIfAbsent(
                                name, missing -> made.apply(missing).register(registry)))
                .increment(amount);
    }

    private void machine() {
        gauge("jvm.memory.used", "Heap in use.", ProcessStats::heapUsedBytes);
        gauge("jvm.memory.max", "The largest heap there may be.", ProcessStats::heapMostBytes);
        gauge("process.resident.memory", "Resident memory size.", ProcessStats::residentBytes);
        Gauge.builder("process.threads", ProcessStats::threads)
                .description("Threads of the operating system.")
                .register(registry);
        TimeGauge.builder("process.start.time", ProcessStats::begunSeconds, TimeUnit.SECONDS)
                .description("When the process began, in seconds of the Unix epoch.")
                .register(registry);
        FunctionCounter.builder("process.cpu", this, _ -> ProcessStats.cpuSeconds())
                .baseUnit("seconds")
                .description("Processor time used.")
                .register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> bytes) {
        Gauge.builder(name, bytes).baseUnit("bytes").description(description).register(registry);
    }

    private static Counter.Builder counter(String name, String description) {
        return Counter.builder(name).description(description);
    }
}
