package handcar.channel.format;

import module java.base;

/// Text without marks, with the style of each character. It stands between Markdown and a channel's markup.
final class StyledText {
    static final int BOLD = 1;
    static final int ITALIC = 2;
    static final int STRUCK = 4;
    static final int CODE = 8;

    /// A block of code.
    static final int BLOCK = 16;

    static final int LINK = 32;

    /// Styles that never enclose white space alone.
    private static final int EMPHASIS = BOLD | ITALIC | STRUCK;

    private static final int FLAGS = 8;

    private final StringBuilder text = new StringBuilder();
    private final List<String> targets = new ArrayList<>();
    private int[] styles = new int[64];

    void add(CharSequence more, int style) {
        int from = text.length();
        text.append(more);
        if (styles.length < text.length()) {
            styles = Arrays.copyOf(styles, Math.max(text.length(), styles.length * 2));
        }
        Arrays.fill(styles, from, text.length(), style);
    }

    /// A style with an attribute: the target of a link, the language of a code block.
    int style(int flag, String target) {
        targets.add(target);
        return flag | targets.size() << FLAGS;
    }

    /// The attribute of a style; empty when it has none.
    String target(int style) {
        int index = style >>> FLAGS;
        return index == 0 ? "" : targets.get(index - 1);
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.toString();
    }

    String from(int at) {
        return text.substring(at);
    }

    int style(int at) {
        return styles[at];
    }

    /// Removes emphasis from white space at its edges and from line ends, where no channel shows it.
    void hug() {
        int at = 0;
        while (at < text.length()) {
            int from = at;
            boolean ended = false;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                ended |= text.charAt(at++) == '\n';
            }
            boolean inside = from > 0 && at < text.length() && !ended;
            int around = inside ? styles[from - 1] & styles[at] & EMPHASIS : 0;
            for (int space = from; space < at; space++) {
                styles[space] = (styles[space] & ~EMPHASIS) | around;
            }
            at++;
        }
    }

    /// WhatsApp and Slack know marks only between words: removes emphasis within a word, whose marks would be visible.
    void onlyWholeWords() {
        for (int flag : new int[] {BOLD, ITALIC, STRUCK, CODE}) {
            int at = 0;
            while (at < text.length()) {
                int from = at;
                while (at < text.length() && (styles[at] & flag) != 0) {
                    at++;
                }
                if (at > from && (isWord(from - 1) || isWord(at))) {
                    for (int within = from; within < at; within++) {
                        styles[within] &= ~flag;
                    }
                }
                at++;
            }
        }
    }

    private boolean isWord(int at) {
        return at >= 0
                && at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at))
                        || Character.isSurrogate(text.charAt(at)));
    }
}
