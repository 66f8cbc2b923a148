package handcar.rag.extract;

import module java.base;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/// Markdown: headings and lists stay what they are, the lines of a paragraph become one, code keeps its lines, links
/// become "text (address)", HTML becomes text. Front matter and comments are left out.
final class MarkdownExtractor extends AbstractVisitor {
    /// Quotes, lists and emphasis within each other. What is deeper stays text, so the visitor may recurse.
    private static final int DEEPEST = 32;

    /// One line of pipes announces cells for every line that follows.
    private static final int MOST_CELLS = 100_000;

    /// Characters that are parsed together: a parsed character can take a hundred bytes.
    private static final int PIECE = 200_000;

    /// Where a long text is cut, the best place first.
    private static final List<String> CUTS = List.of("\n\n# ", "\n\n## ", "\n\n", "\n", " ");

    private static final Pattern TITLE =
            Pattern.compile("(?m)^title:[ \t]*[\"']?(.*?)[\"']?[ \t]*$");

    private static final Parser TABLES =
            parser(List.of(TablesExtension.builder().maxCells(MOST_CELLS).build()));

    private static final Parser NO_TABLES = parser(List.of());

    private final CpuLimitedParser.Watch watch;
    private final TextBuilder builder = new TextBuilder();
    private final StringBuilder inline = new StringBuilder();
    private Optional<String> title = Optional.empty();

    /// What opens the list item that is being read, until its first text.
    private String mark = "";

    private MarkdownExtractor(CpuLimitedParser.Watch watch) {
        this.watch = watch;
    }

    private static Parser parser(List<Extension> extensions) {
        return Parser.builder()
                .extensions(extensions)
                .maxOpenBlockParsers(DEEPEST)
                .maxInlineNesting(DEEPEST)
                .build();
    }

    static ExtractedText read(String source) {
        if (source.length() > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        return CpuLimitedParser.read(
                source.length(),
                watch -> {
                    MarkdownExtractor markdown = new MarkdownExtractor(watch);
                    markdown.document(source.replace("\r\n", "\n").replace('\r', '\n'));
                    return new ExtractedText(
                            FileType.MARKDOWN, markdown.title, markdown.builder.text());
                });
    }

    private void document(String source) throws IOException {
        int from = frontMatter(source);
        while (from < source.length()) {
            watch.check();
            int to = cut(source, from);
            parsed(source.substring(from, to)).accept(this);
            builder.gap();
            watch.progress();
            from = to;
        }
    }

    /// Where the text behind the front matter begins, which may hold a title.
    private int frontMatter(String source) {
        int end = source.startsWith("---\n") ? source.indexOf("\n---", 3) : -1;
        if (end < 0) {
            return 0;
        }
        Matcher said = TITLE.matcher(source.substring(0, end));
        title = said.find() ? ExtractedText.titled(said.group(1)) : Optional.empty();
        int body = source.indexOf('\n', end + 1);
        return body < 0 ? source.length() : body + 1;
    }

    private static int cut(String source, int from) {
        int most = from + PIECE;
        if (most >= source.length()) {
            return source.length();
        }
        for (String cut : CUTS) {
            int found = source.lastIndexOf(cut, most);
            if (found > from + PIECE / 4) {
                return found + 1;
            }
        }
        return most;
    }

    private static Node parsed(String piece) {
        try {
            return TABLES.parse(piece);
        } catch (IllegalArgumentException tooManyCells) {
            return NO_TABLES.parse(piece);
        }
    }

    @Override
    public void visit(Heading heading) {
        String text = inline(heading);
        if (title.isEmpty() && heading.getLevel() == 1) {
            title = ExtractedText.titled(text);
        }
        builder.heading(heading.getLevel(), text);
    }

    @Override
    public void visit(Paragraph paragraph) {
        String text = inline(paragraph);
        if (mark.isEmpty()) {
            builder.paragraph(text);
        } else {
            builder.line(mark + text);
            mark = "";
        }
    }

    @Override
    public void visit(BulletList list) {
        items(list, Optional.empty());
    }

    @Override
    public void visit(OrderedList list) {
        items(list, Optional.of(list));
    }

    private void items(ListBlock list, Optional<OrderedList> ordered) {
        int number = ordered.map(OrderedList::getMarkerStartNumber).orElse(1);
        String end = ordered.map(OrderedList::getMarkerDelimiter).orElse("");
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            mark = ordered.isPresent() ? number++ + end + " " : "- ";
            visitChildren(item);
        }
        mark = "";
        boolean goesOn =
                list.getNext() instanceof ListBlock || list.getParent() instanceof ListItem;
        if (!goesOn) {
            builder.gap();
        }
    }

    @Override
    public void visit(FencedCodeBlock code) {
        builder.gap();
        builder.add("```\n" + code.getLiteral() + "```\n\n");
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        builder.add(code.getLiteral().indent(4));
        builder.gap();
    }

    @Override
    public void visit(ThematicBreak rule) {
        builder.gap();
    }

    @Override
    public void visit(HtmlBlock html) {
        builder.paragraph(HtmlExtractor.read(html.getLiteral(), true, watch).text());
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock) {
            builder.gap();
            visitChildren(block);
            builder.gap();
        }
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof TableRow) {
            StringBuilder row = new StringBuilder("|");
            for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
                row.append(' ').append(inline(cell)).append(" |");
            }
            builder.line(row.toString());
        } else if (!(node instanceof TableCell)) {
            visitChildren(node);
        }
    }

    /// The text of what is inside a block.
    private String inline(Node block) {
        inline.setLength(0);
        visitChildren(block);
        return inline.toString();
    }

    @Override
    public void visit(Text text) {
        inline.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        inline.append(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak line) {
        inline.append(' ');
    }

    @Override
    public void visit(HardLineBreak line) {
        inline.append('\n');
    }

    @Override
    public void visit(HtmlInline tag) {
        inline.append(tag.getLiteral().startsWith("<br") ? " " : "");
    }

    @Override
    public void visit(Link link) {
        int from = inline.length();
        visitChildren(link);
        String address = link.getDestination();
        if (address.contains("://") && !inline.substring(from).equals(address)) {
            inline.append(" (").append(address).append(')');
        }
    }
}
