import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// How many signed webhooks a second are durable, beside a Fastify and pg receiver that does the same work on the same
/// PostgreSQL in the same run. See bench/README.md.
final class Webhooks {
    private static final int CONNECTIONS = 16;
    private static final int CONTACTS = 5_000;
    private static final int ROUNDS = 2;
    private static final int WARM = 5;
    private static final int PACED = 4_000;
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Results results =
            new Results("webhooks", "receiver", "load", "per_second", "p50_ms", "p99_ms", "errors", "rss_mb");
    private final int seconds;

    private Webhooks(int seconds) throws Exception {
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        Webhooks bench = new Webhooks(Integer.parseInt(args[0]));
        boolean alone = List.of(args).contains("alone");
        if (alone) {
            bench.handcar(true);
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            bench.fastify();
            bench.handcar(round == ROUNDS - 1);
        }
    }

    private void fastify() throws Exception {
        int port = Child.freePort();
        try (Child receiver =
                Child.listening(
                        List.of("node", "bench/rivals/receiver.mjs"),
                        Map.of(
                                "PORT", "" + port,
                                "SECRET", Sender.SECRET,
                                "DATABASE_URL", System.getenv("DATABASE_URL")),
                        port)) {
            closedLoop("fastify + pg", port, receiver);
        }
    }

    private void handcar(boolean paced) throws Exception {
        try (Bench server =
                Bench.open(
                        Map.of(
                                "DATABASE_URL", System.getenv("DATABASE_URL"),
                                "WHATSAPP_APP_SECRET", Sender.SECRET,
                                "WHATSAPP_VERIFY_TOKEN", "verify",
                                "WHATSAPP_ACCESS_TOKEN", "token",
                                "WHATSAPP_PHONE_NUMBER_ID", Sender.PHONE,
                                // no line for each request, as with the receiver beside it
                                "LOG_LEVEL", "warn",
                                // answering is another benchmark: here nothing is due before the end
                                "MESSAGE_BUFFER_SECONDS", "300",
                                // the limits are checked and not reached: a notice to each customer is another benchmark
                                "MAX_MESSAGES_PER_USER_PER_MINUTE", "100000",
                                "MAX_MESSAGES_PER_USER_PER_HOUR", "100000",
                                "MAX_MESSAGES_PER_ACCOUNT_PER_MINUTE", "1000000"))) {
            closedLoop("handcar", server.port(), server.child().orElseThrow());
            if (paced) {
                add("handcar", PACED + "/s", run(server.port(), PACED, seconds), server.child().orElseThrow());
            }
        }
    }

    private void closedLoop(String name, int port, Child receiver) throws Exception {
        run(port, 0, WARM);
        add(name, CONNECTIONS + " connections", run(port, 0, seconds), receiver);
    }

    private void add(String name, String load, Seen seen, Child receiver) throws Exception {
        results.add(
                name, load, seen.perSecond(), seen.millis(0.5), seen.millis(0.99), seen.errors(), receiver.rssMb());
    }

    private record Seen(long[] nanos, long errors, double seconds) {
        double perSecond() {
            return nanos.length / seconds;
        }

        double millis(double share) {
            return nanos.length == 0 ? Double.NaN : nanos[(int) (nanos.length * share)] / 1e6;
        }
    }

    /// Without a rate everybody sends again when they have their answer; with one they send at their times, and who is late
    /// has waited since then.
    private static Seen run(int port, int perSecond, int seconds) throws Exception {
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        List<Hand> hands = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            hands.add(new Hand(port, begin, end, perSecond, i));
        }
        for (Hand hand : hands) {
            hand.join();
        }
        long[] all = hands.stream().flatMapToLong(hand -> Arrays.stream(hand.nanos, 0, hand.count)).sorted().toArray();
        return new Seen(all, hands.stream().mapToLong(hand -> hand.errors).sum(), (System.nanoTime() - begin) / 1e9);
    }

    /// One connection.
    private static final class Hand extends Thread {
        private final int port;
        private final long begin;
        private final long end;
        private final long apart;
        private final int place;
        private long[] nanos = new long[1 << 16];
        private int count;
        private long errors;

        Hand(int port, long begin, long end, int perSecond, int place) {
            this.port = port;
            this.begin = begin;
            this.end = end;
            this.apart = perSecond == 0 ? 0 : 1_000_000_000L * CONNECTIONS / perSecond;
            this.place = place;
            start();
        }

        @Override
        public void run() {
            try (Sender sender = new Sender(port)) {
                long due = apart == 0 ? System.nanoTime() : begin + apart * place / CONNECTIONS;
                while (due < end) {
                    LockSupport.parkNanos(due - System.nanoTime());
                    long number = NUMBER.incrementAndGet();
                    String from = "49151" + (1_000_000 + number * 7919 % CONTACTS);
                    int status = sender.send(Sender.payload(from, "wamid.BENCH" + number, "When do you open? " + number));
                    long now = System.nanoTime();
                    if (status == 200) {
                        note(now - due);
                    } else {
                        errors++;
                    }
                    due = apart == 0 ? now : due + apart;
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void note(long took) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = took;
        }
    }
}
