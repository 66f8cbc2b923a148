package handcar.net;

import module java.base;

import handcar.net.HttpClientSettings.BreakerRule;

/// One circuit breaker for each host and port. Once there are many, hosts that have not failed are forgotten, so that fetching
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

    CircuitBreaker of(URI uri) {
        if (byHost.size() >= MANY) {
            byHost.values().removeIf(CircuitBreaker::pristine);
            if (byHost.size() >= MANY) {
                byHost.clear(); // a thousand failing hosts: each costs one more try
            }
        }
        return byHost.computeIfAbsent(host(uri), _ -> new CircuitBreaker(rule, clock));
    }

    CircuitState state(URI uri) {
        CircuitBreaker circuitBreaker = byHost.get(host(uri));
        return circuitBreaker == null ? CircuitState.CLOSED : circuitBreaker.state();
    }

    private static String host(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
