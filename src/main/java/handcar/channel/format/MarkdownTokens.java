package handcar.channel.format;

import handcar.channel.ChannelCapabilities.Markup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes a paragraph apart into text, code, the ends of links, and runs of marks that may or may not mean something.
final class MarkdownTokens {
    sealed interface Token permits Plain, Code, Towards, Mark {}

    record Plain(String text) implements Token {}

    /// @param source with its backticks
    record Code(String text, String source) implements Token {}

    /// The beginning of a link to `target`, or without one the end of it.
    record Towards(Optional<String> target) implements Token {}

    /// A run of `*`, `_` or `~`; pairing uses it up by ones and twos, what is left is text.
    static final class Mark implements Token {
        final char sign;
        final boolean opens;
        final boolean closes;
        int left;
        int startsOne;
        int startsTwo;
        int endsOne;
        int endsTwo;

        Mark(char sign, int length, boolean opens, boolean closes) {
            this.sign = sign;
            this.left = length;
            this.opens = opens;
            this.closes = closes;
        }

        /// Closes what `open` opened, as far as one pair goes; false when they do not fit.
        boolean pairWith(Mark open) {
            int taken = Math.min(2, Math.min(left, open.left));
            if (sign == '~' && taken < 2) {
                return false;
            }
            left -= taken;
            open.left -= taken;
            endsOne += taken == 1 ? 1 : 0;
            open.startsOne += taken == 1 ? 1 : 0;
            endsTwo += taken == 2 ? 1 : 0;
            open.startsTwo += taken == 2 ? 1 : 0;
            return true;
        }
    }

    /// Longer is no address that anybody follows; also keeps the reading of hostile text short.
    private static final int LONGEST_TARGET = 2_000;

    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final String text;
    private final boolean markdown;
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private final int[] closing;
    private final Map<Integer, Integer> nextTicks = new HashMap<>();
    private int at;
    private int linkEnd = -1;
    private int linkBehind;

    private MarkdownTokens(String text, Markup markup) {
        this.text = text;
        this.markdown = markup == Markup.MARKDOWN;
        this.closing = brackets(text);
        ticks();
    }

    static List<Token> of(String text, Markup markup) {
        MarkdownTokens reading = new MarkdownTokens(text, markup);
        while (reading.at < text.length()) {
            reading.step();
        }
        reading.flush();
        return reading.tokens;
    }

