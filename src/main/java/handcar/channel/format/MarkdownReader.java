package handcar.channel.format;

import static handcar.channel.format.StyledText.BLOCK;
import static handcar.channel.format.StyledText.BOLD;
import static handcar.channel.format.StyledText.CODE;
import static handcar.channel.format.StyledText.ITALIC;
import static handcar.channel.format.StyledText.LINK;
import static handcar.channel.format.StyledText.STRUCK;

import module java.base;

import handcar.channel.ChannelCapabilities.Markup;

import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/// Reads Markdown into styled text, as far as the channel can show it. A line end stays a line end, and an empty line between
/// blocks stays one.
public final class MarkdownReader {
    private static final Pattern OPENABLE =
            Pattern.compile("(https?|mailto|tel):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /// Deeper lists are not indented further, because phones have narrow screens.
    private static final int MAX_INDENTED_LISTS = 4;

    private final StyledText out = new StyledText();
    private final String source;
    private final MarkupDialect dialect;
    private final int limit;
    private int style;
    private int lists;
    private int quotes;

    /// Whether a bullet or a quote's mark was just written, so that the next block begins on the same line.
    private boolean marked;

    /// The source's line on which the last block ended.
    private int lastLine;

    /// The end of the source that is copied already; used only where Markdown stays Markdown.
    private int copied;

    private MarkdownReader(String source, MarkupDialect dialect, int limit) {
        this.source = source;
        this.dialect = dialect;
        this.limit = limit;
    }

    /// @param limit the limit of one part; a longer link is written out
    public static StyledText read(String markdown, MarkupDialect dialect, int limit) {
        MarkdownReader reader = new MarkdownReader(markdown, dialect, limit);
        Node document = MarkdownParser.parse(markdown);
        if (dialect.markup() == Markup.MARKDOWN) {
            reader.keep(document);
            reader.copy(markdown.length());
        } else {
            reader.write(document);
        }
        return reader.out;
    }

    private void write(Node node) {
        switch (node) {
            case Heading heading -> line(heading, BOLD);
            case Paragraph paragraph -> line(paragraph, 0);
            case BlockQuote quote -> quote(quote);
            case BulletList list -> list(list, 0, dialect.bullet());
            case OrderedList list ->
                    list(list, list.getMarkerStartNumber(), list.getMarkerDelimiter() + " ");
            case FencedCodeBlock code -> block(code);
            case LinkReferenceDefinition definition -> {
                begin(definition);
                out.add(source(definition), style);
            }
            case TableHead head -> {
                each(head);
                lastLine++; // the line of dashes
            }
            case TableRow row -> line(row, 0);
            case TableCell cell -> {
                out.add(cell.getPrevious() == null ? "" : " | ", 0);
                each(cell);
            }
            case Text text -> out.add(text.getLiteral(), style);
            case HtmlInline html -> out.add(html.getLiteral(), style);
            case SoftLineBreak _, HardLineBreak _ -> lineBreak();
            case StrongEmphasis strong -> styled(strong, BOLD);
            case Emphasis emphasis when isWithinWord(emphasis) -> {
                out.add("*", style);
                each(emphasis);
                out.add("*", style);
            }
            case Emphasis emphasis -> styled(emphasis, ITALIC);
            case Strikethrough struck -> styled(struck, STRUCK);
            case Code code -> code(code);
            case Link link when canLink(link) ->
                    styled(link, out.style(LINK, link.getDestination()));
            case Link link -> addressed(link, link.getDestination());
            case Image image -> addressed(image, image.getDestination());
            default -> each(node);
        }
    }

    private void each(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            write(node);
        }
    }

    private void styled(Node node, int more) {
        int outside = style;
        style |= more;
        each(node);
        style = outside;
    }

    private void line(Node block, int more) {
        begin(block);
        styled(block, more);
    }

    /// Begins a new line, after an empty one where the source has one.
    private void begin(Node block) {
        int first = block.getSourceSpans().getFirst().getLineIndex();
        String quoted = "> ".repeat(quotes);
        if (!marked && out.length() > 0) {
            String gap = first > lastLine + 1 ? "\n" + quoted.stripTrailing() : "";
            out.add(gap + "\n" + quoted, 0);
        }
        marked = false;
        lastLine = block.getSourceSpans().getLast().getLineIndex();
    }

    private void quote(BlockQuote quote) {
        begin(quote);
        out.add("> ", 0);
        marked = true;
        quotes++;
        each(quote);
        quotes--;
        marked = false;
    }

