package handcar.net;

import handcar.net.CallResult.Lost;
import handcar.net.CallResult.NotSent;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

/// A request on its way: knows whether its body went out, and can be stopped from any thread.
final class InFlightRequest {
    private static final String AGENT = "Handcar";

    private final URI uri;
    private final ClassicHttpRequest request;
    private volatile Runnable stopper = () -> {};
    private volatile boolean written;
    private volatile boolean timedOut;
    private volatile boolean stopped;

    InFlightRequest(Request call) {
        uri = call.uri();
        request = new BasicClassicHttpRequest(call.method(), uri);
        request.setHeader(HttpHeaders.HOST, uri.getRawAuthority());
        request.setHeader(HttpHeaders.USER_AGENT, AGENT);
        call.body()
                .ifPresent(sent -> request.setHeader(HttpHeaders.CONTENT_TYPE, sent.mediaType()));
        call.headers().forEach(request::setHeader);
        if (call.body().isPresent() || call.method().equals("POST")) {
            byte[] body = call.body().map(Request.Body::bytes).orElse(new byte[0]);
            request.setHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
            request.setEntity(new Noticing(new ByteArrayEntity(body, null)));
        }
    }

    URI uri() {
        return uri;
    }

    ClassicHttpRequest request() {
        return request;
    }

    /// Whether the other side may have the whole request. A request without a body goes out in one piece with its
    /// headers, so only a failure to connect proves that it did not.
    boolean maybeSeen() {
        return written || request.getEntity() == null;
    }

    boolean timedOut() {
        return timedOut;
    }

    boolean stopped() {
        return stopped;
    }

    /// What an exception before the answer means.
    CallResult<StreamingResponse> failed(Exception e) {
        String detail = uri.getRawAuthority() + ": " + e;
        if (e instanceof AddressGuard.Refused) {
            return new NotSent<>(FailureReason.REFUSED_URL, UntrustedUrl.inside().sentence());
        }
        if (timedOut) {
            return maybeSeen()
                    ? new Lost<>(FailureReason.TIMED_OUT, detail)
                    : new NotSent<>(FailureReason.TIMED_OUT, detail);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Lost<>(FailureReason.CANCELLED, detail);
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            return new NotSent<>(FailureReason.BUSY, detail);
        }
        if (isConnecting(e) || !maybeSeen()) {
            return new NotSent<>(FailureReason.UNREACHABLE, detail);
        }
        return new Lost<>(
                e instanceof InterruptedIOException ? FailureReason.TIMED_OUT : FailureReason.CUT,
                detail);
    }

    private boolean isConnecting(Exception e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || e instanceof ConnectTimeoutException
                || (e instanceof SSLException && !written);
    }

    /// Breaks the connection off, whoever waits on it.
    void stop() {
        stopped = true;
        stopper.run();
    }

    /// Stops it because its time is up.
    void stopLate() {
        timedOut = true;
        stop();
    }

    /// How to break off what it is waiting for now; done at once when it was stopped before.
    void onStop(Runnable breaking) {
        stopper = breaking;
        if (stopped) {
            breaking.run();
        }
    }

    private final class Noticing extends HttpEntityWrapper {
        Noticing(ByteArrayEntity body) {
            super(body);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            written = true;
            super.writeTo(out);
        }
    }
}
