import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// A day of a small company in a minute: chat turns, page loads, search, the inbox, health, metrics, uploads, errors.
final class Mixed {
    private static final List<String> QUESTIONS =
            List.of(
                    "How do I back up Handcar?",
                    "Which health endpoints are there?",
                    "Wie richte ich Telegram ein?",
                    "What happens when Handcar is killed?",
                    "Can I talk to a person?",
                    "Quels fichiers puis-je envoyer ?",
                    "Where are the logs?");

    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/s/[^\"#]+)");

    private final Packaged server;
    private final int goal;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();
    private final Map<Integer, AtomicLong> statuses = new TreeMap<>();
    private final List<String> assets;

    Mixed(Packaged server, int goal) throws Exception {
        this.server = server;
        this.goal = goal;
        this.assets =
                ASSET.matcher(server.get("/", "").body() + server.get("/admin", "").body())
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toList();
    }

    /// So many people at once, until all requests are sent; the answers by status.
    Map<Integer, AtomicLong> run(int people) throws InterruptedException {
        List<Thread> threads =
                java.util.stream.IntStream.range(0, people)
                        .mapToObj(n -> Thread.ofPlatform().start(() -> live(new Random(n))))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return statuses;
    }

    int turns() {
        return turns.get();
    }

    private void live(Random random) {
        while (sent.get() < goal) {
            try {
                visit(random);
                staff(random);
                host(random);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// A page with all that belongs to it, then two questions, each read to its answer.
    private void visit(Random random) throws Exception {
        get("/", "");
        for (String asset : assets.subList(0, Math.min(6, assets.size()))) {
            get(asset, "");
        }
        get("/api/v1/chat/agent", "");
        HttpResponse<String> opened = count(server.post("/api/v1/chat/conversations", "", Map.of()));
        Map<String, Object> made = Bench.Json.read(opened.body());
        String token = (String) made.get("token");
        String id = Bench.text(made.get("conversation"), "id");
        String chat = "/api/v1/chat/conversations/" + id;
        for (int turn = 1; turn <= 2; turn++) {
            String question = QUESTIONS.get(random.nextInt(QUESTIONS.size()));
            count(server.post(chat + "/messages", token, Map.of("content", question)));
            for (int look = 0; look < 100; look++) {
                String thread = get(chat + "/messages?limit=50", token).body();
                if (thread.split("\"author\":\"(agent|system)\"", -1).length > turn) {
                    turns.incrementAndGet();
                    break;
                }
                Thread.sleep(25);
            }
        }
    }

    private void staff(Random random) throws Exception {
        get("/admin", "");
        get("/api/v1/conversations?limit=20", Packaged.ADMIN);
        get("/api/v1/search?q=" + (random.nextBoolean() ? "backup+database" : "Telegram+token"), Packaged.ADMIN);
        if (random.nextInt(4) == 0) {
            String text = "Delivery to zone " + random.nextInt(1000) + " takes " + random.nextInt(9) + " days. ";
            count(
                    server.post(
                            "/api/v1/documents",
                            Packaged.ADMIN,
                            Map.of("title", "Zone " + random.nextInt(1000), "text", text.repeat(40))));
        }
    }

    private void host(Random random) throws Exception {
        get("/health", "");
        get("/health/readiness", "");
        get("/nowhere/" + random.nextInt(100), "");
        if (random.nextInt(3) == 0) {
            get("/metrics", "");
            count(server.send("POST", "/api/v1/chat/conversations", "", "application/json", "{broken".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return count(server.get(path, token));
    }

    private HttpResponse<String> count(HttpResponse<String> answer) {
        sent.incrementAndGet();
        synchronized (statuses) {
            statuses.computeIfAbsent(answer.statusCode(), _ -> new AtomicLong()).incrementAndGet();
        }
        return answer;
    }
}
