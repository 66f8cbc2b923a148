package handcar.channel.format;

import static handcar.channel.format.StyledText.BLOCK;
import static handcar.channel.format.StyledText.BOLD;
import static handcar.channel.format.StyledText.CODE;
import static handcar.channel.format.StyledText.ITALIC;
import static handcar.channel.format.StyledText.LINK;
import static handcar.channel.format.StyledText.STRUCK;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Markup;

/// How one channel marks emphasis, code, links and lists, and what it needs escaped.
/// <https://core.telegram.org/bots/api#html-style>, <https://faq.whatsapp.com/539178204879377>,
/// <https://docs.slack.dev/messaging/formatting-message-text>
///
/// @param marks what opens and closes each style; a style without marks cannot be shown
record MarkupDialect(Markup markup, Map<Integer, Marks> marks) {
    record Marks(String open, String close) {}

    /// The order of nesting, from the outside in.
    private static final int[] NESTING = {BLOCK, LINK, BOLD, ITALIC, STRUCK, CODE};

    /// In shorter parts marks would leave no room for text.
    private static final int LEAST_FOR_MARKS = 100;

    /// A longer URL is written out instead of being carried by a link, which every part would repeat.
    private static final int LONGEST_TARGET = 500;

    static MarkupDialect of(ChannelCapabilities shape) {
        return new MarkupDialect(
                shape.markup(), shape.limit() < LEAST_FOR_MARKS ? Map.of() : marks(shape.markup()));
    }

    private static Map<Integer, Marks> marks(Markup markup) {
        return switch (markup) {
            case PLAIN -> Map.of();
            case MARKDOWN -> words("**", "*", "~~", "```\n", "\n```");
            case WHATSAPP -> words("*", "_", "~", "```", "```");
            case SLACK -> words("*", "_", "~", "```\n", "\n```");
            case TELEGRAM_HTML ->
                    Map.of(
                            BOLD, new Marks("<b>", "</b>"),
                            ITALIC, new Marks("<i>", "</i>"),
                            STRUCK, new Marks("<s>", "</s>"),
                            CODE, new Marks("<code>", "</code>"),
                            BLOCK, new Marks("<pre>", "</pre>"));
        };
    }

    private static Map<Integer, Marks> words(
            String bold, String italic, String struck, String open, String close) {
        return Map.of(
                BOLD, new Marks(bold, bold),
                ITALIC, new Marks(italic, italic),
                STRUCK, new Marks(struck, struck),
                CODE, new Marks("`", "`"),
                BLOCK, new Marks(open, close));
    }

    /// The mark of list items. In an SMS a real bullet would double the price.
    String bullet() {
        return switch (markup) {
            case TELEGRAM_HTML, SLACK -> "• ";
            case PLAIN, WHATSAPP, MARKDOWN -> "- ";
        };
    }

    /// Whether a link's text can carry its URL; otherwise the URL is written after the text.
    boolean links(String target, int limit) {
        boolean can =
                switch (markup) {
                    case MARKDOWN, TELEGRAM_HTML, SLACK -> !marks.isEmpty();
                    case PLAIN, WHATSAPP -> false;
                };
        return can && escaped(target).length() <= Math.min(LONGEST_TARGET, limit / 4);
    }

    /// Whether code can be marked: not when it contains the closing mark.
    boolean showsCode(String code) {
        return marks.containsKey(CODE) && (markup == Markup.TELEGRAM_HTML || !code.contains("`"));
    }

    /// Whether a code block can be marked.
    boolean showsBlock(String code) {
        return marks.isEmpty() || markup == Markup.TELEGRAM_HTML || !code.contains("```");
    }

    /// The marks between two characters: they close the styles that end and open those that begin.
    String between(StyledText text, int before, int after) {
        if (before == after) {
            return "";
        }
        int same = 0;
        while (same < NESTING.length && alike(before, after, NESTING[same])) {
            same++;
        }
        StringBuilder marks = new StringBuilder();
        for (int i = NESTING.length - 1; i >= same; i--) {
            if ((before & NESTING[i]) != 0) {
                marks.append(close(text, before, NESTING[i]));
            }
        }
        for (int i = same; i < NESTING.length; i++) {
            if ((after & NESTING[i]) != 0) {
                marks.append(open(text, after, NESTING[i]));
            }
        }
        return marks.toString();
    }

    private static boolean alike(int before, int after, int flag) {
        boolean told = flag == LINK || flag == BLOCK;
        return (before & flag) == (after & flag)
                && (!told || (before & flag) == 0 || before >>> 8 == after >>> 8);
    }

    private String open(StyledText text, int style, int flag) {
        String target = text.target(style);
        if (flag == LINK) {
            return switch (markup) {
                case TELEGRAM_HTML ->
                        "<a href=\"" + escaped(target).replace("\"", "&quot;") + "\">";
                case SLACK -> "<" + escaped(target).replace("|", "%7C") + "|";
                case MARKDOWN -> "[";
                case PLAIN, WHATSAPP -> "";
            };
        }
        if (flag == BLOCK && !target.isEmpty() && !marks.isEmpty()) {
            return switch (markup) {
                case TELEGRAM_HTML -> "<pre><code class=\"language-" + target + "\">";
                case MARKDOWN -> "```" + target + "\n";
                case PLAIN, WHATSAPP, SLACK -> known(flag).open();
            };
        }
        return known(flag).open();
    }

    private String close(StyledText text, int style, int flag) {
        if (flag == LINK) {
            return switch (markup) {
                case TELEGRAM_HTML -> "</a>";
                case SLACK -> ">";
                case MARKDOWN -> "](" + text.target(style) + ")";
                case PLAIN, WHATSAPP -> "";
            };
        }
        boolean told = flag == BLOCK && !text.target(style).isEmpty() && !marks.isEmpty();
        return told && markup == Markup.TELEGRAM_HTML ? "</code></pre>" : known(flag).close();
    }

    private Marks known(int flag) {
        return marks.getOrDefault(flag, new Marks("", ""));
    }

    /// The text with the channel's own marks escaped, where the channel can do that.
    String escaped(String text) {
        return switch (markup) {
            case TELEGRAM_HTML, SLACK ->
                    text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            case MARKDOWN, PLAIN, WHATSAPP -> text;
        };
    }
}
