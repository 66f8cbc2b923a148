package handcar.channel.email;

import module java.base;

import handcar.channel.SendResult;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;

import org.eclipse.angus.mail.smtp.SMTPTransport;

/// One SMTP session. It knows whether the end of the mail was sent: before it the server accepted nothing (RFC 5321, 4.1.1.4),
/// after it the mail may be delivered whatever the server replies.
final class SmtpSession extends SMTPTransport {
    private static final Duration CONNECTING = Duration.ofSeconds(4);
    private static final Duration SILENCE = Duration.ofSeconds(8);

    /// A little less than a send may take, so that the result is still reported.
    private static final Duration ALL = SendResult.LONGEST.minusMillis(500);

    private final MailServer server;
    private final MailSocketFactory way;
    private final Socket plain = new Socket();
    private final Instant end = Instant.now().plus(ALL);
    private boolean ending;

    private SmtpSession(Session session, MailServer server, MailSocketFactory way) {
        super(session, null);
        this.server = server;
        this.way = way;
    }

    /// A session that is not connected yet.
    ///
    /// @param from our own address: the envelope's sender, and its host for `EHLO`
    static SmtpSession to(MailServer server, String from, MailSocketFactory way) {
        Properties properties = server.properties("smtp");
        properties.setProperty("mail.smtp.from", from);
        properties.setProperty("mail.smtp.localhost", from.substring(from.indexOf('@') + 1));
        properties.setProperty("mail.smtp.timeout", Long.toString(SILENCE.toMillis()));
        properties.setProperty("mail.smtp.quitwait", "false");
        return new SmtpSession(MailSession.with(server, properties, "smtp", way), server, way);
    }

    /// Sends the mail; how it ended.
    SendResult send(Message mail, InternetAddress recipient, String name) {
        Thread alarm = alarm();
        try {
            begin();
            sendMessage(mail, new InternetAddress[] {recipient});
            return new SendResult.Sent(name);
        } catch (AuthenticationFailedException e) {
            return refusal("does not accept the user name or the password");
        } catch (MessagingException | IOException e) {
            return ended(e);
        } finally {
            alarm.interrupt();
            hangUp();
        }
    }

    /// Connects and disconnects; an exception says why it could not.
    void greet() throws MessagingException, IOException {
        Thread alarm = alarm();
        try {
            begin();
        } finally {
            alarm.interrupt();
            hangUp();
        }
    }

    private void begin() throws MessagingException, IOException {
        plain.connect(
                new InetSocketAddress(way.guard().resolve(server.host())[0], server.port()),
                (int) CONNECTING.toMillis());
        plain.setSoTimeout((int) SILENCE.toMillis());
        connect(server.encryptedAtOnce() ? encrypted() : plain);
    }

    private Socket encrypted() throws IOException {
        SSLSocketFactory factory =
                way.trust().orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
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
        ending = true;
        super.finishData();
    }

    private SendResult ended(Exception e) {
        int code = getLastReturnCode();
        if (code >= 500 && code < 600) {
            return refusal("says: " + answer());
        }
        if (code >= 400 && code < 500) {
            return new SendResult.TryLater(server + " says: " + answer());
        }
        return ending
                ? new SendResult.Unknown(server + " did not confirm the mail: " + e.getMessage())
                : new SendResult.TryLater(server + ": " + e.getMessage());
    }

    private SendResult refusal(String why) {
        int code = getLastReturnCode();
        String reason = server + " " + why;
        return code >= 500 && code < 600
                ? new SendResult.Refused(reason)
                : new SendResult.TryLater(reason);
    }

    private String answer() {
        return Optional.ofNullable(getLastServerResponse()).orElse("").strip();
    }

    /// Each step has a time-out, and so has the whole session.
    private Thread alarm() {
        return Thread.ofVirtual()
                .name("smtp-alarm")
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

    /// A fault while closing does not change the result.
    private void hangUp() {
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
