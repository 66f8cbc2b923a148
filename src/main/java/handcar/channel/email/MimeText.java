package handcar.channel.email;

import module java.base;

import handcar.text.HtmlFormText;
import handcar.text.HtmlMailText;
import handcar.text.TextDecoder;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeUtility;

import org.eclipse.angus.mail.util.ReadableMime;

/// The text of one MIME part (RFC 2046, 4.1): decoded, soft line breaks joined, HTML as plain text.
final class MimeText {
    /// Bytes of one text that are read.
    static final int MOST_BYTES = 1_000_000;

    /// Pieces of a longer text that are kept.
    private static final int MOST_PIECES = 5;

    /// Bytes of a letter, and one more.
    private static final int LONGEST_LETTER = 5;

    /// Texts that are no words of a mail.
    private static final Set<String> OF_FILES =
            Set.of(
                    "text/plain",
                    "text/html",
                    "text/calendar",
                    "text/vcard",
                    "text/x-vcard",
                    "text/directory",
                    "text/csv",
                    "text/css",
                    "text/javascript",
                    "text/rfc822-headers");

    private MimeText() {}

    /// Whether it is a text of another type, which is read where there is none of the two (RFC 2046, 4.1.4), and no file.
    static boolean isOther(Part part, String type) {
        return type.startsWith("text/")
                && !OF_FILES.contains(type)
                && AttachedPart.name(part).isEmpty();
    }

    /// The first bytes of a text part, without a UTF-8 character that would be cut.
    static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getDataHandler().getDataSource().getInputStream()) {
            return next(new PushbackInputStream(in, LONGEST_LETTER));
        }
    }

    /// The bytes of a text part in pieces of this size: the first is read, the others are kept.
    static List<byte[]> pieces(Part part) throws MessagingException, IOException {
        List<byte[]> pieces = new ArrayList<>();
        try (InputStream in = part.getDataHandler().getDataSource().getInputStream()) {
            PushbackInputStream all = new PushbackInputStream(in, LONGEST_LETTER);
            byte[] piece = next(all);
            while (pieces.isEmpty() || (piece.length > 0 && pieces.size() < MOST_PIECES)) {
                pieces.add(piece);
                piece = next(all);
            }
        }
        return pieces;
    }

    private static byte[] next(PushbackInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES);
        int end = bytes.length;
        while (bytes.length == MOST_BYTES
                && end > MOST_BYTES - LONGEST_LETTER
                && (bytes[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        boolean cut = bytes.length == MOST_BYTES && (bytes[end - 1] & 0xC0) == 0xC0;
        end = cut ? end - 1 : end;
        in.unread(bytes, end, bytes.length - end);
        return Arrays.copyOf(bytes, end);
    }

    /// The raw bytes of a part: the library would parse a nested mail.
    static String raw(Part part) throws MessagingException, IOException {
        try (InputStream in =
                switch (part) {
                    case ReadableMime mime -> mime.getMimeStream();
                    case MimeBodyPart body -> body.getRawInputStream();
                    default -> InputStream.nullInputStream();
                }) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    /// The text in these bytes of a part.
    ///
    /// @param form whether it may be what a website tells of its form
    static String of(ContentType type, byte[] bytes, boolean form) {
        String charset = MimeUtility.javaCharset(parameter(type, "charset"));
        String text = TextDecoder.decode(bytes, TextDecoder.named(charset));
        String subtype = type.getSubType().toLowerCase(Locale.ROOT);
        if (subtype.contains("html")) {
            String marked =
                    Optional.of(text)
                            .filter(_ -> form)
                            .flatMap(HtmlFormText::marked)
                            .orElseGet(() -> HtmlMailText.marked(text));
            return marked.isBlank() ? PicturedText.in(text) : marked;
        }
        boolean isEnriched = subtype.equals("enriched") || subtype.equals("richtext");
        String plain = HtmlMailText.unmarked(isEnriched ? unenriched(text) : text);
        boolean flowed = parameter(type, "format").equalsIgnoreCase("flowed");
        return flowed ? joined(plain, parameter(type, "delsp").equalsIgnoreCase("yes")) : plain;
    }

    /// A text without the commands of RFC 1896: `<bold>`, `<param>red</param>`, and `<<` for `<`. Its lines are kept.
    private static String unenriched(String text) {
        return text.replaceAll("(?is)<param>[^<]{0,200}</param>", "")
                .replaceAll("(?i)<nl>", "\n")
                .replaceAll("(?<!<)</?[A-Za-z][A-Za-z0-9-]{0,59}>", "")
                .replace("<<", "<");
    }

    /// Joins lines that were broken only to be short (RFC 3676, 4.2).
    ///
    /// @param delete whether the space before a soft break is deleted
    private static String joined(String text, boolean delete) {
        StringBuilder joined = new StringBuilder(text.length());
        for (String line : text.split("\r?\n", -1)) {
            boolean quoted = line.startsWith(">");
            String plain = line.startsWith(" ") ? line.substring(1) : line;
            boolean soft = plain.endsWith(" ") && !quoted && !plain.equals("-- ");
            joined.append(soft && delete ? plain.substring(0, plain.length() - 1) : plain);
            if (!soft) {
                joined.append('\n');
            }
        }
        return joined.toString();
    }

    /// A header that the mail library decoded as ISO 8859-1, as UTF-8 if its bytes are UTF-8 (RFC 6532), and with encoded words
    /// that cut a letter in two put together.
    static String recoded(String raw) {
        String header = EncodedWords.joined(raw);
        if (header.chars().noneMatch(c -> c > 0x7F) || header.chars().anyMatch(c -> c > 0xFF)) {
            return header;
        }
        byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
        return TextDecoder.isUtf8(bytes) ? new String(bytes, StandardCharsets.UTF_8) : header;
    }

    private static String parameter(ContentType type, String name) {
        return Optional.ofNullable(type.getParameter(name)).orElse("");
    }
}
