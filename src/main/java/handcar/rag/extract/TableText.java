package handcar.rag.extract;

import module java.base;

/// A table on its way into text, one line per row. When the first full row looks like a header its names are repeated
/// in every row (`Model: X200; Price: 49.90 €`), so that a row found by a search says by itself what its values are.
final class TableText {
    /// More text than this in a "name" is a row of data.
    private static final int LONGEST_NAME = 60;

    private final TextBuilder draft;
    private List<String> names = List.of();
    private boolean begun;
    private boolean filled;

    /// `guess`: whether to look for a header in the first full row, where the format has no word for it.
    TableText(TextBuilder draft, boolean guess) {
        this.draft = draft;
        this.begun = !guess;
    }

    /// The names of the columns, from a format that knows them.
    void header(List<String> cells) {
        begun = true;
        names = cells.stream().map(TextBuilder::oneLine).toList();
    }

    /// The next row; empty cells may be missing at the end.
    void row(List<String> cells) {
        List<String> row = new ArrayList<>(cells.size());
        int values = 0; // plain loops: a hostile workbook has a million rows
        for (String cell : cells) {
            String line = TextBuilder.oneLine(cell);
            row.add(line);
            values += line.isEmpty() ? 0 : 1;
        }
        if (values == 0) {
            return;
        }
        if (!begun && values > 1) {
            begun = true;
            if (looksLikeHeader(row)) {
                names = row;
                return;
            }
        }
        filled = true;
        draft.line(names.isEmpty() ? plain(row) : labelled(row));
    }

    /// A table that was nothing but its header still says something.
    void end() {
        if (!filled) {
            draft.line(plain(names));
        }
        draft.gap();
    }

    private static boolean looksLikeHeader(List<String> row) {
        Set<String> seen = new HashSet<>();
        for (String cell : row) {
            boolean name =
                    cell.length() <= LONGEST_NAME
                            && (cell.isEmpty()
                                    || (seen.add(cell) && !Character.isDigit(cell.charAt(0))));
            if (!name || cell.contains("@") || cell.contains("://")) {
                return false;
            }
        }
        return true;
    }

    private static String plain(List<String> row) {
        StringJoiner line = new StringJoiner(" | ");
        for (String cell : row) {
            if (!cell.isEmpty()) {
                line.add(cell);
            }
        }
        return line.toString();
    }

    private String labelled(List<String> row) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < row.size(); at++) {
            if (!row.get(at).isEmpty()) {
                String name = at < names.size() ? names.get(at) : "";
                parts.add(name.isEmpty() ? row.get(at) : name + ": " + row.get(at));
            }
        }
        return String.join("; ", parts);
    }
}
