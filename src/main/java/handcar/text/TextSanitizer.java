package handcar.text;

import handcar.problem.FieldErrors;

import java.util.List;
import java.util.Map;

/// What text a database keeps: no NUL, no half of a surrogate pair.
public final class TextSanitizer {
    private TextSanitizer() {}

    /// Whether a database keeps it as it is.
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// The text with what no database keeps replaced by U+FFFD; for senders who cannot be told to send it again.
    public static String cleaned(String text) {
        if (isClean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /// Notes every field below `value` with a text or number that cannot be kept; returns how many values there are.
    public static int inspect(String path, Object value, FieldErrors faults) {
        return switch (value) {
            case String text -> {
                if (!isClean(text)) {
                    faults.add(path, "must not contain NUL or half a surrogate pair");
                }
                yield 1;
            }
            case Double real when !Double.isFinite(real) -> {
                faults.add(path, "is too large a number");
                yield 1;
            }
            case Map<?, ?> map -> {
                int sum = 1;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    String name = String.valueOf(entry.getKey());
                    if (!isClean(name)) {
                        faults.add(path.isEmpty() ? "(name)" : path, "has a malformed field name");
                    } else if (entry.getValue() != null) {
                        String below = path.isEmpty() ? name : path + "." + name;
                        sum += inspect(below, entry.getValue(), faults);
                    }
                }
                yield sum;
            }
            case List<?> list -> {
                int sum = 1;
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) != null) {
                        sum += inspect(path + "[" + i + "]", list.get(i), faults);
                    }
                }
                yield sum;
            }
            default -> 1;
        };
    }
}
