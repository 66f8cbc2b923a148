package handcar.channel.email;

import module java.base;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import handcar.db.Database;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/// Mails as people's programs write them.
public final class MailFixture {
    public static final String HELP = "help@shop.example";
    public static final String ANN = "ann@customer.example";

    private MailFixture() {}

    /// A mail server on ports that are free.
    static GreenMail server() {
        return new GreenMail(
                new ServerSetup[] {
                    new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                    new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
                });
    }

    /// The settings of a shop with this mail server, whose user is `help`.
    static Map<String, String> settings(GreenMail server) {
        return Map.ofEntries(
                Map.entry("SMTP_HOST", "127.0.0.1"),
                Map.entry("SMTP_PORT", "" + server.getSmtp().getPort()),
                Map.entry("SMTP_TLS", "none"),
                Map.entry("SMTP_USERNAME", "help"),
                Map.entry("SMTP_PASSWORD", "secret"),
                Map.entry("IMAP_HOST", "127.0.0.1"),
                Map.entry("IMAP_PORT", "" + server.getImap().getPort()),
                Map.entry("IMAP_TLS", "none"),
                Map.entry("IMAP_POLL_SECONDS", "1"),
                Map.entry("MESSAGE_BUFFER_SECONDS", "0"),
                Map.entry("FROM_ADDRESS", "The Shop <" + HELP + ">"));
    }

    /// A mail from its lines, with the bytes these characters have in Latin-1.
    static MimeMessage raw(String... lines) {
        byte[] bytes = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try {
            return new MimeMessage(MailSession.forReading(), new ByteArrayInputStream(bytes));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// UTF-8 bytes, as they look in Latin-1.
    static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// A plain mail from Ann.
    public static MimeMessage fromAnn(String id, String subject, String text, String... more) {
        String[] lines = new String[more.length + 8];
        lines[0] = "Return-Path: <" + ANN + ">";
        lines[1] = "From: Ann Miller <" + ANN + ">";
        lines[2] = "To: " + HELP;
        lines[3] = "Subject: " + subject;
        lines[4] = "Message-ID: <" + id + ">";
        lines[5] = "Date: Mon, 3 Nov 2025 10:00:00 +0000";
        System.arraycopy(more, 0, lines, 6, more.length);
        lines[more.length + 6] = "";
        lines[more.length + 7] = text;
        return raw(lines);
    }

    static ParsedMail read(MimeMessage message) throws Exception {
        return MimeParser.read(
                message,
                new MailPeople.OurAddresses(Set.of(HELP)),
                section -> "imap:INBOX/;section=" + section);
    }

    /// Whether the mailbox was read a first time, after which every new mail is answered.
    public static boolean isPolled(Database db) {
        return new MailStore(db).position(HELP, "INBOX").isPresent();
    }
}
