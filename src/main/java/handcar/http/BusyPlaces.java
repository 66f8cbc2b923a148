package handcar.http;

import module java.base;

/// The places of requests that are being answered, or wait in the [Tarpit]. Virtual threads are cheap, but what they hold is not:
/// bodies of megabytes, database connections. One network never has all places, so that who sends many slow requests keeps nobody
/// else out.
final class BusyPlaces {
    /// Busy requests at once.
    static final int MOST = 256;

    /// Of one network; callers behind a proxy that is not known look like one.
    static final int MOST_OF_ONE = 192;

    private final Map<String, Integer> taken = new HashMap<>();
    private final int most;
    private final int mostOfOne;
    private int all;

    BusyPlaces(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /// Takes a place; false when there is none.
    synchronized boolean take(String network) {
        int own = taken.getOrDefault(network, 0);
        if (all == most || own == mostOfOne) {
            return false;
        }
        taken.put(network, own + 1);
        all++;
        return true;
    }

    /// Gives a place back.
    synchronized void release(String network) {
        taken.computeIfPresent(network, (_, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
