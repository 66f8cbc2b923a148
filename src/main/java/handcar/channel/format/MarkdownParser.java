package handcar.channel.format;

import module java.base;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/// Parses a message's Markdown: CommonMark (<https://spec.commonmark.org/>) with GitHub's tables and strikethrough. HTML and
/// indented code stay text, because they mean nothing in a chat. Every node knows its place in the source.
final class MarkdownParser {
    /// Deeper quotes, lists and emphasis stay text, so that readers of the tree may recurse.
    private static final int MAX_NESTING = 20;

    /// One line of pipes can announce thousands of cells for each line that follows.
    private static final int MAX_TABLE_CELLS = 10_000;

    /// In the order in which they are tried: a line of dashes below a text is a heading before it is a rule.
    private static final Set<Class<? extends Block>> BLOCKS =
            new LinkedHashSet<>(
                    List.of(
                            BlockQuote.class,
                            Heading.class,
                            FencedCodeBlock.class,
                            ThematicBreak.class,
                            ListBlock.class));

    private static final Pattern LANGUAGE = Pattern.compile("^[\\w+#.-]{1,20}");

    private static final Extension STRIKETHROUGH =
            StrikethroughExtension.builder().requireTwoTildes(true).build();

    private static final Parser WITHOUT_TABLES = parser(List.of(STRIKETHROUGH));

    private static final Parser PARSER =
            parser(
                    List.of(
                            STRIKETHROUGH,
                            TablesExtension.builder().maxCells(MAX_TABLE_CELLS).build()));

    private MarkdownParser() {}

    static Node parse(String markdown) {
        try {
            return PARSER.parse(markdown);
        } catch (IllegalArgumentException tooManyCells) {
            return WITHOUT_TABLES.parse(markdown); // its rows are lines of text then
        }
    }

    private static Parser parser(List<Extension> extensions) {
        return Parser.builder()
                .extensions(extensions)
                .enabledBlockTypes(BLOCKS)
                .customInlineContentParserFactory(new BareUrls())
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .maxOpenBlockParsers(MAX_NESTING)
                .maxInlineNesting(MAX_NESTING)
                .build();
    }

    static int start(Node node) {
        return node.getSourceSpans().getFirst().getInputIndex();
    }

    static int end(Node node) {
        SourceSpan last = node.getSourceSpans().getLast();
        return last.getInputIndex() + last.getLength();
    }

    /// The language of a code block; empty when its name is not plain.
    static String language(FencedCodeBlock code) {
        Matcher language = LANGUAGE.matcher(code.getInfo() == null ? "" : code.getInfo());
        return language.find() ? language.group() : "";
    }

    /// Reads bare URLs, whose underscores and tildes are no emphasis.
    private static final class BareUrls implements InlineContentParserFactory, InlineContentParser {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('h');
        }

        @Override
        public InlineContentParser create() {
            return this;
        }

        @Override
        public ParsedInline tryParse(InlineParserState state) {
            Scanner scanner = state.scanner();
            Position from = scanner.position();
            if (!scanner.next("https://") && !scanner.next("http://")) {
                return ParsedInline.none();
            }
            scanner.match(
                    c -> c > ' ' && !Character.isWhitespace(c) && "<>\"`*[]\\&".indexOf(c) < 0);
            String url = scanner.getSource(from, scanner.position()).getContent();
            return ParsedInline.of(new Text(url), scanner.position());
        }
    }
}
