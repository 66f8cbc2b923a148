package handcar.rag.extract;

import module java.base;

/// A rectangle of a page, in points from its lower left corner.
record PdfBox(float left, float bottom, float right, float top) {
    static final PdfBox NOTHING =
            new PdfBox(
                    Float.POSITIVE_INFINITY,
                    Float.POSITIVE_INFINITY,
                    Float.NEGATIVE_INFINITY,
                    Float.NEGATIVE_INFINITY);

    /// The smallest one around this one and a point.
    PdfBox with(float x, float y) {
        return new PdfBox(
                Math.min(left, x), Math.min(bottom, y), Math.max(right, x), Math.max(top, y));
    }

    /// What both have in common.
    PdfBox inside(PdfBox other) {
        return new PdfBox(
                Math.max(left, other.left),
                Math.max(bottom, other.bottom),
                Math.min(right, other.right),
                Math.min(top, other.top));
    }

    /// Whether a point is in it, or not farther than `near` points beyond its edge.
    boolean holds(float x, float y, float near) {
        return x > left - near && x < right + near && y > bottom - near && y < top + near;
    }

    /// In square points.
    float size() {
        return Math.max(0, right - left) * Math.max(0, top - bottom);
    }
}
