package handcar.channel.meta;

import module java.base;

import handcar.net.AddressGuard;
import handcar.net.CallMetrics;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.net.HttpClientSettings.BreakerRule;

/// The real way out, with a breaker that tests do not trip.
public final class TestHttpClient {
    private TestHttpClient() {}

    public static HttpClient open() {
        return new HttpClient(
                HttpClientSettings.defaults().with(new BreakerRule(1_000, Duration.ofSeconds(1))),
                AddressGuard.publicOnly(),
                CallMetrics.none());
    }
}
