package handcar.channel.email;

import module java.base;

import handcar.text.HtmlMailText;
import handcar.text.TextDecoder;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;

/// The text of one MIME part (RFC 2046, 4.1): decoded, its soft line breaks joined, HTML as plain text.
final class MimeText {
    /// Of one text; what follows is not read.
    static final int MOST_BYTES = 1_000_000;

    private MimeText() {}

    /// The beginning of a text part; a UTF-8 character that would be cut is left out.
    static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getDataHandler().getDataSource().getInputStream()) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            int end = bytes.length;
            while (bytes.length == MOST_BYTES && end > 0 && (bytes[end - 1] & 0xC0) == 0x80) {
                end--;
            }
            boolean cut = end > 0 && (bytes[end - 1] & 0xC0) == 0xC0;
            return bytes.length < MOST_BYTES ? bytes : Arrays.copyOf(bytes, cut ? end - 1 : end);
        }
    }

    /// The text of a part of this type with these bytes.
    static String of(Part part, String type, byte[] bytes) throws MessagingException {
        String charset = MimeUtility.javaCharset(parameter(part, "charset"));
        String text = TextDecoder.decode(bytes, TextDecoder.named(charset));
        if (type.equals("text/html")) {
            return HtmlMailText.text(text);
        }
        boolean flowed = parameter(part, "format").equalsIgnoreCase("flowed");
        return flowed ? joined(text, parameter(part, "delsp").equalsIgnoreCase("yes")) : text;
    }

    /// Joins lines that were broken only to be short (RFC 3676, 4.2).
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

    /// The mail library shows the bytes of a header as ISO 8859-1; they are UTF-8 where they can be (RFC 6532).
    static String recoded(String header) {
        if (header.chars().noneMatch(c -> c > 0x7F) || header.chars().anyMatch(c -> c > 0xFF)) {
            return header;
        }
        byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
        return TextDecoder.isUtf8(bytes) ? new String(bytes, StandardCharsets.UTF_8) : header;
    }

    private static String parameter(Part part, String name) throws MessagingException {
        try {
            return Optional.ofNullable(new ContentType(part.getContentType()).getParameter(name))
                    .orElse("");
        } catch (ParseException e) {
            return ""; // RFC 2045, 5.2: a content type that cannot be read declares nothing
        }
    }
}
