package handcar.rag.extract;

import module java.base;

/// A row of cells, or a line `across` the whole table. `bold` when all of it is in bold type.
record TableRow(List<String> cells, boolean across, boolean bold) {
    /// A row of a format that does not tell how it is set.
    static TableRow of(List<String> cells) {
        return new TableRow(cells, cells.size() == 1, false);
    }

    long filled() {
        return cells.stream().filter(cell -> !cell.isEmpty()).count();
    }

    /// A single cell at the beginning, such as the name of the rows below it.
    boolean isAlone() {
        return across || (filled() == 1 && !cells.getFirst().isEmpty() && cells.size() > 1);
    }
}
