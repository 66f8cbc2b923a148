package handcar.rag.extract;

import module java.base;

import handcar.rag.extract.XlsxSheet.Cell;

/// The tables of a sheet as text. Empty rows and columns part them; single cells above a table are its title, and the first
/// full row its header where its words stand above numbers, in bold type, or where the sheet says so.
final class XlsxTables {
    private static final int LONGEST_TITLE = 120;

    private static final int DEEPEST = 20;

    /// Rows that are looked at to find the names.
    private static final int SAMPLE = 50;

    /// Rows that may name columns.
    private static final int MOST_HEADERS = 3;

    private final XlsxSheet sheet;
    private final TextBuilder draft;

    /// The names and place of the table above, for one that goes on below a gap.
    private List<TableRow> names = List.of();

    private List<Integer> columnsAbove = List.of();

    private XlsxTables(XlsxSheet sheet, TextBuilder draft) {
        this.sheet = sheet;
        this.draft = draft;
    }

    static void write(XlsxSheet sheet, TextBuilder draft) {
        new XlsxTables(sheet, draft).parts(sheet.rows(), sheet.columns(), 0);
    }

    /// Cuts a part of the sheet at its empty rows, then at its empty columns, and again.
    private void parts(List<Integer> rows, List<Integer> columns, int depth) {
        List<Integer> filled =
                columns.stream()
                        .filter(column -> rows.stream().anyMatch(row -> has(row, column)))
                        .toList();
        List<List<Integer>> bands = bands(rows, filled);
        if (bands.size() > 1 && depth < DEEPEST) {
            bands.forEach(band -> parts(band, columns, depth + 1));
            return;
        }
        List<List<Integer>> beside = runs(rows, filled, columns);
        if (beside.size() > 1 && depth < DEEPEST) {
            beside.forEach(some -> parts(rows, some, depth + 1));
        } else if (!filled.isEmpty()) {
            table(bands.getFirst(), filled);
        }
    }

    private boolean has(int row, int column) {
        return !sheet.cell(row, column).text().isEmpty();
    }

    private List<List<Integer>> bands(List<Integer> rows, List<Integer> columns) {
        List<List<Integer>> bands = new ArrayList<>();
        int last = 0;
        for (int row : rows) {
            if (columns.stream().anyMatch(column -> has(row, column))) {
                if (bands.isEmpty() || sheet.isGap(last, row)) {
                    bands.add(new ArrayList<>());
                }
                bands.getLast().add(row);
                last = row;
            }
        }
        return bands;
    }

    /// Columns that follow each other without an empty one between them. A single column whose rows are those of its
    /// neighbour belongs to it.
    private List<List<Integer>> runs(
            List<Integer> rows, List<Integer> filled, List<Integer> columns) {
        List<List<Integer>> runs = new ArrayList<>();
        int last = -2;
        for (int column : filled) {
            int place = columns.indexOf(column);
            if (place != last + 1) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(column);
            last = place;
        }
        List<List<Integer>> apart = new ArrayList<>();
        for (List<Integer> run : runs) {
            boolean together =
                    !apart.isEmpty()
                            && (run.size() == 1 || apart.getLast().size() == 1)
                            && extent(rows, run).equals(extent(rows, apart.getLast()));
            if (together) {
                apart.getLast().addAll(run);
            } else {
                apart.add(run);
            }
        }
        return apart;
    }

    /// The first and the last row in which these columns have something.
    private List<Integer> extent(List<Integer> rows, List<Integer> columns) {
        List<Integer> filled =
                rows.stream()
                        .filter(row -> columns.stream().anyMatch(column -> has(row, column)))
                        .toList();
        return List.of(filled.getFirst(), filled.getLast());
    }

    private void table(List<Integer> rows, List<Integer> columns) {
        int title = 0;
        while (title < rows.size() && isTitle(rows.get(title), columns)) {
            String text =
                    row(rows.get(title), columns, false).cells().stream()
                            .filter(cell -> !cell.isEmpty())
                            .findFirst()
                            .orElse("");
            boolean heading = title + 1 < rows.size() && text.length() <= LONGEST_TITLE;
            if (heading) {
                draft.heading(3, text);
            } else {
                draft.line(text);
            }
            title++;
        }
        List<Integer> body = rows.subList(title, rows.size());
        if (!body.isEmpty()) {
            int head = header(body, columns);
            List<TableRow> table = new ArrayList<>();
            if (head == 0
                    && title == 0
                    && columns.equals(columnsAbove)
                    && columns.stream().anyMatch(at -> sheet.cell(body.getFirst(), at).number())) {
                table.addAll(names);
                head = names.size();
            }
            for (int at = 0; at < body.size(); at++) {
                table.add(row(body.get(at), columns, table.size() < head));
            }
            names = List.copyOf(table.subList(0, head));
            columnsAbove = columns;
            TableText.write(draft, table, head);
        }
        draft.gap();
    }

    private boolean isTitle(int row, List<Integer> columns) {
        return columns.size() > 1
                && columns.stream().filter(column -> has(row, column)).count() == 1
                && !sheet.isHeader(row);
    }

    /// The row as cells; in a header, a merged cell is the name of each column that it covers.
    private TableRow row(int row, List<Integer> columns, boolean header) {
        List<String> cells = new ArrayList<>();
        boolean bold = true;
        for (int column : columns) {
            Cell cell = sheet.cell(row, column);
            String text = TextBuilder.oneLine(cell.text());
            boolean covered = header && text.isEmpty() && sheet.isCovered(row, column);
            cells.add(covered && !cells.isEmpty() ? cells.getLast() : text);
            bold &= text.isEmpty() || cell.bold();
        }
        return new TableRow(cells, false, bold);
    }

    /// How many rows name the columns.
    private int header(List<Integer> rows, List<Integer> columns) {
        for (int at = 0; at < Math.min(rows.size() - 1, MOST_HEADERS); at++) {
            if (sheet.isHeader(rows.get(at))) {
                return at + 1;
            }
        }
        return TableHead.rows(
                IntStream.range(0, Math.min(rows.size(), SAMPLE))
                        .mapToObj(at -> row(rows.get(at), columns, at < MOST_HEADERS))
                        .toList(),
                false);
    }
}
