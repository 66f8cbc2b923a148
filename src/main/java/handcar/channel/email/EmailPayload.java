package handcar.channel.email;

import module java.base;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;

/// A message as a mail (RFC 5322), as text and as HTML (RFC 2046).
///
/// @param name its `Message-ID`, without brackets
/// @param answers the identifier of the mail it replies to
/// @param references the header of that name
record EmailPayload(
        String name,
        InternetAddress from,
        InternetAddress to,
        String subject,
        Optional<String> answers,
        String references,
        String text,
        String html,
        Instant at) {
    private static final String LINE = "\r\n";

    /// RFC 5322, 2.1.1 wants lines of 78 characters; a header's name takes some.
    private static final int NAME_LENGTH = 14;

    byte[] bytes() {
        String boundary = "=_handcar_" + Integer.toHexString(name.hashCode()) + "_part";
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        try {
            header(
                    mail,
                    "Date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)));
            header(mail, "From", from.toString());
            header(mail, "To", to.toString());
            header(mail, "Subject", MimeUtility.encodeText(subject, "UTF-8", null));
            header(mail, "Message-ID", "<" + name + ">");
            if (answers.isPresent()) {
                header(mail, "In-Reply-To", "<" + answers.get() + ">");
                header(mail, "References", references);
            }
            // asks other programs not to send out-of-office replies
            header(mail, "X-Auto-Response-Suppress", "OOF, AutoReply");
            header(mail, "MIME-Version", "1.0");
            header(mail, "Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
            part(mail, boundary, "text/plain", text);
            part(mail, boundary, "text/html", html);
            write(mail, LINE + "--" + boundary + "--" + LINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return mail.toByteArray();
    }

    /// Line ends in the value cannot begin another header.
    private static void header(OutputStream mail, String field, String value) throws IOException {
        String one = value.replaceAll("[\\r\\n\\x00]+", " ").strip();
        write(
                mail,
                field
                        + ": "
                        + MimeUtility.fold(Math.max(NAME_LENGTH, field.length() + 2), one)
                        + LINE);
    }

    private static void part(OutputStream mail, String boundary, String type, String content)
            throws IOException {
        write(mail, LINE + "--" + boundary + LINE);
        write(mail, "Content-Type: " + type + "; charset=utf-8" + LINE);
        write(mail, "Content-Transfer-Encoding: quoted-printable" + LINE + LINE);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = MimeUtility.encode(encoded, "quoted-printable")) {
            out.write(
                    content.replace("\r\n", "\n")
                            .replace("\n", LINE)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (MessagingException e) {
            throw new IllegalStateException("the library knows quoted-printable", e);
        }
        encoded.writeTo(mail);
    }

    private static void write(OutputStream mail, String text) throws IOException {
        mail.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The subject of a reply: one `Re:` instead of any number, in any language.
    static String answering(Optional<String> subject) {
        String bare =
                subject.map(text -> text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                        .filter(text -> !text.isEmpty())
                        .orElse("your message");
        String rest = bare;
        for (String next = without(rest); !next.equals(rest); next = without(rest)) {
            rest = next;
        }
        return "Re: " + (rest.isEmpty() ? "your message" : cut(rest));
    }

    private static String without(String subject) {
        return subject.replaceFirst(
                "^(?i:re|aw|antw|sv|vs|odp|ref|rif|res|ynt|отв|на)(?:\\[\\d{1,3}])? ?: *", "");
    }

    private static String cut(String subject) {
        int most = 500;
        return subject.codePointCount(0, subject.length()) <= most
                ? subject
                : subject.substring(0, subject.offsetByCodePoints(0, most)) + "…";
    }
}
