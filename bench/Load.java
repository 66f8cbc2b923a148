import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Callers of one address, each on its own connection, each asking again as soon as it has its answer: a closed loop.
/// Every caller's request is prepared once; eight digits in it are different every time where it has `########`.
final class Load {
    /// Where to ask and what: the request's line, headers and body, without its length.
    record Request(int port, String path, String headers, String body) {
        byte[] bytes() {
            byte[] text = body.getBytes(StandardCharsets.UTF_8);
            return ("POST "
                            + path
                            + " HTTP/1.1\r\nHost: 127.0.0.1:"
                            + port
                            + "\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
                            + headers
                            + "Content-Length: "
                            + text.length
                            + "\r\n\r\n"
                            + body)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /// What came of it: every latency (of streams: until the first word) in nanoseconds, sorted.
    record Outcome(long[] nanos, long errors, long lostWords, double seconds, String firstError) {
        double perSecond() {
            return nanos.length / seconds;
        }

        double millis(double share) {
            return nanos.length == 0
                    ? Double.NaN
                    : nanos[(int) Math.min(nanos.length - 1, Math.floor(nanos.length * share))]
                            / 1e6;
        }
    }

    private static final byte[] PLACE = "########".getBytes(StandardCharsets.US_ASCII);
    private static final AtomicLong NUMBERS = new AtomicLong(10_000_000);

    private final Loop loop;
    private final Request request;
    private final boolean streams;
    private final List<Caller> callers = new ArrayList<>();
    private final CountDownLatch over;
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
    private long[] nanos = new long[1 << 16];
    private int count;
    private long errors;
    private long lostWords;
    private String firstError = "";
    private long from = Long.MAX_VALUE;
    private long until = Long.MAX_VALUE;

    private Load(Loop loop, Request request, int connections, boolean streams) {
        this.loop = loop;
        this.request = request;
        this.streams = streams;
        this.over = new CountDownLatch(connections);
    }

    /// Whole answers: as many as fit into `seconds` after `warm` seconds that do not count.
    static Outcome answers(Loop loop, Request request, int connections, int warm, int seconds)
            throws InterruptedException {
        return new Load(loop, request, connections, false).run(connections, warm, seconds, 0);
    }

    /// Streams that begin evenly spread over the time one takes, so that they do not all begin at once; those that begin
    /// after `warm` seconds count, and all that began are read to their end.
    static Outcome streams(Loop loop, Request request, int streams, int warm, int seconds)
            throws InterruptedException {
        long apart = Mock.FRAMES * Mock.PACE_MS * 1_000_000L / streams;
        return new Load(loop, request, streams, true).run(streams, warm, seconds, apart);
    }

    private Outcome run(int connections, int warm, int seconds, long apart)
            throws InterruptedException {
        long start = System.nanoTime();
        from = start + warm * 1_000_000_000L;
        until = from + seconds * 1_000_000_000L;
        loop.ask(
                () -> {
                    for (int i = 0; i < connections; i++) {
                        Caller caller = new Caller();
                        callers.add(caller);
                        loop.at(start + i * apart, caller::connect);
                    }
                });
        if (!over.await(warm + seconds + 60L, TimeUnit.SECONDS)) {
            loop.ask(() -> callers.forEach(Caller::giveUp));
            over.await(5, TimeUnit.SECONDS);
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Outcome(sorted, errors, lostWords, seconds, firstError);
    }

    private final class Caller {
        private final Reading reading = new Reading();
        private final byte[] bytes = request.bytes();
        private final int place = Mock.find(bytes, bytes.length, PLACE, 0);
        private SocketChannel channel;
        private SelectionKey key;
        private ByteBuffer out = ByteBuffer.wrap(bytes);
        private long asked;
        private boolean first;
        private boolean through;

        void connect() {
            try {
                channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", request.port()));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                key = loop.watch(channel, SelectionKey.OP_READ, _ -> ready());
                ask();
            } catch (IOException e) {
                failed("no connection: " + e);
            }
        }

        private void ask() throws IOException {
            asked = System.nanoTime();
            if (asked >= until) {
                giveUp();
                return;
            }
            if (place >= 0) {
                long number = NUMBERS.getAndIncrement();
                for (int i = 7; i >= 0; i--) {
                    bytes[place + i] = (byte) ('0' + number % 10);
                    number /= 10;
                }
            }
            reading.begin();
            first = true;
            out = ByteBuffer.wrap(bytes);
            write();
        }

        private void write() throws IOException {
            channel.write(out);
            int interest = SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0);
            if (key.interestOps() != interest) {
                key.interestOps(interest);
                key.selector().wakeup();
            }
        }

        private void ready() {
            try {
                if (key.isWritable() && out.hasRemaining()) {
                    write();
                }
                if (key.isReadable()) {
                    read();
                }
            } catch (IOException e) {
                failed("broken: " + e);
            }
        }

        private void read() throws IOException {
            in.clear();
            int got = channel.read(in);
            if (got < 0) {
                failed("closed by the other side after " + reading.words() + " words");
                return;
            }
            reading.take(in.array(), got);
            if (streams && first && reading.words() > 0) {
                first = false;
                note();
            }
            if (reading.isDone()) {
                done();
            }
        }

        private void note() {
            long now = System.nanoTime();
            if (asked >= from && (streams || now < until)) {
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, count * 2);
                }
                nanos[count++] = now - asked;
            }
        }

        private void done() throws IOException {
            if (reading.status() != 200) {
                error(reading.head());
            } else if (streams) {
                lost();
            } else {
                note();
            }
            ask();
        }

        private void lost() {
            if (reading.words() != Mock.FRAMES || !reading.isWhole()) {
                lostWords += Math.max(1, Mock.FRAMES - reading.words());
                firstError = firstError.isEmpty() ? "a stream of " + reading.words() : firstError;
            }
        }

        private void error(String what) {
            errors++;
            firstError = firstError.isEmpty() ? what : firstError;
        }

        private void failed(String what) {
            error(what);
            if (streams && !reading.isDone() && reading.words() > 0) {
                lost();
            }
            close();
            if (System.nanoTime() < until) {
                // a short rest, so that a dead server is not asked a million times
                loop.at(System.nanoTime() + 50_000_000L, this::connect);
            } else {
                giveUp();
            }
        }

        private void giveUp() {
            close();
            if (!through) {
                through = true;
                over.countDown();
            }
        }

        private void close() {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
