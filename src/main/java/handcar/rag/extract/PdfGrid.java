package handcar.rag.extract;

import module java.base;

/// A table whose cells are drawn: rows and columns between lines that meet, where cells without a line between them are
/// one.
final class PdfGrid {
    /// A crossword has fewer.
    private static final int MOST_CELLS = 10_000;

    private final List<PdfRule> rules;
    private final float[] xs;
    private final float[] ys;

    /// For each cell the first cell of what it is a part of, by rows.
    private final int[] whole;

    private PdfGrid(List<PdfRule> rules, float[] xs, float[] ys) {
        this.rules = rules;
        this.xs = xs;
        this.ys = ys;
        this.whole = new int[Math.max(0, rows() * columns())];
    }

    /// The grids among these lines with at least two rows and two columns.
    static List<PdfGrid> of(List<PdfRule> rules) {
        List<PdfGrid> grids = new ArrayList<>();
        for (List<PdfRule> together :
                connected(rules).stream().flatMap(PdfTouchingGrids::apart).toList()) {
            PdfGrid grid = new PdfGrid(together, places(together, true), places(together, false));
            if (grid.rows() > 1
                    && grid.columns() > 1
                    && (long) grid.rows() * grid.columns() <= MOST_CELLS) {
                grid.unite();
                if (Arrays.stream(grid.whole).distinct().count() > 3) {
                    grids.add(grid);
                }
            }
        }
        return grids;
    }

    private static List<List<PdfRule>> connected(List<PdfRule> rules) {
        List<List<PdfRule>> all = new ArrayList<>();
        List<PdfRule> left = new ArrayList<>(rules);
        while (!left.isEmpty()) {
            List<PdfRule> together = new ArrayList<>();
            together.add(left.removeLast());
            for (int at = 0; at < together.size(); at++) {
                PdfRule one = together.get(at);
                List<PdfRule> others = left.stream().filter(one::touches).toList();
                if (!others.isEmpty()) {
                    together.addAll(others);
                    left.removeIf(one::touches);
                }
            }
            all.add(together);
        }
        return all;
    }

    /// Where the vertical or horizontal lines are, those nearly at one place once.
    static float[] places(List<PdfRule> rules, boolean vertical) {
        List<Float> places = new ArrayList<>();
        rules.stream()
                .filter(rule -> rule.isVertical() == vertical)
                .map(rule -> vertical ? rule.x() : rule.y())
                .sorted()
                .forEach(
                        place -> {
                            if (places.isEmpty() || place - places.getLast() > PdfRule.NEAR) {
                                places.add(place);
                            }
                        });
        float[] found = new float[places.size()];
        for (int at = 0; at < found.length; at++) {
            found[at] = places.get(at);
        }
        return found;
    }

    int rows() {
        return ys.length - 1;
    }

    int columns() {
        return xs.length - 1;
    }

    float left() {
        return xs[0];
    }

    float right() {
        return xs[xs.length - 1];
    }

    List<Float> lefts() {
        List<Float> lefts = new ArrayList<>();
        for (int at = 0; at < columns(); at++) {
            lefts.add(xs[at]);
        }
        return lefts;
    }

