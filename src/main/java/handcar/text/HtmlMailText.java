package handcar.text;

import module java.base;

import org.jsoup.nodes.Element;

/// The plain text of an HTML mail, with marks where mail programs declare an earlier mail. The marks are characters of the
/// private use area, each alone on its line; [#unmarked] takes them out.
public final class HtmlMailText implements HtmlReader.Sink {
    /// An earlier mail begins, by the declaration of the program.
    public static final String QUOTE = "\uE0F1";

    /// Something quoted begins that may be a mail.
    public static final String CITATION = "\uE0F2";

    /// What began with one of these two ends.
    public static final String END = "\uE0F3";

    /// The head of the earlier mail, which goes to the end of the text, begins.
    public static final String REST = "\uE0F4";

    /// A line across the page.
    public static final String RULE = "\uE0F5";

    private static final Pattern MARKS = Pattern.compile("[\uE0F1-\uE0F5]\n?|[\uE0F6-\uE0F8]");

    /// A mail in one of these is whole: Yahoo, Outlook for phones, GMX and web.de, Spark, Lark, Zimbra, NetEase.
    private static final List<String> WHOLE =
            List.of(
                    "yahoo_quoted",
                    "reference-message-container",
                    "ms-outlook-mobile-reference",
                    "name=\"quote\"",
                    "messagereplysection",
                    "history-quote-",
                    "__quoted_text__",
                    "isreplycontent");

    /// Gmail, Zoho and Proton put a mail into a block quotation in one of these, below a line about its sender; what follows
    /// the block quotation is new.
    private static final List<String> CONTAINERS =
            List.of("gmail_quote", "zmail_extra", "protonmail_quote");

    /// Lines about a mail that follows.
    private static final List<String> LINES =
            List.of("gmail_attr", "moz-cite-prefix", "reply-intro", "gmail_quote_attribution");

    /// Block quotations that are mails.
    private static final List<String> CITED =
            List.of(
                    "type=\"cite\"",
                    "gmail_quote",
                    "protonmail_quote",
                    "blockquote_zmail",
                    "tutanota_quote",
                    "spark_quote",
                    "isreplycontent",
                    "front-blockquote");

    /// Outlook on the web, Zimbra.
    private static final List<String> HEADS = List.of("divrplyfwdmsg", "zwchr", "__headers__");

    private static final Pattern TOP_BORDER =
            Pattern.compile("border-top:\\s*(?:solid|[0-9.]+(?:pt|px)\\s+solid)");

    private static final int LONGEST_LINK = 1_000;

    private final StringBuilder text = new StringBuilder();

    /// The open elements that were marked, the outermost first.
    private final Deque<Mark> open = new ArrayDeque<>();

    private enum Kind {
        QUOTED,
        CONTAINER,
        CITATION
    }

    /// @param ends whether its end must be marked
    private record Mark(Element element, Kind kind, boolean ends) {}

    private HtmlMailText() {}

    /// The text with the marks.
    public static String marked(String html) {
        HtmlMailText mail = new HtmlMailText();
        HtmlReader.read(new StringReader(html), false, false, mail);
        return mail.text
                .toString()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /// Whether a mail program declares an earlier mail in this text.
    public static boolean declaresQuote(String marked) {
        return marked.contains(QUOTE) || marked.contains(REST);
    }

    /// A text without marks, also without those that a sender wrote.
    public static String unmarked(String text) {
        return MARKS.matcher(text).replaceAll("");
    }

    @Override
    public boolean start(Element element) {
        String attributes = element.attributes().html().toLowerCase(Locale.ROOT);
        String name = element.normalName();
        if (isInside()) {
            return true;
        }
        if (name.equals("hr") || TOP_BORDER.matcher(attributes).find()) {
            mark(RULE);
        }
        if (has(HEADS, attributes)) {
            mark(REST);
        } else if (name.equals("blockquote")) {
            cite(element, attributes);
        } else if (isInUnspentContainer()) {
            return true;
        } else if (has(WHOLE, attributes) || has(LINES, attributes)) {
            begin(element, Kind.QUOTED, QUOTE);
        } else if (has(CONTAINERS, attributes) && open.isEmpty()) {
            begin(element, Kind.CONTAINER, QUOTE);
        }
        return true;
    }

    /// Whether everything here belongs to what was marked.
    private boolean isInside() {
        return open.stream().anyMatch(mark -> mark.kind() != Kind.CONTAINER);
    }

    private boolean isInUnspentContainer() {
        return !open.isEmpty() && open.getLast().ends();
    }

    private void cite(Element element, String attributes) {
        Mark outer = open.peekLast();
        if (outer != null && outer.ends()) {
            // the container's mark goes on to the end of this quotation
            open.removeLast();
            open.addLast(new Mark(outer.element(), outer.kind(), false));
            open.addLast(new Mark(element, Kind.QUOTED, true));
        } else {
            boolean mail = outer != null || has(CITED, attributes);
            begin(element, mail ? Kind.QUOTED : Kind.CITATION, mail ? QUOTE : CITATION);
        }
    }

    private void begin(Element element, Kind kind, String mark) {
        mark(mark);
        open.addLast(new Mark(element, kind, true));
    }

    private void mark(String mark) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        text.append(mark).append('\n');
    }

    private static boolean has(List<String> marks, String attributes) {
        return marks.stream().anyMatch(attributes::contains);
    }

    @Override
    public void end(Element element) {
        Mark last = open.peekLast();
        if (last != null && last.element().equals(element)) {
            open.removeLast();
            if (last.ends()) {
                mark(END);
            }
        }
        if (element.normalName().equals("p")) {
            text.append('\n');
        }
    }

    /// The address behind a word, unless the word is the address.
    @Override
    public String behind(Element link, String shown) {
        String address = link.attr("href").strip();
        String plain = address.replaceFirst("(?i)^(?:https?://(?:www\\.)?|mailto:|tel:)", "");
        boolean told =
                shown.toLowerCase(Locale.ROOT)
                        .contains(plain.replaceFirst("/$", "").toLowerCase(Locale.ROOT));
        boolean useful = address.matches("(?i)(?:https?://|mailto:)\\S+");
        return told || !useful || shown.isBlank() || address.length() > LONGEST_LINK
                ? ""
                : " (" + address.replaceFirst("(?i)^mailto:", "") + ")";
    }

    @Override
    public void grows(int characters) {
        // a mail's size is bounded where it is fetched
    }

    @Override
    public void block(String tag, String block) {
        if (tag.equals("title")) {
            return;
        }
        String plain = unmarked(block);
        if (!plain.isBlank()) {
            text.append(tag.equals("li") ? "- " : "").append(plain);
        } else if (plain.indexOf('\n') >= 0) {
            text.append('\n');
        }
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    @Override
    public void row(List<String> cells, boolean header) {
        throw new IllegalStateException("the tables of mails are read as blocks");
    }
}
