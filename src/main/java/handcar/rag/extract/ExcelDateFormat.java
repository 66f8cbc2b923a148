package handcar.rag.extract;

import module java.base;

import org.apache.poi.util.LocaleID;

/// A date or time format that somebody chose for a cell, such as `dd.mm.yyyy` or `[$-407]d. mmmm yyyy`, with the names of
/// months and days in the language that it tells. POI loses the literal text in such codes.
///
/// Format codes: ECMA-376 part 1, 18.8.31.
final class ExcelDateFormat {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"(?<text>[^\"]*)\"?|\\\\(?<one>.)|_.|\\*.|\\[\\$[^]-]*-(?<locale>[^],]*)[^]]*]|\\[[^]]*]"
                        + "|(?<noon>am/pm|a/p|上午/下午)|(?<part>y+|m+|d+|h+|s+(?:\\.0+)?)|(?<other>.)",
                    Pattern.CASE_INSENSITIVE);

    private static final String LITERAL = "\"";

    private final DateTimeFormatter formatter;

    private ExcelDateFormat(DateTimeFormatter formatter) {
        this.formatter = formatter;
    }

    /// The format of what is not negative in a code.
    static ExcelDateFormat of(String code) {
        boolean noon = code.toLowerCase(Locale.ROOT).matches(".*(?:am/pm|a/p).*");
        boolean day = false;
        Locale locale = Locale.ENGLISH;
        List<String> parts = new ArrayList<>();
        for (Matcher token = TOKEN.matcher(code); token.find(); ) {
            if (";".equals(token.group("other"))) {
                break;
            }
            String named = token.group("locale");
            if (named != null) {
                locale = locale(named);
            }
            String part = token.group("part");
            day |= part != null && part.matches("(?i)d{1,2}");
            parts.add(part == null ? literal(token) : part.toLowerCase(Locale.ROOT));
        }
        DateTimeFormatterBuilder formatter = new DateTimeFormatterBuilder();
        for (int at = 0; at < parts.size(); at++) {
            String part = parts.get(at);
            if (part.startsWith(LITERAL)) {
                formatter.appendLiteral(part.substring(LITERAL.length()));
            } else {
                formatter.appendPattern(letters(parts, at, noon, day));
            }
        }
        return new ExcelDateFormat(formatter.toFormatter(locale));
    }

    private static Locale locale(String named) {
        if (!named.matches("(?i)[0-9a-f]+")) {
            return Locale.forLanguageTag(named);
        }
        LocaleID known = LocaleID.lookupByLcid((int) (Long.parseLong(named, 16) & 0xFFFF));
        return known == null ? Locale.ENGLISH : Locale.forLanguageTag(known.getLanguageTag());
    }

    /// Text of the code's own, marked.
    private static String literal(Matcher token) {
        if (token.group("noon") != null) {
            return "a";
        }
        String text =
                Stream.of("text", "one", "other")
                        .map(token::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("");
        return LITERAL + (text.equals("@") ? "" : text);
    }

    private static String letters(List<String> parts, int at, boolean noon, boolean day) {
        String part = parts.get(at);
        return switch (part.charAt(0)) {
            case 'y' -> part.length() > 2 ? "yyyy" : "yy";
            case 'm' ->
                    part.length() < 3 && isMinute(parts, at)
                            ? part
                            : (day ? "M" : "L").repeat(part.length());
            case 'd' -> part.length() > 2 ? "E".repeat(Math.min(4, part.length())) : part;
            case 'h' -> noon ? part : part.toUpperCase(Locale.ROOT);
            case 's' -> part.replace('0', 'S');
            default -> part;
        };
    }

    /// Minutes come after hours or before seconds.
    private static boolean isMinute(List<String> parts, int at) {
        return next(parts, at, -1) == 'h' || next(parts, at, 1) == 's';
    }

    private static char next(List<String> parts, int from, int step) {
        for (int at = from + step; at >= 0 && at < parts.size(); at += step) {
            String part = parts.get(at);
            if ("ymdhs".indexOf(part.charAt(0)) >= 0) {
                return part.charAt(0);
            }
        }
        return ' ';
    }

    String shown(LocalDateTime moment) {
        return formatter.format(moment);
    }
}
