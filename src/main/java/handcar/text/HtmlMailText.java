package handcar.text;

import org.jsoup.parser.Parser;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The text of a mail that is only HTML, in one pass and without building a tree: mails are large, and some are built to
/// be larger. History that programs mark as such is left out.
public final class HtmlMailText {
    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "tr",
                    "table",
                    "ul",
                    "ol",
                    "li",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "pre",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "hr");

    private static final Set<String> UNSEEN =
            Set.of("style", "script", "head", "title", "noscript");

    /// How Gmail, Yahoo, Outlook, Thunderbird, Proton and Apple mark what was written before.
    private static final Set<String> HISTORY =
            Set.of(
                    "gmail_quote",
                    "gmail_extra",
                    "yahoo_quoted",
                    "divrplyfwdmsg",
                    "appendonsend",
                    "moz-cite-prefix",
                    "protonmail_quote",
                    "type=\"cite\"",
                    "type=cite",
                    "mail-editor-reference-message-container");

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private boolean pre;

    private HtmlMailText(String html) {
        this.html = html;
    }

    public static String text(String html) {
        String fresh = new HtmlMailText(html).read(true);
        return fresh.isBlank() ? new HtmlMailText(html).read(false) : fresh;
    }

    private String read(boolean onlyFresh) {
        while (at < html.length()) {
            int tag = html.indexOf('<', at);
            words(html.substring(at, tag < 0 ? html.length() : tag));
            if (tag < 0) {
                break;
            }
            at = tag;
            tag(onlyFresh);
        }
        return text.toString()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private void tag(boolean onlyFresh) {
        if (html.startsWith("<!--", at)) {
            int end = html.indexOf("-->", at + 4);
            at = end < 0 ? html.length() : end + 3;
            return;
        }
        if (!startsTag()) {
            words("<");
            at++;
            return;
        }
        int end = html.indexOf('>', at);
        if (end < 0) {
            words(html.substring(at)); // cut off in a tag
            at = html.length();
            return;
        }
        String inside = html.substring(at + 1, end);
        at = end + 1;
        boolean closing = inside.startsWith("/");
        String name = name(closing ? inside.substring(1) : inside);
        if (!closing && UNSEEN.contains(name)) {
            skip(name);
        } else if (!closing && onlyFresh && isHistory(inside)) {
            skip(name);
        } else {
            mark(name, closing);
        }
    }

    private boolean startsTag() {
        char next = at + 1 < html.length() ? html.charAt(at + 1) : ' ';
        return Character.isLetter(next) || next == '/' || next == '!' || next == '?';
    }

    private static String name(String inside) {
        int end = 0;
        while (end < inside.length() && Character.isLetterOrDigit(inside.charAt(end))) {
            end++;
        }
        return inside.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /// A forwarded mail is marked like history and is what the sender wants to show.
    private boolean isHistory(String inside) {
        String lower = inside.toLowerCase(Locale.ROOT);
        if (HISTORY.stream().noneMatch(lower::contains)) {
            return false;
        }
        String next = html.substring(at, Math.min(html.length(), at + 400));
        return !next.contains("Forwarded message");
    }

    /// Behind the end of an element, or of the mail when it has none.
    private void skip(String name) {
        int depth = 1;
        while (depth > 0) {
            int tag = html.indexOf('<', at);
            int end = tag < 0 ? -1 : html.indexOf('>', tag);
            if (end < 0) {
                at = html.length();
                return;
            }
            at = end + 1;
            boolean closing = html.startsWith("</", tag);
            boolean same = named(tag + (closing ? 2 : 1), name);
            if (same && closing) {
                depth--;
            } else if (same && html.charAt(end - 1) != '/') {
                depth++;
            }
        }
    }

    private boolean named(int from, String name) {
        int end = from + name.length();
        return html.regionMatches(true, from, name, 0, name.length())
                && (end >= html.length() || !Character.isLetterOrDigit(html.charAt(end)));
    }

    private void mark(String name, boolean closing) {
        if (name.equals("br")) {
            text.append('\n');
        } else if (name.equals("pre")) {
            pre = !closing;
            line();
        } else if (name.equals("td") || name.equals("th")) {
            text.append(closing ? " " : "");
        } else if (BLOCKS.contains(name)) {
            line();
            if (name.equals("p") && closing) {
                text.append('\n');
            } else if (name.equals("li") && !closing) {
                text.append("- ");
            }
        }
    }

    private void line() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private void words(String raw) {
        if (raw.isEmpty()) {
            return;
        }
        String plain = Parser.unescapeEntities(raw, false);
        if (pre) {
            text.append(plain);
            return;
        }
        String joined = plain.replaceAll("[\\s\\u00a0]+", " ");
        boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        text.append(atStart ? joined.stripLeading() : joined);
    }
}
