package handcar.text;

import module java.base;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/// The text of a mail by which a website tells what was filled into its form: rows of a label and a value, labels in bold with the
/// value behind or below, lists of terms. Each field is marked, so that labels are told from values whatever is written in them.
public final class HtmlFormText {
    /// A field begins with its label, alone at the beginning of a line.
    public static final String FIELD = "\uE0F6";

    /// The value begins, behind the label and a colon.
    public static final String VALUE = "\uE0F7";

    /// What follows belongs to no field.
    public static final String REST = "\uE0F8";

    /// Characters; a form is a page or two.
    private static final int LONGEST = 300_000;

    private static final int DEEPEST = 100;
    private static final int LONGEST_LABEL = 80;
    private static final Set<String> HIDDEN =
            Set.of("head", "style", "script", "title", "noscript", "template");

    private static final Set<String> BOLD =
            Set.of("b", "strong", "th", "dt", "h3", "h4", "h5", "h6", "label");

    private static final Pattern BOLD_STYLE =
            Pattern.compile("font-weight:\\s*(?:bold|[6-9]00)", Pattern.CASE_INSENSITIVE);

    private static final Pattern HIDDEN_STYLE =
            Pattern.compile("display:\\s*none", Pattern.CASE_INSENSITIVE);

    private static final Pattern SIGNATURE = Pattern.compile("--|_{3,}|-{3,}");
    private static final Pattern LABEL = Pattern.compile("(?U)[^\\n.!]*\\p{L}[^\\n.!]*");
    private static final Pattern LABEL_END = Pattern.compile("[\\s*:：]+$");

    private final List<Entry> entries = new ArrayList<>();
    private final StringBuilder bold = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();

    /// Whether the last field may go on.
    private boolean open;

    /// A field, or with an empty label text beside the form.
    private record Entry(String label, StringBuilder text) {}

    private HtmlFormText() {}

    /// The marked text; empty when it is no form of at least two fields that are filled in.
    public static Optional<String> marked(String html) {
        if (html.length() > LONGEST) {
            return Optional.empty();
        }
        HtmlFormText form = new HtmlFormText();
        Parser parser = Parser.htmlParser().setMaxDepth(DEEPEST);
        form.read(Jsoup.parse(html, "", parser).body(), false);
        form.line();
        List<Entry> filled =
                form.entries.stream().filter(each -> !each.text.toString().isBlank()).toList();
        long fields = filled.stream().filter(each -> !each.label.isEmpty()).count();
        return fields < 2
                ? Optional.empty()
                : Optional.of(
                        filled.stream()
                                .map(HtmlFormText::written)
                                .collect(Collectors.joining("\n")));
    }

    /// Whether the text was marked here.
    public static boolean isMarked(String text) {
        return text.contains(FIELD);
    }

    private static String written(Entry entry) {
        String text = entry.text.toString().replaceAll("\n{3,}", "\n\n").strip();
        return entry.label.isEmpty()
                ? REST + text
                : FIELD + entry.label + ":" + VALUE + (text.contains("\n") ? "\n" : " ") + text;
    }

    private void read(Node node, boolean isBold) {
        if (node instanceof TextNode text) {
            String words =
                    HtmlMailText.unmarked(text.getWholeText()).replaceAll("[\\s\u00A0]+", " ");
            (isBold && plain.toString().isBlank() ? bold : plain).append(words);
        } else if (node instanceof Element element && !isHidden(element)) {
            read(element, isBold || isBold(element));
        }
    }

    private void read(Element element, boolean isBold) {
        String name = element.normalName();
        boolean breaks = element.isBlock() || name.equals("td");
        if (name.equals("br")) {
            line();
        } else if (breaks) {
            block();
        }
        if (name.equals("hr") || name.equals("h1") || name.equals("h2")) {
            open = false;
        }
        List<Element> cells = name.equals("tr") ? cells(element) : List.of();
        if (cells.isEmpty()) {
            element.childNodes().forEach(child -> read(child, isBold));
        } else {
            row(cells);
        }
        if (breaks) {
            block();
        }
    }

    private void block() {
        if (!bold.toString().isBlank() || !plain.toString().isBlank()) {
            line();
        }
    }

    /// The cells of a row that hold something; none of a row that holds other tables.
    private static List<Element> cells(Element row) {
        return row.selectFirst("table") != null
                ? List.of()
                : row.children().stream()
                        .filter(cell -> cell.nameIs("td") || cell.nameIs("th"))
                        .filter(cell -> !isHidden(cell) && !text(cell).isBlank())
                        .toList();
    }

    private void row(List<Element> cells) {
        List<String> texts = cells.stream().map(HtmlFormText::text).toList();
        boolean isHead = cells.size() > 1 && cells.stream().allMatch(cell -> cell.nameIs("th"));
        if (cells.size() == 2 && !isHead && isLabel(texts.getFirst())) {
            begin(texts.getFirst());
            continued(texts.getLast());
            open = false;
        } else if (cells.size() == 1 && isLabelCell(cells.getFirst(), texts.getFirst())) {
            begin(texts.getFirst());
        } else if (cells.size() == 1 && open) {
            continued(texts.getFirst());
            open = false;
        } else {
            open = false;
            rest(String.join(" | ", texts));
        }
    }

    /// A cell that fills its row and is all bold.
    private static boolean isLabelCell(Element cell, String text) {
        HtmlFormText inside = new HtmlFormText();
        inside.read(cell, isBold(cell));
        inside.line();
        return isLabel(text)
                && inside.entries.size() == 1
                && !inside.entries.getFirst().label.isEmpty()
                && inside.entries.getFirst().text.isEmpty();
    }

    /// The lines of a cell.
    private static String text(Element cell) {
        return Arrays.stream(HtmlMailText.marked(cell.html()).split("\n", -1))
                .map(line -> HtmlMailText.unmarked(line).replace('\u00A0', ' '))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /// A line has ended.
    private void line() {
        String label = bold.toString().strip();
        String text = plain.toString().strip();
        bold.setLength(0);
        plain.setLength(0);
        boolean isValue = label.isEmpty() || !isLabel(label);
        String line = isValue ? (label + " " + text).strip() : text;
        if (!isValue) {
            begin(label);
        }
        if (SIGNATURE.matcher(line).matches()) {
            open = false;
        }
        if (open) {
            continued(line.replaceFirst(isValue ? "^" : "^[:：]\\s*", ""));
        } else if (!line.isEmpty()) {
            rest(line);
        }
    }

    private void begin(String label) {
        entries.add(new Entry(LABEL_END.matcher(label).replaceAll(""), new StringBuilder()));
        open = true;
    }

    private void continued(String line) {
        StringBuilder value = entries.getLast().text;
        value.append(value.isEmpty() ? "" : "\n").append(line);
    }

    private void rest(String line) {
        entries.add(new Entry("", new StringBuilder(line)));
    }

    private static boolean isLabel(String text) {
        String bare = LABEL_END.matcher(text).replaceAll("");
        return bare.length() <= LONGEST_LABEL && LABEL.matcher(bare).matches();
    }

    private static boolean isBold(Element element) {
        return BOLD.contains(element.normalName())
                || BOLD_STYLE.matcher(element.attr("style")).find();
    }

    private static boolean isHidden(Element element) {
        return HIDDEN.contains(element.normalName())
                || HIDDEN_STYLE.matcher(element.attr("style")).find();
    }
}
