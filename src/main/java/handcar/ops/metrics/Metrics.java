package handcar.ops.metrics;

import module java.base;

import handcar.http.MemoryPressure;
import handcar.http.RequestObserver;
import handcar.llm.cost.CallLog;
import handcar.llm.cost.ModelCall;
import handcar.net.CallMetrics;
import handcar.net.ResultLabel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// The counters and timers of this process. Built first, so that every other part can count; read by [MetricsScrape].
public final class Metrics implements RequestObserver {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /// Few, because each is a series for every route: what users find instant, quick, slow and broken.
    private static final Duration[] REQUEST_BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(10)
    };

    /// More than there are routes: the observer gets patterns, not paths.
    private static final int MOST_ROUTES = 400;

    private static final int MOST_MODELS = 50;
    private static final int MOST_NAMES = 100;
    private static final double PICO = 1e12;
    private static final String POOL = "hikaricp.connections";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ReentrantLock exchange = new ReentrantLock();
    private final LabelLimiter routes = new LabelLimiter(MOST_ROUTES);
    private final LabelLimiter models = new LabelLimiter(MOST_MODELS);
    private final LabelLimiter names = new LabelLimiter(MOST_NAMES);

    private final MeterProvider<Timer> requests =
            Timer.builder("http.server.requests")
                    .description("Time to answer a request.")
                    .serviceLevelObjectives(REQUEST_BUCKETS)
                    .withRegistry(registry);
    private final MeterProvider<Timer> modelCalls =
            timer("model.call", "Time of a call of a model provider.");
    private final MeterProvider<Counter> modelCost =
            counter("model.cost.usd", "What calls of model providers cost in US dollars.");
    private final MeterProvider<Counter> tokens =
            counter("model.tokens", "Tokens sent to and received from model providers.");
    private final MeterProvider<Timer> outgoingCalls =
            timer("outgoing.call", "Time of an outgoing call with its retries.");
    private final MeterProvider<Counter> attempts =
            counter("outgoing.attempts", "Tries of outgoing calls.");
    private final MeterProvider<Counter> cacheRequests =
            counter("cache.requests", "Looks into a cache by result.");
    private final MeterProvider<Counter> channelSends =
            counter("channel.sends", "Messages given to a channel by outcome.");
    private final MeterProvider<Counter> channelNews =
            counter("channel.news", "Events received from providers by type.");

    private final MeterProvider<Counter> securityEvents =
            counter("security.events", "Wrong credentials of strangers by kind.");

    public Metrics() {
        registry.config().meterFilter(new PoolNames());
        process();
    }

    /// Names the pool's own meters for what they measure instead of who made the pool.
    private static final class PoolNames implements MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            return id.getName().startsWith(POOL)
                    ? id.withName("db.pool.connections" + id.getName().substring(POOL.length()))
                    : id;
        }
    }

    /// Where other libraries register their meters.
    public MeterRegistry registry() {
        return registry;
    }

    /// Registers a gauge of how short memory is.
    public void strain(MemoryPressure.Gauge gauge) {
        Gauge.builder("memory.strain", () -> gauge.now().level())
                .description("Whether memory is short: 0 no, 1 new work waits, 2 all work waits.")
                .register(registry);
    }

    /// Registers a gauge of the open event streams and WebSockets.
    public void streams(IntSupplier open) {
        Gauge.builder("event.streams", open::getAsInt)
                .description("Event streams and WebSockets that are open.")
                .register(registry);
    }

    @Override
    public void seen(String method, String route, int status, long nanos) {
        requests.withTags(
                        "method",
                        METHODS.contains(method) ? method : "OTHER",
                        "route",
                        routes.value(route),
                        "status",
                        String.valueOf(status))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /// Counts calls of model providers.
    public CallLog modelCalls() {
        return this::modelCall;
    }

    /// Counts outgoing calls.
    public CallMetrics calls() {
        return this::outgoingCall;
    }

    /// Counts a look into a cache.
    public void cacheLook(String cache, boolean hit) {
        cacheRequests
                .withTags("cache", names.value(cache), "result", hit ? "hit" : "miss")
                .increment();
    }

    /// Counts a message given to a channel.
    public void channelSend(String channel, String outcome) {
        channelSends
                .withTags("channel", names.value(channel), "outcome", names.value(outcome))
                .increment();
    }

    /// Counts an event received from a provider.
    public void channelNews(String channel, String type) {
        channelNews
                .withTags("channel", names.value(channel), "type", names.value(type))
                .increment();
    }

    /// Counts a credential that was refused.
    public void securityEvent(String kind) {
        securityEvents.withTags("kind", kind).increment();
    }

    /// Replaces all rows of a gauge. A row is taken out before it is put back, and a scrape between the two would find it
    /// missing or, where it was the gauge's only one, twice, which the text format refuses: so neither happens during the other.
    void replace(MultiGauge gauge, List<MultiGauge.Row<?>> rows) {
        exchange.lock();
        try {
            gauge.register(rows, true);
        } finally {
            exchange.unlock();
        }
    }

    String text() {
        exchange.lock();
        try {
            return registry.scrape();
        } finally {
            exchange.unlock();
        }
    }

    private void modelCall(ModelCall call) {
        String provider = names.value(call.provider());
        String model = models.value(call.model());
        String outcome = names.value(call.outcome());
        modelCalls
                .withTags("provider", provider, "model", model, "outcome", outcome)
                .record(call.latency());
        tokens.withTags("provider", provider, "model", model, "direction", "input")
                .increment((double) call.usage().inputTokens());
        tokens.withTags("provider", provider, "model", model, "direction", "output")
                .increment((double) call.usage().outputTokens());
        modelCost
                .withTags("provider", provider, "model", model)
                .increment(call.costPicoUsd().orElse(0) / PICO);
    }

    private void outgoingCall(String call, ResultLabel ending, int tries, Duration took) {
        String name = names.value(call);
        outgoingCalls.withTags("call", name, "outcome", ending.label()).record(took);
        attempts.withTags("call", name).increment(tries);
    }

    private void process() {
        bytes("jvm.memory.used", "Heap in use.", ProcessStats::heapUsedBytes);
        bytes("jvm.memory.max", "The largest heap there may be.", ProcessStats::heapMostBytes);
        bytes("process.resident.memory", "Resident memory size.", ProcessStats::residentBytes);
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

    private void bytes(String name, String description, Supplier<Number> bytes) {
        Gauge.builder(name, bytes).baseUnit("bytes").description(description).register(registry);
    }

    private MeterProvider<Timer> timer(String name, String description) {
        return Timer.builder(name).description(description).withRegistry(registry);
    }

    private MeterProvider<Counter> counter(String name, String description) {
        return Counter.builder(name).description(description).withRegistry(registry);
    }
}
