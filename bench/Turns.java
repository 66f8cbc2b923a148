import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Turns of the web chat, end to end, with the built-in model: a visitor's message in, the agent's answer kept and read.
/// Every visitor asks the next question as soon as the last one is answered. The pause in which a person's further messages
/// are gathered is set to nothing, since it is only waiting.
///
/// Arguments: seconds (20), visitors at once (1, 4, 16).
final class Turns {
    private static final List<String> QUESTIONS =
            List.of(
                    "How do I start the server?",
                    "Which databases does it work with?",
                    "Where are the settings?",
                    "How do I add a document?",
                    "What is an agent?");

    private static final int LIMIT_MS = 30_000;

    private final Bench server;
    private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    private Turns(Bench server) {
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        Map<String, String> settings =
                Map.of(
                        "MESSAGE_BUFFER_SECONDS", "0",
                        "RATE_LIMIT_PER_MINUTE", "1000000",
                        "MAX_MESSAGES_PER_USER_PER_MINUTE", "100000",
                        "MAX_MESSAGES_PER_USER_PER_HOUR", "1000000",
                        "LOG_LEVEL", "warn");
        try (Bench server = Bench.open(settings)) {
            Results results =
                    new Results(
                            "turns",
                            "visitors",
                            "turns",
                            "failures",
                            "per_second",
                            "p50_ms",
                            "p95_ms",
                            "p99_ms",
                            "rss_mb");
            new Turns(server).run(4, 5);
            for (int visitors : new int[] {1, 4, 16}) {
                Turns turns = new Turns(server);
                turns.run(visitors, seconds);
                turns.add(results, visitors, seconds);
            }
        }
    }

    private void add(Results results, int visitors, int seconds) throws Exception {
        double[] all = millis.stream().mapToDouble(Double::doubleValue).toArray();
        boolean any = all.length > 0;
        results.add(
                visitors,
                all.length,
                failures.size(),
                all.length / (double) seconds,
                any ? Bench.percentile(all, .5) : Double.NaN,
                any ? Bench.percentile(all, .95) : Double.NaN,
                any ? Bench.percentile(all, .99) : Double.NaN,
                server.child().map(Child::rssMb).orElse(Double.NaN));
        if (!failures.isEmpty()) {
            System.err.println("turns: " + failures.peek());
        }
    }

    private void run(int visitors, int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < visitors; i++) {
                people.execute(() -> talk(end));
            }
            people.shutdown();
            people.awaitTermination(seconds + 60L, TimeUnit.SECONDS);
        }
    }

    private void talk(long end) {
        try {
            Bench.Opened chat = server.conversation();
            long seen = 0;
            for (int turn = 0; System.nanoTime() < end; turn++) {
                long start = System.nanoTime();
                server.say(chat, QUESTIONS.get(turn % QUESTIONS.size()));
                seen = answered(chat, seen, start);
                millis.add((System.nanoTime() - start) / 1e6);
            }
        } catch (Exception e) {
            failures.add(String.valueOf(e));
        }
    }

    /// Asks for what is new until the agent's answer is among it.
    private long answered(Bench.Opened chat, long after, long start) throws Exception {
        long seen = after;
        while (System.nanoTime() - start < LIMIT_MS * 1_000_000L) {
            for (Object message : server.messages(chat, seen)) {
                seen = ((Double) ((Map<?, ?>) message).get("seq")).longValue();
                if ("agent".equals(Bench.text(message, "author"))) {
                    return seen;
                }
            }
            Thread.sleep(2);
        }
        throw new IllegalStateException("no answer in " + LIMIT_MS + " ms");
    }
}
