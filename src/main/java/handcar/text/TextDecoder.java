package handcar.text;

import module java.base;

import org.jspecify.annotations.Nullable;

/// Decodes bytes whose sender may be wrong about their charset. A byte order mark decides, then a declared charset whose
/// bytes cannot be told from others, then UTF-8 where the bytes are valid UTF-8, then what the sender or the document
/// declares, then windows-1252, which gives every byte some meaning.
public final class TextDecoder {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /// Bytes that are looked at for a signature or an HTML `meta charset`, which has to stand in the first 1 024.
    private static final int START = 1_024;

    private static final Pattern DECLARED =
            Pattern.compile("(?i)charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]{2,40})");

    private TextDecoder() {}

    /// The charset that a content type or an HTML `meta` element declares, if this runtime knows it.
    public static Optional<Charset> declared(String contentType) {
        Matcher found = DECLARED.matcher(contentType);
        return found.find() ? named(found.group(1)) : Optional.empty();
    }

    /// The charset of this name, if this runtime knows it.
    public static Optional<Charset> named(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /// All bytes as text, without the byte order mark.
    public static String decode(byte[] bytes, Optional<Charset> declared) {
        Charset marked = byteOrderMark(bytes);
        if (marked != null) {
            int mark = marked.equals(StandardCharsets.UTF_8) ? 3 : 2;
            return new String(bytes, mark, bytes.length - mark, marked);
        }
        if (declared.filter(TextDecoder::looksLikeAscii).isPresent()) {
            return new String(bytes, declared.get());
        }
        Charset wide = utf16WithoutMark(bytes);
        if (wide != null) {
            return new String(bytes, wide);
        }
        // a decoder that reports errors makes a copy of twice the size, so it is asked only when
        // there may be one
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 || isUtf8(bytes)
                ? text
                : new String(
                        bytes,
                        declared.or(() -> declared(start(bytes)))
                                .filter(charset -> !isPartOfWindows(charset))
                                .orElse(WINDOWS));
    }

    /// Bytes in these charsets are valid ASCII, or valid UTF-16 of another order, and mean something else.
    private static boolean looksLikeAscii(Charset charset) {
        return charset.name().startsWith("ISO-2022") || charset.name().startsWith("UTF-16");
    }

    /// Senders that declare one of these and break its rules mean windows-1252 (WHATWG Encoding, 4.2).
    private static boolean isPartOfWindows(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                || charset.equals(StandardCharsets.US_ASCII)
                || charset.equals(StandardCharsets.ISO_8859_1);
    }

    /// Whether the bytes are valid UTF-8 from beginning to end.
    public static boolean isUtf8(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(START);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return !result.isError();
    }

    /// The first characters, for looking at; bytes that cannot be decoded are replaced.
    public static String start(byte[] bytes) {
        Charset charset = byteOrderMark(bytes);
        if (charset == null) {
            charset = utf16WithoutMark(bytes);
        }
        String start =
                new String(
                        bytes,
                        0,
                        Math.min(bytes.length, START),
                        charset == null ? StandardCharsets.UTF_8 : charset);
        return start.startsWith("\uFEFF") ? start.substring(1) : start;
    }

    /// Whether these bytes are no text at all: many control characters where no UTF-16 explains them.
    public static boolean looksBinary(byte[] bytes) {
        if (byteOrderMark(bytes) != null || utf16WithoutMark(bytes) != null) {
            return false;
        }
        int looked = Math.min(bytes.length, 8 * START);
        int control = 0;
        for (int at = 0; at < looked; at++) {
            int next = bytes[at] & 0xff;
            if (next < 9 || (next > 13 && next < 32 && next != 27)) {
                control++;
            }
        }
        // a stray NUL in a text is removed later; a text has fewer control characters than 1 in 100
        return control * 100 > looked;
    }

    private static @Nullable Charset byteOrderMark(byte[] bytes) {
        int first = bytes.length > 1 ? ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff) : 0;
        if (first == 0xFEFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (first == 0xFFFE) {
            return StandardCharsets.UTF_16LE;
        }
        boolean utf8 = first == 0xEFBB && bytes.length > 2 && (bytes[2] & 0xff) == 0xBF;
        return utf8 ? StandardCharsets.UTF_8 : null;
    }

    /// UTF-16 without a mark shows by every other byte being zero.
    private static @Nullable Charset utf16WithoutMark(byte[] bytes) {
        int looked = Math.min(bytes.length & ~1, START);
        int[] zeros = new int[2];
        for (int at = 0; at < looked; at++) {
            if (bytes[at] == 0) {
                zeros[at & 1]++;
            }
        }
        int many = looked * 2 / 5;
        if (looked < 8 || (zeros[0] > 0 && zeros[1] > 0)) {
            return null;
        }
        if (zeros[1] > many) {
            return StandardCharsets.UTF_16LE;
        }
        return zeros[0] > many ? StandardCharsets.UTF_16BE : null;
    }
}
