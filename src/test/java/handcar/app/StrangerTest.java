package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/// One address asks all public doors at full speed for some seconds, behind a proxy that the server trusts. Whoever else comes is
/// served as before. `bench/strangers` does the same for longer.
@Isolated("measures time")
class StrangerTest {
    private static final String CHATS = "/api/v1/chat/conversations";
    private static final String STRANGER = "203.0.113.7";
    private static final Duration ATTACK = Duration.ofSeconds(6);
    private static final int HANDS = 12;
    private static final double BUDGET = 0.02;
    private static final String SECRET = "a-long-word-of-our-own";
    private static final String PASSWORD = "plum-harvest-lantern-42";

    /// What nobody notices.
    private static final Duration UNNOTICED = Duration.ofMillis(100);

    private static final FakeOpenAi MODEL = new FakeOpenAi();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static TestServer shop;

    @BeforeAll
    static void open() {
        shop =
                new TestServer(
                        Map.ofEntries(
                                Map.entry("TRUSTED_PROXIES", "127.0.0.1"),
                                Map.entry("RATE_LIMIT_PER_MINUTE", "60"),
                                Map.entry("CONVERSATIONS_PER_ADDRESS_PER_DAY", "100"),
                                Map.entry("MESSAGE_BUFFER_SECONDS", "0"),
                                Map.entry("ANSWER_BUDGET_USD_PER_DAY", Double.toString(BUDGET)),
                                Map.entry("OPENAI_API_KEY", "sk-test"),
                                Map.entry("OPENAI_MODEL", "gpt-4o"),
                                Map.entry("OPENAI_BASE_URL", MODEL.baseUrl()),
                                Map.entry("TELEGRAM_BOT_TOKEN", "1:token"),
                                Map.entry("TELEGRAM_WEBHOOK_SECRET", SECRET)));
        shop.caller.post(
                "/api/v1/users",
                Map.of(
                        "email", "ada@shop.example",
                        "name", "Ada",
                        "role", "agent",
                        "password", PASSWORD),
                TestClient.ADMIN);
    }

    @AfterAll
    static void close() {
        shop.close();
        MODEL.close();
        CLIENT.close();
    }

    /// How others fared: the time of each request, and what was refused.
    private record Fared(Map<String, List<Long>> nanos, List<String> refused) {
        Fared() {
            this(new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>());
        }

        Duration median(String kind) {
            List<Long> sorted = nanos.getOrDefault(kind, List.of()).stream().sorted().toList();
            return Duration.ofNanos(sorted.get(sorted.size() / 2));
        }
    }

    @Test
    void oneAddressAtFullSpeedIsNobodysTrouble() throws InterruptedException {
        Fared quiet = others(Duration.ofSeconds(3));
        long rows = rows();
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong sent = new AtomicLong();
        Queue<String> let = new ConcurrentLinkedQueue<>();
        List<Thread> hands = new ArrayList<>();
        for (int i = 0; i < HANDS; i++) {
            int door = i % 6;
            hands.add(Thread.ofVirtual().start(() -> attack(door, over, sent, let)));
        }
        Fared attacked = others(ATTACK);
        over.set(true);
        for (Thread hand : hands) {
            hand.join();
        }
        assertEquals(List.of(), attacked.refused(), "others are never refused");
        for (String kind : List.of("open", "message", "webhook", "log_in")) {
            Duration bound = UNNOTICED.plus(quiet.median(kind).multipliedBy(8));
            assertTrue(
                    attacked.median(kind).compareTo(bound) <= 0,
                    kind + ": " + attacked.median(kind) + ", before " + quiet.median(kind));
        }
        // what is refused at once, and then each hand waits up to a second
        long most = 60 + 4 * HANDS * ATTACK.toSeconds();
        assertTrue(sent.get() >= 60 && sent.get() < most, "the stranger sent " + sent);
        assertTrue(let.size() <= 100, "conversations of the stranger: " + let.size());
        JsonView budget = shop.caller.get("/api/v1/answer-budget", TestClient.ADMIN).body();
        assertTrue(
                (double) Objects.requireNonNull(budget.at("spent_usd").value()) <= BUDGET,
                budget.toString());
        long more = rows() - rows;
        assertTrue(more < 2_000, "rows of " + sent + " requests: " + more);
    }

