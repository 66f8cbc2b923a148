package handcar.rag.extract;

import module java.base;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.parser.Tag;

/// Markdown (CommonMark with the tables and strikethrough of GitHub): rendered as HTML and read as a page, with the HTML that
/// stands in it. Links become "text (address)"; front matter and comments are left out. Angle brackets that are no HTML, as
/// in `a<b`, stay text.
final class MarkdownExtractor {
    /// Quotes, lists and emphasis within each other. What is deeper stays text, so that nodes may be visited recursively.
    private static final int DEEPEST = 32;

    /// One line of pipes announces cells for every line that follows.
    private static final int MOST_CELLS = 100_000;

    /// Characters that are parsed together: a parsed character can take a hundred bytes.
    private static final int PIECE = 200_000;

    /// Where a long text is cut, the best place first.
    private static final List<String> CUTS = List.of("\n\n# ", "\n\n## ", "\n\n", "\n", " ");

    /// Characters. What is longer is HTML, whatever it begins with.
    private static final int LONGEST_TAG = 1_000;

    private static final Pattern TAG =
            Pattern.compile(
                    "</?([A-Za-z][A-Za-z0-9-]*)((?:\\s+[^\\s=>]+\\s*=\\s*(?:\"[^\"]*\"|'[^']*'"
                        + "|[^\\s\"'=<>`]+)|\\s+(?:hidden|open|checked|disabled|reversed))*)\\s*/?>");

    private static final Pattern LABELLED = Pattern.compile("\\p{L}[^:.;!?]{0,40}: \\S");

    /// Characters. A shorter line ends where it was meant to.
    private static final int SHORTEST_WRAPPED = 60;

    private static final Extension STRIKES = StrikethroughExtension.create();

    private static final Parser TABLES =
            parser(List.of(TablesExtension.builder().maxCells(MOST_CELLS).build(), STRIKES));

    private static final Parser NO_TABLES = parser(List.of(STRIKES));

    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(List.of(TablesExtension.create(), STRIKES)).build();

    private MarkdownExtractor() {}

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
                watch -> read(source.replace("\r\n", "\n").replace('\r', '\n'), watch));
    }

    private static ExtractedText read(String source, CpuLimitedParser.Watch watch)
            throws IOException {
        HtmlExtractor page = new HtmlExtractor(true, watch);
        FrontMatter front = FrontMatter.of(source);
        int from = front.end();
        while (from < source.length()) {
            watch.check();
            int to = cut(source, from);
            Node piece = parsed(source.substring(from, to));
            piece.accept(new PlainLinks());
            page.add(RENDERER.render(piece));
            watch.progress();
            from = to;
        }
        return new ExtractedText(
                FileType.MARKDOWN, front.title().or(page::firstHeading), page.text());
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

    /// Writes out what HTML would hide: the addresses of links, the words of images, and angle brackets that are no HTML.
    private static final class PlainLinks extends AbstractVisitor {
        @Override
        public void visit(Link link) {
            visitChildren(link);
            String address = link.getDestination();
            boolean bare =
                    link.getFirstChild() instanceof Text text
                            && address.endsWith(text.getLiteral());
            if (address.contains("://") && !bare) {
                link.insertAfter(new Text(" (" + address + ")"));
            }
        }

        /// Lines such as "Monday: 9 to 5" below each other are a list, though Markdown would run them together.
        @Override
        public void visit(SoftLineBreak end) {
            if (end.getPrevious() instanceof Text line
                    && end.getNext() instanceof Text next
                    && LABELLED.matcher(line.getLiteral()).lookingAt()
                    && (LABELLED.matcher(next.getLiteral()).lookingAt()
                            || (line.getLiteral().length() < SHORTEST_WRAPPED
                                    && Character.isUpperCase(next.getLiteral().codePointAt(0))))) {
                end.insertAfter(new HardLineBreak());
                end.unlink();
            }
        }

        @Override
        public void visit(Image image) {
            visitChildren(image);
            for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
                image.insertBefore(child);
            }
            image.unlink();
        }

        @Override
        public void visit(HtmlInline html) {
            if (isUnknown(html.getLiteral())) {
                html.insertBefore(new Text(html.getLiteral()));
                html.unlink();
            }
        }

        @Override
        public void visit(HtmlBlock html) {
            if (isUnknown(html.getLiteral().strip())) {
                Paragraph paragraph = new Paragraph();
                paragraph.appendChild(new Text(html.getLiteral()));
                html.insertBefore(paragraph);
                html.unlink();
            }
        }

        private static boolean isUnknown(String html) {
            if (html.length() > LONGEST_TAG || html.startsWith("<!") || html.startsWith("<?")) {
                return false;
            }
            Matcher tag = TAG.matcher(html);
            return !tag.lookingAt() || !Tag.isKnownTag(tag.group(1).toLowerCase(Locale.ROOT));
        }
    }
}
