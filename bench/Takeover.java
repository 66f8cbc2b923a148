import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Customers of eight WhatsApp numbers are answered in five parts each, a second apart, by two servers on one database. Each
/// conversation is taken over through the API of either server at a random moment while its answer is being sent.
final class Takeover {
    private static final String SECRET = "the app secret of the benchmark";
    private static final int NUMBERS = 8;

    /// The whole answer takes about five seconds; some takeovers come before its second part, some after its last.
    private static final int WITHIN_MILLIS = 6_000;

    private final Random random = new Random(3);
    private final Phones phones = new Phones(this::firstPart);
    private final List<Packaged> servers = new ArrayList<>();
    private final Map<String, String> conversations = new ConcurrentHashMap<>();
    private final Map<String, Long> returned = new ConcurrentHashMap<>();
    private final Map<String, Double> took = new ConcurrentHashMap<>();
    private final Semaphore calls = new Semaphore(64);
    private final CountDownLatch taken;
    private final int count;

    private Takeover(int count) {
        this.count = count;
        this.taken = new CountDownLatch(count);
    }

    public static void main(String[] args) throws Exception {
        System.exit(new Takeover(args.length == 0 ? 1_000 : Integer.parseInt(args[0])).run());
    }

    private int run() throws Exception {
        Results results =
                new Results(
                        "takeover",
                        "conversations",
                        "processes",
                        "parts_arrived",
                        "cut_short",
                        "after_takeover",
                        "sent_twice",
                        "takeover_p50_ms",
                        "takeover_p99_ms",
                        "takeover_max_ms",
                        "seconds");
        long begun = System.nanoTime();
        try {
            servers.add(server());
            servers.add(server());
            for (int i = 0; i < count; i++) {
                say("4917" + (10_000_000 + i), i);
            }
            if (!taken.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        taken.getCount() + " were never answered or taken over");
            }
            Thread.sleep(8_000); // whatever should not come has time to come
            double[] millis = took.values().stream().mapToDouble(each -> each).sorted().toArray();
            long late = phones.after(returned);
            long twice = phones.twice();
            results.add(
                    count,
                    servers.size(),
                    phones.arrived(),
                    phones.cutShort(),
                    late,
                    twice,
                    millis[millis.length / 2],
                    millis[(int) (millis.length * 0.99)],
                    millis[millis.length - 1],
                    (System.nanoTime() - begun) / 1e9);
            return late == 0 && twice == 0 && phones.cutShort() > count / 4 ? 0 : 1;
        } finally {
            for (Packaged server : servers) {
                server.close();
            }
            phones.close();
        }
    }

    private Packaged server() throws Exception {
        return new Packaged(
                Path.of("."),
                System.getenv("DATABASE_URL"),
                Map.of(
                        "WHATSAPP_APP_SECRET", SECRET,
                        "WHATSAPP_ACCESS_TOKEN", "a token",
                        "WHATSAPP_BASE_URL", phones.address(),
                        "OPENAI_API_KEY", "a key",
                        "OPENAI_BASE_URL", phones.address() + "/v1",
                        "MAX_MESSAGES_PER_ACCOUNT_PER_MINUTE", "1000000",
                        "MESSAGE_BUFFER_SECONDS", "0"));
    }

    private void say(String phone, int i) throws Exception {
        String body =
                """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"phone_number_id":"10%d"},
                "contacts":[{"profile":{"name":"C%d"},"wa_id":"%s"}],
                "messages":[{"from":"%s","id":"wamid.%d","timestamp":"%d","type":"text","text":{"body":"Tell me all."}}]}}]}]}\
                """
                        .formatted(i % NUMBERS, i, phone, phone, i, Instant.now().getEpochSecond());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        HttpResponse<String> answer =
                servers.get(i % servers.size())
                        .send(
                                "/webhooks/whatsapp",
                                Map.of(
                                        "Content-Type",
                                        "application/json",
                                        "X-Hub-Signature-256",
                                        "sha256=" + HexFormat.of().formatHex(mac.doFinal(bytes))),
                                bytes);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /// The answer has begun to arrive: the person comes at some moment from now on.
    private void firstPart(String phone) {
        int wait = random.nextInt(WITHIN_MILLIS);
        Packaged server = servers.get(random.nextInt(servers.size()));
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                Thread.sleep(wait);
                                takeOver(phone, server);
                            } catch (Exception e) {
                                System.err.println(phone + ": " + e);
                            }
                        });
    }

    private void takeOver(String phone, Packaged server) throws Exception {
        calls.acquire();
        try {
            String id = conversation(phone, server);
            long begun = System.nanoTime();
            HttpResponse<String> answer =
                    server.send(
                            "POST",
                            "/api/v1/conversations/" + id + "/takeover",
                            Packaged.ADMIN,
                            "",
                            new byte[0]);
            long end = System.nanoTime();
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            returned.put(phone, end);
            took.put(phone, (end - begun) / 1e6);
            taken.countDown();
        } finally {
            calls.release();
        }
    }

    private String conversation(String phone, Packaged server) throws Exception {
        String page =
                server.get("/api/v1/conversations?channel=whatsapp&q=" + phone, Packaged.ADMIN)
                        .body();
        List<?> found = (List<?>) Bench.Json.read(page).get("data");
        return conversations.computeIfAbsent(phone, _ -> Bench.text(found.getFirst(), "id"));
    }
}
