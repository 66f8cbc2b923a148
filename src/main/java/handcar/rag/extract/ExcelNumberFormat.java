package handcar.rag.extract;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One number format of Excel, such as `#,##0.00 "€";[Red]-#,##0.00 "€"`, taken apart.
///
/// Grammar: ECMA-376 part 1, 18.8.31. Colours, padding and conditions are layout and left out; fractions are shown as
/// decimals.
record ExcelNumberFormat(Shape shape, List<Section> sections) {
    /// Spreadsheets calculate with this many digits; what comes after them is noise of binary fractions.
    private static final MathContext PRECISION = new MathContext(15);

    private static final int MOST_DECIMALS = 15;

    /// The decimals of a section that shows no number: `0;;;@` hides what is negative or zero.
    private static final int NOTHING = -1;

    enum Shape {
        NUMBER,
        MONTH,
        DATE,
        TIME,
        DATE_TIME,
        ELAPSED
    }

    /// What surrounds the digits, and how many there are.
    record Section(
            String before,
            String after,
            int least,
            int decimals,
            int leastDecimals,
            boolean grouped,
            int shift,
            boolean general) {}

    static ExcelNumberFormat of(String code) {
        List<Section> sections = new ArrayList<>();
        Scanner scanner = new Scanner(code);
        do {
            sections.add(scanner.section());
        } while (scanner.more() && sections.size() < 4);
        return new ExcelNumberFormat(scanner.shape(), sections);
    }

    /// The number in this format.
    String shown(BigDecimal value) {
        int sign = value.signum();
        Section section = sections.get(0);
        boolean signShown = sign < 0;
        if (sign < 0 && sections.size() > 1) {
            section = sections.get(1);
            signShown = false;
        } else if (sign == 0 && sections.size() > 2) {
            section = sections.get(2);
        }
        String digits =
                section.decimals == NOTHING
                        ? ""
                        : section.general ? general(value.abs()) : digits(value.abs(), section);
        return (section.before + (signShown ? "-" : "") + digits + section.after).strip();
    }

    /// A number without a format: all its digits, no exponent while it is readable without.
    static String general(BigDecimal value) {
        BigDecimal rounded = value.round(PRECISION).stripTrailingZeros();
        return rounded.signum() == 0
                ? "0"
                : rounded.precision() - rounded.scale() > 21 || rounded.scale() > 15
                        ? rounded.toString()
                        : rounded.toPlainString();
    }

    private static String digits(BigDecimal value, Section section) {
        BigDecimal scaled =
                value.movePointRight(section.shift)
                        .setScale(Math.min(section.decimals, MOST_DECIMALS), RoundingMode.HALF_UP);
        while (scaled.scale() > section.leastDecimals
                && scaled.setScale(scaled.scale() - 1, RoundingMode.DOWN).compareTo(scaled) == 0) {
            scaled = scaled.setScale(scaled.scale() - 1, RoundingMode.DOWN);
        }
        String plain = scaled.toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String padded = "0".repeat(Math.max(0, section.least - whole.length())) + whole;
        String grouped =
                section.grouped ? padded.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") : padded;
        return grouped + (point < 0 ? "" : plain.substring(point));
    }

    /// Reads a format code from left to right.
    private static final class Scanner {
        private final String code;
        private int at;
        private boolean year;
        private boolean month;
        private boolean day;
        private boolean clock;
        private boolean elapsed;
        private boolean digits;

        private Scanner(String code) {
            this.code = code.length() > 255 ? code.substring(0, 255) : code;
        }

        boolean more() {
            return at < code.length();
        }

        Shape shape() {
            if (elapsed) {
                return Shape.ELAPSED;
            }
            boolean date = year || day || (month && !clock);
            if ((digits || !date) && !clock) {
                return Shape.NUMBER;
            }
            if (date && clock) {
                return Shape.DATE_TIME;
            }
            return date ? year && month && !day ? Shape.MONTH : Shape.DATE : Shape.TIME;
        }

        Section section() {
            StringBuilder before = new StringBuilder();
            StringBuilder after = new StringBuilder();
            StringBuilder pattern = new StringBuilder();
            int percent = 0;
            boolean general = false;
            while (at < code.length()) {
                char next = code.charAt(at++);
                StringBuilder literal = pattern.isEmpty() && !general ? before : after;
                switch (next) {
                    case ';' -> {
                        return of(before, after, pattern, percent, general);
                    }
                    case '"' -> literal.append(quoted());
                    case '\\' -> literal.append(more() ? code.charAt(at++) : ' ');
                    case '_' -> at++;
                    case '*' -> at++;
                    case '[' -> literal.append(bracket());
                    case '0', '#', '?', '.', ',', '/' -> pattern.append(next);
                    case '%' -> {
                        percent++;
                        literal.append('%');
                    }
                    case '@' -> general = true;
                    case 'E', 'e' -> {
                        if (pattern.isEmpty()) {
                            year = true;
                        } else {
                            pattern.append('E');
                        }
                    }
                    default -> general |= letter(next, literal);
                }
            }
            return of(before, after, pattern, percent, general);
        }

        private String quoted() {
            int end = code.indexOf('"', at);
            String text = code.substring(at, end < 0 ? code.length() : end);
            at = end < 0 ? code.length() : end + 1;
            return text;
        }

        /// `[Red]`, `[>100]`, `[h]`, `[$€-407]`: only the last one shows.
        private String bracket() {
            int end = code.indexOf(']', at);
            String inside =
                    code.substring(at, end < 0 ? code.length() : end).toLowerCase(Locale.ROOT);
            at = end < 0 ? code.length() : end + 1;
            if (inside.matches("h+|m+|s+")) {
                elapsed = true;
            }
            return inside.startsWith("$")
                    ? code.substring(at - inside.length(), at - 1).replaceFirst("-[^-]*$", "")
                    : "";
        }

        /// A letter of a date, the word General, or a character that stands for itself.
        private boolean letter(char letter, StringBuilder literal) {
            if (code.regionMatches(true, at - 1, "General", 0, 7)) {
                at += 6;
                return true;
            }
            if (code.regionMatches(true, at - 1, "AM/PM", 0, 5)) {
                at += 4;
                clock = true;
                return false;
            }
            switch (letter) {
                case 'y', 'Y' -> year = true;
                case 'm', 'M' -> month = true;
                case 'd', 'D' -> day = true;
                case 'h', 'H', 's', 'S' -> clock = true;
                default -> literal.append(letter);
            }
            return false;
        }

        private Section of(
                StringBuilder before,
                StringBuilder after,
                StringBuilder pattern,
                int percent,
                boolean general) {
            String shape = pattern.toString();
            boolean any = count(shape, "0#?") > 0;
            boolean odd = (!any && general) || shape.indexOf('/') >= 0 || shape.indexOf('E') >= 0;
            digits |= any;
            int point = shape.indexOf('.');
            String whole = point < 0 ? shape : shape.substring(0, point);
            String decimals = point < 0 ? "" : shape.substring(point + 1);
            String withoutScale = whole.replaceAll(",+$", "");
            int thousands = shape.length() - shape.replaceAll(",+$", "").length();
            return new Section(
                    before.toString(),
                    after.toString(),
                    count(withoutScale, "0"),
                    any || general ? count(decimals, "0#?") : NOTHING,
                    count(decimals, "0"),
                    withoutScale.indexOf(',') >= 0,
                    2 * percent - 3 * thousands,
                    odd);
        }

        private static int count(String pattern, String signs) {
            return (int) pattern.chars().filter(sign -> signs.indexOf(sign) >= 0).count();
        }
    }
}
