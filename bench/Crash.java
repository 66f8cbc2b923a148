import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Nothing is lost and nothing is sent twice while the server, PostgreSQL and connections die. See bench/README.md.
final class Crash {
    private static final int CONNECTIONS = 8;
    private static final int CONTACTS = 2_000;

    /// Every tenth message is sent again, some at once and some much later.
    private static final double AGAIN = 0.1;

    private static final String QUESTION = "How do I connect a WhatsApp number?";
    private static final long SEED = 20_261_121;

    private final int messages;
    private final int serverKills;
    private final int databaseKills;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> sentBefore = new ConcurrentLinkedQueue<>();
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong posts = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Random random = new Random(SEED);
    private final int port = Child.freePort();
    private final Path data = Scratch.folder("crash");
    private Process server;

    private Crash(String[] args) throws Exception {
        messages = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        serverKills = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        databaseKills = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    }

    public static void main(String[] args) throws Exception {
        System.exit(new Crash(args).run() ? 0 : 1);
    }

    /// Whether nothing was lost and nothing came twice.
    private boolean run() throws Exception {
        try (Cluster cluster = new Cluster();
                Graph graph = new Graph()) {
            start(cluster, graph);
            List<Thread> hands = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                hands.add(Thread.ofPlatform().start(this::post));
            }
            long begun = System.nanoTime();
            kills(cluster, graph);
            for (Thread hand : hands) {
                hand.join();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            graph.cutting = 0;
            System.out.printf("%d posted in %.0f s, %d acknowledged; the rest is being answered and sent%n", posts.get(), seconds, acknowledged.size());
            boolean quiet = settle(cluster);
            boolean good = judge(cluster, graph, seconds) && quiet;
            server.destroy();
            server.waitFor();
            return good;
        } finally {
            if (server != null) {
                server.destroyForcibly();
            }
        }
    }

