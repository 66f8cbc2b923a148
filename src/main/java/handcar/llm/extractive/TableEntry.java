package handcar.llm.extractive;

import module java.base;

import handcar.text.TableLine;

/// A row of a table with the headers of its columns, as documents are stored: `Country: Norway; Standard: 24.90 €`, or with
/// bars between the cells. The first cell names what the row is about.
///
/// @param headers as many as there are cells; empty texts where the table has none
record TableEntry(List<String> headers, List<String> cells) {
    private static final Pattern BARE =
            Pattern.compile("[\\p{Nd}\\s.,–-]*\\p{Nd}[\\p{Nd}\\s.,–-]*");

    static TableEntry of(List<String> headers, List<String> cells) {
        List<String> named =
                new ArrayList<>(headers.subList(0, Math.min(headers.size(), cells.size())));
        while (named.size() < cells.size()) {
            named.add("");
        }
        return new TableEntry(named, cells);
    }

    /// The row of a line such as `Country: Norway; Standard: 24.90 €`.
    static Optional<TableEntry> labelled(String line) {
        return TableLine.labelled(line.strip())
                .map(row -> new TableEntry(row.headers(), row.texts()));
    }

    /// All of it, each cell behind its header, for comparison with a question.
    String whole() {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            text.append(headers.get(column)).append(": ").append(cells.get(column)).append(" ; ");
        }
        return text.toString();
    }

    /// A sentence of the row: what it is about, and these columns with their headers.
    String said(List<Integer> columns) {
        int subject = subject();
        boolean number = isBare(cells.get(subject)) && !headers.get(subject).isBlank();
        StringBuilder text = new StringBuilder(number ? headers.get(subject) + ": " : "");
        text.append(cells.get(subject));
        String before = text.isEmpty() ? "" : number ? "; " : ": ";
        for (int column : columns) {
            String cell = cells.get(column);
            if (column != subject && !cell.isBlank()) {
                String header = headers.get(column);
                text.append(before);
                text.append(
                        header.isBlank() || (cells.size() == 2 && !number && !isBare(cell))
                                ? ""
                                : header + ": ");
                text.append(cell);
                before = "; ";
            }
        }
        return text.toString();
    }

    /// Whether a cell is a number that says nothing without its header.
    private static boolean isBare(String cell) {
        return BARE.matcher(cell).matches();
    }

    /// The column that names the row: the first one, or where that is an article number the first with words alone.
    private int subject() {
        return IntStream.range(0, cells.size())
                .filter(column -> !WordSimilarity.hasDigit(cells.getFirst()) || isWords(column))
                .findFirst()
                .orElse(0);
    }

    private boolean isWords(int column) {
        String cell = cells.get(column);
        return !cell.isBlank()
                && !WordSimilarity.hasDigit(cell)
                && Words.of(cells.getFirst()).size() == 1;
    }

    List<Integer> columns() {
        int subject = subject();
        return IntStream.range(0, cells.size())
                .filter(column -> column != subject)
                .boxed()
                .toList();
    }

    /// The cell below this header; empty when the row has none.
    Optional<String> below(String header) {
        int column = headers.indexOf(header);
        return column < 0 ? Optional.empty() : Optional.of(cells.get(column));
    }
}
