package handcar.net;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Apache's classic client with everything automatic switched off: no retries, redirects, cookies, cached credentials,
/// compression, proxy or system property. What [Outgoing] does not do is not done.
final class Transport implements AutoCloseable {
    /// Waiting longer for a free connection only hides that there are too few.
    private static final Timeout LEASE = Timeout.ofSeconds(5);

    /// Apache logs whole requests, keys and customers' words included, when its loggers are on DEBUG. They never are,
    /// whatever level the log has; a logger's level lives as long as somebody holds the logger.
    private static final Logger SILENT = Logger.getLogger("org.apache.hc");

    static {
        SILENT.setLevel(Level.INFO);
    }

    private final Duration idle;
    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    Transport(NetSettings settings, Guard guard) {
        idle = settings.idle();
        Timeout connect = Timeout.of(settings.connect());
        pool =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard.asResolver())
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                        .setMaxConnTotal(settings.connections())
                        .setMaxConnPerRoute(settings.perHost())
                        .setDefaultSocketConfig(
                                SocketConfig.custom()
                                        .setTcpNoDelay(true)
                                        .setSoTimeout(connect)
                                        .build())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(connect).build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(connect)
                                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                        .build())
                        .build();
        TimeValue longest = TimeValue.of(idle);
        client =
                HttpClientBuilder.create()
                        .setConnectionManager(pool)
                        .setKeepAliveStrategy(
                                (response, context) ->
                                        shorter(
                                                longest,
                                                DefaultConnectionKeepAliveStrategy.INSTANCE
                                                        .getKeepAliveDuration(response, context)))
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .disableConnectionState()
                        .setUserAgent("Handcar")
                        .build();
    }

    /// Sends the request and returns when the headers of the answer are there.
    ClassicHttpResponse send(HttpUriRequestBase request, Duration silence) throws IOException {
        request.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(LEASE)
                        .setResponseTimeout(Timeout.of(silence))
                        .setProtocolUpgradeEnabled(false)
                        .build());
        try {
            HttpHost host = HttpHost.create(request.getUri());
            return client.executeOpen(host, request, HttpClientContext.create());
        } catch (java.net.URISyntaxException e) {
            throw new ConnectTimeoutException("not a host: " + e.getReason());
        } finally {
            sweepWhenIdle();
        }
    }

    int open() {
        var stats = pool.getTotalStats();
        return stats.getLeased() + stats.getAvailable();
    }

    /// Closes connections nobody uses any more. Runs only while there are connections, so an idle server has neither
    /// connections nor a timer.
    private void sweepWhenIdle() {
        if (sweeping.compareAndSet(false, true)) {
            Thread.ofVirtual().name("net-sweep").start(this::sweep);
        }
    }

    private void sweep() {
        try {
            while (open() > 0) {
                Thread.sleep(idle.plusMillis(50));
                pool.closeIdle(TimeValue.of(idle));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sweeping.set(false);
        }
        if (open() > 0) {
            sweepWhenIdle(); // a call came between the last look and the flag
        }
    }

    private static TimeValue shorter(TimeValue ours, TimeValue theirs) {
        return TimeValue.isPositive(theirs) && theirs.compareTo(ours) < 0 ? theirs : ours;
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
