package handcar.rag.extract;

import module java.base;

/// A straight line drawn on a page along or across the direction of reading, such as the border of a cell. Measures as in
/// [PdfSegment].
record PdfRule(float left, float top, float right, float bottom) {
    /// Points; a wider bar is an area.
    private static final float THICKEST = 3;

    /// Points; ends of lines that meet may be so far apart.
    static final float NEAR = 3;

    boolean isVertical() {
        return bottom - top > right - left;
    }

    float x() {
        return (left + right) / 2;
    }

    float y() {
        return (top + bottom) / 2;
    }

    boolean touches(PdfRule other) {
        return left < other.right + NEAR
                && right > other.left - NEAR
                && top < other.bottom + NEAR
                && bottom > other.top - NEAR;
    }

    /// Whether a vertical line passes this height.
    boolean isBeside(float height) {
        return top - 1 < height && bottom + 1 > height;
    }

    /// A line between two places of the page in its own coordinates, seen by a reader of text at this angle; empty when it
    /// is neither along nor across it.
    static Optional<PdfRule> of(Point2 from, Point2 to, int angle) {
        Point2 one = from.turned(angle);
        Point2 two = to.turned(angle);
        PdfRule rule =
                new PdfRule(
                        Math.min(one.x, two.x),
                        Math.min(one.y, two.y),
                        Math.max(one.x, two.x),
                        Math.max(one.y, two.y));
        float thin = Math.min(rule.right - rule.left, rule.bottom - rule.top);
        float length = Math.max(rule.right - rule.left, rule.bottom - rule.top);
        return thin < THICKEST && length > thin ? Optional.of(rule) : Optional.empty();
    }

    /// A place on the page, in points from the lower left corner.
    record Point2(float x, float y) {
        /// The same for a reader of text at this angle, from the top down.
        Point2 turned(int angle) {
            double cos = Math.cos(Math.toRadians(angle));
            double sin = Math.sin(Math.toRadians(angle));
            return new Point2((float) (x * cos + y * sin), (float) (x * sin - y * cos));
        }
    }
}
