package handcar.rag.extract;

import org.jsoup.parser.Parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Web pages: headings, paragraphs, lists and tables of what a reader sees. Menus, footers, scripts and forms' choices
/// are left out; when the page marks its main part, only that is kept.
///
/// Tag by tag, without building a tree: ten megabytes of opening tags would be a gigabyte of elements. What is lost is
/// the repair of wrong nesting, which text does not need.
final class HtmlExtractor implements HtmlScanner.Reader {
    private static final Set<String> INLINE =
            Set.of(
                    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
                    "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small",
                    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
                    "img", "input", "button", "picture", "source");

    /// A main part shorter than this is a mistake of the page's author.
    private static final int MAIN_AT_LEAST = 200;

    /// A row longer than this lays out a page.
    private static final int LONGEST_ROW = 1_000;

    private final String source;
    private final boolean furniture;
    private final TextBuilder draft = new TextBuilder();
    private final StringBuilder block = new StringBuilder();
    private final StringBuilder title = new StringBuilder();
    private final List<String> cells = new ArrayList<>();
    private TableText table = new TableText(draft, false);
    private boolean inCell;
    private boolean inTitle;
    private boolean item;
    private boolean allHeaders;
    private int heading;
    private int pre;
    private int mainFrom = -1;
    private int mainTo = -1;

    private HtmlExtractor(String source, boolean furniture) {
        this.source = source;
        this.furniture = furniture;
    }

    static ExtractedText read(String source) {
        HtmlExtractor page = new HtmlExtractor(source, false);
        String text = page.text();
        if (text.isBlank()) {
            // a menu that is never closed, or a page that is nothing else
            page = new HtmlExtractor(source, true);
            text = page.text();
        }
        return new ExtractedText(FileType.HTML, ExtractedText.titled(page.title.toString()), text);
    }

    private String text() {
        new HtmlScanner(source, furniture, this).scan();
        flush();
        String all = draft.text();
        if (mainFrom < 0) {
            return all;
        }
        String main = draft.text(mainFrom, mainTo < mainFrom ? draft.length() : mainTo);
        return main.length() >= MAIN_AT_LEAST ? main : all;
    }

    @Override
    public void characters(String text) {
        String plain = text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, false);
        if (inTitle) {
            title.append(plain);
            return;
        }
        if (block.length() + draft.length() + plain.length() > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        block.append(pre > 0 ? plain : plain.replace('\n', ' ').replace('\r', ' '));
    }

    @Override
    public void start(String name) {
        switch (name) {
            case "title" -> inTitle = title.isEmpty();
            case "br" -> block.append('\n');
            case "td", "th" -> {
                cellEnds();
                inCell = true;
                allHeaders &= name.equals("th");
            }
            case "tr" -> {
                rowEnds();
                flush();
                allHeaders = true;
            }
            default -> {
                if (INLINE.contains(name)) {
                    return;
                }
                boundary();
                if (name.equals("pre")) {
                    pre++;
                } else if (name.equals("li")) {
                    item = true;
                } else if (name.equals("main") && mainFrom < 0) {
                    mainFrom = draft.length();
                } else if (name.length() == 2
                        && name.charAt(0) == 'h'
                        && name.charAt(1) >= '1'
                        && name.charAt(1) <= '6') {
                    heading = name.charAt(1) - '0';
                }
            }
        }
    }

    @Override
    public void end(String name) {
        switch (name) {
            case "title" -> inTitle = false;
            case "td", "th" -> cellEnds();
            case "tr" -> rowEnds();
            case "table" -> {
                rowEnds();
                flush();
                table.end();
                table = new TableText(draft, false);
            }
            default -> {
                if (INLINE.contains(name)) {
                    return;
                }
                boundary();
                if (name.equals("pre") && pre > 0) {
                    pre--;
                } else if (name.equals("ul") || name.equals("ol")) {
                    draft.gap();
                } else if (name.equals("main")) {
                    mainTo = draft.length();
                }
            }
        }
    }

    /// A block begins or ends: inside a cell that is only a blank.
    private void boundary() {
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
        }
    }

    private void rowEnds() {
        cellEnds();
        int length = cells.stream().mapToInt(String::length).sum();
        if (length > LONGEST_ROW) {
            cells.forEach(draft::paragraph);
        } else if (allHeaders && cells.size() > 1) {
            table.header(cells);
        } else if (!cells.isEmpty()) {
            table.row(cells);
        }
        cells.clear();
        allHeaders = false;
    }

    private void flush() {
        String text = pre > 0 ? block.toString() : lines(block);
        block.setLength(0);
        if (heading > 0) {
            draft.heading(heading, text);
            heading = text.isBlank() ? heading : 0;
        } else if (item) {
            draft.line(text.isBlank() ? "" : "- " + text);
            item = text.isBlank();
        } else {
            draft.paragraph(text);
        }
    }

    /// Runs of blanks as one, line breaks as they were asked for.
    private static String lines(StringBuilder block) {
        return String.join("\n", block.toString().lines().map(TextBuilder::oneLine).toList());
    }
}
