package handcar.text;

import module java.base;

import org.jsoup.nodes.Element;

/// The plain text of an HTML mail, without the earlier mails that mail programs mark as quoted.
public final class HtmlMailText implements HtmlReader.Sink {
    /// How Gmail, Yahoo, Outlook, Thunderbird, Proton and Apple mark an earlier mail.
    private static final Set<String> QUOTED =
            Set.of(
                    "gmail_quote",
                    "gmail_extra",
                    "yahoo_quoted",
                    "divrplyfwdmsg",
                    "appendonsend",
                    "moz-cite-prefix",
                    "protonmail_quote",
                    "type=\"cite\"",
                    "mail-editor-reference-message-container");

    /// A forwarded mail is marked as quoted too; the words "Forwarded message" are within so many characters.
    private static final int FORWARD_MARK_WITHIN = 400;

    private final boolean keepsQuoted;
    private final StringBuilder text = new StringBuilder();

    /// Quoted elements that are open, and where the text of the outermost begins.
    private int quoted;

    private int quotedFrom;
    private boolean leftOut;

    private HtmlMailText(boolean keepsQuoted) {
        this.keepsQuoted = keepsQuoted;
    }

    /// What the sender wrote; a mail that is nothing but quoted is kept whole.
    public static String text(String html) {
        HtmlMailText fresh = read(html, false);
        return fresh.text().isEmpty() && fresh.leftOut ? read(html, true).text() : fresh.text();
    }

    private static HtmlMailText read(String html, boolean keepsQuoted) {
        HtmlMailText mail = new HtmlMailText(keepsQuoted);
        HtmlReader.read(new StringReader(html), false, mail);
        return mail;
    }

    private String text() {
        return text.toString()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    @Override
    public boolean start(Element element) {
        if (!keepsQuoted && isQuoted(element) && quoted++ == 0) {
            quotedFrom = text.length();
        }
        return true;
    }

    private static boolean isQuoted(Element element) {
        String attributes = element.attributes().html().toLowerCase(Locale.ROOT);
        return QUOTED.stream().anyMatch(attributes::contains);
    }

    @Override
    public void end(Element element) {
        if (!keepsQuoted && isQuoted(element) && --quoted == 0) {
            int end = Math.min(text.length(), quotedFrom + FORWARD_MARK_WITHIN);
            if (!text.substring(quotedFrom, end).contains("Forwarded message")) {
                text.setLength(quotedFrom);
                leftOut = true;
            }
        }
        if (element.normalName().equals("p")) {
            text.append('\n');
        }
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
        if (!block.isBlank()) {
            text.append(tag.equals("li") ? "- " : "").append(block);
        } else if (block.indexOf('\n') >= 0) {
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
