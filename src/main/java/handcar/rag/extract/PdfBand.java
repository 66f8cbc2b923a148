package handcar.rag.extract;

import module java.base;

/// Lines of a page below each other that leave the same white columns free.
final class PdfBand {
    /// An interval of the page's width that has no text, in points.
    record Gutter(float left, float right) {
        boolean isCrossedBy(PdfSegment segment) {
            return segment.left() < right - 1 && segment.right() > left + 1;
        }
    }

    private record Interval(float left, float right) {}

    /// The least width of a gutter that is shown by few lines and by many, in parts of the letters' size.
    private static final float WIDE = 1.2f;

    private static final float NARROW = 0.7f;
    private static final int MANY = 4;

    private final float body;
    private final List<List<PdfSegment>> lines = new ArrayList<>();
    private final Set<List<PdfSegment>> across = Collections.newSetFromMap(new IdentityHashMap<>());
    private List<Interval> occupied = List.of();
    private int parted;

    /// `body` is the usual size of letters, in points.
    PdfBand(float body) {
        this.body = body;
    }

    List<List<PdfSegment>> lines() {
        return lines;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /// Lines with text on both sides of a gap.
    int parted() {
        return parted;
    }

    boolean isAcross(List<PdfSegment> line) {
        return across.contains(line);
    }

    boolean hasAcross() {
        return !across.isEmpty();
    }

    void add(List<PdfSegment> line) {
        lines.add(line);
        occupied = with(line);
        parted += line.size() > 1 ? 1 : 0;
    }

    /// A line that does not count for the gutters, because they go on below it.
    void addAcross(List<PdfSegment> line) {
        lines.add(line);
        across.add(line);
    }

    List<Gutter> gutters() {
        return gutters(occupied, parted);
    }

    /// Whether a gutter would be closed by this line.
    boolean isCrossedBy(List<PdfSegment> line) {
        List<Gutter> open = gutters();
        return !open.isEmpty() && gutters(with(line), parted).size() < open.size();
    }

    private List<Gutter> gutters(List<Interval> taken, int parted) {
        float least = (parted < MANY ? WIDE : NARROW) * body;
        List<Gutter> gutters = new ArrayList<>();
        for (int at = 1; at < taken.size(); at++) {
            float left = taken.get(at - 1).right;
            float right = taken.get(at).left;
            if (right - left >= least) {
                gutters.add(new Gutter(left, right));
            }
        }
        return gutters;
    }

    private List<Interval> with(List<PdfSegment> line) {
        List<Interval> all = new ArrayList<>(occupied);
        line.forEach(segment -> all.add(new Interval(segment.left(), segment.right())));
        all.sort(Comparator.comparingDouble(Interval::left));
        List<Interval> merged = new ArrayList<>();
        for (Interval next : all) {
            if (merged.isEmpty() || next.left > merged.getLast().right) {
                merged.add(next);
            } else if (next.right > merged.getLast().right) {
                merged.set(merged.size() - 1, new Interval(merged.getLast().left, next.right));
            }
        }
        return merged;
    }
}
