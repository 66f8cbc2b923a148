package handcar.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import module java.base;

/// Decodes bytes whose sender may be wrong about their charset. A byte order mark decides, then a declared charset whose
/// bytes cannot be told from others, then UTF-8 where the bytes are valid UTF-8, then a declared charset that no program names
/// by default and in which all bytes are text, then what the letters make in each charset (see [CharsetGuesser]), where the one
/// that the sender or the document declares is preferred.
public final class TextDecoder {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /// Bytes that are looked at for a signature or an HTML `meta charset`, which has to stand in the first 1 024.
    private static final int START = 1_024;

    /// Whole characters beside which a broken one is an accident.
    private static final int NEARLY = 20;

    /// Chinese between `~{` and `~}` (RFC 1843), which this runtime cannot decode.
    private static final Pattern HZ = Pattern.compile("~\\{(?:[!-w][!-~]){3,400}~}");

    /// What programs write under a narrower name (WHATWG Encoding, 4.2): circled digits and other letters of vendors.
    private static final Map<String, String> SUPERSETS =
            Map.of(
                    "ISO-2022-JP", "x-windows-iso2022jp",
                    "Shift_JIS", "windows-31j",
                    "GB2312", "GB18030",
                    "GBK", "GB18030",
                    "EUC-KR", "x-windows-949",
                    "ISO-8859-9", "windows-1254");

    private static final Pattern DECLARED =
            Pattern.compile("(?i)(?:charset|encoding)\\s*=\\s*[\"']?([A-Za-z0-9._:-]{2,40})");

    private TextDecoder() {}

    /// The charset that a content type, an HTML `meta` element or an XML declaration names, if this runtime knows it.
    public static Optional<Charset> declared(String contentType) {
        Matcher found = DECLARED.matcher(contentType);
        return found.find() ? named(found.group(1)) : Optional.empty();
    }

