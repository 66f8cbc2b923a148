import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The other side: a model that answers at length, and WhatsApp, which notes when each part came, on this process's clock.
final class Phones implements AutoCloseable {
    /// Five parts of 4 096 characters.
    private static final String ANSWER =
            "This sentence is one of many in a long answer. ".repeat(420);

    private static final int PARTS = 5;

    private final HttpServer http;
    private final Consumer<String> first;
    private final Map<String, Collection<Long>> arrivals = new ConcurrentHashMap<>();
    private final Map<String, Integer> deliveries = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();

    /// @param first told who has just received the first part of an answer
    Phones(Consumer<String> first) {
        this.first = first;
        try {
            http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/v1/chat/completions", this::answer);
        http.createContext("/v1/embeddings", exchange -> reply(exchange, 404, "{}"));
        http.createContext("/", this::receive);
        http.start();
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.write(chunk("{\"content\":\"" + ANSWER + "\"}", "null"));
            out.write(chunk("{}", "\"stop\""));
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] chunk(String delta, String finish) {
        String json =
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                        + delta
                        + ",\"finish_reason\":"
                        + finish
                        + "}]}";
        return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void receive(HttpExchange exchange) throws IOException {
        long at = System.nanoTime();
        Map<String, Object> message =
                Bench.Json.read(
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String phone = Bench.text(message, "to");
        deliveries.merge(Bench.text(message, "biz_opaque_callback_data"), 1, Integer::sum);
        Collection<Long> all = arrivals.computeIfAbsent(phone, _ -> new ConcurrentLinkedQueue<>());
        boolean begins = all.isEmpty();
        all.add(at);
        if (begins) {
            first.accept(phone);
        }
        try {
            // one in a hundred takes long: a person waits for it
            Thread.sleep(
                    ThreadLocalRandom.current().nextInt(100) == 0
                            ? 2_000
                            : ThreadLocalRandom.current().nextInt(20, 200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reply(
                exchange,
                200,
                "{\"messages\":[{\"id\":\"wamid.out." + names.incrementAndGet() + "\"}]}");
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    long arrived() {
        return arrivals.values().stream().mapToLong(Collection::size).sum();
    }

    /// Answers of which something came, but not all.
    long cutShort() {
        return arrivals.values().stream().filter(parts -> parts.size() < PARTS).count();
    }

    /// Parts that began to arrive after the takeover of their conversation had returned.
    long after(Map<String, Long> returned) {
        return arrivals.entrySet().stream()
                .mapToLong(
                        phone ->
                                phone.getValue().stream()
                                        .filter(
                                                at ->
                                                        at
                                                                        - returned.getOrDefault(
                                                                                phone.getKey(), at)
                                                                > 0)
                                        .count())
                .sum();
    }

    /// Parts that came more than once.
    long twice() {
        return deliveries.values().stream().filter(times -> times > 1).count();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
