package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.json.Json;
import handcar.llm.cost.KeyBudget;
import handcar.llm.proxy.LedgerProviders.Figures;
import handcar.llm.proxy.LedgerProviders.Sort;
import handcar.testing.ServerProcess;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Programs ask two replicas for whole answers and streams; some providers fail once, some for good so that the other one answers, and
/// some programs leave. Each replica is killed once. Afterwards every row of the ledger is compared with what the providers
/// counted for that call. The test makes some hundred calls, `bench/ledger` thousands.
final class LedgerRun implements AutoCloseable {
    private static final int CALLERS = 16;

    /// How it went.
    ///
    /// @param begun calls that reached a provider
    /// @param whole answers that programs read to their end
    /// @param exact rows of the ledger that equal the provider's count
    /// @param unknown rows of which a kill took the figures
    record Outcome(int begun, int whole, int exact, int left, int unknown) {}

    private final LedgerProviders providers = new LedgerProviders();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Database db;
    private final List<ServerProcess> replicas;
    private final AtomicIntegerArray up = new AtomicIntegerArray(2);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean killed = new AtomicBoolean();
    private final Set<Integer> whole = ConcurrentHashMap.newKeySet();
    private String key = "";

    LedgerRun(Path folder) {
        Database.Address address = TestDatabase.withSchema();
        db = TestDatabase.open(address);
        Map<String, String> settings =
                Map.of(
                        "OPENAI_API_KEY", "sk-openai",
                        "OPENAI_BASE_URL", providers.openAi.baseUrl(),
                        "ANTHROPIC_API_KEY", "sk-anthropic",
                        "ANTHROPIC_BASE_URL", providers.anthropic.baseUrl(),
                        "GATEWAY_TIMEOUT_SECONDS", "60");
        ServerProcess first = new ServerProcess(folder.resolve("first"), address).with(settings);
        replicas = List.of(first, first.replica(folder.resolve("second")));
    }

    public static void main(String[] args) throws Exception {
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        long from = System.nanoTime();
        try (LedgerRun run = new LedgerRun(Files.createTempDirectory("handcar-ledger"))) {
            System.out.printf("%s in %.0f s%n", run.run(calls), (System.nanoTime() - from) / 1e9);
        }
        System.exit(0); // HTTP clients keep threads
    }

