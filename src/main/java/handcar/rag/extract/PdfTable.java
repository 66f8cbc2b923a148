package handcar.rag.extract;

import module java.base;

/// The rows and cells of a table of which the columns are known. A cell may have several lines; a row ends where more white
/// follows than between its lines, or where the next line has a first cell again.
final class PdfTable {
    /// Steps from line to line that differ by less than this factor are the same.
    private static final float SAME_STEP = 1.2f;

    /// Lines of one cell are nearer than this, in parts of the size.
    private static final float IN_A_CELL = 1.6f;

    private static final float NEXT_LINE = 1.35f;

    private static final Pattern MARK =
            Pattern.compile(
                    "[•◦▪‣●–*·○■□-]|\\(?(?:\\d{1,3}|\\p{L})[.)]|\\d{1,2}(?:\\.\\d{1,2})+\\.?");

    private final int columns;
    private final Optional<List<String>> names;
    private final float body;
    private final List<Float> lefts = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    /// A printed line; a cell it has none of is empty.
    private record Line(List<Optional<PdfSegment>> cells, boolean across, float baseline) {
        Set<Integer> filled() {
            Set<Integer> filled = new TreeSet<>();
            for (int at = 0; at < cells.size(); at++) {
                if (cells.get(at).isPresent()) {
                    filled.add(at);
                }
            }
            return filled;
        }

        boolean isBold() {
            return cells.stream().flatMap(Optional::stream).allMatch(PdfSegment::bold);
        }

        PdfSegment joined() {
            return PdfSegment.joined(cells.stream().flatMap(Optional::stream).toList());
        }
    }

    /// @param names those of the columns, where they are known
    PdfTable(
            List<List<PdfSegment>> columns,
            List<PdfSegment> across,
            Optional<List<String>> names,
            float body) {
        this.names = names;
        this.columns = columns.size();
        this.body = body;
        IdentityHashMap<PdfSegment, Integer> columnOf = new IdentityHashMap<>();
        for (int at = 0; at < columns.size(); at++) {
            float left = Float.POSITIVE_INFINITY;
            for (PdfSegment segment : columns.get(at)) {
                columnOf.put(segment, at);
                left = Math.min(left, segment.left());
            }
            lefts.add(left);
        }
        List<PdfSegment> all = new ArrayList<>(across);
        columns.forEach(all::addAll);
        for (List<PdfSegment> line : PdfSegment.lines(all)) {
            List<List<PdfSegment>> cells = new ArrayList<>();
            for (int at = 0; at < this.columns; at++) {
                cells.add(new ArrayList<>());
            }
            boolean wide = false;
            for (PdfSegment segment : line) {
                Integer column = columnOf.get(segment);
                wide |= column == null;
                cells.get(column == null ? 0 : column).add(segment);
            }
            lines.add(
                    new Line(
                            cells.stream()
                                    .map(
                                            cell ->
                                                    cell.isEmpty()
                                                            ? Optional.<PdfSegment>empty()
                                                            : Optional.of(PdfSegment.joined(cell)))
                                    .toList(),
                            wide,
                            line.getFirst().baseline()));
        }
    }

    /// The table, with what stands below it in its first column but is none of it; a list when the first column is marks.
    List<PdfBlock> blocks() {
        int end = lines.size();
        while (end > 1 && isBelow(end - 1, end < lines.size())) {
            end--;
        }
        List<PdfBlock> blocks = new ArrayList<>();
        List<List<Line>> rows = rows(lines.subList(0, end));
        boolean list = rows.stream().allMatch(row -> isMarked(row.getFirst()));
        if (list) {
            blocks.add(
                    new PdfBlock.Lines(lines.subList(0, end).stream().map(Line::joined).toList()));
        } else {
            blocks.add(table(rows));
        }
        if (end < lines.size()) {
            blocks.add(
                    new PdfBlock.Lines(
                            lines.subList(end, lines.size()).stream().map(Line::joined).toList()));
        }
        return blocks;
    }

