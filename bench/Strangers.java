import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One address asks all public doors at full speed. Meanwhile visitors, a provider and staff come from addresses of their own, as
/// they did before: none of them may be refused, and a model may cost what the budget says. Exits 1 when one of these fails.
///
/// Arguments: seconds (600), connections of the stranger (32).
final class Strangers {
    private static final String CHATS = "/api/v1/chat/conversations";
    private static final String SECRET = "a-long-word-of-our-own";
    private static final String PASSWORD = "plum-harvest-lantern-42";
    private static final String STRANGER = "203.0.113.7";
    private static final double BUDGET = 0.05;
    private static final int QUIET_SECONDS = 60;
    private static final int DOORS = 6;

    /// What begins with nobody else there is compiled by then.
    private static final int WARM_SECONDS = 20;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Bench server;

    private Strangers(Bench server) {
        this.server = server;
    }

    /// How others fared.
    private record Fared(Map<String, List<Long>> nanos, List<String> refused) {
        Fared() {
            this(new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>());
        }
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 600;
        int hands = args.length > 1 ? Integer.parseInt(args[1]) : 32;
        boolean right;
        try (Mock model = new Mock();
                Bench server =
                        Bench.open(
                                Map.ofEntries(
                                        Map.entry("TRUSTED_PROXIES", "127.0.0.1,::1"),
                                        Map.entry("CONVERSATIONS_PER_ADDRESS_PER_DAY", "100"),
                                        Map.entry("MESSAGE_BUFFER_SECONDS", "0"),
                                        Map.entry("ANSWER_BUDGET_USD_PER_DAY", Double.toString(BUDGET)),
                                        Map.entry("OPENAI_API_KEY", "sk-bench"),
                                        Map.entry("OPENAI_MODEL", "gpt-4o"),
                                        Map.entry("OPENAI_BASE_URL", "http://127.0.0.1:" + model.port() + "/v1"),
                                        Map.entry("TELEGRAM_BOT_TOKEN", "1:token"),
                                        Map.entry("TELEGRAM_WEBHOOK_SECRET", SECRET),
                                        Map.entry("LOG_LEVEL", "warn")))) {
            right = new Strangers(server).run(seconds, hands);
        }
        System.exit(right ? 0 : 1); // what was started is closed before
    }

