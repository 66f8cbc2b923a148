package handcar.text;

import module java.base;

import org.jsoup.nodes.Element;

/// Reads the text of HTML as somebody sees it in a browser, block by block: white space as it is shown, and nothing of
/// scripts, styles and the choices of forms.
public final class HtmlReader implements HtmlElements.Visitor {
    private static final Set<String> INLINE =
            Set.of(
                    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
                    "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small",
                    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
                    "img", "input", "button", "picture", "source");

    /// Elements whose content is not shown as text.
    private static final Set<String> HIDDEN =
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

    /// Elements that name the kind of a block, whatever other blocks it is wrapped in.
    private static final Set<String> ROLES =
            Set.of("h1", "h2", "h3", "h4", "h5", "h6", "li", "title");

    private final Sink sink;
    private final boolean rows;
    private final StringBuilder block = new StringBuilder();
    private final List<String> cells = new ArrayList<>();

    /// The element that the open block belongs to: a heading or a list item, else the innermost.
    private String role = "";

    private int hidden;
    private int pre;
    private boolean inCell;
    private boolean allHeaders;

    /// Receives the text in the order of the page.
    public interface Sink {
        /// A block begins, such as a paragraph, a section or a list. False leaves it out with everything in it.
        boolean start(Element element);

        /// So many characters are added to the open block.
        void grows(int characters);

        /// The text of a block, or of the part of one before another; empty where there is none. `tag` is `h1` to `h6`,
        /// `li`, `title`, or the innermost element. Line feeds stand where the page breaks the line.
        void block(String tag, String text);

        /// A row of a table; `header` when all its cells are headers.
        void row(List<String> cells, boolean header);

        /// A block that was begun ends.
        void end(Element element);
    }

    private HtmlReader(Sink sink, boolean rows) {
        this.sink = sink;
        this.rows = rows;
    }

    /// Reads a page.
    ///
    /// @param rows whether tables become rows; otherwise they are read as blocks
    public static void read(Reader html, boolean rows, Sink sink) {
        HtmlReader reader = new HtmlReader(sink, rows);
        HtmlElements.walk(html, reader);
        reader.flush();
    }

    @Override
    public void text(String text) {
        if (hidden == 0) {
            sink.grows(text.length());
            block.append(pre > 0 ? text : text.replace('\n', ' ').replace('\r', ' '));
        }
    }

    @Override
    public void start(Element element) {
        String name = element.normalName();
        if (hidden > 0 || HIDDEN.contains(name)) {
            hidden++;
        } else if (name.equals("br")) {
            block.append('\n');
        } else if (isCell(name)) {
            cellEnds();
            inCell = rows;
            allHeaders &= name.equals("th");
        } else if (!INLINE.contains(name)) {
            boundary(name);
            if (!sink.start(element)) {
                hidden++;
                return;
            }
            pre += name.equals("pre") ? 1 : 0;
            if (!ROLES.contains(role) || ROLES.contains(name)) {
                role = name;
            }
        }
    }

    @Override
    public void end(Element element) {
        String name = element.normalName();
        if (hidden > 0) {
            hidden--;
        } else if (isCell(name)) {
            cellEnds();
        } else if (!INLINE.contains(name) && !name.equals("br")) {
            boundary(name);
            sink.end(element);
            pre -= name.equals("pre") ? 1 : 0;
            role = "";
        }
    }

    private static boolean isCell(String name) {
        return name.equals("td") || name.equals("th");
    }

    /// A block begins or ends; inside a cell that is only a blank.
    private void boundary(String name) {
        boolean row = rows && (name.equals("tr") || name.equals("table"));
        if (row) {
            rowEnds();
            allHeaders = true;
        }
        if (inCell) {
            block.append(' ');
        } else {
            flush();
        }
    }

    private void cellEnds() {
        if (inCell) {
            cells.add(block.toString());
            block.setLength(0);
            inCell = false;
        } else if (!rows) {
            block.append(' ');
        }
    }

    private void rowEnds() {
        cellEnds();
        if (!cells.isEmpty()) {
            sink.row(List.copyOf(cells), allHeaders);
            cells.clear();
        }
    }

    private void flush() {
        if (block.isEmpty()) {
            return;
        }
        String text = pre > 0 ? block.toString() : lines(block);
        block.setLength(0);
        sink.block(role, text);
        role = text.isBlank() ? role : "";
    }

    /// The text with single blanks, none at the ends of lines; line feeds are those the page asked for.
    private static String lines(CharSequence text) {
        char[] lines = new char[text.length()];
        int length = 0;
        char last = '\n';
        for (int at = 0; at < lines.length; at++) {
            char next = text.charAt(at);
            boolean blank = next == ' ' || next == '\u00A0' || Character.isWhitespace(next);
            if (next == '\n' && last == ' ') {
                length--;
            }
            if (!blank || next == '\n') {
                lines[length++] = next;
                last = next;
            } else if (last != ' ' && last != '\n') {
                lines[length++] = ' ';
                last = ' ';
            }
        }
        return new String(lines, 0, length - (last == ' ' ? 1 : 0));
    }
}
