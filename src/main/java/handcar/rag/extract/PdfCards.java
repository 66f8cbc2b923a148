package handcar.rag.extract;

import module java.base;

/// Tells cards that stand side by side, such as those of three offers, from the columns of a table. A table has something
/// of one kind below each other; cards have it beside each other: the prices of all on one line, and other things below.
final class PdfCards {
    private static final Pattern FIGURES = Pattern.compile("\\d+(?:[.,:]\\d+)*");

    /// Lines of a card; fewer may be a small table.
    private static final int SHORTEST = 3;

    /// The size of a card's name beside that of its lines.
    private static final float HEADING = 1.3f;

    private PdfCards() {}

    /// Whether these columns are cards; the names above them are not among their lines.
    static boolean are(List<List<PdfSegment>> columns) {
        if (columns.size() < 2 || columns.stream().anyMatch(column -> column.size() < SHORTEST)) {
            return false;
        }
        int lines = 0;
        int alike = 0;
        for (List<PdfSegment> line :
                PdfSegment.lines(columns.stream().flatMap(List::stream).toList())) {
            lines++;
            Set<String> kinds = new HashSet<>();
            line.forEach(segment -> kinds.add(kind(segment)));
            alike += line.size() == columns.size() && isFigure(kinds) ? 1 : 0;
        }
        return alike > 0 && alike * 2 < lines;
    }

    /// A text with the same sign for every figure.
    private static String kind(PdfSegment segment) {
        return FIGURES.matcher(segment.text().strip()).replaceAll("0");
    }

    /// Whether there is one kind, of a figure with its unit.
    private static boolean isFigure(Set<String> kinds) {
        String kind = kinds.iterator().next();
        return kinds.size() == 1
                && kind.contains("0")
                && kind.codePoints().anyMatch(PdfCards::isUnit);
    }

    private static boolean isUnit(int character) {
        return Character.isLetter(character)
                || Character.getType(character) == Character.CURRENCY_SYMBOL;
    }

    private static PdfBlock line(PdfSegment line) {
        return new PdfBlock.Lines(List.of(line));
    }

    /// The lines of each card, each by itself, below its name.
    static List<PdfBlock> blocks(
            List<List<PdfSegment>> columns, Optional<List<String>> names, float body) {
        List<PdfBlock> cards = new ArrayList<>();
        for (int at = 0; at < columns.size(); at++) {
            PdfSegment first = columns.get(at).getFirst();
            String name = names.isPresent() ? names.get().get(at) : "";
            if (!name.isEmpty()) {
                cards.add(
                        line(
                                new PdfSegment(
                                        name,
                                        first.left(),
                                        first.right(),
                                        first.baseline() - 2 * body,
                                        HEADING * body,
                                        true,
                                        name.length())));
            }
            PdfSegment.lines(columns.get(at))
                    .forEach(line -> cards.add(line(PdfSegment.joined(line))));
        }
        return cards;
    }
}
