import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// A simulated model provider with OpenAI's wire: answers every chat after a fixed delay with the same text, streams
/// numbered words at a fixed pace when asked to, and embeds texts as random but repeatable vectors.
final class Mock implements AutoCloseable {
    /// Words in a streamed answer, each a frame `w0 `, `w1 `, …
    static final int FRAMES = 32;

    /// Between two frames; 20 words a second is a usual pace of a model.
    static final int PACE_MS = 50;

    static final int DIMENSION = 384;

    private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
    private static final byte[] LENGTH = bytes("content-length:");
    private static final byte[] STREAM = bytes("\"stream\":true");
    private static final byte[] STREAM_SPACED = bytes("\"stream\": true");
    private static final byte[] USAGE = bytes("include_usage");
    private static final byte[] EMBED = bytes("POST /v1/embeddings");
    private static final byte[] ANSWER = answer(completion());
    private static final byte[] STREAM_HEAD =
            bytes(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n");
    private static final byte[] FIRST = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final byte[][] WORDS = words();
    private static final byte[] LAST = chunk("{}", "\"stop\"");
    private static final byte[] COUNT =
            piece(
                    "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                        + "\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[],\"usage\":{"
                        + "\"prompt_tokens\":120,\"completion_tokens\":32,\"total_tokens\":152}}");
    private static final byte[] DONE = concat(piece("[DONE]"), bytes("0\r\n\r\n"));

    private final Loop loop;
    private final ServerSocketChannel server;
    private volatile long delayNanos;

    Mock() throws IOException {
        loop = new Loop("provider");
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress("127.0.0.1", 0), 1024);
        loop.ask(
                () -> {
                    try {
                        loop.watch(server, SelectionKey.OP_ACCEPT, _ -> accept());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /// How long it thinks before it says anything.
    void delay(int millis) {
        delayNanos = millis * 1_000_000L;
    }

    private void accept() throws IOException {
        for (SocketChannel next = server.accept(); next != null; next = server.accept()) {
            next.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Caller caller = new Caller(next);
            caller.key = loop.watch(next, SelectionKey.OP_READ, _ -> caller.ready());
            if (server.isBlocking()) {
                return;
            }
        }
    }

    /// One connection. Callers wait for an answer before they ask again.
    private final class Caller {
        private final SocketChannel channel;
        private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>();
        private byte[] in = new byte[4096];
        private int length;
        private SelectionKey key;

        Caller(SocketChannel channel) {
            this.channel = channel;
        }

        void ready() {
            try {
                if (key.isWritable()) {
                    flush();
                }
                if (key.isReadable()) {
                    read();
                }
            } catch (IOException _) {
                close();
            }
        }

        private void read() throws IOException {
            if (length == in.length) {
                in = Arrays.copyOf(in, length * 2);
            }
            int got = channel.read(ByteBuffer.wrap(in, length, in.length - length));
            if (got < 0) {
                close();
                return;
            }
            length += got;
            int head = find(in, length, END_OF_HEAD, 0);
            if (head < 0) {
                return;
            }
            int body = head + 4;
            int end = body + contentLength(head);
            if (length < end) {
                return;
            }
            asked(body, end);
            length = 0;
        }

        private int contentLength(int head) {
            int at = find(in, head, LENGTH, 0);
            if (at < 0) {
                return 0;
            }
            int value = 0;
            for (int i = at + LENGTH.length; i < head && in[i] != '\r'; i++) {
                value = in[i] == ' ' ? value : value * 10 + in[i] - '0';
            }
            return value;
        }

        private void asked(int body, int end) {
            if (find(in, EMBED.length, EMBED, 0) == 0) {
                send(answer(vectors(new String(in, body, end - body, StandardCharsets.UTF_8))));
            } else if (find(in, end, STREAM, body) >= 0
                    || find(in, end, STREAM_SPACED, body) >= 0) {
                boolean counted = find(in, end, USAGE, body) >= 0;
                later(delayNanos, () -> begin(counted));
            } else {
                later(delayNanos, () -> send(ANSWER));
            }
        }

        private void later(long nanos, Runnable action) {
            if (nanos == 0) {
                action.run();
            } else {
                loop.at(System.nanoTime() + nanos, action);
            }
        }

        private void begin(boolean counted) {
            send(concat(STREAM_HEAD, concat(FIRST, WORDS[0])));
            loop.at(System.nanoTime() + PACE_MS * 1_000_000L, () -> goOn(1, counted));
        }

        private void goOn(int word, boolean counted) {
            if (!channel.isOpen()) {
                return;
            }
            if (word == FRAMES) {
                send(concat(LAST, counted ? concat(COUNT, DONE) : DONE));
                return;
            }
            send(WORDS[word]);
            loop.at(System.nanoTime() + PACE_MS * 1_000_000L, () -> goOn(word + 1, counted));
        }

        private void send(byte[] bytes) {
            unsent.add(ByteBuffer.wrap(bytes));
            try {
                flush();
            } catch (IOException _) {
                close();
            }
        }

        private void flush() throws IOException {
            while (!unsent.isEmpty()) {
                channel.write(unsent.peek());
                if (unsent.peek().hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                    key.selector().wakeup();
                    return;
                }
                unsent.poll();
            }
            if (key.isValid() && key.interestOps() != SelectionKey.OP_READ) {
                key.interestOps(SelectionKey.OP_READ);
            }
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The first place of `what`, which is in lower case where it has letters of a header's name.
    static int find(byte[] in, int end, byte[] what, int from) {
        for (int i = from; i <= end - what.length; i++) {
            int same = 0;
            while (same < what.length
                    && (in[i + same] == what[same]
                            || (in[i + same] >= 'A'
                                    && in[i + same] <= 'Z'
                                    && in[i + same] + 32 == what[same]))) {
                same++;
            }
            if (same == what.length) {
                return i;
            }
        }
        return -1;
    }

    private static String completion() {
        String text =
                "The order left our store on Monday and reaches you within two working days. ";
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1700000000,"
                + "\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"index\":0,\"message\":{"
                + "\"role\":\"assistant\",\"content\":\""
                + text.repeat(5).strip()
                + "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{"
                + "\"prompt_tokens\":120,\"completion_tokens\":80,\"total_tokens\":200},"
                + "\"system_fingerprint\":\"fp_1\"}";
    }

    private static byte[] answer(String json) {
        byte[] body = bytes(json);
        return concat(
                bytes(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n"),
                body);
    }

    private static byte[][] words() {
        byte[][] words = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            words[i] = chunk("{\"content\":\"w" + i + " \"}", "null");
        }
        return words;
    }

    private static byte[] chunk(String delta, String finish) {
        return piece(
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                    + "\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"index\":0,\"delta\":"
                        + delta
                        + ",\"logprobs\":null,\"finish_reason\":"
                        + finish
                        + "}]}");
    }

    /// One event in a chunk of its own.
    private static byte[] piece(String data) {
        String event = "data: " + data + "\n\n";
        return bytes(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    /// Vectors that depend on the texts only. As a model's they point to what a text is about, here its longest word, and lie
    /// around topics, here a hundred.
    private static String vectors(String request) {
        StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
        int index = 0;
        for (Object text : texts(request)) {
            json.append(index == 0 ? "" : ",")
                    .append("{\"object\":\"embedding\",\"index\":")
                    .append(index++)
                    .append(",\"embedding\":\"")
                    .append(vector(subject(text.toString()), text.hashCode()))
                    .append("\"}");
        }
        return json + "],\"model\":\"mock\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
    }

    private static String subject(String text) {
        return Arrays.stream(text.split("[^a-z]+"))
                .max(Comparator.comparing(String::length))
                .orElse("");
    }

    private static String vector(String subject, int seed) {
        SplittableRandom topic = new SplittableRandom(Math.floorMod(subject.hashCode(), 100));
        SplittableRandom about = new SplittableRandom(subject.hashCode());
        SplittableRandom own = new SplittableRandom(seed);
        ByteBuffer floats = ByteBuffer.allocate(DIMENSION * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < DIMENSION; i++) {
            double number = topic.nextDouble() + about.nextDouble() - 1;
            floats.putFloat((float) (number + (own.nextDouble() - .5) / 2));
        }
        return Base64.getEncoder().encodeToString(floats.array());
    }

    private static Iterable<?> texts(String request) {
        Object input = Bench.Json.read(request).get("input");
        return input instanceof Iterable<?> many ? many : List.of(input);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Override
    public void close() throws IOException {
        server.close();
        loop.close();
    }
}