    /// For each `[` the place of its `]`.
    private static int[] brackets(String text) {
        int[] closing = new int[text.length()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '[' -> open.push(i);
                case ']' -> {
                    if (!open.isEmpty()) {
                        closing[open.pop()] = i;
                    }
                }
                default -> {}
            }
        }
        return closing;
    }

    /// For each run of backticks the place of the next one as long.
    private void ticks() {
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int end = text.lastIndexOf('`') + 1;
                end > 0;
                end = text.lastIndexOf('`', end - 1) + 1) {
            int from = end - 1;
            while (from > 0 && text.charAt(from - 1) == '`') {
                from--;
            }
            Integer next = nearest.put(end - from, from);
            if (next != null) {
                nextTicks.put(from, next);
            }
            if (from == 0) {
                break;
            }
            end = from;
        }
    }

    private void step() {
        char c = text.charAt(at);
        if (at == linkEnd) {
            flush();
            tokens.add(new Towards(Optional.empty()));
            at = linkBehind;
            linkEnd = -1;
        } else if (c == '\\'
                && at + 1 < text.length()
                && PUNCTUATION.indexOf(text.charAt(at + 1)) >= 0) {
            plain.append(text, markdown ? at : at + 1, at + 2);
            at += 2;
        } else if (c == '`') {
            code();
        } else if (c == '*' || c == '_' || c == '~') {
            marks(c);
        } else if (c == '!' && linkEnd < 0 && !markdown && target(at + 1).isPresent()) {
            at++; // a picture is its description and its address
        } else if (c == '[' && linkEnd < 0) {
            link();
        } else if (c == 'h' && text.startsWith("http", at)) {
            address();
        } else {
            plain.append(c == '\n' && linkEnd >= 0 ? ' ' : c);
            at++;
        }
    }

    private void code() {
        int length = run('`');
        Integer next = nextTicks.get(at);
        if (next == null || (linkEnd >= 0 && next > linkEnd)) {
            plain.append(text, at, at + length);
            at += length;
            return;
        }
        flush();
        String inside = text.substring(at + length, next).replace('\n', ' ');
        boolean padded =
                inside.length() > 2
                        && inside.startsWith(" ")
                        && inside.endsWith(" ")
                        && !inside.isBlank();
        tokens.add(
                new Code(
                        padded ? inside.substring(1, inside.length() - 1) : inside,
                        text.substring(at, next + length)));
        at = next + length;
    }

    private void marks(char sign) {
        int length = run(sign);
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        char after = at + length == text.length() ? ' ' : text.charAt(at + length);
        boolean opens = !Character.isWhitespace(after);
        boolean closes = !Character.isWhitespace(before);
        boolean within = Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after);
        if (sign == '_') { // snake_case is no emphasis
            opens &= !Character.isLetterOrDigit(before);
            closes &= !Character.isLetterOrDigit(after);
        } else if (sign == '*' && length == 1 && within && before < 128 && after < 128) {
            opens = false; // 2*3*4 is not either
            closes = false;
        }
        flush();
        tokens.add(new Mark(sign, length, opens, closes));
        at += length;
    }

    private void link() {
        target(at)
                .ifPresentOrElse(
                        target -> {
                            flush();
                            tokens.add(new Towards(Optional.of(target)));
                            linkEnd = closing[at];
                            linkBehind = behind(linkEnd + 2 + target.length());
                        },
                        () -> plain.append('['));
        at++;
    }

    /// The address behind `[words](`, when `open` is where a whole link begins.
    private Optional<String> target(int open) {
        if (open >= text.length() || text.charAt(open) != '[' || closing[open] <= open) {
            return Optional.empty();
        }
        int from = closing[open] + 2;
        if (from > text.length() || !text.startsWith("(", from - 1)) {
            return Optional.empty();
        }
        int depth = 0;
        int end = from;
        int most = Math.min(text.length(), from + LONGEST_TARGET);
        while (end < most && !Character.isWhitespace(text.charAt(end))) {
            char c = text.charAt(end);
            if (c == ')' && depth-- == 0) {
                break;
            }
            depth += c == '(' ? 1 : 0;
            end++;
        }
        return end > from && end < most && behind(end) > end
                ? Optional.of(text.substring(from, end))
                : Optional.empty();
    }

    /// Behind the `)` that ends a link, over a title in quotes; the place itself when there is none.
    private int behind(int end) {
        int close = end;
        if (text.charAt(end) == ' ') {
            int most = Math.min(text.length(), end + LONGEST_TARGET);
            int quote = end + 1 < most ? text.indexOf('"', end + 2, most) : -1;
            if (text.startsWith("\"", end + 1) && quote > 0) {
                close = quote + 1;
            }
        }
        return close < text.length() && text.charAt(close) == ')' ? close + 1 : end;
    }

    /// Addresses hold underscores and tildes that mean nothing.
    private void address() {
        int end = at + "http".length();
        boolean is = text.startsWith("://", end) || text.startsWith("s://", end);
        while (is
                && end < text.length()
                && end != linkEnd
                && !Character.isWhitespace(text.charAt(end))
                && "<>\"`*[]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        plain.append(text, at, end);
        at = end;
    }

    private int run(char sign) {
        int end = at;
        while (end < text.length() && text.charAt(end) == sign) {
            end++;
        }
        return end - at;
    }

    private void flush() {
        if (!plain.isEmpty()) {
            tokens.add(new Plain(plain.toString()));
            plain.setLength(0);
        }
    }
}
