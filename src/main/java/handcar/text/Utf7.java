package handcar.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import module java.base;

import java.lang.Character.UnicodeScript;

/// UTF-7 (RFC 2152), which this runtime does not know: letters beyond ASCII are UTF-16 in Base64 between `+` and `-`. Other
/// texts with a `+` are told from it because nearly none of them is valid.
final class Utf7 {
    /// The longest run is a paragraph in a script that is not Latin.
    private static final Pattern SHIFT = Pattern.compile("\\+([A-Za-z0-9+/]*)(-?)");

    private static final int UNIT = 16;

    private static final int BITS = 6;

    private Utf7() {}

    /// The text of these bytes; empty when they are not UTF-7 or have no letter beyond ASCII.
    static Optional<String> read(byte[] bytes) {
        boolean shifts = false;
        for (byte each : bytes) {
            if (each < 0) {
                return Optional.empty();
            }
            shifts |= each == '+';
        }
        if (!shifts) {
            return Optional.empty(); // before millions of characters are copied
        }
        String source = new String(bytes, US_ASCII);
        StringBuilder text = new StringBuilder(source.length());
        StringBuilder shifted = new StringBuilder();
        Matcher shift = SHIFT.matcher(source);
        int from = 0;
        while (shift.find()) {
            text.append(source, from, shift.start());
            from = shift.end();
            if (shift.group(1).isEmpty()) {
                if (shift.group(2).isEmpty()) {
                    return Optional.empty();
                }
                text.append('+');
            } else {
                Optional<String> letters = letters(shift.group(1));
                if (letters.isEmpty()) {
                    return Optional.empty();
                }
                text.append(letters.get());
                shifted.append(letters.get());
            }
        }
        text.append(source, from, source.length());
        return isText(shifted.toString(), source)
                ? Optional.of(text.toString())
                        .map(all -> all.startsWith("\uFEFF") ? all.substring(1) : all)
                : Optional.empty();
    }

    /// What a run of Base64 means; empty when it is no whole number of UTF-16 units followed by less than six bits of 0.
    private static Optional<String> letters(String run) {
        int bits = run.length() * BITS;
        if (bits % UNIT >= BITS) {
            return Optional.empty();
        }
        byte[] decoded = Base64.getDecoder().decode(run + "A".repeat((4 - run.length() % 4) % 4));
        int length = bits / UNIT * 2;
        for (int at = length; at < decoded.length; at++) {
            if (decoded[at] != 0) {
                return Optional.empty();
            }
        }
        String letters = new String(decoded, 0, length, UTF_16BE);
        return letters.codePoints().allMatch(Utf7::isPrinted)
                ? Optional.of(letters)
                : Optional.empty();
    }

    private static boolean isPrinted(int letter) {
        return Character.isDefined(letter)
                && letter != 0xFFFD
                && Character.getType(letter) != Character.SURROGATE
                && Character.getType(letter) != Character.PRIVATE_USE
                && (!Character.isISOControl(letter) || Character.isWhitespace(letter));
    }

    /// Whether there are letters or signs of one script, and, where it is not Latin, no words of ASCII around most of them.
    private static boolean isText(String shifted, String source) {
        if (shifted.chars().noneMatch(letter -> letter > 0x7F)) {
            return false;
        }
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        shifted.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.removeAll(
                EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED, UnicodeScript.LATIN));
        boolean japanese =
                EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA)
                        .containsAll(scripts);
        long runs = SHIFT.matcher(source).results().count();
        return scripts.isEmpty()
                || ((scripts.size() == 1 || japanese) && shifted.length() > 2 * runs);
    }
}
