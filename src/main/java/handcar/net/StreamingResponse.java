package handcar.net;

import module java.base;

import handcar.net.CircuitBreaker.Verdict;
import handcar.time.TimeoutScheduler;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/// A response whose body is still coming. Closing it before the end breaks the connection off at once, from any thread; a
/// reader that waits gets a [BodyException]. Must be closed.
public final class StreamingResponse implements ResponseHead, AutoCloseable {
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final int LINGER_BYTES = 65_536;

    private final InFlightRequest request;
    private final ClassicHttpResponse response;
    private final CircuitBreaker.Permit permit;
    private final Headers headers;
    private final InputStream body;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile ResultLabel result;
    private volatile boolean finished;
    private volatile boolean enough;
    private volatile Consumer<ResultLabel> whenClosed = _ -> {};

    StreamingResponse(
            InFlightRequest request,
            ClassicHttpResponse response,
            CircuitBreaker.Permit permit,
            long maxBytes)
            throws IOException {
        this.request = request;
        this.response = response;
        this.permit = permit;
        this.headers = headers(response);
        this.result = ResultLabel.of(response.getCode());
        HttpEntity entity = response.getEntity();
        InputStream raw = entity == null ? InputStream.nullInputStream() : entity.getContent();
        this.body = new ObservedStream(raw, maxBytes);
    }

    @Override
    public int status() {
        return response.getCode();
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public URI from() {
        return request.uri();
    }

    /// The body as it comes; reading throws [BodyException] when it breaks off.
    public InputStream body() {
        return body;
    }

    /// The whole rest of the body.
    public Response whole() throws BodyException {
        try {
            return new Response(status(), headers, from(), body.readAllBytes());
        } catch (BodyException e) {
            throw e;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// Tells that the caller has all it needs. The end of the body is usually in the last packet; waiting a moment for it
    /// keeps the connection for the next call.
    public void enough() {
        enough = true;
        TimeoutScheduler.Alarm patience = request.timeOutAfter(LINGER);
        try {
            body.skipNBytes(LINGER_BYTES);
        } catch (IOException e) {
            // the connection is not kept
        } finally {
            patience.off();
        }
    }

    /// Tells that the response was useless although its HTTP was right; the host's circuit breaker counts a failure.
    public void blame() {
        result = ResultLabel.CUT;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        request.endTimeouts();
        if (!finished) {
            result = result == ResultLabel.OK && !enough ? ResultLabel.CANCELLED : result;
            request.cancel();
        }
        permit.settle(verdict(result));
        whenClosed.accept(result);
    }

    /// How the circuit breaker counts a result. A host that refuses, or asks to slow down, is alive.
    static Verdict verdict(ResultLabel result) {
        return switch (result) {
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
        result = enough ? result : ResultLabel.of(reason);
        return new BodyException(reason, HostPort.host(request.uri()) + ": " + e);
    }

    private FailureReason reason(IOException e) {
        if (request.timedOut()) {
            return FailureReason.TIMED_OUT;
        }
        if (request.isCancelled() || closed.get() || Thread.currentThread().isInterrupted()) {
            return FailureReason.CANCELLED;
        }
        return e instanceof InterruptedIOException ? FailureReason.TIMED_OUT : FailureReason.CUT;
    }

    /// Bounds what is read, and turns the many exceptions of a broken connection into [BodyException].
    private final class ObservedStream extends InputStream {
        private final InputStream in;
        private final long maxBytes;
        private long count;

        ObservedStream(InputStream in, long maxBytes) {
            this.in = in;
            this.maxBytes = maxBytes;
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
            int read = readSome(bytes, offset, length);
            count += Math.max(0, read);
            if (count > maxBytes) {
                result = ResultLabel.TOO_LARGE;
                throw new BodyException(
                        FailureReason.TOO_LARGE,
                        HostPort.host(request.uri()) + ": more than " + maxBytes + " bytes");
            }
            return read;
        }

        private int readSome(byte[] bytes, int offset, int length) throws BodyException {
            try {
                request.awaitBytes();
                int read = in.read(bytes, offset, length);
                if (read < 0 && (request.timedOut() || request.isCancelled())) {
                    throw new IOException("stopped"); // a body without a length ends so
                }
                finished = read < 0;
                return read;
            } catch (IOException e) {
                throw broken(e);
            }
        }
    }
}
