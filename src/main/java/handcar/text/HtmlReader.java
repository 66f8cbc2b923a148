package handcar.text;

import module java.base;

import org.jsoup.nodes.Element;

/// Reads the text of HTML as somebody sees it in a browser, block by block: white space as it is shown, and nothing of
/// scripts, styles, the choices of forms, what is hidden and what is struck out.
public final class HtmlReader implements HtmlElements.Visitor {
    private static final Set<String> INLINE =
            Set.of(
                    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em",
                    "font", "i", "ins", "kbd", "label", "mark", "q", "samp", "small", "span",
                    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input",
                    "button", "picture", "source", "ruby", "rb", "rt", "rtc");

    /// Inline elements that a page sets apart by its looks, so that their words do not touch the words around them.
    private static final Set<String> APART = Set.of("a", "button", "label");

    /// Elements that name the kind of a block, whatever other blocks it is wrapped in.
    private static final Set<String> ROLES =
            Set.of("h1", "h2", "h3", "h4", "h5", "h6", "li", "title");

    private final Sink sink;
    private final boolean rows;
    private final StringBuilder block = new StringBuilder();
    private final HtmlTableRow row = new HtmlTableRow();

    private final HtmlVisibility visibility;

    /// The element that the open block belongs to: a heading or a list item, else the innermost.
    private String role = "";

    private int hidden;
    private int pre;
    private boolean inCell;

    /// Elements that are set apart have begun or ended since the last text.
    private int seams;

    private boolean superscript;
    private final Ruby ruby = new Ruby(block);

    /// Where in the open block the words of the last link begin.
    private int link;

    /// Receives the text in the order of the page.
    public interface Sink {
        /// A block begins, such as a paragraph, a section or a list. False leaves it out with everything in it.
        boolean start(Element element);

        /// So many characters are added to the open block.
        void grows(int characters);

        /// The text of a block, or of the part of one before another; empty where there is none. `tag` is `h1` to `h6`,
        /// `li`, `title`, `code` for code with its own lines, or the innermost element. Line feeds stand where the page breaks the line.
        void block(String tag, String text);

        /// A row of a table, merged cells repeated in every column and row they cover; `header` when all its cells are headers.
        void row(List<String> cells, boolean header);

        /// What is to stand behind the words of a link.
        default String behind(Element link, String shown) {
            return "";
        }

        /// Data in an element that is not shown, such as `script`.
        default void data(Element element, String data) {}

        /// A block that was begun ends.
        void end(Element element);
    }

    private HtmlReader(Sink sink, boolean rows, boolean scripted) {
        this.sink = sink;
        this.rows = rows;
        this.visibility = new HtmlVisibility(scripted);
    }

    /// Reads a page.
    ///
    /// @param rows whether tables become rows; otherwise they are read as blocks
    /// @param scripted whether scripts of the page may show what its style sheets hide
    public static void read(Reader html, boolean rows, boolean scripted, Sink sink) {
        HtmlReader reader = new HtmlReader(sink, rows, scripted);
        HtmlElements.walk(html, reader);
        reader.flush();
    }

    @Override
    public void text(String text) {
        if (hidden > 0 || text.isEmpty() || !visibility.shows()) {
            return;
        }
        sink.grows(text.length());
        if (seams > 0 && !block.isEmpty() && touch(block.charAt(block.length() - 1), text)) {
            block.append(' ');
        }
        seams = 0;
        String shown = superscript ? Superscripts.of(text) : text;
        block.append(pre > 0 ? shown : shown.replace('\n', ' ').replace('\r', ' '));
    }

    /// Whether two words would run into one: between two links, or where a small letter meets a capital.
    private boolean touch(char last, String text) {
        char next = text.charAt(0);
        return Character.isLetterOrDigit(last)
                && Character.isLetterOrDigit(next)
                && (seams > 1 || (Character.isLowerCase(last) && Character.isUpperCase(next)));
    }

    @Override
    public void data(Element element, String data) {
        if (element.normalName().equals("style")) {
            visibility.style(data);
        }
        sink.data(element, data);
    }

    @Override
    public void start(Element element) {
        String name = element.normalName();
        if (hidden > 0 || visibility.hides(element, INLINE.contains(name))) {
            hidden++;
            return;
        }
        if (name.equals("br")) {
            block.append('\n');
        } else if (isCell(name)) {
            cellEnds();
            inCell = rows;
            row.cell(element);
        } else if (INLINE.contains(name)) {
            seams += APART.contains(name) ? 1 : 0;
            link = name.equals("a") ? block.length() : link;
            superscript |= name.equals("sup");
            ruby.begins(name);
            role = name.equals("code") && role.equals("pre") ? name : role;
        } else {
            boundary(name);
            if (!sink.start(element)) {
                hidden++;
                return;
            }
            if (name.equals("thead")) {
                row.head(true);
            }
            pre += name.equals("pre") ? 1 : 0;
            if (!ROLES.contains(role) || ROLES.contains(name) || name.equals("pre")) {
                role = name;
            }
        }
        visibility.start(element);
    }

    @Override
    public void end(Element element) {
        String name = element.normalName();
        if (hidden > 0) {
            hidden--;
            return;
        }
        visibility.end();
        if (isCell(name)) {
            cellEnds();
        } else if (INLINE.contains(name)) {
            if (name.equals("a")) {
                block.append(sink.behind(element, block.substring(Math.min(link, block.length()))));
            }
            seams += APART.contains(name) ? 1 : 0;
            superscript &= !name.equals("sup");
            ruby.ends(name);
        } else if (!name.equals("br")) {
            boundary(name);
            sink.end(element);
            if (name.equals("thead")) {
                row.head(false);
            }
            pre -= name.equals("pre") ? 1 : 0;
            role = "";
        }
    }

    private static boolean isCell(String name) {
        return name.equals("td") || name.equals("th");
    }

    /// A block begins or ends; inside a cell that is only a blank.
    private void boundary(String name) {
        if (rows && (name.equals("tr") || name.equals("table"))) {
            rowEnds();
        }
        if (name.equals("table")) {
            row.clear();
        }
        if (inCell) {
            block.append(' ');
        } else {
            flush();
        }
    }

    private void cellEnds() {
        if (inCell) {
            row.cellEnds(block.toString());
            block.setLength(0);
            inCell = false;
        } else if (!rows) {
            block.append(' ');
        }
    }

    private void rowEnds() {
        cellEnds();
        if (!row.isEmpty()) {
            boolean header = row.isHeader();
            sink.row(row.end(), header);
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