    private void list(Node list, int from, String mark) {
        int number = from;
        String indent = "  ".repeat(Math.min(lists, MAX_INDENTED_LISTS));
        lists++;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            begin(item);
            out.add(indent + (list instanceof OrderedList ? number++ : "") + mark, 0);
            marked = true;
            each(item);
            marked = false;
        }
        lists--;
    }

    private void block(FencedCodeBlock code) {
        String text = code.getLiteral().stripTrailing();
        if (!text.isBlank()) {
            begin(code);
            out.add(
                    text,
                    dialect.showsBlock(text) ? out.style(BLOCK, MarkdownParser.language(code)) : 0);
        }
    }

    private void lineBreak() {
        if ((style & LINK) != 0) {
            out.add(" ", style);
        } else {
            out.add("\n" + "> ".repeat(quotes), 0);
        }
    }

    private void code(Code code) {
        boolean shown = dialect.showsCode(code.getLiteral());
        out.add(shown ? code.getLiteral() : source(code), style | (shown ? CODE : 0));
    }

    /// Whether the emphasis stands within a word. `2*3*4` is arithmetic, so its stars must not be lost.
    private boolean isWithinWord(Emphasis emphasis) {
        int at = MarkdownParser.start(emphasis);
        return source.charAt(at) == '*' && at > 0 && isAscii(at - 1) && isAscii(at + 1);
    }

    private boolean isAscii(int at) {
        return source.charAt(at) < 128 && Character.isLetterOrDigit(source.charAt(at));
    }

    private boolean canLink(Link link) {
        return link.getFirstChild() != null
                && OPENABLE.matcher(link.getDestination()).matches()
                && dialect.links(link.getDestination(), limit);
    }

    /// Writes the text of a link, and after it the address that the text cannot carry.
    private void addressed(Node node, String target) {
        int from = out.length();
        each(node);
        String words = out.from(from);
        String address = target.replaceFirst("(?i)^(mailto|tel):", "");
        boolean said = words.equals(address) || words.equals(target);
        if (!said && !address.isEmpty() && (style & LINK) == 0) {
            out.add(words.isBlank() ? address : " (" + address + ")", style);
        }
    }

    /// Copies Markdown for a channel that shows Markdown itself, and notes the styles that a split must close and open again.
    private void keep(Node node) {
        switch (node) {
            case StrongEmphasis strong -> keep(strong, BOLD, 2);
            case Emphasis emphasis when !isWithinWord(emphasis) -> keep(emphasis, ITALIC, 1);
            case Strikethrough struck -> keep(struck, STRUCK, 2);
            case Link link
                    when canLink(link) && !link.getLastChild().getSourceSpans().isEmpty() -> {
                int end = MarkdownParser.end(link.getLastChild());
                keep(link, out.style(LINK, link.getDestination()), 1, end);
            }
            case Code code when dialect.showsCode(code.getLiteral()) ->
                    replace(code, code.getLiteral(), style | CODE);
            case FencedCodeBlock code when dialect.showsBlock(code.getLiteral()) ->
                    replace(
                            code,
                            code.getLiteral().stripTrailing(),
                            out.style(BLOCK, MarkdownParser.language(code)));
            case SoftLineBreak end when end.getNext() instanceof Text next -> keepPrefix(next);
            default -> keepEach(node);
        }
    }

    /// Keeps the marks of a quote between two lines of emphasis out of the emphasis.
    private void keepPrefix(Text next) {
        int to = MarkdownParser.start(next);
        int from = source.lastIndexOf('\n', to);
        if (from >= copied && !source.substring(from, to).isBlank()) {
            copy(from);
            out.add(source.substring(from, to), 0);
            copied = to;
        }
    }

    private void keepEach(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            keep(node);
        }
    }

    private void keep(Node node, int more, int marks) {
        keep(node, more, marks, MarkdownParser.end(node) - marks);
    }

    private void keep(Node node, int more, int marks, int innerEnd) {
        copy(MarkdownParser.start(node));
        copied += marks;
        int outside = style;
        style |= more;
        keepEach(node);
        copy(innerEnd);
        style = outside;
        copied = MarkdownParser.end(node);
    }

    private void replace(Node node, String text, int as) {
        copy(MarkdownParser.start(node));
        out.add(text, as);
        copied = MarkdownParser.end(node);
    }

    private void copy(int to) {
        out.add(source.substring(copied, to), style);
        copied = to;
    }

    private String source(Node node) {
        return source.substring(MarkdownParser.start(node), MarkdownParser.end(node));
    }
}
