package handcar.channel.email;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.text.HtmlFormText;
import handcar.text.HtmlMailText;
import handcar.text.TextSanitizer;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;

/// Reads the parts of a mail (RFC 2045–2049): the text, the attachments, and a delivery report. Only texts are fetched; of
/// attachments the server's description is enough.
final class MimeParts {
    /// Bytes of all texts of a mail together.
    private static final int MOST_TEXT = 2_000_000;

    /// No honest mail is deeper or has more parts.
    private static final int MOST_LEVELS = 100;

    private static final int MOST_PARTS = 200;
    private static final int MOST_ATTACHMENTS = 50;

    private static final String OTHER = "text/*";

    private final PartAddress address;
    private final boolean form;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder status = new StringBuilder();
    private final StringBuilder about = new StringBuilder();
    private final List<Attachment> attachments = new ArrayList<>();

    /// A text with a name, which is the text of a mail that has no other.
    private Optional<NamedText> named = Optional.empty();

    private Optional<Part> mail = Optional.empty();
    private Optional<String> placeholder = Optional.empty();
    private int partCount;
    private int textBytes;

    /// What follows a text that is too long to be read.
    private final StringBuilder rest = new StringBuilder();

    private boolean isCut;
    private boolean isReport;

    /// Makes the address by which a section of the mail is found again.
    interface PartAddress extends Function<String, String> {}

    private record NamedText(Part part, Attachment attachment) {}

    private MimeParts(PartAddress address, boolean form) {
        this.address = address;
        this.form = form;
    }

    /// @param form whether it may be what a website tells of its form
    static MimeParts of(MimeMessage message, PartAddress address, boolean form)
            throws MessagingException, IOException {
        MimeParts parts = new MimeParts(address, form);
        parts.isReport = type(contentType(message)).startsWith("multipart/report");
        parts.read(message, "1", 0);
        parts.readNamed();
        return parts;
    }

    /// The whole text, with line feeds only.
    String text() {
        return TextSanitizer.cleaned(text.toString())
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip();
    }

    /// What stands in the place of a text that only the HTML has, or what the HTML says beside the plain form that was read.
    Optional<String> placeholder() {
        return placeholder.map(TextSanitizer::cleaned);
    }

    /// What is not read of the mail, as far as it is kept; empty when all is read.
    Optional<String> rest() {
        return Optional.of(TextSanitizer.cleaned(rest.toString())).filter(_ -> isCut);
    }

    /// The first whole mail that is attached.
    Optional<Part> mail() {
        return mail;
    }

    List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    /// The delivery report in the mail.
    ///
    /// @param daemon whether a mail server sent the mail; some servers' reports are for people only
    Optional<DeliveryReportParser> report(boolean daemon) {
        return isReport || daemon
                ? Optional.of(DeliveryReportParser.of(status.toString(), about + "\n" + text))
                : Optional.empty();
    }

    private void read(Part part, String section, int depth) throws MessagingException, IOException {
        partCount++;
        if (partCount > MOST_PARTS
                || depth > MOST_LEVELS
                || textBytes + about.length() > MOST_TEXT) {
            isCut = true;
            return;
        }
        ContentType contentType = contentType(part);
        String type = type(contentType);
        if (type.startsWith("multipart/")) {
            readMultipart(part, type, section, depth);
        } else if (isReport && type.startsWith("message/") && !type.equals("message/rfc822")) {
            String fields = MimeText.raw(part);
            status.append(fields).append('\n');
            about.append(fields).append('\n');
        } else if (isReport
                && (type.equals("message/rfc822") || type.equals("text/rfc822-headers"))) {
            about.append(MimeText.raw(part)).append('\n');
        } else if (isText(part, type)) {
            addText(part);
        } else {
            attach(part, type, section);
            mail = mail.or(() -> Optional.of(part).filter(_ -> type.equals("message/rfc822")));
            boolean isWords =
                    type.equals("text/plain")
                            || type.equals("text/html")
                            || MimeText.isOther(part, type);
            if (isWords && named.isEmpty() && (depth == 0 || !isAttached(part))) {
                named = Optional.of(new NamedText(part, attachments.getLast()));
            }
        }
    }

    private void readNamed() throws MessagingException, IOException {
        if (text.toString().isBlank() && named.isPresent()) {
            attachments.remove(named.get().attachment());
            addText(named.get().part());
        }
    }

    private void addText(Part part) throws MessagingException, IOException {
        add(firstPiece(part));
    }

    private String firstPiece(Part part) throws MessagingException, IOException {
        List<byte[]> pieces = MimeText.pieces(part);
        textBytes += pieces.getFirst().length;
        keepRest(pieces, contentType(part));
        return MimeText.of(contentType(part), pieces.getFirst(), form);
    }

