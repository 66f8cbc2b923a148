package handcar.channel.format;

import static handcar.channel.format.StyledText.BLOCK;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Unit;

/// Splits styled text into parts within the limit, each at the coarsest break that leaves it well filled. Styles that are open
/// at a break are closed and opened again. Every character is read a bounded number of times.
final class MessageSplitter {
    /// Kinds of breaks in the order of preference, each with how full the part must be, in eighths. A finer break in a full part
    /// wins over a coarse one in an almost empty part, and any end of prose wins over a broken line or word.
    private static final int[][] CHOICE = {
        {BreakOpportunities.PARAGRAPH, 4},
        {BreakOpportunities.LINE, 4},
        {BreakOpportunities.SENTENCE, 2},
        {BreakOpportunities.PARAGRAPH, 0},
        {BreakOpportunities.LINE, 0},
        {BreakOpportunities.SENTENCE, 0},
        {BreakOpportunities.CODE_LINE, 0},
        {BreakOpportunities.WORD, 0},
        {BreakOpportunities.GRAPHEME, 0}
    };

    private final StyledText marked;
    private final String text;
    private final byte[] breaks;
    private final MarkupDialect dialect;
    private final ChannelCapabilities capabilities;

    MessageSplitter(StyledText marked, MarkupDialect dialect, ChannelCapabilities capabilities) {
        this.marked = marked;
        this.text = marked.text();
        this.breaks = BreakOpportunities.in(marked);
        this.dialect = dialect;
        this.capabilities = capabilities;
    }

    List<String> parts() {
        List<String> parts = new ArrayList<>();
        int from = skipped(0);
        while (from < text.length()) {
            int to = end(from);
            String part = written(from, to);
            if (!part.isBlank()) {
                parts.add(part);
            }
            from = skipped(to);
        }
        return parts;
    }

    /// Skips white space between two parts, except the indentation of code.
    private int skipped(int from) {
        int at = from;
        int line = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            if (text.charAt(at++) == '\n') {
                line = at;
            }
        }
        boolean code = at < text.length() && (marked.style(at) & BLOCK) != 0;
        return code && (marked.style(line) & BLOCK) != 0 ? line : at;
    }

    private int end(int from) {
        int[] last = new int[BreakOpportunities.PARAGRAPH + 1];
        int[] filled = new int[BreakOpportunities.PARAGRAPH + 1];
        int used = 0;
        int style = 0;
        int codePoint = from;
        int at = from;
        while (at < text.length()) {
            int next = at + Character.charCount(text.codePointAt(at));
            used += cost(dialect.between(marked, style, marked.style(at)));
            used += cost(dialect.escaped(text.substring(at, next)));
            style = marked.style(at);
            if (used > capabilities.limit()) {
                return chosen(from, codePoint, last, filled);
            }
            at = next;
            if (used + cost(dialect.between(marked, style, 0)) <= capabilities.limit()) {
                codePoint = at;
                last[breaks[at]] = at;
                filled[breaks[at]] = used;
            }
        }
        return codePoint == at ? at : chosen(from, codePoint, last, filled);
    }

    private int chosen(int from, int codePoint, int[] last, int[] filled) {
        for (int[] choice : CHOICE) {
            int at = last[choice[0]];
            if (at > from && filled[choice[0]] * 8L >= (long) capabilities.limit() * choice[1]) {
                return at;
            }
        }
        // a grapheme longer than a part, or a limit below one character
        return codePoint > from ? codePoint : from + Character.charCount(text.codePointAt(from));
    }

    private String written(int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder part = new StringBuilder();
        int style = 0;
        int start = from;
        for (int at = from; at <= end; at++) {
            int next = at < end ? marked.style(at) : 0;
            if (next != style || at == end) {
                part.append(dialect.escaped(text.substring(start, at)));
                part.append(dialect.between(marked, style, next));
                style = next;
                start = at;
            }
        }
        return part.toString();
    }

    private int cost(String written) {
        return length(written, capabilities.unit());
    }

    /// The length of a text in the provider's unit.
    static int length(String text, Unit unit) {
        return switch (unit) {
            case UTF16_UNITS -> text.length();
            case CODE_POINTS -> text.codePointCount(0, text.length());
            case UTF8_BYTES ->
                    text.codePoints()
                            .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                            .sum();
        };
    }
}
