package handcar.rag.extract;

import module java.base;

/// Parts the lines of two tables that touch: below a line over the whole width the columns are others than above it, or beside
/// a line over the whole height the rows are.
final class PdfTouchingGrids {
    /// How much of the width a line that parts two tables covers.
    private static final float WHOLE = 0.95f;

    private PdfTouchingGrids() {}

    /// The lines of each table.
    static Stream<List<PdfRule>> apart(List<PdfRule> rules) {
        return byRows(rules)
                .flatMap(part -> byRows(part.stream().map(PdfTouchingGrids::turned).toList()))
                .map(part -> part.stream().map(PdfTouchingGrids::turned).toList());
    }

    private static PdfRule turned(PdfRule rule) {
        return new PdfRule(
                /* left= */ rule.top(),
                /* top= */ rule.left(),
                /* right= */ rule.bottom(),
                /* bottom= */ rule.right());
    }

    private static Stream<List<PdfRule>> byRows(List<PdfRule> rules) {
        float[] ys = PdfGrid.places(rules, false);
        for (int at = 1; at + 1 < ys.length; at++) {
            float y = ys[at];
            List<PdfRule> above = part(rules, Float.NEGATIVE_INFINITY, y);
            List<PdfRule> below = part(rules, y, Float.POSITIVE_INFINITY);
            if (isWhole(rules, y) && lacks(above, below) && lacks(below, above)) {
                return Stream.concat(Stream.of(above), byRows(below));
            }
        }
        return Stream.of(rules);
    }

    /// The lines between two heights; a line that passes one of them is cut there.
    private static List<PdfRule> part(List<PdfRule> rules, float top, float bottom) {
        return rules.stream()
                .filter(
                        rule ->
                                rule.isVertical()
                                        ? rule.bottom() > top + PdfRule.NEAR
                                                && rule.top() < bottom - PdfRule.NEAR
                                        : rule.y() > top - PdfRule.NEAR
                                                && rule.y() < bottom + PdfRule.NEAR)
                .map(
                        rule ->
                                rule.isVertical()
                                        ? new PdfRule(
                                                rule.left(),
                                                Math.max(rule.top(), top),
                                                rule.right(),
                                                Math.min(rule.bottom(), bottom))
                                        : rule)
                .toList();
    }

    private static boolean isWhole(List<PdfRule> rules, float y) {
        float left = Float.POSITIVE_INFINITY;
        float right = Float.NEGATIVE_INFINITY;
        float covered = 0;
        for (PdfRule rule : rules) {
            left = Math.min(left, rule.left());
            right = Math.max(right, rule.right());
            boolean here = !rule.isVertical() && Math.abs(rule.y() - y) <= PdfRule.NEAR;
            covered += here ? rule.right() - rule.left() : 0;
        }
        return covered >= WHOLE * (right - left);
    }

    /// Whether one has a vertical line where the other has none.
    private static boolean lacks(List<PdfRule> one, List<PdfRule> other) {
        float[] own = PdfGrid.places(one, true);
        float[] others = PdfGrid.places(other, true);
        return IntStream.range(0, own.length)
                .anyMatch(
                        at ->
                                IntStream.range(0, others.length)
                                        .allMatch(
                                                each ->
                                                        Math.abs(others[each] - own[at])
                                                                > PdfRule.NEAR));
    }
}
