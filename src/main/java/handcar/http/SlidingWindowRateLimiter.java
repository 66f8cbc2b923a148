package handcar.http;

import module java.base;

/// Counts what each caller asked for in the time that has just passed, so that no stretch of that length has more than is allowed,
/// wherever it begins. Requests of one sixtieth of the time are counted together and go with the last of them. The callers seen last
/// are remembered; a forgotten one starts anew.
public final class SlidingWindowRateLimiter implements RateLimiter {
    /// Most callers have one or two counts, about 100 bytes; the busiest have 61, about 600 bytes. So this is 6 MB at most, however
    /// many addresses an attacker has.
    private static final int MAX_CALLERS = 10_000;

    private static final int PARTS = 60;

    private final Map<String, Counts> callers;
    private final int usual;
    private final long nanos;
    private final LongSupplier clock;

    /// When the last request of each part of the time came, and how many did; the oldest first.
    private static final class Counts {
        private static final Counts NONE = new Counts(new long[0], new int[0]);

        private final long[] at;
        private final int[] count;

        private Counts(long[] at, int[] count) {
            this.at = at;
            this.count = count;
        }

        /// Those that came after the time.
        private Counts since(long time) {
            int gone = 0;
            while (gone < at.length && at[gone] - time <= 0) {
                gone++;
            }
            return gone == 0
                    ? this
                    : new Counts(
                            Arrays.copyOfRange(at, gone, at.length),
                            Arrays.copyOfRange(count, gone, count.length));
        }

        private int sum() {
            return Arrays.stream(count).sum();
        }

        /// Whether a request at this time belongs to the last part.
        private boolean isInLast(long now, long part) {
            return at.length > 0
                    && Math.floorDiv(at[at.length - 1], part) == Math.floorDiv(now, part);
        }

        private Counts plus(long now, long part) {
            int parts = isInLast(now, part) ? at.length : at.length + 1;
            long[] times = Arrays.copyOf(at, parts);
            int[] counts = Arrays.copyOf(count, parts);
            times[parts - 1] = now;
            counts[parts - 1]++;
            return new Counts(times, counts);
        }

        /// When the last of the oldest so many came, which are too many.
        private long lastOf(int tooMany) {
            int left = tooMany;
            int part = 0;
            while (left > count[part]) {
                left -= count[part];
                part++;
            }
            return at[part];
        }
    }

    /// @param usual how many in `per`, at least 1
    public SlidingWindowRateLimiter(int usual, Duration per) {
        this(usual, per, System::nanoTime);
    }

    SlidingWindowRateLimiter(int usual, Duration per, LongSupplier clock) {
        this.usual = usual;
        this.nanos = per.toNanos();
        this.clock = clock;
        this.callers =
                new LinkedHashMap<>(256, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Counts> eldest) {
                        return size() > MAX_CALLERS;
                    }
                };
    }

    @Override
    public Optional<Duration> take(String key) {
        return take(key, usual);
    }

    @Override
    public synchronized Optional<Duration> take(String key, int most) {
        long now = clock.getAsLong();
        Counts counts = callers.getOrDefault(key, Counts.NONE).since(now - nanos);
        int sum = counts.sum();
        if (sum < most) {
            callers.put(key, counts.plus(now, nanos / PARTS));
            return Optional.empty();
        }
        callers.put(key, counts);
        return Optional.of(Duration.ofNanos(counts.lastOf(sum - most + 1) + nanos - now));
    }

    /// How many callers are remembered, for the test.
    synchronized int size() {
        return callers.size();
    }
}
