package handcar.rag.extract;

import module java.base;

/// Finds the rows at the top of a table that name its columns, where the format does not say so.
final class TableHead {
    /// Characters; a longer cell is no name of a column.
    private static final int LONGEST_NAME = 60;

    /// Characters; names are shorter, and answers below them longer.
    private static final int LONG = 30;

    /// What begins with a figure and is a name all the same.
    private static final Pattern YEAR_OR_RANGE =
            Pattern.compile(
                    "(?:19|20)\\d\\d|\\d{1,3}(?: ?\\p{L}{1,6})? ?[-–—] ?\\d{1,3} ?\\p{L}{1,8}");

    /// A number, a date, an amount: a figure with no letter before it but those of a currency.
    private static final Pattern FIGURE = Pattern.compile("(?:\\p{Lu}{3} ?)?[^\\p{L}\\d]*\\d.*");

    private final List<TableRow> rows;
    private final TableRow first;
    private final int columns;

    private TableHead(List<TableRow> rows) {
        this.rows = rows;
        this.first = rows.getFirst();
        this.columns = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    }

    /// How many of these first rows name the columns: rows in bold type above others that are not, or one that looks like
    /// names above something else.
    ///
    /// @param likely whether nearly every table of this format begins with names
    static int rows(List<TableRow> rows, boolean likely) {
        if (rows.isEmpty()) {
            return 0;
        }
        TableHead table = new TableHead(rows);
        int bold = table.bold();
        boolean measures = bold == 0 && table.isMeasures(likely);
        if (bold > 0 || !(measures || isNames(table.first))) {
            return bold;
        }
        boolean groups = table.hasGroups();
        boolean one =
                table.first.cells().stream().filter(cell -> !cell.isEmpty()).distinct().count() < 2;
        boolean head = measures || likely || table.isOtherBelow();
        return head && (groups || !one) ? (groups ? 2 : 1) : 0;
    }

    /// Rows in bold type above one that is not.
    private int bold() {
        int head = 0;
        while (head < rows.size() - 1
                && rows.get(head).bold()
                && !rows.get(head).across()
                && isBoldNames(head)
                && rows.get(head).filled() > (head == 0 ? 1 : 0)) {
            head++;
        }
        return rows.stream().allMatch(TableRow::bold) ? 0 : head;
    }

    /// Whether a row among others names the columns of another table that touches the one above.
    static boolean isSecond(TableRow row, int columns) {
        return row.bold() && columns > 1 && row.filled() == columns && isNames(row);
    }

    private boolean isBoldNames(int row) {
        List<String> cells = rows.get(row).cells();
        return cells.stream().noneMatch(TableHead::isValue)
                || TableMeasures.of(rows, row).areNames(true, true);
    }

    /// Whether the first row has figures that are names all the same: `25 minutes` above prices.
    private boolean isMeasures(boolean likely) {
        List<String> words = first.cells().stream().filter(cell -> !isValue(cell)).toList();
        return words.size() < first.cells().size()
                && isNames(
                        new TableRow(
                                first.cells().stream()
                                        .map(cell -> isValue(cell) ? "" : cell)
                                        .toList(),
                                false,
                                false),
                        0)
                && TableMeasures.of(rows, 0).areNames(likely, false);
    }

    private static boolean isNames(TableRow row) {
        return isNames(row, 2);
    }

    private static boolean isNames(TableRow row, int least) {
        Set<String> seen = new HashSet<>();
        String last = "";
        for (String cell : row.cells().subList(0, period(row.cells()))) {
            boolean name =
                    cell.isEmpty()
                            || cell.equals(last)
                            || (seen.add(cell)
                                    && cell.length() <= LONGEST_NAME
                                    && !isValue(cell)
                                    && !cell.endsWith(":")
                                    && !cell.contains("@")
                                    && !cell.contains("://"));
            if (!name) {
                return false;
            }
            last = cell;
        }
        return row.filled() >= least && !row.across();
    }

    /// After how many columns the names come again, as where a long table is set in two halves side by side; all when they do not.
    static int period(List<String> names) {
        int all = names.size();
        for (int period = 2; period * 2 <= all; period++) {
            List<String> begin = names.subList(0, period);
            if (all % period == 0
                    && Set.copyOf(begin).size() == period
                    && !begin.contains("")
                    && names.equals(
                            Collections.nCopies(all / period, begin).stream()
                                    .flatMap(List::stream)
                                    .toList())) {
                return period;
            }
        }
        return all;
    }

