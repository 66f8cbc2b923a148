import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a gateway adds to a model call: Handcar's whole path (key, limits, breaker, cache, cost record), Portkey's gateway and
/// a proxy of Fastify with OpenAI's client, and the provider asked directly, all in one run.
///
/// Arguments: seconds per row (8), then which rows: `answers`, `streams` or both.
final class Gateway {
    private static final Path RIVALS = Path.of("bench", "rivals");
    private static final int[] DELAYS_MS = {0, 20};
    private static final int[] CONNECTIONS = {1, 16, 64};
    private static final int[] STREAMS = {64, 256, 512};
    private static final int WARM_SECONDS = 2;

    /// Who is asked and what they run in; the provider itself has no process.
    private record Target(
            String name, Load.Request whole, Load.Request stream, Optional<Child> child) {}

    private final int seconds;
    private final Mock mock = new Mock();
    private final Loop loop = new Loop("callers");
    private final List<AutoCloseable> open = new ArrayList<>();

    private Gateway(int seconds) throws IOException {
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        int seconds =
                words.stream()
                        .filter(w -> w.matches("\\d+"))
                        .mapToInt(Integer::parseInt)
                        .findFirst()
                        .orElse(8);
        Gateway gateway = new Gateway(seconds);
        try {
            gateway.run(words);
        } finally {
            for (AutoCloseable each : gateway.open.reversed()) {
                each.close();
            }
        }
    }

    private void run(List<String> words) throws Exception {
        List<Target> targets = targets(words);
        if (!words.contains("streams")) {
            answers(targets);
        }
        if (!words.contains("answers")) {
            streams(targets);
        }
    }

    private List<Target> targets(List<String> words) throws Exception {
        List<Target> targets = new ArrayList<>();
        targets.add(target("direct", mock.port(), "", Optional.empty()));
        Bench handcar = handcar();
        open.add(handcar);
        String key = handcar.apiKey("gateway");
        targets.add(target("handcar", handcar.port(), key, handcar.child()));
        targets.add(cached(handcar, key));
        if (!words.contains("alone")) {
            install();
            targets.add(portkey());
            targets.add(fastify());
        }
        return targets;
    }

    private Bench handcar() throws Exception {
        return Bench.open(
                Map.of(
                        "OPENAI_API_KEY", "sk-provider",
                        "OPENAI_BASE_URL", provider(),
                        "RATE_LIMIT_PER_MINUTE", "1000000",
                        "LOG_LEVEL", "warn"));
    }

    private String provider() {
        return "http://127.0.0.1:" + mock.port() + "/v1";
    }

    private static void install() throws Exception {
        if (Files.isDirectory(RIVALS.resolve("node_modules"))) {
            return;
        }
        System.err.println("gateway: fetching the rivals by npm");
        int status =
                new ProcessBuilder(
                                "npm",
                                "install",
                                "--no-package-lock",
                                "--ignore-scripts",
                                "--no-audit")
                        .directory(RIVALS.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IllegalStateException("npm install failed; node 20 and npm are needed.");
        }
    }

    private Target portkey() throws Exception {
        int port = Child.freePort();
        Child child =
                Child.listening(
                        List.of(
                                "node",
                                RIVALS + "/node_modules/@portkey-ai/gateway/build/start-server.js",
                                "--headless",
                                "--port=" + port),
                        Map.of(
                                "NODE_ENV",
                                "production",
                                "TRUSTED_CUSTOM_HOSTS",
                                "127.0.0.1,localhost"),
                        port);
        open.add(child);
        return target(
                "portkey",
                port,
                "x-portkey-provider: openai\r\nx-portkey-custom-host: "
                        + provider()
                        + "\r\nAuthorization: Bearer sk-provider\r\n",
                Optional.of(child));
    }

    private Target fastify() throws Exception {
        int port = Child.freePort();
        Child child =
                Child.listening(
                        List.of("node", RIVALS + "/fastify.mjs"),
                        Map.of(
                                "NODE_ENV",
                                "production",
                                "PORT",
                                String.valueOf(port),
                                "PROVIDER",
                                provider(),
                                "KEY",
                                "the-key"),
                        port);
        open.add(child);
        return target("fastify", port, "Authorization: Bearer the-key\r\n", Optional.of(child));
    }

    private static Target target(String name, int port, String headers, Optional<Child> child) {
        String path = "/v1/chat/completions";
        return new Target(
                name,
                new Load.Request(port, path, headers, chat(false)),
                new Load.Request(port, path, headers, chat(true)),
                child);
    }

