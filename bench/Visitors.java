import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Visitors who have the chat open and say nothing: half of them by event stream, half by WebSocket, each in a
/// conversation of their own. Then staff answers every one of them, and it is measured when each hears of it; at last all
/// of them hear the answer in one conversation that they all look at.
///
/// Arguments: how many (10000), seconds of silence (30).
final class Visitors {
    private static final byte[] NEWS = "the bicycle is ready".getBytes(StandardCharsets.US_ASCII);
    private static final int HANDS = 16;

    /// Visitors who are neither let in nor sent away would be waited for without end.
    private static final long LONGEST_COMING = TimeUnit.MINUTES.toNanos(2);

    private final Loop loop = new Loop("visitors");
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
    private final List<Visitor> visitors = new ArrayList<>();

    private volatile String refusal = "";

    private Visitors() throws IOException {}

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int silence = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        try (Bench server =
                Bench.open(Map.of("RATE_LIMIT_PER_MINUTE", "1000000", "LOG_LEVEL", "warn"))) {
            new Visitors().run(server, count, silence);
        }
    }

    private void run(Bench server, int count, int silence) throws Exception {
        Results results =
                new Results(
                        "visitors",
                        "what",
                        "visitors",
                        "reached",
                        "p50_ms",
                        "p99_ms",
                        "longest_ms",
                        "seconds",
                        "rss_mb",
                        "rss_before_mb",
                        "kb_per_visitor");
        Child process = server.child().orElseThrow();
        Bench.Opened shared = server.conversation();
        List<Bench.Opened> own = inParallel(count, _ -> server.conversation());
        double before = process.rssMb();

        come(server, own, process, count);
        Thread.sleep(silence * 1000L);
        double rss = process.rssMb();
        results.add(
                "silent",
                count,
                here(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                (double) silence,
                rss,
                before,
                (rss - before) * 1024 / count);
        long start = System.nanoTime();
        inParallel(
                count,
                i -> {
                    visitors.get(i).from = System.nanoTime();
                    return server.reply(
                            own.get(i).id(), new String(NEWS, StandardCharsets.US_ASCII));
                });
        double seconds = (System.nanoTime() - start) / 1e9;
        Thread.sleep(3_000);
        heard(results, "a reply to each", seconds, process, before);

        visitors.forEach(Visitor::leave);
        visitors.clear();
        Thread.sleep(2_000);
        come(server, java.util.Collections.nCopies(count, shared), process, count);
        long told = System.nanoTime();
        visitors.forEach(visitor -> visitor.from = told);
        server.reply(shared.id(), new String(NEWS, StandardCharsets.US_ASCII));
        double answered = (System.nanoTime() - told) / 1e9;
        Thread.sleep(8_000);
        heard(results, "one reply to all", answered, process, before);
        visitors.forEach(Visitor::leave);
    }

    private void come(Bench server, List<Bench.Opened> doors, Child process, int count)
            throws Exception {
        System.err.println("visitors: " + count + " are coming");
        long deadline = System.nanoTime() + LONGEST_COMING;
        for (int i = 0; i < doors.size(); i++) {
            Visitor visitor = new Visitor(i, server.port(), doors.get(i));
            visitors.add(visitor);
            loop.ask(visitor::come);
            // as fast as they are let in, never more than a hundred at the door
            while (i % 50 == 0
                    && i - here() - gone() > 50
                    && System.nanoTime() < deadline
                    && process.isAlive()) {
                Thread.sleep(2);
            }
        }
        for (int tenth = 0; tenth < 100 && here() < doors.size(); tenth++) {
            Thread.sleep(100);
        }
        System.err.println(
                "visitors: " + here() + " are here, " + gone() + " were not let in " + refusal);
    }

    private long here() {
        return visitors.stream().filter(visitor -> visitor.here && !visitor.gone).count();
    }

    private long gone() {
        return visitors.stream().filter(visitor -> visitor.gone).count();
    }

    private void heard(Results results, String what, double seconds, Child process, double before)
            throws IOException {
        double[] millis =
                visitors.stream()
                        .filter(visitor -> visitor.heard != 0)
                        .mapToDouble(visitor -> (visitor.heard - visitor.from) / 1e6)
                        .toArray();
        double rss = process.rssMb();
        results.add(
                what,
                visitors.size(),
                millis.length,
                millis.length == 0 ? Double.NaN : Bench.percentile(millis, .5),
                millis.length == 0 ? Double.NaN : Bench.percentile(millis, .99),
                Arrays.stream(millis).max().orElse(Double.NaN),
                seconds,
                rss,
                before,
                (rss - before) * 1024 / visitors.size());
    }

    /// Something done for each number below `count`, a few at a time, and what came of it in that order.
    private static <T> List<T> inParallel(int count, Work<T> work) throws Exception {
        List<T> done = new ArrayList<>(java.util.Collections.nCopies(count, null));
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch over = new CountDownLatch(HANDS);
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int hand = 0; hand < HANDS; hand++) {
                hands.execute(
                        () -> {
                            try {
                                for (int i = next.getAndIncrement();
                                        i < count;
                                        i = next.getAndIncrement()) {
                                    done.set(i, work.on(i));
                                }
                            } catch (Exception e) {
                                failures.add(e);
                            }
                            over.countDown();
                        });
            }
            over.await(1, TimeUnit.HOURS);
        }
        if (!failures.isEmpty()) {
            throw failures.peek();
        }
        return done;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(int number) throws Exception;
    }

    /// One open page. Its fields are written by the loop and read by the main thread.
    private final class Visitor {
        private final int number;
        private final int port;
        private final Bench.Opened door;
        private final byte[] tail = new byte[8192];
        private int length;
        private int tries;
        private SocketChannel channel;
        private SelectionKey key;
        private volatile boolean here;
        private volatile boolean gone;
        private volatile long from;
        private volatile long heard;

        Visitor(int number, int port, Bench.Opened door) {
            this.number = number;
            this.port = port;
            this.door = door;
        }

        void come() {
            try {
                channel = SocketChannel.open();
                // more callers than one address has ports
                channel.bind(new InetSocketAddress("127.0.0." + (2 + number % 8), 0));
                channel.connect(new InetSocketAddress("127.0.0.1", port));
                key = loop.watch(channel, SelectionKey.OP_READ, _ -> ready());
                channel.write(ByteBuffer.wrap(request().getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                left();
            }
        }

        private String request() {
            return number % 2 == 0
                    ? "GET /api/v1/chat/conversations/"
                            + door.id()
                            + "/events?token="
                            + door.token()
                            + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                    : "GET /ws/chat/"
                            + door.id()
                            + "?token="
                            + door.token()
                            + " HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Upgrade: websocket\r\n"
                            + "Connection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        }

        private void ready() {
            try {
                in.clear();
                int got = channel.read(in);
                if (got < 0) {
                    left();
                    return;
                }
                take(got);
            } catch (IOException _) {
                left();
            }
        }

        private void take(int got) throws IOException {
            if (!here) {
                String head =
                        new String(in.array(), 0, Math.min(got, 12), StandardCharsets.US_ASCII);
                if (!head.endsWith(number % 2 == 0 ? "200" : "101")) {
                    refusal = new String(in.array(), 0, got, StandardCharsets.UTF_8);
                    left();
                    return;
                }
                here = true;
            }
            if (number % 2 == 1 && got < 12 && (in.get(0) & 0x0f) == 9) {
                pong(got);
                return;
            }
            int keep = Math.min(got, tail.length - length);
            System.arraycopy(in.array(), 0, tail, length, keep);
            length += keep;
            if (heard == 0 && Mock.find(tail, length, NEWS, 0) >= 0) {
                heard = System.nanoTime();
            }
            if (length > tail.length / 2) {
                System.arraycopy(tail, length - 64, tail, 0, 64);
                length = 64;
            }
        }

        /// A ping's payload, masked with zeros.
        private void pong(int got) throws IOException {
            int payload = in.get(1) & 0x7f;
            byte[] frame = new byte[6 + payload];
            frame[0] = (byte) 0x8a;
            frame[1] = (byte) (0x80 | payload);
            System.arraycopy(in.array(), 2, frame, 6, Math.min(payload, got - 2));
            channel.write(ByteBuffer.wrap(frame));
        }

        /// Who is told to come again later does so, as the widget would.
        private void left() {
            leave();
            if (!here && ++tries < 5) {
                loop.at(System.nanoTime() + 1_000_000_000L, this::come);
            } else {
                gone = true;
            }
        }

        void leave() {
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
