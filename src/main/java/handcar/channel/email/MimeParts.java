package handcar.channel.email;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.text.TextSanitizer;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;

import org.eclipse.angus.mail.util.ReadableMime;

/// The parts of a mail (RFC 2045–2049): its text, its attachments, and the contents of a report. Only texts are fetched; for
/// attachments the server's description is enough.
final class MimeParts {
    /// Bytes of all texts of a mail together.
    private static final int MOST_TEXT = 2_000_000;

    /// Deeper or wider mails are attacks.
    private static final int DEEPEST = 12;

    private static final int MOST_PARTS = 200;
    private static final int MOST_ATTACHMENTS = 50;

    private final Place place;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder status = new StringBuilder();
    private final StringBuilder about = new StringBuilder();
    private final List<Attachment> attachments = new ArrayList<>();
    private int seen;

    /// Bytes of texts.
    private int read;

    private boolean reporting;

    /// How a section of the mail is addressed later.
    interface Place extends Function<String, String> {}

    private MimeParts(Place place) {
        this.place = place;
    }

    static MimeParts of(MimeMessage message, Place place) throws MessagingException, IOException {
        MimeParts parts = new MimeParts(place);
        parts.reporting = type(message).startsWith("multipart/report");
        parts.read(message, "1", 0);
        return parts;
    }

    /// The whole text, with line feeds only.
    String text() {
        return TextSanitizer.cleaned(text.toString())
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip();
    }

    List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    /// The delivery report in it.
    ///
    /// @param daemon whether a mail server sent it; some send reports for people only
    Optional<DeliveryReportParser> report(boolean daemon) {
        return reporting || daemon
                ? Optional.of(DeliveryReportParser.of(status.toString(), about + "\n" + text))
                : Optional.empty();
    }

    private void read(Part part, String section, int depth) throws MessagingException, IOException {
        seen++;
        if (seen > MOST_PARTS || depth > DEEPEST || read + about.length() > MOST_TEXT) {
            return;
        }
        String type = type(part);
        if (type.startsWith("multipart/")) {
            several(part, type, section, depth);
        } else if (reporting && type.startsWith("message/") && !type.equals("message/rfc822")) {
            String told = raw(part);
            status.append(told).append('\n');
            about.append(told).append('\n');
        } else if (reporting
                && (type.equals("message/rfc822") || type.equals("text/rfc822-headers"))) {
            about.append(raw(part)).append('\n');
        } else if (isText(part, type)) {
            byte[] bytes = MimeText.bytes(part);
            read += bytes.length;
            add(MimeText.of(part, type, bytes));
        } else {
            attach(part, type, section);
        }
    }

    private void several(Part part, String type, String section, int depth)
            throws MessagingException, IOException {
        Multipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
        String prefix = depth == 0 ? "" : section + ".";
        if (type.startsWith("multipart/alternative")) {
            alternative(parts, prefix, depth);
            return;
        }
        for (int i = 0; i < parts.getCount(); i++) {
            read(parts.getBodyPart(i), prefix + (i + 1), depth + 1);
        }
    }

    /// One text in several forms: the plainest that is not empty.
    private void alternative(Multipart parts, String prefix, int depth)
            throws MessagingException, IOException {
        int before = text.length();
        for (String wanted : List.of("text/plain", "", "text/html")) {
            for (int i = 0; i < parts.getCount() && blankSince(before); i++) {
                BodyPart each = parts.getBodyPart(i);
                String type = type(each);
                boolean other = !type.equals("text/plain") && !type.equals("text/html");
                if (wanted.isEmpty() ? type.startsWith("multipart/") : type.equals(wanted)) {
                    read(each, prefix + (i + 1), depth + 1);
                } else if (wanted.isEmpty() && other && !type.startsWith("text/")) {
                    // such as an invitation
                    attach(each, type, prefix + (i + 1));
                }
            }
        }
    }

    private boolean blankSince(int before) {
        return text.substring(before).isBlank();
    }

    private static boolean isText(Part part, String type) throws MessagingException {
        boolean words = type.equals("text/plain") || type.equals("text/html");
        return words
                && !Part.ATTACHMENT.equalsIgnoreCase(disposition(part))
                && name(part).isEmpty();
    }

    private void add(String more) {
        if (!text.isEmpty() && !more.isBlank()) {
            text.append("\n\n");
        }
        text.append(more.strip());
    }

    private void attach(Part part, String type, String section) throws MessagingException {
        if (attachments.size() == MOST_ATTACHMENTS) {
            return;
        }
        String family = type.substring(0, Math.max(0, type.indexOf('/')));
        String kind = List.of("image", "audio", "video").contains(family) ? family : "file";
        int size = part.getSize();
        attachments.add(
                new Attachment(
                        kind,
                        Optional.of(type),
                        name(part),
                        size < 0 ? Optional.empty() : Optional.of(decoded(part, size)),
                        Optional.empty(),
                        Optional.of(place.apply(section))));
    }

    /// Servers count encoded bytes; base64 makes four of three and adds line ends.
    private static long decoded(Part part, int size) throws MessagingException {
        String[] encoding = part.getHeader("Content-Transfer-Encoding");
        boolean base64 = encoding != null && encoding[0].strip().equalsIgnoreCase("base64");
        return base64 ? size * 57L / 78 : size;
    }

    private static Optional<String> name(Part part) {
        try {
            return Optional.ofNullable(part.getFileName())
                    .map(MimeParser::words)
                    .map(name -> TextSanitizer.cleaned(name).replaceAll("[\\s/\\\\]+", " ").strip())
                    .filter(name -> !name.isEmpty())
                    .map(name -> name.substring(0, Math.min(name.length(), 200)));
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }

    private static String disposition(Part part) {
        try {
            return Optional.ofNullable(part.getDisposition()).orElse("");
        } catch (MessagingException e) {
            return "";
        }
    }

    private static String type(Part part) throws MessagingException {
        try {
            ContentType type = new ContentType(part.getContentType());
            return type.getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException e) {
            return "text/plain"; // RFC 2045, 5.2: an unknown type is text
        }
    }

    /// The raw bytes of a part; the library would parse a nested mail.
    private static String raw(Part part) throws MessagingException, IOException {
        try (InputStream in =
                switch (part) {
                    case ReadableMime mime -> mime.getMimeStream();
                    case MimeBodyPart body -> body.getRawInputStream();
                    default -> InputStream.nullInputStream();
                }) {
            return new String(in.readNBytes(MimeText.MOST_BYTES), StandardCharsets.ISO_8859_1);
        }
    }
}
