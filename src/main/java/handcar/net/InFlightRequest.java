package handcar.net;

import module java.base;

import handcar.net.CallResult.Lost;
import handcar.net.CallResult.NotSent;
import handcar.time.TimeoutScheduler;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/// A request on its way, with its time-outs: one for the whole try, one from each byte of the response to the next. It knows
/// whether its body was sent, and can be cancelled from any thread.
final class InFlightRequest extends HttpUriRequestBase {
    private static final Request.Body NOTHING = new Request.Body("", new byte[0]);

    private final URI uri;
    private final transient TimeoutScheduler scheduler;
    private final long silence;
    private final long end;
    private final transient TimeoutScheduler.Alarm alarm;
    private volatile boolean written;
    private volatile boolean timedOut;

    /// @param left for everything
    InFlightRequest(Request call, TimeoutScheduler scheduler, Duration left) {
        super(call.method(), call.uri());
        uri = call.uri();
        call.body().ifPresent(sent -> setHeader(HttpHeaders.CONTENT_TYPE, sent.mediaType()));
        call.headers().forEach(this::setHeader);
        if (call.body().isPresent() || call.method().equals("POST")) {
            setEntity(new ObservedBody(call.body().orElse(NOTHING)));
        }
        this.scheduler = scheduler;
        silence = call.limits().silence().toNanos();
        end = System.nanoTime() + Math.max(0, left.toNanos());
        alarm = scheduler.at(end, this::timeOut);
    }

    URI uri() {
        return uri;
    }

    boolean timedOut() {
        return timedOut;
    }

    /// From now on the other side is waited for.
    void awaitBytes() {
        long now = System.nanoTime();
        alarm.move(now + Math.min(silence, end - now));
    }

    /// Cancels it as timed out after this wait, unless the alarm is called off before.
    TimeoutScheduler.Alarm timeOutAfter(Duration wait) {
        return scheduler.after(wait, this::timeOut);
    }

    /// Nothing is waited for any more.
    void endTimeouts() {
        alarm.off();
    }

    /// What an exception before the response means.
    CallResult<StreamingResponse> failed(Exception e) {
        String detail = HostPort.host(uri) + ": " + FailureSentence.of(e, timedOut);
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
        return written || getEntity() == null;
    }

    private boolean isConnecting(Exception e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || e instanceof ConnectTimeoutException
                || (e instanceof SSLException && !written);
    }

    private void timeOut() {
        timedOut = true;
        cancel();
    }

    /// A body of a known length. The other side cannot have the whole request before the last byte is written.
    private final class ObservedBody extends AbstractHttpEntity {
        private final transient Request.Body body;

        ObservedBody(Request.Body body) {
            super((String) null, null, false);
            this.body = body;
        }

        @Override
        public long getContentLength() {
            return body.length();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public boolean isStreaming() {
            return false;
        }

        @Override
        public InputStream getContent() {
            throw new UnsupportedOperationException("it is written, not read");
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            written = body.length() == 0;
            BodyOutputStream counted = new BodyOutputStream(out, body.length());
            body.content().writeTo(counted);
            counted.finish();
        }

        @Override
        public void close() {}
    }

    /// Writes as many bytes as were announced, and tells when the last one goes out. Each piece that the other side takes is a
    /// sign of life.
    private final class BodyOutputStream extends OutputStream {
        private final OutputStream out;
        private long left;

        BodyOutputStream(OutputStream out, long length) {
            this.out = out;
            this.left = length;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (count > left) {
                throw new IOException("the body is longer than announced");
            }
            left -= count;
            written |= left == 0;
            out.write(bytes, from, count);
            awaitBytes();
        }

        void finish() throws IOException {
            if (left > 0) {
                throw new IOException("the body is shorter than announced");
            }
        }
    }
}