    /// Whether a line is none of the table: alone at the left, and apart from the line above it or with one below it that is none.
    private boolean isBelow(int at, boolean moreBelow) {
        Line line = lines.get(at);
        boolean alone = line.across || line.filled().equals(Set.of(0));
        boolean apart = line.baseline - lines.get(at - 1).baseline > NEXT_LINE * body;
        return alone && (apart || moreBelow);
    }

    private static boolean isMarked(Line line) {
        return line.cells.getFirst().filter(cell -> MARK.matcher(cell.text()).matches()).isPresent()
                || PdfParagraphs.isItem(line.joined().text());
    }

    private PdfBlock.Table table(List<List<Line>> rows) {
        List<TableRow> all = rows.stream().map(this::row).toList();
        return names.isPresent()
                ? new PdfBlock.Table(lefts, names, all)
                : PdfBlock.Table.of(lefts, all);
    }

    private TableRow row(List<Line> row) {
        List<StringBuilder> cells = new ArrayList<>();
        for (int at = 0; at < columns; at++) {
            cells.add(new StringBuilder());
        }
        boolean across = false;
        for (Line line : row) {
            across |= line.across;
            for (int at : line.filled()) {
                PdfParagraphs.join(
                        cells.get(at), line.cells.get(at).map(PdfSegment::text).orElse(""), ' ');
            }
        }
        return new TableRow(
                cells.stream().map(StringBuilder::toString).toList(),
                across,
                row.stream().allMatch(Line::isBold));
    }

    /// The lines of each row.
    private List<List<Line>> rows(List<Line> lines) {
        List<Float> steps = new ArrayList<>();
        for (int at = 1; at < lines.size(); at++) {
            steps.add(lines.get(at).baseline - lines.get(at - 1).baseline);
        }
        List<Float> sorted = new ArrayList<>(steps);
        sorted.sort(null);
        for (int at = sorted.size() - 1; at > 0; at--) {
            float small = sorted.get(at - 1);
            float large = sorted.get(at);
            if (large > small * SAME_STEP && small < IN_A_CELL * body) {
                List<List<Line>> rows = apart(lines, steps, (small + large) / 2);
                if (rows.stream().allMatch(PdfTable::isOneRow)) {
                    return rows;
                }
            }
        }
        return byFirstCell(lines);
    }

    private static List<List<Line>> apart(List<Line> lines, List<Float> steps, float least) {
        List<List<Line>> rows = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            if (at == 0 || steps.get(at - 1) > least) {
                rows.add(new ArrayList<>());
            }
            rows.getLast().add(lines.get(at));
        }
        return rows;
    }

    /// Not if two of the lines begin with a first cell that is no rest of a sentence and have most of the others.
    private static boolean isOneRow(List<Line> row) {
        Set<Integer> all = new TreeSet<>();
        row.forEach(line -> all.addAll(line.filled()));
        long begun =
                row.stream()
                        .filter(line -> line.cells.getFirst().filter(PdfTable::begins).isPresent())
                        .filter(line -> line.filled().size() * 2 > all.size())
                        .count();
        return row.size() == 1
                || (all.size() > 1 && begun < 2 && row.stream().noneMatch(Line::across));
    }

    private static boolean begins(PdfSegment cell) {
        int first = cell.text().codePointAt(0);
        return !Character.isLowerCase(first) && first != '(';
    }

    /// A line goes on with the row above it when it has no first cell and few others.
    private List<List<Line>> byFirstCell(List<Line> lines) {
        List<List<Line>> rows = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            boolean goesOn =
                    at > 0
                            && line.cells.getFirst().isEmpty()
                            && line.filled().size() * 2 <= columns
                            && line.baseline - lines.get(at - 1).baseline < IN_A_CELL * body;
            if (!goesOn) {
                rows.add(new ArrayList<>());
            }
            rows.getLast().add(line);
        }
        return rows;
    }
}
