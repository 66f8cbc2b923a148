package handcar.channel.email;

import module java.base;

import handcar.channel.SendResult;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;

import org.eclipse.angus.mail.smtp.SMTPTransport;

/// One SMTP session. It knows whether the end of the mail was sent: before that the server accepted nothing (RFC 5321,
/// 4.1.1.4), after that the mail may be delivered whatever the server replies.
final class SmtpSession extends SMTPTransport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(8);

    /// For the whole session: a little less than a send may take, so that the result is still reported.
    private static final Duration SHORTER = Duration.ofMillis(500);

    private final MailServer server;
    private final MailSocketFactory sockets;
    private final Socket plain = new Socket();
    private final Instant end;
    private boolean endSent;

    private SmtpSession(
            Session session, MailServer server, MailSocketFactory sockets, Duration longest) {
        super(session, null);
        this.end = Instant.now().plus(longest.minus(SHORTER));
        this.server = server;
        this.sockets = sockets;
    }

    /// A session that is not connected yet.
    ///
    /// @param from our own address: the envelope's sender, and its host for `EHLO`
    /// @param withFiles whether the mail carries files
    static SmtpSession to(
            MailServer server, String from, MailSocketFactory sockets, boolean withFiles) {
        Map<String, String> settings =
                Map.of(
                        "from",
                        from,
                        "localhost",
                        from.substring(from.indexOf('@') + 1),
                        "timeout",
                        Long.toString(READ_TIMEOUT.toMillis()),
                        "quitwait",
                        "false");
        return new SmtpSession(
                server.session(settings, sockets),
                server,
                sockets,
                withFiles ? SendResult.LONGEST_WITH_FILE : SendResult.LONGEST);
    }

    /// Sends the mail.
    ///
    /// @param id the mail's identifier, by which receipts name it
    SendResult send(Message mail, InternetAddress recipient, String id) {
        Thread timeout = timeout();
        try {
            begin();
            sendMessage(mail, new InternetAddress[] {recipient});
            return new SendResult.Sent(id);
        } catch (MessagingException | IOException e) {
            return failure(e);
        } finally {
            timeout.interrupt();
            disconnect();
        }
    }

    /// Connects, logs in and disconnects.
    void greet() throws MessagingException, IOException {
        Thread timeout = timeout();
        try {
            begin();
        } finally {
            timeout.interrupt();
            disconnect();
        }
    }

    private void begin() throws MessagingException, IOException {
        plain.connect(
                new InetSocketAddress(sockets.guard().resolve(server.host())[0], server.port()),
                (int) CONNECT_TIMEOUT.toMillis());
        plain.setSoTimeout((int) READ_TIMEOUT.toMillis());
        connect(server.isEncryptedAtOnce() ? encrypted() : plain);
    }

    private Socket encrypted() throws IOException {
        SSLSocketFactory factory =
                sockets.trust().orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        SSLSocket socket =
                (SSLSocket) factory.createSocket(plain, server.host(), server.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        endSent = true;
        super.finishData();
    }

    private SendResult failure(Exception e) {
        int code = getLastReturnCode();
        boolean replied = code >= 400 && code < 600;
        String reason =
                e instanceof AuthenticationFailedException
                        ? server + " does not accept the user name or the password"
                        : replied ? server + " says: " + reply() : server + ": " + e.getMessage();
        if (code >= 500 && code < 600) {
            return new SendResult.Refused(reason);
        }
        return endSent && !replied
                ? new SendResult.Unknown(server + " did not confirm the mail: " + e.getMessage())
                : new SendResult.TryLater(reason);
    }

    private String reply() {
        return Optional.ofNullable(getLastServerResponse()).orElse("").strip();
    }

    /// Closes the connection when the whole session takes too long; each step has a time-out of its own.
    private Thread timeout() {
        return Thread.ofVirtual()
                .name("smtp-timeout")
                .start(
                        () -> {
                            try {
                                Thread.sleep(Duration.between(Instant.now(), end));
                                plain.close();
                            } catch (InterruptedException | IOException e) {
                                // the session ended in time, or is closed already
                            }
                        });
    }

    /// A failure while closing does not change the result.
    private void disconnect() {
        try {
            close();
        } catch (MessagingException e) {
            // the socket is closed next
        }
        try {
            plain.close();
        } catch (IOException e) {
            // the result is known
        }
    }
}