    /// Whether this begins with a figure and can be no name.
    static boolean isValue(String cell) {
        return FIGURE.matcher(cell).matches() && !YEAR_OR_RANGE.matcher(cell).matches();
    }

    /// Whether the rows below differ from the first as values do from their names: figures below words, long texts below
    /// short ones, or anything below a full row of words.
    private boolean isOtherBelow() {
        List<TableRow> below = rows.subList(1, rows.size());
        boolean full =
                columns > 2
                        && first.cells().size() == columns
                        && first.cells().stream().skip(1).noneMatch(String::isEmpty)
                        && first.cells().stream().allMatch(TableHead::isShortWords)
                        && (below.size() > 1 || below.stream().anyMatch(TableHead::hasFigure));
        if (full || below.isEmpty()) {
            return full;
        }
        boolean enough = columns > 2 || below.size() > 1;
        return enough
                && IntStream.range(0, columns)
                        .filter(at -> !cell(first, at).isEmpty())
                        .anyMatch(at -> isFiguresBelow(at) || isTextBelow(at));
    }

    private static boolean isShortWords(String cell) {
        return cell.length() <= LONGEST_NAME && cell.chars().noneMatch(Character::isDigit);
    }

    private static boolean hasFigure(TableRow row) {
        return row.cells().stream().anyMatch(cell -> FIGURE.matcher(cell).matches());
    }

    private boolean isFiguresBelow(int column) {
        List<String> below = below(column);
        return !below.isEmpty() && below.stream().allMatch(cell -> FIGURE.matcher(cell).matches());
    }

    private boolean isTextBelow(int column) {
        return first.cells().stream().allMatch(cell -> cell.length() < LONG)
                && below(column).stream().mapToInt(String::length).average().orElse(0) > LONG;
    }

    private List<String> below(int column) {
        return rows.stream()
                .skip(1)
                .map(row -> cell(row, column))
                .filter(cell -> !cell.isEmpty())
                .toList();
    }

    /// Whether the second row names the columns of groups in the first: words below what covers several columns, and nothing
    /// new elsewhere.
    private boolean hasGroups() {
        if (rows.size() < 3) {
            return false;
        }
        TableRow second = rows.get(1);
        TableMeasures measures = TableMeasures.of(rows, 1);
        int named = 0;
        boolean groups = false;
        for (int at = 0; at < second.cells().size(); at++) {
            String below = cell(second, at);
            String above = cell(first, at);
            groups |= !above.isEmpty() && (below.isEmpty() || above.equals(cell(first, at + 1)));
            if (!below.isEmpty() && !below.equals(above)) {
                boolean name = isShortWords(below) || measures.isName(at);
                if (!(above.isEmpty() || isGrouped(at)) || !name) {
                    return false;
                }
                named++;
            }
        }
        return groups && named > 1;
    }

    /// Whether the first row's cell at this column covers more columns than one, as far as one can tell.
    private boolean isGrouped(int at) {
        String cell = cell(first, at);
        String next = cell(first, at + 1);
        boolean begins = at + 1 < first.cells().size() && (next.isEmpty() || next.equals(cell));
        return begins || (at > 0 && (cell.isEmpty() || cell.equals(cell(first, at - 1))));
    }

    private static String cell(TableRow row, int at) {
        return at < row.cells().size() ? row.cells().get(at) : "";
    }

    /// The name of each column, from the rows that name it, the group before the column.
    ///
    /// @param spread whether the name of a group stands in the first of its columns alone
    static List<String> names(List<TableRow> rows, boolean spread) {
        int columns = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        List<String> names = new ArrayList<>();
        String group = "";
        for (int at = 0; at < columns; at++) {
            StringJoiner name = new StringJoiner(" ");
            String above = cell(rows.getFirst(), at);
            boolean named = !cell(rows.getLast(), at).isEmpty();
            group = above.isEmpty() && spread && rows.size() > 1 && named ? group : above;
            String last = "";
            for (int row = 0; row < rows.size(); row++) {
                String cell = row == 0 ? group : cell(rows.get(row), at);
                if (!cell.isEmpty() && !cell.equals(last)) {
                    name.add(cell);
                    last = cell;
                }
            }
            names.add(name.toString());
        }
        return names;
    }
}
