package handcar.net;

import handcar.net.Outcome.Lost;
import handcar.net.Outcome.NotSent;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;

import javax.net.ssl.SSLException;

/// A request on its way: knows whether its body went out, and can be stopped from any thread.
final class Sending {
    private final HttpUriRequestBase request;
    private volatile boolean written;
    private volatile boolean timedOut;
    private volatile boolean stopped;

    Sending(Call call) {
        request = new HttpUriRequestBase(call.method(), call.uri());
        call.headers().forEach(request::setHeader);
        byte[] body = call.body().map(Call.Body::bytes).orElse(new byte[0]);
        if (call.body().isPresent() || call.method().equals("POST")) {
            ContentType type =
                    call.body().map(sent -> ContentType.parse(sent.mediaType())).orElse(null);
            request.setEntity(new Noticing(new ByteArrayEntity(body, type)));
        }
    }

    HttpUriRequestBase request() {
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
    Outcome<Exchange> failed(Exception e) {
        String detail = request.getAuthority() + ": " + e;
        if (e instanceof Guard.Refused) {
            return new NotSent<>(Reason.REFUSED_URL, TypedUrl.inside().sentence());
        }
        if (timedOut) {
            return maybeSeen()
                    ? new Lost<>(Reason.TIMED_OUT, detail)
                    : new NotSent<>(Reason.TIMED_OUT, detail);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Lost<>(Reason.CANCELLED, detail);
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            return new NotSent<>(Reason.BUSY, detail);
        }
        if (isConnecting(e) || !maybeSeen()) {
            return new NotSent<>(Reason.UNREACHABLE, detail);
        }
        return new Lost<>(
                e instanceof InterruptedIOException ? Reason.TIMED_OUT : Reason.CUT, detail);
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
        request.cancel();
    }

    /// Stops it when the time is up, unless the returned alarm is switched off before.
    Alarm stopAfter(Duration left) {
        Thread sleeper =
                Thread.ofVirtual()
                        .name("net-deadline")
                        .start(
                                () -> {
                                    try {
                                        Thread.sleep(left);
                                        timedOut = true;
                                        request.cancel();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt(); // switched off
                                    }
                                });
        return sleeper::interrupt;
    }

    /// A deadline that may be called off.
    interface Alarm {
        void off();
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
