package handcar.rag.extract;

import module java.base;

/// A part of a page that is read on its own: lines of running text, or a table.
sealed interface PdfBlock {
    /// Lines from top to bottom.
    record Lines(List<PdfSegment> lines) implements PdfBlock {}

    /// A row of cells, or a line across the table. `bold` when all of it is.
    record Row(List<String> cells, boolean across, boolean bold) {
        private long filled() {
            return cells.stream().filter(cell -> !cell.isEmpty()).count();
        }
    }

    /// Rows from top to bottom, each with a cell for every column; `lefts` are where the columns begin, in points.
    record Table(List<Float> lefts, Optional<List<String>> header, List<Row> rows)
            implements PdfBlock {
        /// Characters; a longer cell is no name of a column.
        private static final int LONGEST_NAME = 40;

        /// A table of these rows, of which the first may be its header: the ones in bold type over others that are not, or
        /// a name for each of at least three columns.
        static Table of(List<Float> lefts, List<Row> rows) {
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
                head = 1;
            }
            if (head == 0) {
                return new Table(lefts, Optional.empty(), rows);
            }
            List<String> names = new ArrayList<>();
            for (int at = 0; at < lefts.size(); at++) {
                StringJoiner name = new StringJoiner(" ");
                for (Row row : rows.subList(0, head)) {
                    if (!row.cells.get(at).isEmpty()) {
                        name.add(row.cells.get(at));
                    }
                }
                names.add(name.toString());
            }
            return new Table(lefts, Optional.of(names), rows.subList(head, rows.size()));
        }

        private static boolean looksLikeHeader(List<Row> rows) {
            if (rows.size() < 2 || rows.getFirst().across || rows.getFirst().cells.size() < 3) {
                return false;
            }
            Set<String> names = new HashSet<>();
            for (String cell : rows.getFirst().cells) {
                boolean name =
                        cell.length() <= LONGEST_NAME
                                && cell.chars().anyMatch(Character::isLetter)
                                && cell.chars().noneMatch(Character::isDigit)
                                && names.add(cell);
                if (!name && !(cell.isEmpty() && names.isEmpty())) {
                    return false;
                }
            }
            boolean numbers =
                    rows.stream()
                            .flatMap(row -> row.cells.stream())
                            .anyMatch(cell -> cell.chars().anyMatch(Character::isDigit));
            return !names.isEmpty() && (numbers || rows.size() > 2);
        }
    }
}
