package handcar.rag.extract;

import module java.base;

/// How much text a page has, counted without parsing it, so that one with far too much is refused before any work goes into
/// it. Counted are the characters between tags that are not blank; comments, scripts and styles are passed over.
final class HtmlLength {
    private static final List<String> UNSEEN = List.of("script", "style", "template");

    private HtmlLength() {}

    /// Whether a page has more than so many characters of text.
    static boolean exceeds(String html, int most) {
        int count = 0;
        int at = 0;
        while (at < html.length() && count <= most) {
            char next = html.charAt(at);
            if (next == '<' && at + 1 < html.length() && opens(html.charAt(at + 1))) {
                at = markupEnd(html, at);
            } else {
                count += next > ' ' ? 1 : 0;
                at++;
            }
        }
        return count > most;
    }

    private static boolean opens(char first) {
        return first == '/' || first == '!' || first == '?' || Character.isLetter(first);
    }

    /// Where the text goes on behind a tag, a comment, or a whole element without text.
    private static int markupEnd(String html, int at) {
        if (html.startsWith("<!--", at)) {
            return after(html, "-->", at + 4);
        }
        for (String name : UNSEEN) {
            if (html.regionMatches(true, at + 1, name, 0, name.length())) {
                return elementEnd(html, name, at);
            }
        }
        return after(html, ">", at);
    }

    private static int after(String html, String end, int from) {
        int at = html.indexOf(end, from);
        return at < 0 ? html.length() : at + end.length();
    }

    private static int elementEnd(String html, String name, int from) {
        int at = from;
        do {
            at = after(html, "</", at);
        } while (at < html.length() && !html.regionMatches(true, at, name, 0, name.length()));
        return after(html, ">", at);
    }
}
