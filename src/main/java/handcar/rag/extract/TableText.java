package handcar.rag.extract;

import module java.base;

/// A table on its way into text, one line per row. The names of the columns are repeated in every row (`Model: X200; Price:
/// 49.90 €`), so that a row found by a search says by itself what its values are, wherever the table is cut. A group above
/// several columns is part of their names (`Price new`, `Price used`).
final class TableText {
    /// Rows that are looked at to find the names, where the format has no word for them.
    private static final int SAMPLE = 50;

    /// Stands for an empty cell where no name says which cell a value belongs to.
    private static final String EMPTY = "–";

    private final TextBuilder draft;
    private final boolean likely;
    private final List<TableRow> first = new ArrayList<>();
    private final List<TableRow> head = new ArrayList<>();
    private List<String> names = List.of();
    private boolean settled;
    private boolean filled;

    /// A row that is not in bold type was written below the names.
    private boolean plainRows;

    private TableText(TextBuilder draft, boolean likely, boolean settled) {
        this.draft = draft;
        this.likely = likely;
        this.settled = settled;
    }

    /// A table whose names come by [#header], if it has some.
    static TableText named(TextBuilder draft) {
        return new TableText(draft, false, true);
    }

    /// A table whose names may be its first rows; see [TableHead].
    static TableText guessed(TextBuilder draft, boolean likely) {
        return new TableText(draft, likely, false);
    }

    /// Writes a table of which so many rows name the columns.
    static void write(TextBuilder draft, List<TableRow> rows, int head) {
        TableText table = named(draft);
        table.names = head > 0 ? TableHead.names(rows.subList(0, head), false) : List.of();
        rows.subList(head, rows.size()).forEach(table::row);
        table.end();
    }

    /// The names of the columns, from a format that knows them. A second row of them, before any data, is added to the first.
    void header(List<String> cells) {
        settle();
        if (filled) {
            head.clear();
            filled = false;
        }
        head.add(TableRow.of(oneLine(cells)));
        names = TableHead.names(head, false);
    }

    /// The next row. Merged cells are repeated in each column they cover; empty cells may be missing at the end. A row of one
    /// cell in a wider table is a line of its own, such as "Accessories".
    void row(List<String> cells) {
        row(TableRow.of(oneLine(cells)));
    }

    void row(TableRow row) {
        if (settled) {
            add(row);
        } else if (row.filled() > 0) {
            first.add(row);
            if (first.size() == SAMPLE) {
                settle();
            }
        }
    }

    private static List<String> oneLine(List<String> cells) {
        List<String> row = new ArrayList<>(cells.size());
        cells.forEach(cell -> row.add(TextBuilder.oneLine(cell)));
        return row;
    }

    /// Writes the rows that were kept back until the names are known. Lines across the table may stand above the names.
    void settle() {
        if (settled) {
            return;
        }
        settled = true;
        int from = 0;
        while (from < first.size() - 1 && first.get(from).isAlone()) {
            add(first.get(from++));
        }
        List<TableRow> rows = first.subList(from, first.size());
        int count = TableHead.rows(rows, likely);
        if (count > 0) {
            names = TableHead.names(rows.subList(0, count), likely);
            filled = false;
        }
        rows.subList(count, rows.size()).forEach(this::add);
        first.clear();
    }

    private void add(TableRow row) {
        if (plainRows && !names.isEmpty() && TableHead.isSecond(row, names.size())) {
            draft.gap();
            names = TableHead.names(List.of(row), false);
            filled = false;
            plainRows = false;
        } else if (row.filled() > 0) {
            plainRows |= !row.bold();
            filled = true;
            if (names.isEmpty() || row.isAlone()) {
                draft.line(plain(row.cells()));
            } else {
                labelled(row.cells());
            }
        }
    }

    /// A table that was nothing but its header still says something.
    void end() {
        settle();
        if (!filled) {
            draft.line(plain(names));
        }
        draft.gap();
    }

    /// Without names, the place of a value is told by the dashes before it.
    private static String plain(List<String> row) {
        int last = row.size();
        while (last > 0 && row.get(last - 1).isEmpty()) {
            last--;
        }
        long values = row.stream().filter(cell -> !cell.isEmpty()).count();
        StringJoiner line = new StringJoiner(" | ");
        for (String cell : row.subList(0, last)) {
            if (!cell.isEmpty() || values > 1) {
                line.add(cell.isEmpty() ? EMPTY : cell);
            }
        }
        return line.toString();
    }

    /// Writes a row with its names; a line for each half of a table that is set in two halves side by side.
    private void labelled(List<String> row) {
        int period = TableHead.period(names);
        int width = period < names.size() ? period : row.size();
        for (int from = 0; from < row.size(); from += width) {
            StringJoiner parts = new StringJoiner("; ");
            int to = Math.min(row.size(), from + width);
            for (int at = from; at < to; at++) {
                if (!row.get(at).isEmpty()) {
                    String name = at < names.size() ? names.get(at) : "";
                    parts.add(name.isEmpty() ? row.get(at) : name + ": " + row.get(at));
                }
            }
            draft.line(parts.toString());
        }
    }
}
