package handcar.rag.extract;

import module java.base;

import handcar.text.HtmlReader;

import org.jsoup.nodes.Element;

/// Web pages: headings, paragraphs, lists and tables of what a reader sees, and the questions and answers the page gives as
/// data. Menus are left out; when the page marks its main part, only that and the footer are kept.
final class HtmlExtractor implements HtmlReader.Sink {
    /// Characters. A shorter main part is a mistake of the page's author.
    private static final int SHORTEST_MAIN = 200;

    /// Characters. A longer row is a layout of the page and no data.
    private static final int LONGEST_ROW = 1_000;

    /// What scripts that fold and unfold parts of a page have in them.
    private static final Pattern FOLDING =
            Pattern.compile(
                    "\\.style\\.(?:display|visibility)|\\.classList\\b|\\.className\\b"
                        + "|\\.(?:toggle|show|slide|fade)\\w*\\(|data-(?:bs-)?toggle=|\\b[xv]-show=");

    private final boolean menus;
    private final CpuLimitedParser.Watch watch;
    private final TextBuilder builder = new TextBuilder();
    private final HtmlListMarks marks = new HtmlListMarks();
    private final HtmlTerms terms = new HtmlTerms();
    private final List<JsonLdQuestions.Entry> questions = new ArrayList<>();
    private final Set<String> footers = new LinkedHashSet<>();
    private Optional<String> title = Optional.empty();
    private Optional<String> firstHeading = Optional.empty();
    private TableText table;
    private int characters;
    private int mainFrom = -1;
    private int mainTo = -1;
    private int footerFrom = -1;

    /// @param menus whether menus are read, too
    HtmlExtractor(boolean menus, CpuLimitedParser.Watch watch) {
        this.menus = menus;
        this.watch = watch;
        this.table = TableText.guessed(builder, false);
    }

    static ExtractedText read(String source) {
        if (HtmlLength.exceeds(source, TextBuilder.LONGEST)) {
            throw TextBuilder.tooLong();
        }
        return CpuLimitedParser.read(
                source.length(),
                watch -> {
                    ExtractedText page = read(source, false, watch);
                    // a menu that is never closed, or a page that is nothing else
                    return page.text().isBlank() ? read(source, true, watch) : page;
                });
    }

    private static ExtractedText read(String source, boolean menus, CpuLimitedParser.Watch watch) {
        HtmlExtractor page = new HtmlExtractor(menus, watch);
        page.add(source);
        return new ExtractedText(FileType.HTML, page.title, page.text());
    }

    /// Reads a page, or one more part of it that is valid by itself.
    void add(String html) {
        boolean scripted = FOLDING.matcher(html).find();
        HtmlReader.read(new WatchedReader(html, watch), true, scripted, this);
        table.end();
        builder.gap();
    }

    /// The text of the first heading of level 1.
    Optional<String> firstHeading() {
        return firstHeading;
    }

    /// All that was read.
    String text() {
        int end = builder.length();
        String shown = questions.isEmpty() ? "" : TextBuilder.oneLine(builder.text());
        questions.forEach(each -> question(each, shown));
        String all = builder.text();
        if (mainFrom < 0) {
            return all;
        }
        String main = builder.text(mainFrom, mainTo < mainFrom ? end : mainTo);
        if (main.length() < SHORTEST_MAIN) {
            return all;
        }
        List<String> parts = new ArrayList<>(List.of(main));
        footers.stream().filter(footer -> !main.contains(footer)).forEach(parts::add);
        parts.add(builder.text(end, builder.length()));
        return String.join("\n\n", parts).strip();
    }

    /// Most pages show the questions they give as data, and nobody wants them twice.
    private void question(JsonLdQuestions.Entry entry, String shown) {
        HtmlExtractor answer = new HtmlExtractor(true, watch);
        answer.add(entry.answer());
        String text = answer.text();
        if (!shown.contains(TextBuilder.oneLine(text))) {
            HtmlExtractor question = new HtmlExtractor(true, watch);
            question.add(entry.question());
            builder.heading(2, question.text());
            builder.paragraph(text);
        }
    }

    @Override
    public boolean start(Element element) {
        String name = element.normalName();
        if (name.equals("main") && mainFrom < 0) {
            mainFrom = builder.length();
        }
        if (name.equals("footer") && footerFrom < 0) {
            footerFrom = builder.length();
        }
        marks.start(element);
        terms.start(name);
        return menus || !name.equals("nav");
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
    public void data(Element element, String data) {
        if (element.attr("type").strip().equalsIgnoreCase("application/ld+json")) {
            questions.addAll(JsonLdQuestions.of(data));
        }
    }

    @Override
    public void block(String tag, String text) {
        if (tag.equals("dt")) {
            terms.term(text);
            return;
        }
        Optional<String> labelled = tag.equals("li") ? Optional.empty() : terms.labelled(text);
        if (labelled.isPresent()) {
            builder.line(labelled.get());
            return;
        }
        if (!text.isBlank()) {
            terms.left().ifPresent(builder::paragraph);
        }
        switch (tag) {
            case "title" -> title = title.or(() -> ExtractedText.titled(text));
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                if (tag.equals("h1")) {
                    firstHeading = firstHeading.or(() -> ExtractedText.titled(text));
                }
                builder.heading(tag.charAt(1) - '0', text);
            }
            case "code" -> builder.code(text);
            default -> {
                String mark = text.isBlank() ? "" : marks.take();
                if (mark.isEmpty()) {
                    builder.paragraph(text);
                } else {
                    builder.line(mark + text);
                }
            }
        }
    }

    @Override
    public void row(List<String> cells, boolean header) {
        terms.left().ifPresent(builder::paragraph);
        if (cells.stream().mapToInt(String::length).sum() > LONGEST_ROW) {
            table.settle();
            new LinkedHashSet<>(cells).forEach(builder::paragraph);
        } else if (header && cells.size() > 1) {
            table.header(cells);
        } else {
            table.row(cells);
        }
    }

    @Override
    public void end(Element element) {
        if (marks.end(element)) {
            builder.gap();
        }
        switch (element.normalName()) {
            case "dl" -> {
                terms.left().ifPresent(builder::paragraph);
                builder.gap();
            }
            case "table" -> {
                table.end();
                table = TableText.guessed(builder, false);
            }
            case "main" -> mainTo = builder.length();
            case "footer" -> footerEnds();
            default -> {}
        }
        terms.end(element.normalName());
    }

    private void footerEnds() {
        String footer = builder.text(footerFrom, builder.length());
        if (!footer.isEmpty() && !footers.add(footer)) {
            builder.cut(footerFrom);
        }
        footerFrom = -1;
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