    private void start(Cluster cluster, Graph graph) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("./start.sh");
        Map<String, String> settings = new HashMap<>();
        settings.put("PORT", "" + port);
        settings.put("DATA_DIR", data.toString());
        settings.put("DATABASE_URL", cluster.url());
        settings.put("ADMIN_TOKEN", "the-token-of-the-benchmark");
        settings.put("LOG_LEVEL", "error");
        settings.put("WHATSAPP_APP_SECRET", Sender.SECRET);
        settings.put("WHATSAPP_VERIFY_TOKEN", "verify");
        settings.put("WHATSAPP_ACCESS_TOKEN", "token");
        settings.put("WHATSAPP_PHONE_NUMBER_ID", Sender.PHONE);
        settings.put("WHATSAPP_BASE_URL", "http://127.0.0.1:" + graph.port());
        settings.put("MESSAGE_BUFFER_SECONDS", "5");
        settings.put("MAX_MESSAGES_PER_USER_PER_MINUTE", "100000");
        settings.put("MAX_MESSAGES_PER_USER_PER_HOUR", "1000000");
        settings.put("MAX_MESSAGES_PER_ACCOUNT_PER_MINUTE", "10000000");
        settings.put("CIRCUIT_BREAKER_FAILURE_THRESHOLD", "1000");
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()));
        server = builder.start();
    }

    /// Until all is posted: at random moments, spread over the posting, something dies.
    private void kills(Cluster cluster, Graph graph) throws Exception {
        List<Boolean> order = new ArrayList<>();
        for (int i = 0; i < serverKills; i++) {
            order.add(true);
        }
        for (int i = 0; i < databaseKills; i++) {
            order.add(random.nextInt(order.size() + 1), false);
        }
        double share = (double) messages / (order.size() + 1);
        for (int i = 0; i < order.size(); i++) {
            long at = Math.round(share * (i + 0.5 + random.nextDouble() * 0.5));
            while (number.get() < at && !over.get()) {
                Thread.sleep(5);
            }
            if (order.get(i)) {
                server.destroyForcibly().waitFor();
                start(cluster, graph);
            } else {
                cluster.kill();
                cluster.start();
            }
            System.out.printf("%s killed at %d messages%n", order.get(i) ? "server" : "PostgreSQL", number.get());
        }
    }

    private void post() {
        try (Sender sender = new Sender(port)) {
            Random mine = new Random(Thread.currentThread().threadId() + SEED);
            while (true) {
                long next = number.incrementAndGet();
                if (next > messages) {
                    over.set(true);
                    return;
                }
                String name = "wamid.IN" + next;
                String payload = Sender.payload("49151" + (1_000_000 + next % CONTACTS), name, QUESTION);
                until(sender, payload);
                acknowledged.add(name);
                sentBefore.add(payload);
                if (mine.nextDouble() < AGAIN) {
                    until(sender, mine.nextBoolean() ? payload : sentBefore.poll());
                }
                while (sentBefore.size() > 5_000) {
                    sentBefore.poll();
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// A provider sends again until it has its 200.
    private void until(Sender sender, String payload) throws InterruptedException {
        if (payload == null) {
            return;
        }
        while (true) {
            posts.incrementAndGet();
            int status = sender.send(payload);
            if (status == 200) {
                return;
            }
            (status == 0 ? broken : refused).incrementAndGet();
            Thread.sleep(50);
        }
    }

    /// Until every message is answered and every answer has its end; false when that takes too long.
    private boolean settle(Cluster cluster) throws Exception {
        long end = System.nanoTime() + 900_000_000_000L;
        String open =
                "SELECT (SELECT COUNT(*) FROM conversations WHERE status = 'ai_active' AND contact_seq > answered_seq)"
                        + " + (SELECT COUNT(*) FROM deliveries WHERE state IN ('queued', 'sending'))";
        long left = Long.MAX_VALUE;
        while (System.nanoTime() < end) {
            left = one(cluster, open);
            if (left == 0) {
                return true;
            }
            Thread.sleep(1_000);
        }
        System.out.println("still open: " + left);
        return false;
    }

    private boolean judge(Cluster cluster, Graph graph, double seconds) throws Exception {
        Set<String> stored = new HashSet<>();
        long doubled = 0;
        Map<String, String> states = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl());
                Statement all = connection.createStatement()) {
            try (ResultSet rows = all.executeQuery("SELECT client_id FROM messages WHERE author = 'contact' AND channel = 'whatsapp'")) {
                while (rows.next()) {
                    if (!stored.add(rows.getString(1))) {
                        doubled++;
                    }
                }
            }
            try (ResultSet rows = all.executeQuery("SELECT id, state FROM deliveries")) {
                while (rows.next()) {
                    states.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        long lost = acknowledged.stream().filter(name -> !stored.contains(name)).count();
        long unanswered = one(cluster, "SELECT COUNT(*) FROM conversations WHERE contact_seq > answered_seq AND status = 'ai_active'");
        long handedOver = one(cluster, "SELECT COUNT(*) FROM conversations WHERE status <> 'ai_active'");
        long twice = graph.seen.values().stream().filter(times -> times.get() > 1).count();
        long badEnds =
                graph.unanswered.stream()
                        .filter(id -> !Set.of("unknown", "sent", "delivered", "read").contains(states.getOrDefault(id, "missing")))
                        .count();
        Map<String, Long> byState = new java.util.TreeMap<>();
        states.values().forEach(state -> byState.merge(state, 1L, Long::sum));
        Results results = new Results("crash", "figure", "value");
        results.add("messages acknowledged", acknowledged.size());
        results.add("posts", posts.get());
        results.add("answered other than 200", refused.get());
        results.add("connections broken", broken.get());
        results.add("seconds of posting", seconds);
        results.add("server kills", serverKills);
        results.add("PostgreSQL kills", databaseKills);
        results.add("acknowledged and lost", lost);
        results.add("stored twice", doubled);
        results.add("conversations unanswered", unanswered);
        results.add("conversations handed over", handedOver);
        results.add("answers on their way in all", states.size());
        results.add("cut before the body", graph.cutBefore.get());
        results.add("cut in the body", graph.cutDuring.get());
        results.add("cut after the request", graph.cutAfter.get());
        results.add("read whole by the provider twice", twice);
        results.add("cut after and neither unknown nor sent", badEnds);
        for (Map.Entry<String, Long> state : byState.entrySet()) {
            results.add("state " + state.getKey(), state.getValue());
        }
        return lost == 0 && doubled == 0 && unanswered == 0 && twice == 0 && badEnds == 0;
    }

    private static long one(Cluster cluster, String query) throws Exception {
        try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
