import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Meta's side of sending: takes messages, and breaks connections before, in the middle of and after requests.
final class Graph implements AutoCloseable {
    private static final Pattern DELIVERY = Pattern.compile("\"biz_opaque_callback_data\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    /// How often each message was read whole.
    final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();

    /// Those read whole whose sender was left without an answer.
    final Set<String> unanswered = ConcurrentHashMap.newKeySet();

    final AtomicLong cutBefore = new AtomicLong();
    final AtomicLong cutDuring = new AtomicLong();
    final AtomicLong cutAfter = new AtomicLong();
    final AtomicLong nameless = new AtomicLong();
    volatile double cutting = 0.02;

    private final ServerSocket socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final AtomicLong names = new AtomicLong();

    Graph() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException _) {
                return;
            }
        }
    }

    private boolean cuts() {
        return ThreadLocalRandom.current().nextDouble() < cutting;
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            while (true) {
                String head = head(connection.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                if (cuts()) {
                    cutBefore.incrementAndGet();
                    connection.setSoLinger(true, 0);
                    return;
                }
                Matcher length = LENGTH.matcher(head);
                int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
                if (cuts()) {
                    cutDuring.incrementAndGet();
                    connection.getInputStream().readNBytes(bytes / 2);
                    connection.setSoLinger(true, 0);
                    return;
                }
                String body = new String(connection.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
                Matcher delivery = DELIVERY.matcher(body);
                if (!delivery.find()) {
                    nameless.incrementAndGet();
                    return;
                }
                seen.computeIfAbsent(delivery.group(1), _ -> new AtomicInteger()).incrementAndGet();
                if (cuts()) {
                    cutAfter.incrementAndGet();
                    unanswered.add(delivery.group(1));
                    return;
                }
                answer(connection, "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"wamid.OUT" + names.incrementAndGet() + "\"}]}");
            }
        } catch (IOException _) {
            // the server was killed in the middle of it
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (c == '\n' && head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static void answer(Socket connection, String body) throws IOException {
        connection
                .getOutputStream()
                .write(
                        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
