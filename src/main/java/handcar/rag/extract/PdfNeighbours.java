package handcar.rag.extract;

import module java.base;

/// Tells two columns of a table from two columns of text: in a table their lines are on the same height.
final class PdfNeighbours {
    /// How much of the shorter column stands on the height of lines of the other, in a table.
    private static final double SAME_LINES = 0.4;

    /// How far baselines of one row are apart at most, in parts of the size.
    private static final float LEVEL = 0.17f;

    private PdfNeighbours() {}

    /// Whether two neighbours are columns of a table; `body` is the usual size of letters, in points.
    static boolean areRows(List<PdfSegment> one, List<PdfSegment> other, float body) {
        float near = LEVEL * body;
        boolean firstIsFew = one.size() <= other.size();
        List<PdfSegment> few = firstIsFew ? one : other;
        List<PdfSegment> many = firstIsFew ? other : one;
        return beside(few, many, near).size() >= few.size() * SAME_LINES
                && !(isProse(one) && isProse(other))
                && !goesOnBeside(one, other, near)
                && !goesOnBeside(other, one, near);
    }

    /// The segments of a column that stand on the height of one of the other.
    private static List<PdfSegment> beside(
            List<PdfSegment> column, List<PdfSegment> other, float near) {
        NavigableSet<Float> heights = new TreeSet<>();
        other.forEach(segment -> heights.add(segment.baseline()));
        return column.stream()
                .filter(
                        one ->
                                !heights.subSet(one.baseline() - near, one.baseline() + near)
                                        .isEmpty())
                .toList();
    }

    /// Whether a column is running text that goes on in small letters where the lines of the other begin.
    private static boolean goesOnBeside(List<PdfSegment> text, List<PdfSegment> other, float near) {
        List<PdfSegment> lines = beside(text, other, near);
        long small =
                lines.stream()
                        .filter(line -> Character.isLowerCase(line.text().codePointAt(0)))
                        .count();
        return small > 0 && small * 2 >= lines.size() && isProse(text);
    }

    /// Whether a column is running text: several lines, most of which fill it.
    private static boolean isProse(List<PdfSegment> column) {
        List<PdfSegment> lines = PdfSegment.lines(column).stream().map(PdfSegment::joined).toList();
        float left = Float.POSITIVE_INFINITY;
        float right = Float.NEGATIVE_INFINITY;
        int letters = 0;
        for (PdfSegment line : lines) {
            left = Math.min(left, line.left());
            right = Math.max(right, line.right());
            letters += line.text().length();
        }
        float filled = left + (right - left) * 0.7f;
        long full = lines.stream().filter(line -> line.right() > filled).count();
        return lines.size() >= 4 && letters >= 20L * lines.size() && full * 5 >= lines.size() * 3L;
    }
}
