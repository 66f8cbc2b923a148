package handcar.rag.extract;

import java.util.Locale;
import java.util.Set;

/// Cuts a page into tags and the text between them, from left to right in one pass, whatever it is made of. Elements
/// with nothing to read in them are passed over whole.
final class HtmlScanner {
    /// Nothing in them is read.
    private static final Set<String> RAW =
            Set.of(
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "svg",
                    "iframe",
                    "object",
                    "math",
                    "select",
                    "textarea");

    /// On every page and about none.
    private static final Set<String> FURNITURE = Set.of("nav", "footer");

    private final String source;
    private final boolean furniture;
    private final Reader reader;

    /// Told of everything in its order. Names are in lower case.
    interface Reader {
        /// Text as it stands in the source, entities and all.
        void characters(String text);

        void start(String name);

        void end(String name);
    }

    /// `furniture`: whether menus and footers are read too.
    HtmlScanner(String source, boolean furniture, Reader reader) {
        this.source = source;
        this.furniture = furniture;
        this.reader = reader;
    }

    void scan() {
        int at = 0;
        while (at < source.length()) {
            int open = source.indexOf('<', at);
            int end = open < 0 ? source.length() : open;
            if (end > at) {
                reader.characters(source.substring(at, end));
            }
            at = open < 0 ? end : tag(open);
        }
    }

    /// Handles the tag that opens here; returns where the text goes on.
    private int tag(int open) {
        if (source.startsWith("<!--", open)) {
            return after(source.indexOf("-->", open + 4), 3);
        }
        int start = open + 1;
        boolean closing = start < source.length() && source.charAt(start) == '/';
        int at = closing ? start + 1 : start;
        if (at >= source.length() || !isLetter(source.charAt(at))) {
            boolean declaration =
                    at < source.length() && (closing || "!?".indexOf(source.charAt(at)) >= 0);
            if (!declaration) {
                reader.characters("<");
                return start;
            }
            return after(source.indexOf('>', at), 1);
        }
        int end = at;
        while (end < source.length() && end - at < 30 && isNameCharacter(source.charAt(end))) {
            end++;
        }
        String name = source.substring(at, end).toLowerCase(Locale.ROOT);
        int next = closes(end);
        boolean empty = source.charAt(Math.max(end, next - 2)) == '/';
        if (closing) {
            reader.end(name);
        } else if (!empty && (RAW.contains(name) || (FURNITURE.contains(name) && !furniture))) {
            return skip(name, next);
        } else {
            reader.start(name);
        }
        return next;
    }

    private int after(int found, int length) {
        return found < 0 ? source.length() : found + length;
    }

    /// Where the tag ends, with `>` inside quoted attributes passed over.
    private int closes(int from) {
        char quote = 0;
        for (int at = from; at < source.length(); at++) {
            char next = source.charAt(at);
            if (quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (next == '>') {
                return at + 1;
            } else if ((next == '"' || next == '\'') && source.charAt(at - 1) == '=') {
                quote = next;
            }
        }
        return source.length();
    }

    /// Past the element of this name that begins before `from`; elements of its name inside it are counted.
    private int skip(String name, int from) {
        boolean nests = FURNITURE.contains(name);
        int depth = 1;
        int at = from;
        while (depth > 0) {
            at = source.indexOf('<', at);
            if (at < 0) {
                return source.length();
            }
            if (source.regionMatches(true, at, "</" + name, 0, name.length() + 2)) {
                depth--;
                at = after(source.indexOf('>', at), 1);
            } else {
                depth +=
                        nests && source.regionMatches(true, at, "<" + name, 0, name.length() + 1)
                                ? 1
                                : 0;
                at++;
            }
        }
        return at;
    }

    private static boolean isLetter(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    private static boolean isNameCharacter(char letter) {
        return isLetter(letter)
                || (letter >= '0' && letter <= '9')
                || letter == '-'
                || letter == ':';
    }
}
