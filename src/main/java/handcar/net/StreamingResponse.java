package handcar.net;

import handcar.net.CircuitBreaker.Verdict;
import handcar.time.TimeoutScheduler;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// An answer whose body is still coming. Closing it before the end breaks the connection off at once, from any thread,
/// and a reader that waits is told so ([BodyException]). Must be closed.
public final class StreamingResponse implements ResponseHead, AutoCloseable {
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final long LITTLE = 65_536;
    private static final int AT_ONCE = 65_536;

    private final InFlightRequest sending;
    private final ConnectionPool.Carried carried;
    private final TimeoutScheduler deadlines;
    private final CircuitBreaker.Permit permit;
    private final CallTimeouts clock;
    private final Headers headers;
    private final URI from;
    private final InputStream body;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile ResultLabel ending;
    private volatile boolean finished;
    private volatile boolean enough;
    private volatile Consumer<ResultLabel> whenClosed = _ -> {};

    StreamingResponse(
            Request call,
            InFlightRequest sending,
            ConnectionPool.Carried carried,
            CircuitBreaker.Permit permit,
            TimeoutScheduler deadlines,
            CallTimeouts clock)
            throws IOException {
        this.sending = sending;
        this.carried = carried;
        this.deadlines = deadlines;
        ClassicHttpResponse response = carried.response();
        this.permit = permit;
        this.clock = clock;
        this.from = call.uri();
        this.headers = headers(response);
        this.ending = ResultLabel.of(response.getCode());
        HttpEntity entity = response.getEntity();
        this.body =
                new Bounded(
                        entity == null
                                ? new ByteArrayInputStream(new byte[0])
                                : entity.getContent(),
                        call.mostBytes());
    }

    @Override
    public int status() {
        return carried.response().getCode();
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public URI from() {
        return from;
    }

    /// The body as it comes; reading throws [BodyException] when no more will.
    public InputStream body() {
        return body;
    }

    /// The body read as an event stream.
    public SseReader events() {
        return new SseReader(body);
    }

    /// The rest of the body, whole.
    public Response whole() throws BodyException {
        try {
            return new Response(status(), headers, from, wholeBody());
        } catch (BodyException e) {
            throw e;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// What has an honest length is read without being copied; an announced gigabyte is believed as it comes.
    private byte[] wholeBody() throws IOException {
        HttpEntity entity = carried.response().getEntity();
        long length = entity == null ? 0 : entity.getContentLength();
        if (length < 0 || length > AT_ONCE) {
            return body.readAllBytes();
        }
        byte[] bytes = body.readNBytes((int) length);
        if (body.read() >= 0) { // only who reads its end knows that it is over
            throw new IOException("more came than was announced");
        }
        return bytes;
    }

    /// Says that the caller has all it needs. The end of the body usually lies in the last packet; waiting a moment for
    /// it keeps the connection for the next call.
    public void enough() {
        enough = true;
        TimeoutScheduler.Alarm patience = deadlines.after(LINGER, sending::stopLate);
        try {
            body.skipNBytes(LITTLE);
        } catch (IOException e) {
            // Either the end came, or the connection is not worth keeping.
        } finally {
            patience.off();
        }
    }

    /// Says that what came was no answer, although HTTP was satisfied; the host's breaker counts it as a failure.
    public void blame() {
        ending = ResultLabel.CUT;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        clock.off();
        if (!finished) {
            ending = ending == ResultLabel.OK && !enough ? ResultLabel.CANCELLED : ending;
            sending.stop();
        }
        carried.done(finished);
        permit.settle(verdict(ending));
        whenClosed.accept(ending);
    }

    /// What the breaker makes of an ending. A host that says "no" or "slower" is alive.
    static Verdict verdict(ResultLabel ending) {
        return switch (ending) {
            case OK, REDIRECTED, REFUSED, TOO_LARGE -> Verdict.GOOD;
            case SERVER_ERROR, UNREACHABLE, TIMED_OUT, CUT -> Verdict.BAD;
            case RATE_LIMITED, BREAKER_OPEN, REFUSED_URL, BUSY, CANCELLED -> Verdict.NEITHER;
        };
    }

    void whenClosed(Consumer<ResultLabel> then) {
        whenClosed = then;
    }

    private static Headers headers(ClassicHttpResponse response) {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        for (Header line : response.getHeaders()) {
            lines.add(Map.entry(line.getName(), line.getValue() == null ? "" : line.getValue()));
        }
        return new Headers(lines);
    }

    private BodyException broken(IOException e) {
        if (e instanceof BodyException already) {
            return already;
        }
        FailureReason reason = reason(e);
        ending = enough ? ending : ResultLabel.of(reason);
        return new BodyException(reason, from.getHost() + ": " + e);
    }

    private FailureReason reason(IOException e) {
        if (sending.timedOut()) {
            return FailureReason.TIMED_OUT;
        }
        if (sending.stopped() || closed.get() || Thread.currentThread().isInterrupted()) {
            return FailureReason.CANCELLED;
        }
        return e instanceof InterruptedIOException ? FailureReason.TIMED_OUT : FailureReason.CUT;
    }

    /// Counts what is read, and says which of the many exceptions of a broken connection it is.
    private final class Bounded extends InputStream {
        private final InputStream in;
        private final long most;
        private long count;

        Bounded(InputStream in, long most) {
            this.in = in;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (finished) {
                return -1;
            }
            int read = some(bytes, offset, length);
            count += Math.max(0, read);
            if (count > most) {
                ending = ResultLabel.TOO_LARGE;
                throw new BodyException(
                        FailureReason.TOO_LARGE, from.getHost() + ": more than " + most + " bytes");
            }
            return read;
        }

        private int some(byte[] bytes, int offset, int length) throws BodyException {
            try {
                clock.listen();
                int read = in.read(bytes, offset, length);
                if (read < 0 && (sending.timedOut() || sending.stopped())) {
                    throw new IOException("stopped"); // how a body without a length ends then
                }
                finished = read < 0;
                return read;
            } catch (IOException e) {
                throw broken(e);
            }
        }
    }
}
