package handcar.rag.extract;

import module java.base;

/// The plain text of a document while it is being read. Structure becomes a little Markdown: headings carry `#`, list
/// items `- `, a table row is one line, blocks stand apart by one empty line. Whatever a reader puts in, what comes out
/// is clean: no NUL, no half characters, no control characters, NFC, never longer than [#LONGEST].
public final class TextBuilder {
    /// Characters (UTF-16). A thousand pages of print are about three million.
    static final int LONGEST = 5_000_000;

    private static final int DEEPEST_HEADING = 6;

    /// Longer than any heading; a whole paragraph in a heading style is a paragraph.
    private static final int LONGEST_HEADING = 300;

    private final StringBuilder text = new StringBuilder();

    /// A heading of level 1 (outermost) to 6.
    void heading(int level, String heading) {
        String line = oneLine(heading);
        if (line.length() > LONGEST_HEADING) {
            paragraph(line);
        } else if (!line.isEmpty()) {
            gap();
            add("#".repeat(Math.clamp(level, 1, DEEPEST_HEADING)) + " " + line + "\n\n");
        }
    }

    /// A paragraph; line ends inside it are kept.
    void paragraph(String paragraph) {
        String stripped = paragraph.strip();
        if (!stripped.isEmpty()) {
            gap();
            add(stripped);
            add("\n\n");
        }
    }

    /// One line of a block: a table row, a list item, a field. Lines follow each other until a block begins.
    void line(String line) {
        String one = oneLine(line);
        if (!one.isEmpty()) {
            add(one);
            add("\n");
        }
    }

    /// Code with its own lines, fenced so that none of them is taken for a heading or a list.
    void code(String code) {
        String fence = "```";
        while (code.contains(fence)) {
            fence += "`";
        }
        gap();
        add(fence + "\n" + code.stripTrailing() + "\n" + fence + "\n\n");
    }

    /// Ends a run of lines.
    void gap() {
        if (!text.isEmpty() && !endsWith("\n\n")) {
            text.append(endsWith("\n") ? "\n" : "\n\n");
        }
    }

    /// Text as it stands, for readers whose source has the right shape already.
    void add(String piece) {
        if (text.length() + (long) piece.length() > LONGEST) {
            throw tooLong();
        }
        text.append(piece);
    }

    /// What a document is refused with when it has more text than [#LONGEST].
    static UnreadableDocumentException tooLong() {
        return new UnreadableDocumentException(
                "This document has more than five million characters of text. Split it and upload"
                        + " the parts.");
    }

    /// Characters so far.
    int length() {
        return text.length();
    }

    /// Takes back what follows so many characters.
    void cut(int length) {
        text.setLength(length);
    }

    /// All of it, clean.
    String text() {
        return clean(text.toString());
    }

    /// A part of it, clean.
    String text(int from, int to) {
        return clean(text.substring(from, to));
    }

    private boolean endsWith(String end) {
        int from = text.length() - end.length();
        return from >= 0 && text.indexOf(end, from) == from;
    }

    /// All white space as single blanks.
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (!Character.isWhitespace(next) && next != '\u00A0') {
                line.append(next);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        return line.toString().strip();
    }

    /// The text as it may be stored: PostgreSQL takes no NUL, JSON no half surrogates, and people no invisible signs.
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        int newlines = 0;
        for (int at = 0; at < text.length(); ) {
            int next = text.codePointAt(at);
            at += Character.charCount(next);
            if (next == '\r') {
                next = at < text.length() && text.charAt(at) == '\n' ? -1 : '\n';
            }
            int kept = keep(next);
            if (kept == '\n') {
                newlines++;
                trimEnd(clean);
                if (newlines <= 2) {
                    clean.append('\n');
                }
            } else if (kept >= 0) {
                newlines = 0;
                clean.appendCodePoint(kept);
            }
        }
        String normal = Normalizer.normalize(clean, Normalizer.Form.NFC);
        return normal.strip();
    }

    /// The character to store instead of this one, or -1 for none.
    private static int keep(int character) {
        return switch (character) {
            case '\n', '\t' -> character;
            case '\f', 0x0B, 0x85, 0x2028, 0x2029 -> '\n';
            case 0xA0, 0x202F, 0x2007 -> ' ';
            // soft hyphen, zero width space, byte order mark, object replacement; joiners stay:
            // scripts need them
            case 0xAD, 0x200B, 0xFEFF, 0xFFFC, 0xFFFE, 0xFFFF -> -1;
            // overrides of the reading direction: they make text look like what it is not
            case 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069 -> -1;
            default -> {
                if (character >= 0xD800 && character <= 0xDFFF) {
                    yield 0xFFFD;
                }
                yield character < 0 || Character.isISOControl(character) ? -1 : character;
            }
        };
    }

    private static void trimEnd(StringBuilder text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        text.setLength(end);
    }
}
