package handcar.text;

import module java.base;

/// A line of a table as documents are stored: `| Norway | 24.90 € |`, `Norway | 24.90 €`, cells between tabs, or
/// `Country: Norway; Standard: 24.90 €`, where each cell has the name of its column before it.
public record TableLine(List<Cell> cells) {
    private static final Pattern RULE = Pattern.compile("[|:\\- =+]*-{2,}[|:\\- =+]*");
    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\||\\t");
    private static final Pattern LABEL = Pattern.compile("([^:;\\n]{1,120}?): (?=\\S)");
    private static final Pattern LABELLED_END = Pattern.compile(";(?: |$)");

    /// A cell.
    ///
    /// @param header the name of its column where it stands before the cell; may be empty
    /// @param text without the header, bars and white space around it
    /// @param start UTF-16 offset in the line where the cell with its header begins
    /// @param value where the cell without its header begins
    /// @param end where it ends
    public record Cell(String header, String text, int start, int value, int end) {}

    /// Whether the line is the rule below the headers, `|---|---|`.
    public static boolean isRule(String line) {
        return RULE.matcher(line.strip()).matches();
    }

    /// The cells of a line with bars or tabs; empty when it has none.
    public static Optional<TableLine> withBars(String line) {
        String bare = line.strip();
        boolean around = bare.startsWith("|") && bare.indexOf('|', 1) > 0 && bare.length() > 2;
        if (!around && !bare.contains(" | ") && bare.indexOf('\t') < 0) {
            return Optional.empty();
        }
        List<Cell> cells = new ArrayList<>();
        int first = line.length() - line.stripLeading().length();
        int last = first + bare.length();
        int start = bare.startsWith("|") ? first + 1 : first;
        Matcher bar = BAR.matcher(line).region(start, last);
        while (bar.find()) {
            cells.add(cell(line, start, bar.start()));
            start = bar.end();
        }
        if (start < last) {
            cells.add(cell(line, start, last));
        }
        return Optional.of(new TableLine(List.copyOf(cells)));
    }

    private static Cell cell(String line, int start, int end) {
        String text = line.substring(start, end).strip().replace("\\|", "|");
        return new Cell("", text, start, start, end);
    }

    /// The cells of a line such as `Country: Norway; Standard: 24.90 €`; empty when it has not at least two, or when no
    /// second one has a header.
    public static Optional<TableLine> labelled(String line) {
        List<Cell> cells = new ArrayList<>();
        int labels = 0;
        int start = 0;
        Matcher ends = LABELLED_END.matcher(line);
        while (start < line.length()) {
            int end = ends.find(start) ? ends.start() : line.length();
            Matcher label = LABEL.matcher(line).region(start, end);
            if (label.lookingAt()) {
                cells.add(cell(line, label.group(1).strip(), start, label.end(), end));
                labels++;
            } else if (cells.isEmpty()) {
                cells.add(cell(line, "", start, start, end));
            } else {
                Cell before = cells.removeLast();
                cells.add(cell(line, before.header(), before.start(), before.value(), end));
            }
            start = end == line.length() ? end : ends.end();
        }
        return labels >= 2 || (labels == 1 && cells.size() == 2)
                ? Optional.of(new TableLine(List.copyOf(cells)))
                : Optional.empty();
    }

    private static Cell cell(String line, String header, int start, int value, int end) {
        return new Cell(header, line.substring(value, end).strip(), start, value, end);
    }

    /// The names of the columns that stand before the cells; empty texts where there are none.
    public List<String> headers() {
        return cells.stream().map(Cell::header).toList();
    }

    /// What the cells say.
    public List<String> texts() {
        return cells.stream().map(Cell::text).toList();
    }
}
