package handcar.ops.metrics;

import module java.base;

import handcar.jobs.JobQueue;
import handcar.llm.cost.AnswerBudget;
import handcar.time.OnDemandThread;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import java.util.logging.Level;
import java.util.logging.Logger;

/// All metrics as text. The job queues and what answers cost are counted in the background when the last count is older than ten seconds,
/// so a scrape never waits for the database, and an unscraped server never asks it.
public final class MetricsScrape {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final double MICRO = 1_000_000;
    private static final long UNKNOWN = -1;
    private static final Logger LOG = Logger.getLogger(MetricsScrape.class.getName());

    private final Metrics metrics;
    private final JobQueue jobs;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private final AnswerBudget budget;
    private final AtomicLong spent = new AtomicLong(UNKNOWN);
    private final OnDemandThread counter = new OnDemandThread("job-counter", this::count);
    private volatile long countedAt = System.nanoTime() - FRESH.toNanos();

    public MetricsScrape(Metrics metrics, JobQueue jobs, AnswerBudget budget) {
        this.metrics = metrics;
        this.jobs = jobs;
        this.budget = budget;
        this.depth =
                MultiGauge.builder("job.queue.depth")
                        .description("Jobs by kind and state.")
                        .register(metrics.registry());
        this.oldest =
                MultiGauge.builder("job.queue.oldest.age")
                        .description("How long the oldest due job of a kind has waited.")
                        .baseUnit("seconds")
                        .register(metrics.registry());
        dollars("answer.budget.limit", "What they may cost; 0 for no limit.", budget::limit);
    }

    private void dollars(String name, String description, Supplier<Number> micro) {
        Gauge.builder(name, () -> micro.get().doubleValue() / MICRO)
                .baseUnit("usd")
                .description(description)
                .register(metrics.registry());
    }

    /// Prometheus' text format.
    public String text() {
        if (System.nanoTime() - countedAt >= FRESH.toNanos()) {
            counter.start();
        }
        return metrics.text();
    }

    private boolean count() {
        try {
            show(jobs.depths());
            // registered once it is known: a 0 would say that nothing was spent
            if (spent.getAndSet(budget.today().spent()) == UNKNOWN) {
                dollars("answer.budget.spent", "What answers to customers cost today.", spent::get);
            }
        } catch (RuntimeException e) {
            // the health checks report that the database is away; the last figures stay
            LOG.log(Level.FINE, "metrics.jobs_not_counted", e);
        } finally {
            countedAt = System.nanoTime();
        }
        return false;
    }

    private void show(List<JobQueue.Depth> depths) {
        List<MultiGauge.Row<?>> states = new ArrayList<>();
        List<MultiGauge.Row<?>> ages = new ArrayList<>();
        for (JobQueue.Depth kind : depths) {
            states.add(state(kind, "waiting", kind.waiting()));
            states.add(state(kind, "running", kind.running()));
            states.add(state(kind, "dead", kind.dead()));
            ages.add(MultiGauge.Row.of(Tags.of("kind", kind.kind()), kind.oldestSeconds()));
        }
        metrics.replace(depth, states);
        metrics.replace(oldest, ages);
    }

    private static MultiGauge.Row<Number> state(JobQueue.Depth kind, String state, long jobs) {
        return MultiGauge.Row.of(Tags.of("kind", kind.kind(), "state", state), jobs);
    }
}
