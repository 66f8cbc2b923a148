package handcar.rag.extract;

import module java.base;

/// A row of cells, or a line `across` the whole table. `bold` when all of it is in bold type.
record TableRow(List<String> cells, boolean across, boolean bold) {
    /// Characters; a longer cell is no name of a column.
    private static final int LONGEST_NAME = 40;

    long filled() {
        return cells.stream().filter(cell -> !cell.isEmpty()).count();
    }

    /// A single cell at the beginning, such as the name of the rows below it.
    boolean isAlone() {
        return across || (filled() == 1 && !cells.getFirst().isEmpty() && cells.size() > 1);
    }

    /// How many rows at the top name the columns, where the format does not say so: those in bold type over others that are
    /// not, or a name for each of at least three columns.
    static int header(List<TableRow> rows) {
        int head = 0;
        boolean plain = rows.stream().anyMatch(row -> !row.bold);
        while (plain
                && head < rows.size() - 1
                && rows.get(head).bold
                && !rows.get(head).across
                && rows.get(head).filled() > (head == 0 ? 1 : 0)) {
            head++;
        }
        if (head == 0 && looksLikeHeader(rows)) {
            head = rows.size() > 2 && rows.getFirst().hasGroups() && rows.get(1).isWords() ? 2 : 1;
        }
        return head;
    }

    /// Whether a name stands above several columns, as merged cells do.
    private boolean hasGroups() {
        return IntStream.range(1, cells.size())
                .anyMatch(
                        at -> !cells.get(at).isEmpty() && cells.get(at).equals(cells.get(at - 1)));
    }

    private boolean isWords() {
        return filled() > 1
                && cells.stream()
                        .allMatch(
                                cell ->
                                        cell.length() <= LONGEST_NAME
                                                && cell.chars().noneMatch(Character::isDigit));
    }

    /// The name of each column, from the rows that name it, the group before the column.
    static List<String> names(List<TableRow> rows) {
        int columns = rows.stream().mapToInt(row -> row.cells.size()).max().orElse(0);
        List<String> names = new ArrayList<>();
        for (int at = 0; at < columns; at++) {
            StringJoiner name = new StringJoiner(" ");
            String last = "";
            for (TableRow row : rows) {
                String cell = at < row.cells.size() ? row.cells.get(at) : "";
                if (!cell.isEmpty() && !cell.equals(last)) {
                    name.add(cell);
                    last = cell;
                }
            }
            names.add(name.toString());
        }
        return names;
    }

    private static boolean looksLikeHeader(List<TableRow> rows) {
        if (rows.size() < 2 || rows.getFirst().across || rows.getFirst().cells.size() < 3) {
            return false;
        }
        Set<String> names = new HashSet<>();
        String last = "";
        for (String cell : rows.getFirst().cells) {
            boolean name =
                    cell.length() <= LONGEST_NAME
                            && cell.chars().anyMatch(Character::isLetter)
                            && cell.chars().noneMatch(Character::isDigit)
                            && (names.add(cell) || cell.equals(last));
            if (!name && !(cell.isEmpty() && names.isEmpty())) {
                return false;
            }
            last = cell;
        }
        boolean numbers =
                rows.stream()
                        .flatMap(row -> row.cells.stream())
                        .anyMatch(cell -> cell.chars().anyMatch(Character::isDigit));
        return !names.isEmpty() && (numbers || rows.size() > 2);
    }

    /// The cells, with a dash in place of an empty one before the last: where no name says which column a value is of, its
    /// place does.
    List<String> placed() {
        int last = cells.size();
        while (last > 0 && cells.get(last - 1).isEmpty()) {
            last--;
        }
        return cells.subList(0, last).stream().map(cell -> cell.isEmpty() ? "–" : cell).toList();
    }

    /// Writes a table of which the first `head` rows name the columns.
    static void write(TextBuilder draft, List<TableRow> rows, int head) {
        TableText text = new TableText(draft, false);
        if (head > 0) {
            text.header(names(rows.subList(0, head)));
        }
        for (TableRow row : rows.subList(head, rows.size())) {
            if (row.isAlone()) {
                draft.line(row.cells.getFirst());
            } else {
                text.row(head > 0 ? row.cells : row.placed());
            }
        }
        text.end();
    }
}