    private void keepRest(List<byte[]> pieces, ContentType type) {
        isCut |= pieces.size() > 1;
        for (byte[] more : pieces.subList(1, pieces.size())) {
            rest.append(HtmlMailText.unmarked(MimeText.of(type, more, false)));
        }
    }

    private void readMultipart(Part part, String type, String section, int depth)
            throws MessagingException, IOException {
        Multipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
        String prefix = depth == 0 ? "" : section + ".";
        if (type.startsWith("multipart/alternative")) {
            readAlternative(parts, prefix, depth);
            return;
        }
        for (int i = 0; i < parts.getCount(); i++) {
            read(parts.getBodyPart(i), prefix + (i + 1), depth + 1);
        }
    }

    /// Reads one text in several forms: HTML that declares an earlier mail or fields or has all the words, else the plainest that is
    /// not empty.
    private void readAlternative(Multipart parts, String prefix, int depth)
            throws MessagingException, IOException {
        int before = text.length();
        Optional<Part> html = AlternativeText.html(parts, MOST_LEVELS - depth);
        String marked = "";
        if (html.isPresent()) {
            byte[] bytes = MimeText.bytes(html.get());
            marked = MimeText.of(contentType(html.get()), bytes, form);
            Optional<String> stub = PlaceholderText.in(parts, marked);
            placeholder = placeholder.or(() -> stub);
            boolean isForm = HtmlFormText.isMarked(marked);
            if (HtmlMailText.declaresQuote(marked) || isForm || stub.isPresent()) {
                textBytes += bytes.length;
                keepRest(MimeText.pieces(html.get()), contentType(html.get()));
                add(isForm || stub.isPresent() ? "" : AlternativeText.missingIn(marked, parts));
                add(marked);
                marked = "";
            }
        }
        Set<Integer> seen = new HashSet<>();
        for (String wanted : List.of("text/plain", "", "text/html", OTHER)) {
            for (int i = 0; i < parts.getCount() && text.substring(before).isBlank(); i++) {
                BodyPart each = parts.getBodyPart(i);
                String type = type(contentType(each));
                boolean other = !type.equals("text/plain") && !type.equals("text/html");
                if (wanted.equals(OTHER) && MimeText.isOther(each, type)) {
                    seen.add(i);
                    addText(each);
                } else if (wanted.isEmpty() ? type.startsWith("multipart/") : type.equals(wanted)) {
                    seen.add(i);
                    read(each, prefix + (i + 1), depth + 1);
                } else if (wanted.isEmpty() && other && !type.startsWith("text/")) {
                    // such as an invitation to a meeting
                    seen.add(i);
                    attach(each, type, prefix + (i + 1));
                }
            }
        }
        String missing = AlternativeText.missing(marked, text.substring(before));
        placeholder = placeholder.or(() -> Optional.of(missing).filter(it -> !it.isEmpty()));
        for (int i = 0; i < parts.getCount(); i++) {
            if (!seen.contains(i)) {
                attachFiles(parts.getBodyPart(i), prefix + (i + 1), depth + 1);
            }
        }
    }

    /// The files of a form whose text is not read, such as the pictures within the HTML.
    private void attachFiles(Part part, String section, int depth)
            throws MessagingException, IOException {
        String type = type(contentType(part));
        if (++partCount > MOST_PARTS || depth > MOST_LEVELS) {
            isCut = true;
            return;
        }
        if (type.startsWith("multipart/")) {
            Multipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
            for (int i = 0; i < parts.getCount(); i++) {
                attachFiles(parts.getBodyPart(i), section + "." + (i + 1), depth + 1);
            }
        } else if (!type.startsWith("text/") || type.equals("text/calendar")) {
            attach(part, type, section);
        }
    }

    private static boolean isText(Part part, String type) throws MessagingException {
        boolean words = type.equals("text/plain") || type.equals("text/html");
        return words && !isAttached(part) && AttachedPart.name(part).isEmpty();
    }

    static boolean isAttached(Part part) {
        return Part.ATTACHMENT.equalsIgnoreCase(disposition(part));
    }

    private void add(String more) {
        if (!text.isEmpty() && !more.isBlank()) {
            text.append("\n\n");
        }
        text.append(more.strip());
    }

    private void attach(Part part, String type, String section) throws MessagingException {
        if (attachments.size() == MOST_ATTACHMENTS) {
            isCut = true;
            return;
        }
        attachments.add(AttachedPart.of(part, type, address.apply(section)));
    }

    private static String disposition(Part part) {
        try {
            return Optional.ofNullable(part.getDisposition()).orElse("");
        } catch (MessagingException e) {
            return "";
        }
    }

    static String type(ContentType type) {
        return type.getBaseType().toLowerCase(Locale.ROOT);
    }

    /// RFC 2045, 5.2: an unreadable type is text.
    static ContentType contentType(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException e) {
            return new ContentType("text", "plain", null);
        }
    }
}
