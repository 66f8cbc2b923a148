package handcar.text;

import module java.base;

import org.jsoup.nodes.Element;

/// The row of a table that is being read. A cell that covers several columns or rows (HTML, 4.9.11) is repeated in each of
/// them; a cell that covers the whole row stays one cell.
final class HtmlTableRow {
    /// Columns. Wider tables are layouts, and a cell may claim a thousand.
    private static final int WIDEST = 200;

    /// Rows that a cell may cover.
    private static final int LONGEST_SPAN = 1_000;

    /// Cells of a page that are repeated; in a page with more of them each counts once.
    private static final int MOST_REPEATED = 100_000;

    private final List<String> cells = new ArrayList<>();

    /// What covers the columns of the rows below, and how many rows more.
    private final Map<Integer, String> above = new HashMap<>();

    private final Map<Integer, Integer> rowsLeft = new HashMap<>();

    /// The columns and rows that the open cell covers.
    private int columns = 1;

    private int rows = 1;
    private int written;
    private int repeated;
    private boolean headers = true;
    private boolean inHead;

    /// The element `thead` begins or ends.
    void head(boolean begins) {
        inHead = begins;
    }

    void cell(Element cell) {
        boolean repeats = repeated < MOST_REPEATED;
        columns = repeats ? span(cell, "colspan", WIDEST) : 1;
        rows = repeats ? span(cell, "rowspan", LONGEST_SPAN) : 1;
        headers &= inHead || cell.normalName().equals("th");
    }

    private static int span(Element cell, String name, int most) {
        String value = cell.attr(name).strip();
        return value.matches("\\d{1,5}") ? Math.clamp(Integer.parseInt(value), 1, most) : 1;
    }

    void cellEnds(String text) {
        fromAbove();
        for (int more = 0; more < columns && cells.size() < WIDEST; more++) {
            if (rows > 1) {
                above.put(cells.size(), text);
                rowsLeft.put(cells.size(), rows - 1);
            }
            cells.add(text);
        }
        repeated += columns - 1;
        written++;
    }

    /// Whether nothing stands in the row so far.
    boolean isEmpty() {
        return written == 0;
    }

    /// Whether all its cells are headers.
    boolean isHeader() {
        return headers;
    }

    /// The cells; the next row begins.
    List<String> end() {
        boolean whole = written == 1 && columns > 1 && cells.size() == columns;
        List<String> row = whole ? List.of(cells.getFirst()) : allCells();
        cells.clear();
        written = 0;
        headers = true;
        return row;
    }

    private List<String> allCells() {
        fromAbove();
        return List.copyOf(cells);
    }

    /// A table begins or ends.
    void clear() {
        above.clear();
        rowsLeft.clear();
        inHead = false;
    }

    private void fromAbove() {
        for (int at = cells.size(); rowsLeft.containsKey(at) && at < WIDEST; at++) {
            cells.add(above.getOrDefault(at, ""));
            repeated++;
            int left = rowsLeft.getOrDefault(at, 1) - 1;
            if (left > 0) {
                rowsLeft.put(at, left);
            } else {
                rowsLeft.remove(at);
            }
        }
    }
}
