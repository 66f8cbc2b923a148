package handcar.net;

import module java.base;

import handcar.net.HttpClientSettings.BreakerRule;

/// Stops calls to a host after too many failures in a row; after a while one call decides whether they go on.
final class CircuitBreaker {
    private final BreakerRule rule;
    private final RetryClock clock;
    private int failures;
    private boolean open;
    private boolean probing;
    private long openedAt;

    CircuitBreaker(BreakerRule rule, RetryClock clock) {
        this.rule = rule;
        this.clock = clock;
    }

    /// Permission for one call, which must be settled; empty while the host is left alone.
    synchronized Optional<Permit> enter() {
        if (!open) {
            return Optional.of(new Permit(false));
        }
        if (probing || !rested()) {
            return Optional.empty();
        }
        probing = true;
        return Optional.of(new Permit(true));
    }

    synchronized CircuitState state() {
        if (!open) {
            return CircuitState.CLOSED;
        }
        return probing || rested() ? CircuitState.HALF_OPEN : CircuitState.OPEN;
    }

    /// Whether this host has not failed lately.
    synchronized boolean pristine() {
        return !open && failures == 0;
    }

    private boolean rested() {
        return clock.nanos() - openedAt >= rule.reset().toNanos();
    }

    private synchronized void settle(Verdict verdict, boolean probe) {
        probing = probing && !probe;
        switch (verdict) {
            case GOOD -> {
                // a slow call from before the opening says nothing about now; only the probe closes
                if (probe || !open) {
                    open = false;
                    failures = 0;
                }
            }
            case BAD -> {
                failures++;
                if (probe || (!open && failures >= rule.threshold())) {
                    open = true;
                    openedAt = clock.nanos();
                }
            }
            case NEITHER -> {} // the next call is the probe
        }
    }

    /// What a call says about its host.
    enum Verdict {
        GOOD,
        BAD,
        NEITHER
    }

    /// Permission for one call. It is settled once; later verdicts are ignored.
    final class Permit {
        private final boolean probe;
        private boolean settled;

        private Permit(boolean probe) {
            this.probe = probe;
        }

        synchronized void settle(Verdict verdict) {
            if (!settled) {
                settled = true;
                CircuitBreaker.this.settle(verdict, probe);
            }
        }
    }
}