    /// Makes so many calls, and more until each replica was killed and is back; then compares.
    Outcome run(int calls) throws Exception {
        for (int i = 0; i < replicas.size(); i++) {
            replicas.get(i).start();
            up.set(i, 1);
        }
        TestClient staff = replicas.getFirst().caller;
        staff.post(
                "/api/v1/model-aliases",
                Map.of(
                        "alias",
                        "either",
                        "targets",
                        List.of("openai/gpt-4o", "anthropic/claude-haiku-4-5")),
                TestClient.ADMIN);
        key =
                staff.post(
                                "/api/v1/api-keys",
                                Map.of(
                                        "name",
                                        "ledger",
                                        "scopes",
                                        List.of("gateway"),
                                        "total_budget_usd",
                                        100_000),
                                TestClient.ADMIN)
                        .body()
                        .text("key")
                        .orElseThrow();
        for (ServerProcess replica : replicas) {
            Wait.until(
                    "the other name is known",
                    () -> replica.caller.get("/v1/models/either", key).status() == 200);
        }
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                all.add(callers.submit(() -> askUntil(calls)));
            }
            kill(0, calls / 4);
            kill(1, calls / 2);
            killed.set(true);
            for (Future<Boolean> one : all) {
                assertTrue(one.get());
            }
        }
        TestServer.update(db, "UPDATE open_calls SET until = now() - interval '1 second'");
        new KeyBudget(db, Duration.ZERO).closeLost();
        return compare();
    }

    private void kill(int replica, int after) {
        Wait.until("calls are made", Duration.ofHours(1), () -> whole.size() >= after);
        up.set(replica, 0);
        replicas.get(replica).kill();
        replicas.get(replica).start();
        up.set(replica, 1);
    }

    private boolean askUntil(int calls) throws InterruptedException {
        int call = next.getAndIncrement();
        while (call < calls || !killed.get()) {
            try {
                ask(call);
            } catch (IOException _) {
                // its replica was killed; what the ledger says of the call is compared below
            }
            call = next.getAndIncrement();
        }
        return true;
    }

    private void ask(int call) throws IOException, InterruptedException {
        Sort sort = Sort.of(call);
        int replica = up.get(call % 2) == 1 ? call % 2 : 1 - call % 2;
        boolean streams = sort == Sort.STREAM || sort == Sort.LEFT;
        Map<String, Object> body =
                Map.of(
                        "model",
                        sort == Sort.FALLBACK ? "either" : "gpt-4o",
                        "stream",
                        streams,
                        "messages",
                        List.of(Map.of("role", "user", "content", LedgerProviders.words(call))));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(replicas.get(replica).url + GatewayFixture.CHAT))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + key)
                        .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
                        .build();
        if (sort == Sort.LEFT) {
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                assertTrue(answer.statusCode() == 503 || in.read() > 0);
            }
            return;
        }
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 503) {
            return; // the database is too slow to set money aside, so nobody was asked
        }
        assertEquals(200, answer.statusCode(), answer.body());
        if (!streams || answer.body().endsWith("data: [DONE]\n\n")) {
            whole.add(call);
        }
    }

    private Outcome compare() {
        Map<Integer, Figures> ledger = new HashMap<>();
        AtomicInteger openAiRows = new AtomicInteger();
        AtomicInteger left = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        rows(
                row -> {
                    String provider = row.getString("provider");
                    openAiRows.addAndGet(provider.equals("openai") ? 1 : 0);
                    switch (row.getString("outcome")) {
                        case "ok" -> {
                            int call = row.getInt("input_tokens") - LedgerProviders.FIRST;
                            Figures figures =
                                    new Figures(
                                            provider,
                                            call,
                                            row.getLong("cached_tokens"),
                                            row.getLong("output_tokens"),
                                            row.getBigDecimal("cost_micro_usd")
                                                    .movePointRight(6)
                                                    .longValueExact());
                            assertEquals(providers.counted.get(call), figures);
                            assertEquals(null, ledger.put(call, figures), "twice: " + figures);
                        }
                        case "unknown" -> {
                            unknown.incrementAndGet();
                            assertEquals(null, row.getObject("cost_micro_usd"));
                        }
                        case "cancelled" -> left.incrementAndGet();
                        default -> assertEquals(0, row.getLong("cost_micro_usd"));
                    }
                });
        assertTrue(unknown.get() <= 2 * CALLERS, "unknown: " + unknown);
        // an answer that was read to its end is in the ledger, or among those of which a kill took
        // the figures
        Set<Integer> missing = new TreeSet<>(whole);
        missing.removeAll(ledger.keySet());
        assertTrue(missing.size() <= unknown.get(), "missing: " + missing + ", unknown " + unknown);
        // each call has a row, also one that was killed before it reached the provider
        int extra = openAiRows.get() - providers.begun.size();
        assertTrue(
                extra >= 0 && extra <= unknown.get(),
                "rows " + openAiRows + " of " + providers.begun.size());
        long leavers = providers.begun.stream().filter(call -> Sort.of(call) == Sort.LEFT).count();
        assertTrue(leavers - left.get() <= unknown.get(), left + " of " + leavers);
        assertEquals(0, count("SELECT count(*) FROM open_calls"));
        for (String sum :
                List.of(
                        "sum(calls) - (SELECT count(*) FROM model_calls)",
                        "sum(input_tokens) - (SELECT sum(input_tokens) FROM model_calls)",
                        "sum(output_tokens) - (SELECT sum(output_tokens) FROM model_calls)",
                        "sum(cost_micro_usd) - (SELECT sum(cost_micro_usd) FROM model_calls)",
                        "sum(held_micro_usd)")) {
            assertEquals(0, count("SELECT " + sum + " FROM key_usage"), sum);
        }
        return new Outcome(
                providers.begun.size(), whole.size(), ledger.size(), left.get(), unknown.get());
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void rows(RowReader reader) {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM model_calls")) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String sql) {
        return TestServer.count(db, sql);
    }

    @Override
    public void close() {
        replicas.forEach(ServerProcess::close);
        providers.close();
        db.close();
    }
}
