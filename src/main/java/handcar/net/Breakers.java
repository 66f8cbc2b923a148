package handcar.net;

import handcar.net.NetSettings.BreakerRule;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One breaker per host and port. A host that never failed is not remembered once there are many, so that crawling the
/// world does not fill the memory.
final class Breakers {
    private static final int MANY = 1_000;

    private final BreakerRule rule;
    private final Pace pace;
    private final Map<String, Breaker> byHost = new ConcurrentHashMap<>();

    Breakers(BreakerRule rule, Pace pace) {
        this.rule = rule;
        this.pace = pace;
    }

    Breaker of(URI uri) {
        if (byHost.size() >= MANY) {
            byHost.values().removeIf(Breaker::pristine);
            if (byHost.size() >= MANY) {
                byHost.clear(); // a thousand failing hosts: forgetting costs one more try each
            }
        }
        return byHost.computeIfAbsent(host(uri), _ -> new Breaker(rule, pace));
    }

    BreakerState state(URI uri) {
        Breaker breaker = byHost.get(host(uri));
        return breaker == null ? BreakerState.CLOSED : breaker.state();
    }

    private static String host(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
