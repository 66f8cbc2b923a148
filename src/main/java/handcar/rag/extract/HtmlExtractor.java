package handcar.rag.extract;

import module java.base;

import handcar.text.HtmlReader;

import org.jsoup.nodes.Element;

/// Web pages: headings, paragraphs, lists and tables of what a reader sees. Menus and footers are left out; when the page
/// marks its main part, only that is kept.
final class HtmlExtractor implements HtmlReader.Sink {
    private static final Set<String> FURNITURE = Set.of("nav", "footer");

    /// Characters. A shorter main part is a mistake of the page's author.
    private static final int SHORTEST_MAIN = 200;

    /// Characters. A longer row is a layout of the page and no data.
    private static final int LONGEST_ROW = 1_000;

    private final boolean furniture;
    private final CpuLimitedParser.Watch watch;
    private final TextBuilder builder = new TextBuilder();
    private Optional<String> title = Optional.empty();
    private TableText table = new TableText(builder, false);
    private int characters;
    private int mainFrom = -1;
    private int mainTo = -1;

    private HtmlExtractor(boolean furniture, CpuLimitedParser.Watch watch) {
        this.furniture = furniture;
        this.watch = watch;
    }

    static ExtractedText read(String source) {
        return CpuLimitedParser.read(
                source.length(),
                watch -> {
                    ExtractedText page = read(source, false, watch);
                    // a menu that is never closed, or a page that is nothing else
                    return page.text().isBlank() ? read(source, true, watch) : page;
                });
    }

    /// Reads a page or a part of one; `furniture` tells whether menus and footers are read, too.
    static ExtractedText read(String source, boolean furniture, CpuLimitedParser.Watch watch) {
        HtmlExtractor page = new HtmlExtractor(furniture, watch);
        HtmlReader.read(new WatchedReader(source, watch), true, page);
        return new ExtractedText(FileType.HTML, page.title, page.text());
    }

    private String text() {
        table.end();
        String all = builder.text();
        if (mainFrom < 0) {
            return all;
        }
        String main = builder.text(mainFrom, mainTo < mainFrom ? builder.length() : mainTo);
        return main.length() >= SHORTEST_MAIN ? main : all;
    }

    @Override
    public boolean start(Element element) {
        String name = element.normalName();
        if (name.equals("main") && mainFrom < 0) {
            mainFrom = builder.length();
        }
        return furniture || !FURNITURE.contains(name);
    }

    @Override
    public void grows(int more) {
        characters += more;
        if (characters > 2 * TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        watch.progress();
    }

    @Override
    public void block(String tag, String text) {
        switch (tag) {
            case "title" -> title = title.or(() -> ExtractedText.titled(text));
            case "h1", "h2", "h3", "h4", "h5", "h6" -> builder.heading(tag.charAt(1) - '0', text);
            case "li" -> builder.line(text.isBlank() ? "" : "- " + text);
            default -> builder.paragraph(text);
        }
    }

    @Override
    public void row(List<String> cells, boolean header) {
        if (cells.stream().mapToInt(String::length).sum() > LONGEST_ROW) {
            cells.forEach(builder::paragraph);
        } else if (header && cells.size() > 1) {
            table.header(cells);
        } else {
            table.row(cells);
        }
    }

    @Override
    public void end(Element element) {
        switch (element.normalName()) {
            case "table" -> {
                table.end();
                table = new TableText(builder, false);
            }
            case "ul", "ol" -> builder.gap();
            case "main" -> mainTo = builder.length();
            default -> {}
        }
    }

    /// The page; reading it fails once the parser has used up its time.
    private static final class WatchedReader extends FilterReader {
        private final CpuLimitedParser.Watch watch;

        private WatchedReader(String source, CpuLimitedParser.Watch watch) {
            super(new StringReader(source));
            this.watch = watch;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            watch.check();
            return super.read(into, offset, length);
        }
    }
}