    /// The charset of this name, if this runtime knows it.
    public static Optional<Charset> named(String name) {
        try {
            Charset charset = Charset.forName(name);
            String wider = SUPERSETS.get(charset.name());
            return Optional.of(wider == null ? charset : Charset.forName(wider));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /// All bytes as text, without the byte order mark; what no charset explains is read as windows-1252.
    public static String decode(byte[] bytes, Optional<Charset> declared) {
        return find(bytes, declared).orElseGet(() -> new String(bytes, WINDOWS));
    }

    /// All bytes as text, without the byte order mark. Empty when the bytes make sense in no charset, or in two.
    public static Optional<String> find(byte[] bytes, Optional<Charset> declared) {
        Optional<Charset> marked = byteOrderMark(bytes);
        if (marked.isPresent()) {
            String text = new String(bytes, marked.get());
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        }
        Optional<Charset> named =
                declared.filter(TextDecoder::looksLikeAscii)
                        .or(() -> escaped(bytes))
                        .or(() -> wide(bytes));
        if (named.isPresent()) {
            return Optional.of(new String(bytes, named.get()));
        }
        Optional<String> shifted = Utf7.read(bytes);
        if (shifted.isPresent()) {
            return shifted;
        }
        // a decoder that reports errors makes a copy of twice the size, so it is asked only when
        // there may be one
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0 || isUtf8(bytes)) {
            return Optional.of(text)
                    .filter(_ -> !HZ.matcher(start(bytes)).find())
                    .map(MisreadUtf8::repaired);
        }
        if (isNearlyUtf8(text)) {
            return Optional.of(text);
        }
        Optional<Charset> chosen =
                declared.filter(charset -> !isPartOfWindows(charset))
                        .filter(charset -> !charset.equals(WINDOWS))
                        .filter(charset -> decodes(bytes, charset));
        if (chosen.isPresent()) {
            return Optional.of(new String(bytes, chosen.get()));
        }
        Optional<Charset> said =
                declared.or(() -> declared(start(bytes)))
                        .map(charset -> isPartOfWindows(charset) ? WINDOWS : charset);
        return CharsetGuesser.guess(bytes, said)
                .or(() -> said.filter(charset -> decodes(bytes, charset)))
                .map(charset -> new String(bytes, charset));
    }

    /// One character that was cut does not make a text in UTF-8 one in another charset.
    private static boolean isNearlyUtf8(String text) {
        long broken = text.chars().filter(next -> next == '\uFFFD').count();
        long whole = text.chars().filter(next -> next > 0x7F && next != '\uFFFD').count();
        return whole > NEARLY * broken;
    }

    /// A charset that switches between sets of seven-bit characters by escape sequences (RFC 1468, RFC 1557).
    private static Optional<Charset> escaped(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 8 * START), ISO_8859_1);
        if (start.indexOf('\033') < 0 || start.chars().anyMatch(next -> next > 0x7F)) {
            return Optional.empty();
        }
        if (start.contains("\033$)C")) {
            return named("ISO-2022-KR");
        }
        return start.contains("\033$B") || start.contains("\033$@")
                ? named("ISO-2022-JP")
                : Optional.empty();
    }

    private static boolean decodes(byte[] bytes, Charset charset) {
        return new String(bytes, charset).chars().noneMatch(TextDecoder::isNoText);
    }

    private static boolean isNoText(int character) {
        return character == '\uFFFD' || (character > 0x7E && character < 0xA0);
    }

    /// Bytes in these charsets are valid ASCII, or valid UTF-16 of another order, and mean something else.
    private static boolean looksLikeAscii(Charset charset) {
        String name = charset.name().toUpperCase(Locale.ROOT).replace("-", "");
        return name.contains("ISO2022") || name.startsWith("UTF16");
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
        Charset charset = byteOrderMark(bytes).or(() -> wide(bytes)).orElse(StandardCharsets.UTF_8);
        String start = new String(bytes, 0, Math.min(bytes.length, START), charset);
        return start.startsWith("\uFEFF") ? start.substring(1) : start;
    }

    /// Whether these bytes are no text at all: many control characters where no UTF-16 explains them.
    public static boolean looksBinary(byte[] bytes) {
        int looked = Math.min(bytes.length, 8 * START);
        int control = 0;
        for (int at = 0; at < looked; at++) {
            int next = bytes[at] & 0xff;
            if (next < 9 || (next > 15 && next < 32 && next != 27)) {
                control++;
            }
        }
        // a stray NUL in a text is removed later; a text has fewer control characters than 1 in 100
        return control * 100 > looked && byteOrderMark(bytes).or(() -> wide(bytes)).isEmpty();
    }

    private static Optional<Charset> byteOrderMark(byte[] bytes) {
        byte[] start = Arrays.copyOf(bytes, 4);
        if (bytes.length > 3 && ByteBuffer.wrap(start).getInt() == 0x0000FEFF) {
            return named("UTF-32BE");
        }
        if (bytes.length > 3 && ByteBuffer.wrap(start).getInt() == 0xFFFE0000) {
            return named("UTF-32LE");
        }
        int first = bytes.length > 1 ? ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff) : 0;
        return switch (first) {
            case 0xFEFF -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xFFFE -> Optional.of(StandardCharsets.UTF_16LE);
            case 0xEFBB ->
                    Optional.of(StandardCharsets.UTF_8).filter(_ -> (start[2] & 0xff) == 0xBF);
            default -> Optional.empty();
        };
    }

    /// UTF-16 or UTF-32 without a mark: half of its bytes are below 9 or nearly so, which no other text has.
    private static Optional<Charset> wide(byte[] bytes) {
        int looked = Math.min(bytes.length, START);
        for (int at = 0; at < looked; at++) {
            if (bytes[at] >= 0 && bytes[at] < 9) {
                return CharsetGuesser.wide(bytes);
            }
        }
        return Optional.empty();
    }
}
