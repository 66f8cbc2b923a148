package handcar.net;

import module java.base;

import handcar.net.CallResult.Lost;
import handcar.net.CallResult.NotSent;
import handcar.time.TimeoutScheduler;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/// A request on its way, with its time-outs: one for the whole try, one from each byte of the response to the next. It knows
/// whether its body went out, and can be stopped from any thread.
final class InFlightRequest {
    private static final String USER_AGENT = "Handcar";

    private final URI uri;
    private final ClassicHttpRequest request;
    private final TimeoutScheduler scheduler;
    private final long silence;
    private final long end;
    private final TimeoutScheduler.Alarm alarm;
    private volatile Runnable stopper = () -> {};
    private volatile boolean written;
    private volatile boolean timedOut;
    private volatile boolean stopped;

    /// @param left for everything
    InFlightRequest(Request call, TimeoutScheduler scheduler, Duration left) {
        uri = call.uri();
        request = new BasicClassicHttpRequest(call.method(), uri);
        request.setHeader(HttpHeaders.HOST, uri.getRawAuthority());
        request.setHeader(HttpHeaders.USER_AGENT, USER_AGENT);
        call.body()
                .ifPresent(sent -> request.setHeader(HttpHeaders.CONTENT_TYPE, sent.mediaType()));
        call.headers().forEach(request::setHeader);
        if (call.body().isPresent() || call.method().equals("POST")) {
            byte[] body = call.body().map(Request.Body::bytes).orElse(new byte[0]);
            request.setHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
            request.setEntity(new ObservedBody(new ByteArrayEntity(body, null)));
        }
        this.scheduler = scheduler;
        silence = call.silence().toNanos();
        end = System.nanoTime() + Math.max(0, left.toNanos());
        alarm = scheduler.at(end, this::timeOut);
    }

    URI uri() {
        return uri;
    }

    ClassicHttpRequest request() {
        return request;
    }

    boolean timedOut() {
        return timedOut;
    }

    boolean stopped() {
        return stopped;
    }

    /// From now on the other side is waited for.
    void awaitBytes() {
        long now = System.nanoTime();
        alarm.move(now + Math.min(silence, end - now));
    }

    /// Stops it as timed out after this wait, unless the alarm is called off before.
    TimeoutScheduler.Alarm timeOutAfter(Duration wait) {
        return scheduler.after(wait, this::timeOut);
    }

    /// Nothing is waited for any more.
    void endTimeouts() {
        alarm.off();
    }

    /// What an exception before the response means.
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

    /// Whether the other side may have the whole request. A request without a body goes out in one piece with its
    /// headers, so only a failure to connect proves that it did not.
    private boolean maybeSeen() {
        return written || request.getEntity() == null;
    }

    private boolean isConnecting(Exception e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || e instanceof ConnectTimeoutException
                || (e instanceof SSLException && !written);
    }

    /// Breaks the connection off, also under a thread that waits on it.
    void stop() {
        stopped = true;
        stopper.run();
    }

    private void timeOut() {
        timedOut = true;
        stop();
    }

    /// How to break off what it waits for now; run at once when it was stopped before.
    void onStop(Runnable breaking) {
        stopper = breaking;
        if (stopped) {
            breaking.run();
        }
    }

    private final class ObservedBody extends HttpEntityWrapper {
        ObservedBody(ByteArrayEntity body) {
            super(body);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            written = true;
            super.writeTo(out);
        }
    }
}
