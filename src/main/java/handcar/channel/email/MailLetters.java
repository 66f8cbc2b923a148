package handcar.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Bytes of a mail as the letters that were meant: what they say about themselves is often wrong.
final class MailLetters {
    /// More of one text than this is not read: people write at the top.
    static final int MOST_BYTES = 1_000_000;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private MailLetters() {}

    /// The text of a part: what it says about its letters, unless the bytes say otherwise.
    static String of(Part part) throws MessagingException, IOException {
        byte[] bytes;
        try (InputStream in = part.getDataHandler().getDataSource().getInputStream()) {
            bytes = in.readNBytes(MOST_BYTES);
        }
        String declared = parameter(part, "charset");
        Optional<Charset> named = charset(declared);
        boolean wide =
                named.filter(
                                set ->
                                        set.name().startsWith("UTF-16")
                                                || set.name().startsWith("ISO-2022"))
                        .isPresent();
        if (wide) {
            return new String(bytes, named.orElseThrow());
        }
        // many say what they are not; valid UTF-8 with more than ASCII is never an accident
        return utf8(bytes)
                .orElseGet(
                        () ->
                                new String(
                                        bytes, named.filter(set -> !isAscii(set)).orElse(WINDOWS)));
    }

    private static boolean isAscii(Charset set) {
        return set.equals(StandardCharsets.US_ASCII)
                || set.equals(StandardCharsets.UTF_8)
                || set.equals(StandardCharsets.ISO_8859_1);
    }

    private static Optional<Charset> charset(String name) {
        try {
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Charset.forName(MimeUtility.javaCharset(name)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // nobody knows it
        }
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            // a text that was cut may end within a letter
            int end = bytes.length == MOST_BYTES ? lastWhole(bytes) : bytes.length;
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, 0, end))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int lastWhole(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        return end > 0 && (bytes[end - 1] & 0x80) != 0 ? end - 1 : end;
    }

    /// A header's bytes, which the library shows as Latin letters, as the UTF-8 they are where they are.
    static String recoded(String raw) {
        if (raw.chars().noneMatch(c -> c > 0x7F) || raw.chars().anyMatch(c -> c > 0xFF)) {
            return raw;
        }
        return utf8(raw.getBytes(StandardCharsets.ISO_8859_1)).orElse(raw);
    }

    /// Lines that were only broken to be short are joined again (RFC 3676).
    static String flowed(Part part, String content) throws MessagingException {
        if (!parameter(part, "format").equalsIgnoreCase("flowed")) {
            return content;
        }
        boolean delete = parameter(part, "delsp").equalsIgnoreCase("yes");
        StringBuilder joined = new StringBuilder(content.length());
        for (String line : content.split("\r?\n", -1)) {
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

    private static String parameter(Part part, String name) throws MessagingException {
        try {
            return Optional.ofNullable(new ContentType(part.getContentType()).getParameter(name))
                    .orElse("");
        } catch (ParseException e) {
            return "";
        }
    }
}