    /// The same question every time, which the cache answers.
    private static Target cached(Bench handcar, String key) {
        String always = chat(false).replace("########", "00000000");
        Load.Request request =
                new Load.Request(handcar.port(), "/v1/chat/completions", key, always);
        return new Target("handcar-cached", request, request, handcar.child());
    }

    private static String chat(boolean stream) {
        return "{\"model\":\"gpt-4o-mini\",\"temperature\":0,\"max_tokens\":200,\"messages\":[{\"role\":\"system\",\"content\":\"You"
                   + " answer customers of a bicycle shop, shortly and kindly, from what you are"
                   + " told about orders, and never promise a"
                   + " day.\"},{\"role\":\"user\",\"content\":\"Where is my order ########? I was"
                   + " told that it would come last week, and nobody answers the telephone.\"}]"
                + (stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}" : "}");
    }

    private void answers(List<Target> targets) throws Exception {
        Results results =
                new Results(
                        "gateway",
                        "target",
                        "delay_ms",
                        "connections",
                        "requests",
                        "errors",
                        "per_second",
                        "p50_ms",
                        "p99_ms",
                        "added_p50_ms",
                        "added_p99_ms",
                        "cpu_us",
                        "rss_mb");
        warm(targets);
        for (int delay : DELAYS_MS) {
            mock.delay(delay);
            for (int connections : CONNECTIONS) {
                Optional<Load.Outcome> direct = Optional.empty();
                for (Target target : targets) {
                    double cpu = target.child().map(Child::cpuMicros).orElse(Double.NaN);
                    Load.Outcome outcome =
                            Load.answers(loop, target.whole(), connections, WARM_SECONDS, seconds);
                    direct = direct.or(() -> Optional.of(outcome));
                    results.add(
                            target.name(),
                            delay,
                            connections,
                            outcome.nanos().length,
                            outcome.errors(),
                            outcome.perSecond(),
                            outcome.millis(.5),
                            outcome.millis(.99),
                            outcome.millis(.5) - direct.get().millis(.5),
                            outcome.millis(.99) - direct.get().millis(.99),
                            // the seconds of warming up have their share of both
                            (target.child().map(Child::cpuMicros).orElse(Double.NaN) - cpu)
                                    / (outcome.perSecond() * (seconds + WARM_SECONDS)),
                            target.child().map(Child::rssMb).orElse(Double.NaN));
                    complain(target, outcome);
                }
            }
        }
    }

    /// Compilers need a while; everyone gets the same.
    private void warm(List<Target> targets) throws Exception {
        mock.delay(0);
        for (Target target : targets) {
            complain(target, Load.answers(loop, target.whole(), 16, 0, Math.max(3, seconds)));
        }
    }

    private void streams(List<Target> targets) throws Exception {
        Results results =
                new Results(
                        "gateway-streams",
                        "target",
                        "streams",
                        "begun",
                        "errors",
                        "lost_words",
                        "ttft_p50_ms",
                        "ttft_p99_ms",
                        "added_p50_ms",
                        "added_p99_ms",
                        "cpu_us_per_word",
                        "rss_mb");
        mock.delay(20);
        for (int streams : STREAMS) {
            Optional<Load.Outcome> direct = Optional.empty();
            for (Target target : targets) {
                if (target.name().equals("handcar-cached")) {
                    continue;
                }
                double cpu = target.child().map(Child::cpuMicros).orElse(Double.NaN);
                Load.Outcome outcome =
                        Load.streams(loop, target.stream(), streams, WARM_SECONDS, seconds);
                direct = direct.or(() -> Optional.of(outcome));
                double words = outcome.nanos().length * (double) Mock.FRAMES;
                results.add(
                        target.name(),
                        streams,
                        outcome.nanos().length,
                        outcome.errors(),
                        outcome.lostWords(),
                        outcome.millis(.5),
                        outcome.millis(.99),
                        outcome.millis(.5) - direct.get().millis(.5),
                        outcome.millis(.99) - direct.get().millis(.99),
                        (target.child().map(Child::cpuMicros).orElse(Double.NaN) - cpu) / words,
                        target.child().map(Child::rssMb).orElse(Double.NaN));
                complain(target, outcome);
            }
        }
    }

    private static void complain(Target target, Load.Outcome outcome) {
        if (!outcome.firstError().isEmpty()) {
            System.err.println(target.name() + ": " + outcome.firstError().strip());
        }
    }
}
