package handcar.rag.extract;

import module java.base;

/// A Word table while it is read. Cells that are merged stand in each column or row that they cover, empty ones stay where
/// they are.
final class DocxTable {
    /// Columns; wider tables are layouts.
    private static final int WIDEST = 256;

    /// Cells of all rows; a larger table is written in parts.
    private static final int MOST_CELLS = 50_000;

    private static final class Cell {
        private final StringBuilder text = new StringBuilder();
        private int span = 1;
        private boolean goesOn;
    }

    private final List<TableRow> rows = new ArrayList<>();
    private final List<Cell> row = new ArrayList<>();
    private List<String> above = List.of();
    private int marked;
    private int before;

    /// Names of the columns that were written with the rows before.
    private int written;

    private boolean header;
    private boolean left;
    private boolean bold = true;
    private int cells;

    /// Tables in the cells of the row, as text.
    private final List<String> nested = new ArrayList<>();

    void rowBegins() {
        row.clear();
        before = 0;
        header = false;
        left = false;
        bold = true;
    }

    void cellBegins() {
        row.add(new Cell());
    }

    boolean isInCell() {
        return !row.isEmpty();
    }

    /// What the properties of the row or of its last cell say; others than these change nothing.
    void property(XmlReader xml) {
        switch (xml.name()) {
            case "tblHeader" -> header |= xml.isOn();
            case "hidden" -> left |= xml.isOn();
            // a tracked change takes the row out
            case "del" -> left = true;
            case "gridBefore" -> before = span(xml);
            case "gridSpan" -> last().span = span(xml);
            case "vMerge" -> last().goesOn = !xml.attribute("val").equals("restart");
            default -> {}
        }
    }

    private static int span(XmlReader xml) {
        String value = xml.attribute("val");
        return value.matches("\\d{1,3}") ? Math.clamp(Integer.parseInt(value), 1, WIDEST) : 1;
    }

    private Cell last() {
        if (row.isEmpty()) {
            row.add(new Cell());
        }
        return row.getLast();
    }

    /// Text of the last cell.
    void write(String text, boolean isBold) {
        StringBuilder cell = last().text;
        if (!text.isBlank()) {
            bold &= isBold;
            cell.append(cell.isEmpty() ? "" : " ").append(text);
        }
    }

    void rowEnds(TextBuilder draft) {
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < before; at++) {
            texts.add("");
        }
        boolean across = row.size() == 1 && row.getFirst().span > 1;
        boolean first = rows.isEmpty() || header;
        for (Cell cell : row) {
            String text =
                    cell.goesOn && texts.size() < above.size()
                            ? above.get(texts.size())
                            : TextBuilder.oneLine(cell.text.toString());
            for (int column = 0; column < cell.span && texts.size() < WIDEST; column++) {
                texts.add(column == 0 || (first && !across) ? text : "");
            }
        }
        above = texts;
        if (!left && !texts.stream().allMatch(String::isEmpty)) {
            if (header && marked == rows.size()) {
                marked++;
            }
            rows.add(new TableRow(texts, across, bold));
            cells += texts.size();
        }
        if (cells > MOST_CELLS || !nested.isEmpty()) {
            write(draft);
        }
        for (String table : left ? List.<String>of() : nested) {
            draft.gap();
            table.lines().forEach(draft::line);
            draft.gap();
        }
        nested.clear();
    }

    /// Takes in a table that stands in a cell: one of several rows comes after the row, a single row into the cell.
    void nest(DocxTable inner) {
        if (inner.rows.size() > 1) {
            TextBuilder text = new TextBuilder();
            inner.end(text);
            nested.add(text.text());
        } else {
            nested.addAll(inner.nested);
            inner.rows.stream()
                    .flatMap(cells -> cells.cells().stream())
                    .filter(text -> !text.isEmpty())
                    .reduce((one, other) -> one + " | " + other)
                    .ifPresent(text -> write(text, false));
        }
    }

    /// Writes the rest of the table.
    void end(TextBuilder draft) {
        draft.gap();
        write(draft);
        rows.clear();
    }

    /// Writes what was read and keeps the header. A title over the whole width is no part of the table.
    private void write(TextBuilder draft) {
        int title = 0;
        while (marked == 0 && title < rows.size() - 1 && rows.get(title).isAlone()) {
            draft.line(rows.get(title++).cells().getFirst());
        }
        List<TableRow> body = rows.subList(title, rows.size());
        if (body.size() > written) {
            int head = marked > 0 && marked < body.size() ? marked : TableHead.rows(body, false);
            TableText.write(draft, body, head);
            List<TableRow> names = List.copyOf(body.subList(0, head));
            rows.clear();
            rows.addAll(names);
            marked = head;
            written = head;
        }
        cells = 0;
    }
}
