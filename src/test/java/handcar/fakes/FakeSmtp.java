package handcar.fakes;

import module java.base;

import handcar.testing.Wait;

/// A server that takes mail (RFC 5321), or does at any step what a test wants: another answer, a cut, silence.
public final class FakeSmtp implements AutoCloseable {
    /// In place of an answer: the connection is reset, or nothing is said any more.
    public static final String CUT = "cut";

    public static final String SILENCE = "silence";

    private static final Map<String, String> USUAL =
            Map.of(
                    "GREETING", "220 fake ESMTP",
                    "EHLO", "250-fake\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME",
                    "AUTH", "235 welcome",
                    "MAIL", "250 ok",
                    "RCPT", "250 ok",
                    "DATA", "354 go on",
                    "END", "250 queued as 1",
                    "RSET", "250 ok",
                    "QUIT", "221 bye");

    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>(USUAL);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private volatile int slowMillis;
    private volatile Optional<SSLContext> keys = Optional.empty();

    public FakeSmtp() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake-smtp").start(this::accept);
    }

    /// What it says to a command from now on; `GREETING` and `END` (of the mail) are such, too.
    public FakeSmtp answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /// It takes so long over each answer.
    public FakeSmtp slow(int millis) {
        slowMillis = millis;
        return this;
    }

    /// It offers STARTTLS (RFC 3207), and wants it before anything else.
    public FakeSmtp encrypting(SSLContext context) {
        keys = Optional.of(context);
        return answering("EHLO", "250-fake\r\n250 STARTTLS").answering("STARTTLS", "220 go");
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// The commands, without the mails.
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /// The mails it heard to their end, taken or not.
    public List<String> mails() {
        return List.copyOf(mails);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket line = socket.accept();
                Thread.ofVirtual().start(() -> serve(line));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket line) {
        try (line) {
            say(line, "GREETING");
            listen(line);
        } catch (IOException e) {
            // the caller left, or was cut off
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Socket line) throws IOException, InterruptedException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
        for (String said = in.readLine(); said != null; said = in.readLine()) {
            heard.add(said);
            String verb = said.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            say(line, verb);
            if (verb.equals("DATA") && answer("DATA").startsWith("354")) {
                mails.add(mail(in));
                say(line, "END");
            }
            if (verb.equals("STARTTLS") && keys.isPresent()) {
                upgrade(line, keys.get());
                return;
            }
        }
    }

    /// Everything from here on is said encrypted, beginning with EHLO again.
    private void upgrade(Socket line, SSLContext context) throws IOException, InterruptedException {
        SSLSocket encrypted =
                (SSLSocket) context.getSocketFactory().createSocket(line, null, -1, true);
        encrypted.setUseClientMode(false);
        answers.put("EHLO", USUAL.get("EHLO"));
        listen(encrypted);
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String said = in.readLine(); !".".equals(said); said = in.readLine()) {
            if (said == null) {
                throw new IOException("cut within the mail");
            }
            mail.append(said.startsWith(".") ? said.substring(1) : said).append("\r\n");
        }
        return mail.toString();
    }

    private void say(Socket line, String command) throws IOException, InterruptedException {
        String answer = answer(command);
        Wait.pause(Duration.ofMillis(slowMillis), "a slow mail server");
        if (answer.equals(CUT)) {
            line.setSoLinger(true, 0);
            throw new IOException("cut");
        }
        if (answer.equals(SILENCE)) {
            Wait.pause(Duration.ofMinutes(1), "a silent mail server");
        }
        line.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        line.getOutputStream().flush();
    }

    private String answer(String command) {
        return answers.getOrDefault(command, "502 what?");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