    private boolean run(int seconds, int hands) throws Exception {
        ask(
                "/api/v1/users",
                "192.0.2.1",
                "{\"email\":\"ada@shop.example\",\"name\":\"Ada\",\"role\":\"agent\",\"password\":\""
                        + PASSWORD
                        + "\"}",
                "Authorization",
                "Bearer " + Bench.TOKEN);
        others(WARM_SECONDS);
        Results results = new Results("strangers", "phase", "who", "requests", "refused", "p50_ms", "p99_ms");
        boolean fine = add(results, "before", others(QUIET_SECONDS));
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong sent = new AtomicLong();
        AtomicLong begun = new AtomicLong();
        List<Thread> attack = new ArrayList<>();
        for (int i = 0; i < hands; i++) {
            int door = i % DOORS;
            attack.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (!over.get()) {
                                            int status = attack(door, (int) sent.incrementAndGet());
                                            if (door == 0 && status == 201) {
                                                begun.incrementAndGet();
                                            }
                                        }
                                    }));
        }
        fine &= add(results, "meanwhile", others(seconds));
        over.set(true);
        for (Thread hand : attack) {
            hand.join();
        }
        String budget = get("/api/v1/answer-budget");
        double spent = Double.parseDouble(found("\"spent_usd\":([0-9.E-]+)", budget));
        System.out.printf(
                "the stranger sent %d requests, %.0f a second, and began %d conversations; answers cost $%.4f of $%.2f; %.0f MB%n",
                sent.get(),
                sent.get() / (double) seconds,
                begun.get(),
                spent,
                BUDGET,
                server.child().map(child -> rss(child)).orElse(Double.NaN));
        return fine && spent <= BUDGET && begun.get() <= 100;
    }

    private static double rss(Child child) {
        try {
            return child.rssMb();
        } catch (Exception e) {
            return Double.NaN;
        }
    }

    private static boolean add(Results results, String phase, Fared fared) throws Exception {
        fared.refused().stream().limit(3).forEach(System.err::println);
        for (String who : fared.nanos().keySet().stream().sorted().toList()) {
            List<Long> sorted = fared.nanos().get(who).stream().sorted().toList();
            long refused = fared.refused().stream().filter(line -> line.startsWith(who + " ")).count();
            results.add(phase, who, sorted.size(), refused, millis(sorted, 0.5), millis(sorted, 0.99));
        }
        return fared.refused().isEmpty();
    }

    private static double millis(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share)) / 1e6;
    }

    private int attack(int door, int n) {
        return switch (door) {
            case 0 -> ask(CHATS, STRANGER, "{\"message\":\"Hello?\"}").statusCode();
            case 1 ->
                    ask(
                                    "/api/v1/auth/login",
                                    STRANGER,
                                    "{\"email\":\"" + n + "@x.example\",\"password\":\"guess " + n + "\"}")
                            .statusCode();
            case 2 ->
                    ask(
                                    "/webhooks/telegram",
                                    STRANGER,
                                    "{\"pad\":\"" + "x".repeat(60_000) + "\"}",
                                    "X-Telegram-Bot-Api-Secret-Token",
                                    "guess")
                            .statusCode();
            case 3 ->
                    ask("/v1/chat/completions", STRANGER, "{}", "Authorization", "Bearer hc_guess" + n).statusCode();
            case 4 ->
                    ask(
                                    CHATS + "/" + new UUID(n, n) + "/messages",
                                    STRANGER,
                                    "{\"content\":\"x\"}",
                                    "Authorization",
                                    "Bearer guess")
                            .statusCode();
            default -> ask("/api/v1/media", STRANGER, "{}", "Authorization", "Bearer guess").statusCode();
        };
    }

    private Fared others(int seconds) throws InterruptedException {
        Fared fared = new Fared();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Thread> people =
                List.of(
                        person(end, 100, () -> visit(fared)),
                        person(end, 25, () -> provider(fared)),
                        person(end, 1_000, () -> logIn(fared)));
        for (Thread each : people) {
            each.join();
        }
        return fared;
    }

    private static Thread person(long end, long pause, Runnable act) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            while (System.nanoTime() < end) {
                                act.run();
                                try {
                                    Thread.sleep(pause);
                                } catch (InterruptedException e) {
                                    return;
                                }
                            }
                        });
    }

    private void visit(Fared fared) {
        int n = numbers.incrementAndGet();
        String address = "198." + n / 250 % 250 + "." + n % 250 + ".1"; // each in a network of its own
        String opened = timed(fared, "visitor begins", 201, CHATS, address, "{}").body();
        timed(
                fared,
                "visitor writes",
                202,
                CHATS + "/" + id(opened) + "/messages",
                address,
                "{\"content\":\"Are you open on Sundays?\"}",
                "Authorization",
                "Bearer " + found("\"token\":\"([^\"]+)\"", opened));
    }

    private void provider(Fared fared) {
        timed(
                fared,
                "provider tells",
                200,
                "/webhooks/telegram",
                "192.0.2.1",
                "{\"update_id\":" + numbers.incrementAndGet() + "}",
                "X-Telegram-Bot-Api-Secret-Token",
                SECRET);
    }

    private void logIn(Fared fared) {
        timed(
                fared,
                "staff logs in",
                200,
                "/api/v1/auth/login",
                "192.0.2." + (2 + numbers.incrementAndGet() % 200),
                "{\"email\":\"ada@shop.example\",\"password\":\"" + PASSWORD + "\"}");
    }

    private HttpResponse<String> timed(
            Fared fared, String who, int wanted, String path, String address, String body, String... headers) {
        long from = System.nanoTime();
        HttpResponse<String> answer = ask(path, address, body, headers);
        fared.nanos().computeIfAbsent(who, _ -> new CopyOnWriteArrayList<>()).add(System.nanoTime() - from);
        if (answer.statusCode() != wanted) {
            fared.refused().add(who + " " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private HttpResponse<String> ask(String path, String address, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", address)
                        .POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private String get(String path) {
        return send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .header("Authorization", "Bearer " + Bench.TOKEN))
                .body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The conversation that the token is for.
    private static String id(String opened) {
        String[] token = found("\"token\":\"([^\"]+)\"", opened).split("\\.");
        return token.length < 2
                ? "none"
                : found(
                        "\"conversation\":\"([^\"]+)\"",
                        new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8));
    }

    private static String found(String pattern, String text) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        return found.find() ? found.group(1) : "none";
    }
}
