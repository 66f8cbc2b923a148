package handcar.rag.extract;

import module java.base;

/// Lines of a page below each other that leave the same white columns free.
final class PdfBand {
    /// An interval of the page's width that has no text, in points.
    record Gutter(float left, float right) {
        boolean holds(Gutter other) {
            return left <= other.left && right >= other.right;
        }
    }

    private record Interval(float left, float right) {}

    /// The least width of a gutter where it begins, and of one that began so, that has a name above it or that many lines
    /// leave free, in parts of the letters' size.
    private static final float WIDE = 1.2f;

    private static final float NARROW = 0.25f;
    private static final int MANY = 4;

    private final float body;
    private final List<List<PdfSegment>> lines = new ArrayList<>();
    private final Set<List<PdfSegment>> across = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Gutter> begun = new ArrayList<>();
    private final Optional<PdfColumnNames> names;
    private List<Interval> occupied = List.of();
    private int parted;

    /// `body` is the usual size of letters, in points; `names` stand above the band and name its columns.
    PdfBand(float body, Optional<PdfColumnNames> names) {
        this.body = body;
        this.names = names;
    }

    Optional<PdfColumnNames> names() {
        return names;
    }

    List<List<PdfSegment>> lines() {
        return lines;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /// Whether names of columns begin a table of their own here: those that are not in bold type may be a row of this one.
    boolean endsAt(PdfColumnNames found) {
        boolean between = lines.isEmpty() ? names.isEmpty() : lines.getLast().size() == 1;
        return found.areBold() || between || (!lines.isEmpty() && gutters().isEmpty());
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
        begun.addAll(free(occupied, names.isPresent() ? NARROW : WIDE));
    }

    /// A line that does not count for the gutters, because they go on below it.
    void addAcross(List<PdfSegment> line) {
        lines.add(line);
        across.add(line);
    }

    List<Gutter> gutters() {
        return free(occupied, NARROW).stream()
                .filter(
                        gutter ->
                                parted >= MANY
                                        || begun.stream().anyMatch(wide -> wide.holds(gutter)))
                .toList();
    }

    /// Whether a gutter would be closed by this line; as long as there is one line alone, whether all of them would.
    boolean isCrossedBy(List<PdfSegment> line) {
        List<Gutter> open = gutters();
        List<Gutter> left = free(with(line), NARROW);
        long kept = open.stream().filter(gutter -> left.stream().anyMatch(gutter::holds)).count();
        return kept < (parted < 2 ? Math.min(1, open.size()) : open.size());
    }

    private List<Gutter> free(List<Interval> taken, float least) {
        List<Gutter> gutters = new ArrayList<>();
        for (int at = 1; at < taken.size(); at++) {
            float left = taken.get(at - 1).right;
            float right = taken.get(at).left;
            if (right - left >= least * body) {
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
