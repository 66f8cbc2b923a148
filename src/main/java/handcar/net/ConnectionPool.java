package handcar.net;

import module java.base;

import handcar.time.OnDemandThread;

import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The connection pool of Apache HttpClient, without its client: for retries, redirects, cookies, credentials and proxies,
/// which [HttpClient] does itself or does not want, it copies every request several times, which costs more than sending it.
final class ConnectionPool implements AutoCloseable {
    /// The longest wait for a free connection.
    private static final Timeout LEASE = Timeout.ofSeconds(5);

    /// Apache logs whole requests, keys and customers' words included, when its loggers are on DEBUG. They never are,
    /// whatever level the log has; a logger's level lives as long as somebody holds the logger.
    private static final Logger SILENT = Logger.getLogger("org.apache.hc");

    static {
        SILENT.setLevel(Level.INFO);
    }

    private static final String NAME = "call";

    private final Duration idle;
    private final PoolingHttpClientConnectionManager pool;
    private final HttpRequestExecutor executor = new HttpRequestExecutor();

    /// Closes connections nobody uses any more. Runs only while there are connections, so an idle server has neither
    /// connections nor a timer.
    private final OnDemandThread sweeper = new OnDemandThread("connection-sweeper", this::sweep);

    ConnectionPool(HttpClientSettings settings, AddressGuard guard) {
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
    }

    /// Sends the request and returns when the headers of the response are there.
    Sent send(InFlightRequest request) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        ConnectionEndpoint endpoint = leased(request, route(request.uri()));
        try {
            request.onStop(() -> endpoint.close(CloseMode.IMMEDIATE));
            if (!endpoint.isConnected()) {
                pool.connect(endpoint, null, context);
            }
            // the scheduler's time-outs cost less than a time-out of the socket
            endpoint.setSocketTimeout(Timeout.DISABLED);
            request.awaitBytes();
            return new Sent(
                    endpoint,
                    endpoint.execute(NAME, request.request(), executor::execute, context),
                    request.request(),
                    context);
        } catch (HttpException e) {
            drop(endpoint);
            throw new ClientProtocolException(e);
        } catch (IOException | RuntimeException | Error e) {
            drop(endpoint);
            throw e;
        } finally {
            sweeper.start();
        }
    }

    /// A response whose body is still to be read, and the connection it comes over.
    record Sent(
            ConnectionEndpoint endpoint,
            ClassicHttpResponse response,
            ClassicHttpRequest request,
            HttpClientContext context) {}

    /// Takes the connection back, once; it may serve again only when the response was read to its end.
    void release(Sent sent, boolean readToEnd) {
        if (!readToEnd
                || !DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(
                        sent.request, sent.response, sent.context)) {
            drop(sent.endpoint);
            return;
        }
        TimeValue theirs =
                DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(
                        sent.response, sent.context);
        TimeValue ours = TimeValue.of(idle);
        boolean shorter = TimeValue.isPositive(theirs) && theirs.compareTo(ours) < 0;
        pool.release(sent.endpoint, null, shorter ? theirs : ours);
    }

    private static HttpRoute route(URI uri) throws ConnectTimeoutException {
        try {
            HttpHost host = HttpHost.create(uri);
            int port = host.getPort();
            boolean secure = host.getSchemeName().equals("https");
            int usual = secure ? 443 : 80;
            return new HttpRoute(
                    port < 0 ? new HttpHost(host.getSchemeName(), host.getHostName(), usual) : host,
                    null,
                    secure);
        } catch (IllegalArgumentException e) {
            throw new ConnectTimeoutException("not a host: " + e.getMessage());
        }
    }

    private ConnectionEndpoint leased(InFlightRequest request, HttpRoute route) throws IOException {
        LeaseRequest lease = pool.lease(NAME, route, LEASE, null);
        request.onStop(lease::cancel);
        try {
            return lease.get(LEASE);
        } catch (TimeoutException e) {
            throw new ConnectionRequestTimeoutException(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection");
        } catch (ExecutionException e) {
            throw new IOException("no connection", e.getCause());
        }
    }

    private void drop(ConnectionEndpoint endpoint) {
        endpoint.close(CloseMode.IMMEDIATE);
        pool.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
    }

    int open() {
        var stats = pool.getTotalStats();
        return stats.getLeased() + stats.getAvailable();
    }

    private boolean sweep() {
        sweeper.rest(idle.plusMillis(50));
        pool.closeIdle(TimeValue.of(idle));
        return open() > 0;
    }

    @Override
    public void close() {
        sweeper.close();
        pool.close(CloseMode.IMMEDIATE);
    }
}
