package handcar.rag.extract;

import module java.base;

/// A part of a page that is read on its own: lines of running text, or a table.
sealed interface PdfBlock {
    /// Lines from top to bottom.
    record Lines(List<PdfSegment> lines) implements PdfBlock {}

    /// Rows from top to bottom, each with a cell for every column; `lefts` are where the columns begin, in points.
    record Table(List<Float> lefts, Optional<List<String>> header, List<TableRow> rows)
            implements PdfBlock {

        static Table of(List<Float> lefts, List<TableRow> rows) {
            int head = TableHead.rows(rows, false);
            return new Table(
                    lefts,
                    head == 0
                            ? Optional.empty()
                            : Optional.of(TableHead.names(rows.subList(0, head), false)),
                    rows.subList(head, rows.size()));
        }
    }
}
