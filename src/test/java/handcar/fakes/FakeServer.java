package handcar.fakes;

import module java.base;

import handcar.testing.Wait;

/// An HTTP/1.1 server on a free port of the loopback interface, small enough to break the protocol wherever a test wants.
/// Replies given with [#then] are used up one by one; after them [#usual] answers.
public class FakeServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final Queue<FakeReply> script = new ConcurrentLinkedQueue<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final Thread acceptor;
    private final int port;
    private volatile FakeReply usual;
    private Optional<ClosedPort> held = Optional.empty();

    public FakeServer(FakeReply usual) {
        this.usual = usual;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = socket.getLocalPort();
        acceptor = Thread.ofVirtual().name("fake").unstarted(this::accept);
        acceptor.start();
    }

    /// Where it listens, without a slash at the end.
    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return port;
    }

    /// The next reply; several are used in the order given.
    public FakeServer then(FakeReply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /// What it does when nothing is scripted.
    public FakeServer usual(FakeReply reply) {
        usual = reply;
        return this;
    }

    /// What it does now when nothing is scripted.
    public FakeReply usual() {
        return usual;
    }

    /// Everything it was asked, in order.
    public List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    public FakeRequest lastRequest() {
        return requests.getLast();
    }

    /// Connections accepted since the start.
    public int accepted() {
        return accepted.get();
    }

    /// Connections open now.
    public int open() {
        return connections.size();
    }

    /// How often a caller went away in the middle of a reply.
    public int left() {
        return left.get();
    }

    /// Waits up to two seconds until that many callers went away; how many did.
    public int left(int expected) {
        return Wait.until(
                expected + " callers went away",
                Duration.ofSeconds(2),
                left::get,
                seen -> seen >= expected);
    }

    /// Nobody listens from now on, and nobody else can begin to before the end of the test.
    public void stopListening() {
        try {
            close();
            held = Optional.of(new ClosedPort(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (held.isPresent()) {
                held.get().close();
            }
            socket.close();
            // a virtual thread in accept() holds the port open until it has woken up
            boolean _ = acceptor.join(Duration.ofSeconds(5));
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                accepted.incrementAndGet();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            FakeConnection wire = new FakeConnection(connection);
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                FakeRequest request = request(line, in);
                requests.add(request);
                reply(request, wire);
            }
        } catch (IOException e) {
            // The caller left, or the test is over.
        } finally {
            connections.remove(connection);
        }
    }

    private void reply(FakeRequest request, FakeConnection wire) throws IOException {
        FakeReply next = script.poll();
        try {
            (next == null ? usual : next).to(request, wire);
        } catch (IOException e) {
            left.incrementAndGet();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static FakeRequest request(String first, InputStream in) throws IOException {
        String[] words = first.split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new FakeRequest(words[0], words[1], headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
