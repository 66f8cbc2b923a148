package handcar.rag.extract;

import module java.base;

/// A stretch of text on one line of a page with no wide gap in it: a printed line, or what stands in one cell of it.
/// Measures are in points: `left` and `right` along the line, `baseline` down the page. `glyphs` counts what was drawn.
record PdfSegment(
        String text,
        float left,
        float right,
        float baseline,
        float size,
        boolean bold,
        int glyphs) {

    static final Comparator<PdfSegment> FROM_TOP =
            Comparator.comparingDouble(PdfSegment::baseline).thenComparingDouble(PdfSegment::left);

    /// Baselines on one line differ by less than this part of the letters' size: raised and lowered letters.
    private static final float SAME_LINE = 0.3f;

    boolean onLineOf(PdfSegment other) {
        return Math.abs(baseline - other.baseline) < SAME_LINE * Math.max(size, other.size);
    }

    /// What stands on each line, from top to bottom, and on a line from left to right.
    static List<List<PdfSegment>> lines(Collection<PdfSegment> segments) {
        List<List<PdfSegment>> lines = new ArrayList<>();
        for (PdfSegment segment : segments.stream().sorted(FROM_TOP).toList()) {
            if (lines.isEmpty() || !segment.onLineOf(lines.getLast().getFirst())) {
                lines.add(new ArrayList<>());
            }
            lines.getLast().add(segment);
        }
        lines.forEach(line -> line.sort(Comparator.comparingDouble(PdfSegment::left)));
        return lines;
    }

    /// The segments of a line as one; in a script written from right to left the right one comes first.
    static PdfSegment joined(List<PdfSegment> line) {
        if (line.size() == 1) {
            return line.getFirst();
        }
        PdfSegment main = Collections.max(line, Comparator.comparingInt(PdfSegment::glyphs));
        List<String> texts = new ArrayList<>(line.stream().map(PdfSegment::text).toList());
        if (BidiText.isRightToLeft(String.join(" ", texts))) {
            Collections.reverse(texts);
        }
        return new PdfSegment(
                String.join(" ", texts),
                line.getFirst().left,
                line.stream().map(PdfSegment::right).max(Float::compare).orElseThrow(),
                main.baseline,
                main.size,
                line.stream().allMatch(PdfSegment::bold),
                line.stream().mapToInt(PdfSegment::glyphs).sum());
    }
}