    private void unite() {
        for (int at = 0; at < whole.length; at++) {
            whole[at] = at;
        }
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                int cell = row * columns() + column;
                float x = (xs[column] + xs[column + 1]) / 2;
                float y = (ys[row] + ys[row + 1]) / 2;
                if (column > 0 && isFree(xs[column], y, true)) {
                    join(cell - 1, cell);
                }
                if (row > 0 && isFree(ys[row], x, false)) {
                    join(cell - columns(), cell);
                }
            }
        }
    }

    private boolean isFree(float place, float along, boolean vertical) {
        return rules.stream()
                .noneMatch(
                        rule ->
                                rule.isVertical() == vertical
                                        && Math.abs((vertical ? rule.x() : rule.y()) - place)
                                                <= PdfRule.NEAR
                                        && along > (vertical ? rule.top() : rule.left()) - 1
                                        && along < (vertical ? rule.bottom() : rule.right()) + 1);
    }

    private void join(int one, int other) {
        int from = Math.max(whole[one], whole[other]);
        int to = Math.min(whole[one], whole[other]);
        for (int at = 0; at < whole.length && from != to; at++) {
            whole[at] = whole[at] == from ? to : whole[at];
        }
    }

    /// Whether a segment stands in one of the cells.
    boolean holds(PdfSegment segment) {
        return cell(segment) >= 0;
    }

    private int cell(PdfSegment segment) {
        int column = at(xs, (segment.left() + Math.min(segment.right(), segment.left() + 20)) / 2);
        int row = at(ys, segment.baseline() - segment.size() * 0.3f);
        return row < 0 || column < 0 ? -1 : row * columns() + column;
    }

    private static int at(float[] places, float place) {
        for (int at = 0; at + 1 < places.length; at++) {
            if (place >= places[at] && place < places[at + 1]) {
                return at;
            }
        }
        return -1;
    }

    /// The table with these segments in its cells. What holds for several rows is repeated in each of them.
    PdfBlock.Table table(List<PdfSegment> segments) {
        inside(segments).forEach(this::divide);
        Map<Integer, List<PdfSegment>> inside = inside(segments);
        List<TableRow> rows = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            List<String> cells = new ArrayList<>();
            boolean bold = true;
            int own = 0;
            for (int column = 0; column < columns(); column++) {
                int cell = row * columns() + column;
                List<PdfSegment> text = inside.getOrDefault(whole[cell], List.of());
                boolean goesOn = column > 0 && whole[cell] == whole[cell - 1];
                bold &= text.stream().allMatch(PdfSegment::bold);
                own += text.isEmpty() || goesOn ? 0 : 1;
                cells.add(row > 0 && goesOn ? "" : text(text));
            }
            boolean across = own == 1 && whole[row * columns()] == whole[(row + 1) * columns() - 1];
            rows.add(new TableRow(across ? List.of(cells.getFirst()) : cells, across, bold));
        }
        rows.removeIf(row -> row.cells().stream().allMatch(String::isEmpty));
        return PdfBlock.Table.of(lefts(), rows);
    }

    /// The segments of each cell.
    private Map<Integer, List<PdfSegment>> inside(List<PdfSegment> segments) {
        Map<Integer, List<PdfSegment>> inside = new HashMap<>();
        for (PdfSegment segment : segments) {
            inside.computeIfAbsent(whole[cell(segment)], _ -> new ArrayList<>()).add(segment);
        }
        return inside;
    }

    /// Divides a cell of one row whose text stands in several columns and crosses none of their edges: some programs leave
    /// lines out.
    private void divide(int first, List<PdfSegment> segments) {
        if (segments.size() < 2) {
            return;
        }
        int[] cells = IntStream.range(0, whole.length).filter(at -> whole[at] == first).toArray();
        boolean oneRow = cells[cells.length - 1] / columns() == first / columns();
        long places = segments.stream().mapToInt(this::cell).distinct().count();
        boolean crossed = segments.stream().anyMatch(this::crosses);
        if (oneRow && places > 1 && !crossed) {
            for (int cell : cells) {
                whole[cell] = cell;
            }
        }
    }

    private boolean crosses(PdfSegment segment) {
        for (float x : xs) {
            if (segment.left() < x - 1 && segment.right() > x + 1) {
                return true;
            }
        }
        return false;
    }

    private static String text(List<PdfSegment> segments) {
        StringBuilder text = new StringBuilder();
        for (List<PdfSegment> line : PdfSegment.lines(segments)) {
            PdfParagraphs.join(text, PdfSegment.joined(line).text(), ' ');
        }
        return text.toString();
    }
}
