package handcar.rag.extract;

import module java.base;

/// The visible cells of a sheet by row and column, both from 0. What is merged stands in each row that it covers.
final class XlsxSheet {
    /// Wider sheets are layouts, not tables, and a cell may claim column 16 384.
    static final int WIDEST = 256;

    /// Cells that merging may fill in all; beyond it the sheet is hostile.
    private static final int MOST_MERGED = 200_000;

    private static final int MOST_KNOWN = 10_000;

    /// Rows that come after a later one, which no program writes; each moves all that follow.
    private static final int MOST_LATE = 1_000;

    /// What a cell shows.
    record Cell(String text, boolean number, boolean bold) {
        static final Cell EMPTY = new Cell("", false, false);
    }

    /// A rectangle of cells, its ends included.
    record Area(int top, int left, int bottom, int right) {
        private static final Pattern REFERENCE =
                Pattern.compile(
                        "\\$?([A-Z]{1,3})\\$?(\\d{1,7})(?::\\$?([A-Z]{1,3})\\$?(\\d{1,7}))?");

        static Optional<Area> of(String reference) {
            Matcher parts = REFERENCE.matcher(reference);
            if (!parts.matches()) {
                return Optional.empty();
            }
            int left = column(parts.group(1));
            int top = Integer.parseInt(parts.group(2)) - 1;
            boolean one = parts.group(3) == null;
            return Optional.of(
                    new Area(
                            top,
                            left,
                            one ? top : Integer.parseInt(parts.group(4)) - 1,
                            one ? left : column(parts.group(3))));
        }

        private static int column(String letters) {
            int column = 0;
            for (int at = 0; at < letters.length(); at++) {
                column = column * 26 + letters.charAt(at) - 'A' + 1;
            }
            return column - 1;
        }
    }

    /// The rows with cells, in order, and their cells; arrays, because a sheet may have hundreds of thousands.
    private int[] rows = new int[16];

    private Cell[][] cells = new Cell[16][];
    private int size;
    private int late;

    /// Cells that are alike are one in memory; most sheets repeat most of theirs.
    private final Map<Cell, Cell> known = new HashMap<>();

    private final BitSet hiddenColumns = new BitSet();
    private final Set<Integer> hiddenRows = new HashSet<>();
    private final Set<Integer> headers = new HashSet<>();
    private final Set<Area> merged = new LinkedHashSet<>();

    private List<Integer> columns = List.of();

    void hideColumns(int from, int to) {
        hiddenColumns.set(Math.clamp(from, 0, WIDEST), Math.clamp(to + 1L, 0, WIDEST));
    }

    void hideRow(int row) {
        hiddenRows.add(row);
    }

    boolean isHidden(int row, int column) {
        return hiddenRows.contains(row) || hiddenColumns.get(column);
    }

    /// The row in which the names of columns stand, where the sheet says so.
    void header(int row) {
        headers.add(row);
    }

    void merge(Area area) {
        merged.add(area);
    }

    void put(int row, int column, Cell cell) {
        if (column >= WIDEST || hiddenRows.contains(row)) {
            return;
        }
        int at = place(row);
        if (at < 0) {
            at = -at - 1;
            if (at < size && ++late > MOST_LATE) {
                throw new UnreadableDocumentException(
                        "The rows of this workbook are in no order. Save it again and upload it"
                                + " once more.");
            }
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, size * 2);
                cells = Arrays.copyOf(cells, size * 2);
            }
            System.arraycopy(rows, at, rows, at + 1, size - at);
            System.arraycopy(cells, at, cells, at + 1, size - at);
            rows[at] = row;
            cells[at] = new Cell[0];
            size++;
        }
        if (column >= cells[at].length) {
            int before = cells[at].length;
            cells[at] = Arrays.copyOf(cells[at], column + 1);
            Arrays.fill(cells[at], before, column + 1, Cell.EMPTY);
        }
        cells[at][column] = once(cell);
    }

    private Cell once(Cell cell) {
        Cell like = known.get(cell);
        if (like == null && known.size() < MOST_KNOWN) {
            known.put(cell, cell);
        }
        return like == null ? cell : like;
    }

    /// Where a row is, or as [Arrays#binarySearch] says where it would be.
    private int place(int row) {
        return Arrays.binarySearch(rows, 0, size, row);
    }

    Cell cell(int row, int column) {
        int at = place(row);
        return at >= 0 && column < cells[at].length ? cells[at][column] : Cell.EMPTY;
    }

    boolean isHeader(int row) {
        return headers.contains(row);
    }

    /// Whether a cell is covered by one to the left of it.
    boolean isCovered(int row, int column) {
        return merged.stream()
                .anyMatch(
                        area ->
                                area.top <= row
                                        && area.bottom >= row
                                        && area.left < column
                                        && area.right >= column);
    }

    /// All rows with something in them that is seen, in order.
    List<Integer> rows() {
        return IntStream.range(0, size)
                .filter(
                        at ->
                                columns.stream()
                                        .anyMatch(
                                                column ->
                                                        column < cells[at].length
                                                                && !cells[at][column].text
                                                                        .isEmpty()))
                .map(at -> rows[at])
                .boxed()
                .toList();
    }

    /// The columns that are seen.
    List<Integer> columns() {
        return columns;
    }

    /// Whether rows between these two, which have nothing in them, are seen as a gap.
    boolean isGap(int above, int below) {
        for (int row = above + 1; row < below; row++) {
            if (!hiddenRows.contains(row)) {
                return true;
            }
        }
        return false;
    }

    /// To be called when all is read: copies what is merged into the rows below and forgets hidden columns.
    void settle() {
        int copied = 0;
        for (Area area : merged) {
            Cell first = cell(area.top, area.left);
            int from = place(area.top);
            for (int at = from + 1;
                    from >= 0
                            && !first.text.isEmpty()
                            && at < size
                            && rows[at] <= area.bottom
                            && copied < MOST_MERGED;
                    at++) {
                put(rows[at], area.left, first);
                copied++;
            }
        }
        int widest = 0;
        for (int at = 0; at < size; at++) {
            widest = Math.max(widest, cells[at].length);
        }
        columns =
                IntStream.range(0, widest)
                        .filter(column -> !hiddenColumns.get(column))
                        .boxed()
                        .toList();
    }
}
