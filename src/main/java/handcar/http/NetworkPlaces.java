package handcar.http;

import module java.base;

import handcar.problem.Problem;

import org.jspecify.annotations.Nullable;

/// Places for work that is going on, shared by all networks. None ever has more than its own, so that who asks much keeps nobody else
/// out. Who finds no place waits for one, in the order of coming.
public final class NetworkPlaces {
    private final Semaphore all;
    private final int ofOne;
    private final int mostOfOne;
    private final Map<String, Own> networks = new ConcurrentHashMap<>();

    /// Those of one network.
    private static final class Own {
        private final Semaphore places;

        /// Who waits or has a place; changed within the map's own methods only, so that nobody joins whom the map forgets.
        private final AtomicInteger users = new AtomicInteger();

        Own(int places) {
            this.places = new Semaphore(places, true);
        }
    }

    /// @param all how many there are
    /// @param ofOne how many one network may have
    public NetworkPlaces(int all, int ofOne) {
        this(all, ofOne, Integer.MAX_VALUE - ofOne);
    }

    /// @param line how many of one network may wait
    public NetworkPlaces(int all, int ofOne, int line) {
        this.all = new Semaphore(all, true);
        this.ofOne = ofOne;
        this.mostOfOne = ofOne + line;
    }

    /// Takes a place, to be given back by [#release]; false when none became free in time or the line is too long.
    ///
    /// @param patience how long to wait for one
    public boolean take(String network, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        Own own = networks.compute(network, (_, known) -> joined(known));
        boolean taken = false;
        try {
            taken =
                    own.users.get() <= mostOfOne
                            && take(own.places, until)
                            && takeOfAll(own, until);
        } finally {
            if (!taken) {
                leave(network);
            }
        }
        return taken;
    }

    private boolean takeOfAll(Own own, long until) {
        boolean taken = false;
        try {
            taken = take(all, until);
        } finally {
            if (!taken) {
                own.places.release();
            }
        }
        return taken;
    }

    /// Gives a place back.
    public void release(String network) {
        Own own = networks.get(network);
        if (own == null) {
            throw new IllegalStateException("this network has no place");
        }
        all.release();
        own.places.release();
        leave(network);
    }

    /// How many networks wait or have a place, for the tests.
    public int networks() {
        return networks.size();
    }

    /// How many of a network wait or have a place, for the tests.
    int users(String network) {
        Own own = networks.get(network);
        return own == null ? 0 : own.users.get();
    }

    private Own joined(@Nullable Own known) {
        Own own = known == null ? new Own(ofOne) : known;
        own.users.incrementAndGet();
        return own;
    }

    private void leave(String network) {
        networks.computeIfPresent(
                network, (_, own) -> own.users.decrementAndGet() == 0 ? null : own);
    }

    private static boolean take(Semaphore places, long until) {
        try {
            return places.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Problem.Unavailable("stopping", "The server is stopping.");
        }
    }
}
