import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Half an hour at half load: chat turns, search, the inbox, health, metrics, pages and model calls, whole and streamed,
/// while the resident memory is looked at every second. Prints how fast it grows, by least squares.
///
/// Arguments: minutes (30).
final class Soak {
    private static final int PEOPLE = 8;
    private static final int EVERY_MS = 1_000;

    /// The garbage of half a minute comes and goes, so there are more looks than rows.
    private static final int LOOKS_OF_A_ROW = 10;

    /// How long the fullest load is measured, which also brings the server to the size it works at.
    private static final int WARM_SECONDS = 60;

    private static final double TEN_MINUTES = 600;

    private final Bench server;
    private final String key;
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>("");

    private Soak(Bench server, String key) {
        this.server = server;
        this.key = key;
    }

    public static void main(String[] args) throws Exception {
        double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 30;
        try (Mock mock = new Mock()) {
            mock.delay(20);
            Map<String, String> settings =
                    Map.of(
                            "OPENAI_API_KEY", "sk-provider",
                            "OPENAI_BASE_URL", "http://127.0.0.1:" + mock.port() + "/v1",
                            "MESSAGE_BUFFER_SECONDS", "0",
                            "RATE_LIMIT_PER_MINUTE", "1000000",
                            "MAX_MESSAGES_PER_USER_PER_MINUTE", "100000",
                            "MAX_MESSAGES_PER_USER_PER_HOUR", "1000000",
                            "LOG_LEVEL", "error");
            try (Bench server = Bench.open(settings)) {
                new Soak(server, server.apiKey("gateway")).run(minutes);
            }
        }
    }

    private void run(double minutes) throws Exception {
        long start = System.nanoTime();
        work(start + WARM_SECONDS * 1_000_000_000L, 0);
        double full = rounds.get() / (double) WARM_SECONDS;
        long apart = (long) (1e9 * PEOPLE / (full / 2));
        System.err.printf(
                "soak: %.1f rounds a second at full load, %.1f from now on%n", full, full / 2);
        rounds.set(0);
        failures.set(0);
        Results results = new Results("soak", "seconds", "rss_mb", "rounds", "failures");
        List<double[]> samples = new ArrayList<>();
        long begin = System.nanoTime();
        long end = begin + (long) (minutes * 60e9);
        Thread load = Thread.ofVirtual().start(() -> work(end, apart));
        Child process = server.child().orElseThrow();
        for (long next = begin; next < end && process.isAlive(); next += EVERY_MS * 1_000_000L) {
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            double seconds = (next - begin) / 1e9;
            double rss = process.rssMb();
            samples.add(new double[] {seconds, rss});
            if (samples.size() % LOOKS_OF_A_ROW == 1) {
                results.add(seconds, rss, rounds.get(), failures.get());
            }
        }
        load.join();
        System.out.printf(
                "slope %.2f MB per 10 minutes over %d samples, %d failures %s%n",
                slope(samples) * TEN_MINUTES, samples.size(), failures.get(), failure.get());
    }

    /// Megabytes per second.
    private static double slope(List<double[]> samples) {
        double x = samples.stream().mapToDouble(s -> s[0]).average().orElse(0);
        double y = samples.stream().mapToDouble(s -> s[1]).average().orElse(0);
        double both = samples.stream().mapToDouble(s -> (s[0] - x) * (s[1] - y)).sum();
        double square = samples.stream().mapToDouble(s -> (s[0] - x) * (s[0] - x)).sum();
        return square == 0 ? Double.NaN : both / square;
    }

    /// @param apart nanoseconds between two rounds of one person, 0 for none
    private void work(long end, long apart) {
        List<Thread> people = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            long first = System.nanoTime() + apart * person / PEOPLE;
            people.add(Thread.ofVirtual().start(() -> live(first, end, apart)));
        }
        try {
            for (Thread person : people) {
                person.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void live(long first, long end, long apart) {
        try {
            for (long next = first; next < end; next = Math.max(next + apart, first)) {
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
                if (System.nanoTime() >= end) {
                    return;
                }
                round();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            Bench.Opened chat = server.conversation();
            server.say(chat, "How do I start the server, and where are its settings?");
            server.search("Where are the settings?");
            server.ok("GET", "/api/v1/conversations?limit=20", "");
            server.ok("GET", "/health/readiness", "");
            server.ok("GET", "/metrics", "");
            server.ok("GET", "/", "");
            server.ask(key, chat.id(), false);
            server.ask(key, "always the same", false);
            if (rounds.incrementAndGet() % 10 == 0) {
                server.ask(key, chat.id(), true);
            }
            server.messages(chat, 0);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failures.incrementAndGet();
            failure.set(String.valueOf(e));
        }
    }
}