    private static void attack(int door, AtomicBoolean over, AtomicLong sent, Queue<String> let) {
        while (!over.get()) {
            int n = (int) sent.incrementAndGet();
            int status =
                    switch (door) {
                        case 0 -> send(CHATS, STRANGER, Map.of("message", "Hello?"));
                        case 1 ->
                                send(
                                        "/api/v1/auth/login",
                                        STRANGER,
                                        Map.of(
                                                "email",
                                                n + "@x.example",
                                                "password",
                                                "guess " + n));
                        case 2 ->
                                send(
                                        "/webhooks/telegram",
                                        STRANGER,
                                        Map.of("update_id", n, "pad", "x".repeat(60_000)),
                                        "X-Telegram-Bot-Api-Secret-Token",
                                        "guess");
                        case 3 ->
                                send(
                                        "/v1/chat/completions",
                                        STRANGER,
                                        Map.of("messages", List.of()),
                                        "Authorization",
                                        "Bearer hc_guess" + n);
                        case 4 ->
                                send(
                                        CHATS + "/" + new UUID(n, n) + "/messages",
                                        STRANGER,
                                        Map.of("content", "x"),
                                        "Authorization",
                                        "Bearer guess");
                        default ->
                                send(
                                        "/api/v1/replies",
                                        STRANGER,
                                        Map.of(),
                                        "Authorization",
                                        "Bearer guess");
                    };
            if (door == 0 && status == 201) {
                let.add(STRANGER);
            }
        }
    }

    /// Visitors, a provider and staff, each from an address of their own, a few a second.
    private static Fared others(Duration time) throws InterruptedException {
        Fared fared = new Fared();
        long end = System.nanoTime() + time.toNanos();
        List<Thread> people =
                List.of(
                        person(end, 200, () -> visit(fared)),
                        person(end, 50, () -> provider(fared)),
                        person(end, 800, () -> logIn(fared)));
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
                                Wait.pause(Duration.ofMillis(pause), "people take their time");
                            }
                        });
    }

    private static void visit(Fared fared) {
        int n = NUMBER.incrementAndGet();
        String address = "198.51." + n % 250 + "." + (1 + n / 250);
        HttpResponse<String> opened = timed(fared, "open", 201, CHATS, address, Map.of());
        JsonView body = new JsonView(Json.object(opened.body()));
        String id = body.at("conversation").text("id").orElse("none");
        timed(
                fared,
                "message",
                202,
                CHATS + "/" + id + "/messages",
                address,
                Map.of("content", "Are you open on Sundays?"),
                "Authorization",
                "Bearer " + body.text("token").orElse("none"));
    }

    private static void provider(Fared fared) {
        timed(
                fared,
                "webhook",
                200,
                "/webhooks/telegram",
                "192.0.2.1",
                Map.of("update_id", NUMBER.incrementAndGet()),
                "X-Telegram-Bot-Api-Secret-Token",
                SECRET);
    }

    private static void logIn(Fared fared) {
        int n = NUMBER.incrementAndGet();
        timed(
                fared,
                "log_in",
                200,
                "/api/v1/auth/login",
                "192.0.2." + (2 + n % 200),
                Map.of("email", "ada@shop.example", "password", PASSWORD));
    }

    private static HttpResponse<String> timed(
            Fared fared,
            String kind,
            int wanted,
            String path,
            String address,
            Map<String, ?> body,
            String... headers) {
        long from = System.nanoTime();
        HttpResponse<String> response = answer(path, address, body, headers);
        long took = System.nanoTime() - from;
        fared.nanos().computeIfAbsent(kind, _ -> new CopyOnWriteArrayList<>()).add(took);
        if (response.statusCode() != wanted) {
            fared.refused().add(kind + " " + response.statusCode() + " " + response.body());
        }
        return response;
    }

    private static int send(String path, String address, Map<String, ?> body, String... headers) {
        return answer(path, address, body, headers).statusCode();
    }

    private static HttpResponse<String> answer(
            String path, String address, Map<String, ?> body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(shop.url() + path))
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", address)
                        .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long rows() {
        return Stream.of(
                        "audit_logs",
                        "conversations",
                        "messages",
                        "security_events",
                        "address_days",
                        "login_tries",
                        "login_failures",
                        "webhook_events")
                .mapToLong(table -> shop.count("SELECT count(*) FROM " + table))
                .sum();
    }
}
