import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A thousand slow clients, a third each with their head, with their body, and with reading the answer, while a probe asks
/// for the health of the server: what it feels of them, and when each of them is cut off.
///
/// Arguments: how many (1000).
final class Slow {
    /// What a client is slow with, and after how many seconds the server should have had enough: its time-out, and what its
    /// watch may be late (handcar.http.Patience, Bytes).
    private enum Kind {
        HEAD(15, 3),
        BODY(30, 4),
        READ(60, 20);

        private final int limit;
        private final int grace;

        Kind(int limit, int grace) {
            this.limit = limit;
            this.grace = grace;
        }
    }

    private static final long SECOND = 1_000_000_000L;

    private final Loop loop = new Loop("slow clients");
    private final List<Client> clients = new ArrayList<>();

    private Slow() throws IOException {}

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        try (Bench server =
                Bench.open(Map.of("RATE_LIMIT_PER_MINUTE", "1000000", "LOG_LEVEL", "warn"))) {
            new Slow().run(server, count);
        }
    }

    private void run(Bench server, int count) throws Exception {
        Results results =
                new Results(
                        "slow-clients",
                        "what",
                        "clients",
                        "cut_off",
                        "first_s",
                        "last_s",
                        "limit_s",
                        "probe_p50_ms",
                        "probe_p99_ms",
                        "probe_longest_ms",
                        "rss_mb");
        Child process = server.child().orElseThrow();
        double[] alone = probe(server, 5);
        add(results, "alone", alone, process);
        for (int i = 0; i < count; i++) {
            Client client = new Client(Kind.values()[i % 3], server.port());
            clients.add(client);
            loop.ask(client::come);
        }
        double[] among = probe(server, Kind.READ.limit + Kind.READ.grace);
        add(results, "among " + count, among, process);
        for (Kind kind : Kind.values()) {
            add(results, kind, process);
        }
    }

    private static void add(Results results, String what, double[] millis, Child process)
            throws IOException {
        results.add(
                what,
                "",
                "",
                "",
                "",
                "",
                Bench.percentile(millis, .5),
                Bench.percentile(millis, .99),
                Bench.percentile(millis, 1),
                process.rssMb());
    }

    private void add(Results results, Kind kind, Child process) throws IOException {
        List<Client> all = clients.stream().filter(client -> client.kind == kind).toList();
        double[] seconds =
                all.stream()
                        .filter(client -> client.cut != 0)
                        .mapToDouble(client -> (client.cut - client.began) / (double) SECOND)
                        .sorted()
                        .toArray();
        results.add(
                kind.name().toLowerCase(java.util.Locale.ROOT),
                all.size(),
                seconds.length,
                seconds.length == 0 ? Double.NaN : seconds[0],
                seconds.length == 0 ? Double.NaN : seconds[seconds.length - 1],
                kind.limit,
                "",
                "",
                "",
                process.rssMb());
    }

    /// Fifty questions a second on one connection, as a host's probe would ask them.
    private static double[] probe(Bench server, int seconds) throws Exception {
        List<Double> millis = new ArrayList<>();
        HttpRequest health =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:" + server.port() + "/health/readiness"))
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            long end = System.nanoTime() + seconds * SECOND;
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                int status =
                        client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    throw new IllegalStateException("the probe got " + status);
                }
                millis.add((System.nanoTime() - start) / 1e6);
                Thread.sleep(20);
            }
        }
        return millis.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private final class Client {
        private final Kind kind;
        private final int port;
        private final ByteBuffer in = ByteBuffer.allocate(512);
        private SocketChannel channel;
        private volatile long began;
        private volatile long cut;

        Client(Kind kind, int port) {
            this.kind = kind;
            this.port = port;
        }

        void come() {
            try {
                channel = SocketChannel.open();
                if (kind == Kind.READ) {
                    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
                }
                channel.connect(new InetSocketAddress("127.0.0.1", port));
                began = System.nanoTime();
                if (kind == Kind.READ) {
                    // never read from: its end shows when the server refuses what drips
                    channel.configureBlocking(false);
                } else {
                    loop.watch(channel, SelectionKey.OP_READ, _ -> read());
                }
                send(
                        switch (kind) {
                            case HEAD -> "GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ";
                            case BODY ->
                                    "POST /api/v1/chat/conversations HTTP/1.1\r\n"
                                            + "Host: x\r\n"
                                            + "Content-Type: application/json\r\n"
                                            + "Content-Length: 1000000\r\n\r\n"
                                            + "{";
                            // far more than the kernel keeps for somebody who does not read
                            case READ -> "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(60);
                        });
                loop.at(System.nanoTime() + SECOND, this::drip);
            } catch (IOException _) {
                over();
            }
        }

        private void drip() {
            if (cut != 0) {
                return;
            }
            try {
                send(kind == Kind.BODY ? " " : "x");
                loop.at(System.nanoTime() + SECOND, this::drip);
            } catch (IOException _) {
                over();
            }
        }

        private void send(String text) throws IOException {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }

        private void read() {
            try {
                in.clear();
                if (channel.read(in) < 0) {
                    over();
                }
            } catch (IOException _) {
                over();
            }
        }

        private void over() {
            if (cut == 0) {
                cut = System.nanoTime();
            }
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
