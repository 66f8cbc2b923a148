package handcar.time;

import module java.base;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// A virtual thread that is there only while there is something to do, so an idle server has no thread that wakes up. It
/// never runs twice at the same time.
public final class OnDemandThread implements AutoCloseable {
    private static final Logger LOG = System.getLogger(OnDemandThread.class.getName());

    private final String name;
    private final Step step;
    private final Optional<Duration> pauseAfterFailure;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile @Nullable Thread thread;
    private volatile boolean woken;

    private enum State {
        IDLE,
        RUNNING,
        /// Runs, and is asked to run once more.
        REQUESTED,
        CLOSED
    }

    /// What the thread does.
    @FunctionalInterface
    public interface Step {
        /// Does some of the work and tells whether to be called again at once. An exception is logged and counts as no, unless
        /// the thread was made by `retrying`.
        boolean run();
    }

    public OnDemandThread(String name, Step step) {
        this(name, step, Optional.empty());
    }

    private OnDemandThread(String name, Step step, Optional<Duration> pauseAfterFailure) {
        this.name = name;
        this.step = step;
        this.pauseAfterFailure = pauseAfterFailure;
    }

    /// A thread whose work is done again, a pause later, until it succeeds: what it was asked for is not lost while the
    /// database is away. Each failure is logged.
    public static OnDemandThread retrying(String name, Duration pause, Runnable work) {
        Step once =
                () -> {
                    work.run();
                    return false;
                };
        return new OnDemandThread(name, once, Optional.of(pause));
    }

    /// Makes sure that the step runs from its beginning once more, after everything the caller did before.
    public void start() {
        if (state.get() == State.REQUESTED) {
            return;
        }
        State before = state.getAndUpdate(now -> now == State.CLOSED ? now : State.REQUESTED);
        if (before == State.IDLE) {
            Thread started = Thread.ofVirtual().name(name).unstarted(this::run);
            thread = started;
            started.start();
        }
    }

    /// Starts it, and ends the rest of a step that rests.
    public void wake() {
        woken = true;
        start();
        LockSupport.unpark(thread);
    }

    /// Called by a step: rests for about as long, or until [#wake] or [#close].
    public void rest(Duration longest) {
        if (!woken) {
            LockSupport.parkNanos(this, longest.toNanos());
        }
        woken = false;
    }

    /// Whether nothing runs and nothing was asked for.
    public boolean isIdle() {
        return state.get() == State.IDLE;
    }

    /// The step is not called any more; one that runs goes on to its end, without resting.
    @Override
    public void close() {
        state.set(State.CLOSED);
        woken = true;
        LockSupport.unpark(thread);
    }

    /// Waits, after [#close], for the end of a step that runs.
    public void join() throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.join();
        }
    }

    private void run() {
        do {
            state.compareAndSet(State.REQUESTED, State.RUNNING);
            while (state.get() != State.CLOSED && step()) {
                state.compareAndSet(State.REQUESTED, State.RUNNING);
            }
        } while (!state.compareAndSet(State.RUNNING, State.IDLE) && state.get() != State.CLOSED);
    }

    private boolean step() {
        try {
            return step.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "thread.failed name=" + name, e);
            pauseAfterFailure.ifPresent(this::rest);
            return pauseAfterFailure.isPresent();
        }
    }
}
