package handcar.net;

import module java.base;

import handcar.net.HttpClientSettings.BreakerRule;

/// One circuit breaker for each host and port, and each lane of calls to it. Once there are many, hosts that have not failed are forgotten, so that fetching
/// many web sites does not fill the memory.
final class CircuitBreakers {
    private static final int MANY = 1_000;

    private final BreakerRule rule;
    private final RetryClock clock;
    private final Map<String, CircuitBreaker> byHost = new ConcurrentHashMap<>();

    CircuitBreakers(BreakerRule rule, RetryClock clock) {
        this.rule = rule;
        this.clock = clock;
    }

    CircuitBreaker of(URI uri, String lane) {
        if (byHost.size() >= MANY) {
            byHost.values().removeIf(CircuitBreaker::pristine);
            if (byHost.size() >= MANY) {
                byHost.clear(); // a thousand failing hosts: each costs one more try
            }
        }
        return byHost.computeIfAbsent(place(uri, lane), _ -> new CircuitBreaker(rule, clock));
    }

    CircuitState state(URI uri, String lane) {
        CircuitBreaker circuitBreaker = byHost.get(place(uri, lane));
        return circuitBreaker == null ? CircuitState.CLOSED : circuitBreaker.state();
    }

    private static String place(URI uri, String lane) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + " " + lane;
    }
}
