package handcar.net;

import module java.base;

import handcar.time.OnDemandThread;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Apache's HTTP client and its pool of connections, without what [HttpClient] does itself or does not want: retries,
/// redirects, cookies, credentials, compression and time-outs of sockets.
final class ConnectionPool implements AutoCloseable {
    /// The longest wait for a free connection.
    private static final Timeout LEASE = Timeout.ofSeconds(5);

    /// Bytes that a connection reads at once, and those that it gathers before it writes: events are small, what is larger passes by,
    /// and the library's own 32 KB each way were half of the heap with 512 streams.
    private static final int BUFFER = 8 * 1024;

    private static final String USER_AGENT = "Handcar";

    /// Apache logs whole requests, keys and customers' words included, when its loggers are on DEBUG. They never are,
    /// whatever level the log has; this field keeps the logger, because the level is lost with it.
    private static final Logger SILENT = Logger.getLogger("org.apache.hc");

    static {
        SILENT.setLevel(Level.INFO);
    }

    private final TimeValue idle;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;

    /// Closes connections that are no longer used. Runs only while there are connections, so an idle server has neither
    /// connections nor a timer.
    private final OnDemandThread sweeper = new OnDemandThread("connection-sweeper", this::sweep);

    ConnectionPool(HttpClientSettings settings, AddressGuard guard) {
        idle = TimeValue.of(settings.idle());
        connections = connections(settings, guard);
        client =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setKeepAliveStrategy(this::keepAlive)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectionRequestTimeout(LEASE)
                                        .setAuthenticationEnabled(false)
                                        .setProtocolUpgradeEnabled(false)
                                        .build())
                        .setUserAgent(USER_AGENT)
                        .setRequestExecutor(new ContainedExecutor())
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .addExecInterceptorBefore(
                                ChainElement.MAIN_TRANSPORT.name(),
                                "time-outs",
                                (request, scope, chain) -> {
                                    ((InFlightRequest) scope.originalRequest).awaitBytes();
                                    return chain.proceed(request, scope);
                                })
                        .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            HttpClientSettings settings, AddressGuard guard) {
        Timeout connect = Timeout.of(settings.connect());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(guard)
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom().setBufferSize(BUFFER).build())
                                .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setMaxConnTotal(settings.connections())
                .setMaxConnPerRoute(settings.perHost())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).setSoTimeout(connect).build())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                // the scheduler's time-outs cost less than those of sockets
                                .setSocketTimeout(Timeout.DISABLED)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                .build();
    }

    /// Sends the request and returns when the headers of the response are there. The connection goes back to the pool when
    /// the body was read to its end, and is closed when the request is cancelled before.
    ClassicHttpResponse send(InFlightRequest request) throws IOException {
        try {
            return client.executeOpen(null, request, null);
        } finally {
            sweeper.start();
        }
    }

    /// How long a connection waits for its next request: what the server offers, but never longer than our own time.
    private TimeValue keepAlive(HttpResponse response, HttpContext context) {
        TimeValue theirs =
                DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        return TimeValue.isPositive(theirs) && theirs.compareTo(idle) < 0 ? theirs : idle;
    }

    /// Open connections, used and unused.
    int open() {
        var stats = connections.getTotalStats();
        return stats.getLeased() + stats.getAvailable();
    }

    private boolean sweep() {
        sweeper.rest(idle.toDuration().plusMillis(50));
        connections.closeIdle(idle);
        return open() > 0;
    }

    @Override
    public void close() {
        sweeper.close();
        client.close(CloseMode.IMMEDIATE);
    }

    /// Ends one call where an [Error] happens in it; Apache's client would close all connections for good.
    static final class ContainedExecutor extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            try {
                return super.execute(request, connection, information, context);
            } catch (StackOverflowError | LinkageError | AssertionError e) {
                throw new IOException("the call failed: " + e, e);
            }
        }
    }
}
