package handcar.rag.extract;

import module java.base;

import handcar.rag.extract.PdfBand.Gutter;

/// Finds the columns and tables of a page by the white space between its segments, and the order in which they are read.
/// The page is cut into bands in which the same white columns run from top to bottom; what stands side by side in a band is
/// a table where its lines are on the same height, and otherwise columns of text, read one after the other.
///
/// After: Nagy, Seth, "Hierarchical representation of optically scanned documents" (1984).
final class PdfLayout {
    /// Letters larger than the others by this factor are a heading.
    private static final float LARGER = 1.15f;

    /// White above a heading that parts the page, in parts of the size.
    private static final float APART = 1.5f;

    /// Points by which the edges of justified lines differ at most.
    private static final float FLUSH = 1;

    /// A gap in a line that may begin columns, in parts of the size.
    private static final float WIDE = 1.2f;

    /// Columns in columns.
    private static final int DEEPEST = 8;

    private final float body;

    /// The drawn table that the first of its placeholders stands for.
    private final IdentityHashMap<PdfSegment, Optional<PdfBlock.Table>> tables =
            new IdentityHashMap<>();

    private PdfLayout(float body) {
        this.body = body;
    }

    /// The blocks of a text in reading order; `body` is the usual size of letters in the document, in points.
    static List<PdfBlock> blocks(PdfText text, float body) {
        PdfLayout layout = new PdfLayout(body);
        List<PdfSegment> segments = new ArrayList<>(text.segments());
        for (PdfGrid grid : text.grids()) {
            List<PdfSegment> inside = segments.stream().filter(grid::holds).toList();
            if (!inside.isEmpty()) {
                segments.removeIf(grid::holds);
                segments.addAll(layout.placeholders(grid, inside));
            }
        }
        return layout.blocks(segments, 0);
    }

    /// Lines as wide as a drawn table in place of its text, so that it keeps its place among the rest.
    private List<PdfSegment> placeholders(PdfGrid grid, List<PdfSegment> inside) {
        Optional<PdfBlock.Table> table = Optional.of(grid.table(inside));
        List<PdfSegment> places = new ArrayList<>();
        for (List<PdfSegment> line : PdfSegment.lines(inside)) {
            float baseline = line.getFirst().baseline();
            PdfSegment place =
                    new PdfSegment("", grid.left(), grid.right(), baseline, body, false, 0);
            tables.put(place, places.isEmpty() ? table : Optional.empty());
            places.add(place);
        }
        return places;
    }

    private List<PdfBlock> blocks(List<PdfSegment> segments, int depth) {
        List<PdfBlock> blocks = new ArrayList<>();
        List<PdfSegment> lines = new ArrayList<>();
        for (PdfBand band : bands(PdfSegment.lines(segments))) {
            List<List<PdfSegment>> columns = columns(band);
            boolean beside = columns.size() > 1 && depth < DEEPEST;
            Optional<List<String>> names =
                    band.names()
                            .filter(all -> beside && all.fit(columns.size()))
                            .flatMap(all -> all.of(columns));
            if (names.isEmpty()) {
                band.names().ifPresent(all -> all.lines().forEach(line -> add(line, lines)));
            }
            if (beside) {
                flush(lines, blocks);
                blocks.addAll(sideBySide(band, columns, names, depth));
            } else {
                band.lines().forEach(line -> add(line, lines));
            }
        }
        flush(lines, blocks);
        return blocks;
    }

    /// Adds a line; what stands beside a drawn table, maybe another one, by itself.
    private void add(List<PdfSegment> line, List<PdfSegment> into) {
        if (line.stream().anyMatch(tables::containsKey)) {
            into.addAll(line);
        } else {
            into.add(PdfSegment.joined(line));
        }
    }

    private void flush(List<PdfSegment> lines, List<PdfBlock> into) {
        List<PdfSegment> text = new ArrayList<>();
        for (PdfSegment line : lines) {
            Optional<PdfBlock.Table> table = tables.get(line);
            if (table == null) {
                text.add(line);
                continue;
            }
            if (!text.isEmpty()) {
                into.add(new PdfBlock.Lines(List.copyOf(text)));
                text.clear();
            }
            table.ifPresent(into::add);
        }
        if (!text.isEmpty()) {
            into.add(new PdfBlock.Lines(text));
        }
        lines.clear();
    }

    /// Cuts where a line crosses the white columns above it, where white columns begin, and above headings.
    private List<PdfBand> bands(List<List<PdfSegment>> lines) {
        List<PdfBand> bands = new ArrayList<>();
        PdfBand band = new PdfBand(body, Optional.empty());
        for (int at = 0; at < lines.size(); at++) {
            Optional<PdfColumnNames> names = PdfColumnNames.at(lines, at).filter(band::endsAt);
            if (names.isPresent()) {
                bands.add(band);
                band = new PdfBand(body, names);
                at += names.get().lines().size() - 1;
                continue;
            }
            List<PdfSegment> line = lines.get(at);
            boolean crosses = band.isCrossedBy(line);
            if (crosses && goesOn(band, lines, at)) {
                band.addAcross(line);
                continue;
            }
            boolean begins =
                    !band.isEmpty()
                            && band.gutters().isEmpty()
                            && isWide(line)
                            && !isJustified(lines, at);
            if (crosses || begins || isHeading(lines, at)) {
                bands.add(band);
                band = new PdfBand(body, Optional.empty());
            }
            band.add(line);
        }
        bands.add(band);
        return bands;
    }

    /// Whether the white columns go on below a line that crosses them.
    private boolean goesOn(PdfBand band, List<List<PdfSegment>> lines, int at) {
        if (at + 1 >= lines.size()
                || band.parted() < 2
                || lines.get(at).size() > 1
                || isHeading(lines, at)) {
            return false;
        }
        List<PdfSegment> next = lines.get(at + 1);
        return next.size() > 1 && !band.isCrossedBy(next);
    }

    /// Whether the line above or below, without a gap, begins and ends where this one does: narrow columns set flush on both
    /// sides have lines of wide gaps.
    private boolean isJustified(List<List<PdfSegment>> lines, int at) {
        PdfSegment line = PdfSegment.joined(lines.get(at));
        return IntStream.of(at - 1, at + 1)
                .filter(beside -> beside >= 0 && beside < lines.size())
                .mapToObj(lines::get)
                .filter(beside -> !isWide(beside))
                .map(PdfSegment::joined)
                .anyMatch(
                        beside ->
                                Math.abs(beside.left() - line.left()) < FLUSH
                                        && Math.abs(beside.right() - line.right()) < FLUSH
                                        && Math.abs(beside.baseline() - line.baseline())
                                                < APART * line.size());
    }

    private boolean isWide(List<PdfSegment> line) {
        for (int at = 1; at < line.size(); at++) {
            if (line.get(at).left() - line.get(at - 1).right() >= WIDE * body) {
                return true;
            }
        }
        return false;
    }

    /// A line of its own, set larger, with white above it over the whole width.
    private boolean isHeading(List<List<PdfSegment>> lines, int at) {
        PdfSegment first = lines.get(at).getFirst();
        return at > 0
                && lines.get(at).stream().allMatch(segment -> segment.size() > body * LARGER)
                && first.baseline() - lines.get(at - 1).getFirst().baseline()
                        > APART * first.size();
    }

    /// What stands in each column; one column when nothing stands side by side.
    private List<List<PdfSegment>> columns(PdfBand band) {
        List<PdfSegment> all =
                band.lines().stream()
                        .filter(line -> !band.isAcross(line))
                        .flatMap(List::stream)
                        .toList();
        List<List<PdfSegment>> columns = new ArrayList<>();
        float from = Float.NEGATIVE_INFINITY;
        for (Gutter gutter : band.gutters()) {
            columns.add(between(all, from, gutter.right()));
            from = gutter.right();
        }
        columns.add(between(all, from, Float.POSITIVE_INFINITY));
        if (columns.size() > 1 && band.parted() < 2 && !overlap(columns)) {
            columns.clear();
            columns.add(all);
        }
        return columns;
    }

    private static List<PdfSegment> between(List<PdfSegment> all, float from, float to) {
        return all.stream()
                .filter(segment -> segment.left() >= from && segment.left() < to)
                .sorted(PdfSegment.FROM_TOP)
                .toList();
    }

    /// Whether two neighbours stand beside each other over some lines and not below each other.
    private boolean overlap(List<List<PdfSegment>> columns) {
        for (int at = 1; at < columns.size(); at++) {
            List<PdfSegment> one = columns.get(at - 1);
            List<PdfSegment> other = columns.get(at);
            float top = Math.max(one.getFirst().baseline(), other.getFirst().baseline());
            float bottom = Math.min(one.getLast().baseline(), other.getLast().baseline());
            if (bottom - top > body) {
                return true;
            }
        }
        return false;
    }

    private List<PdfBlock> sideBySide(
            PdfBand band, List<List<PdfSegment>> columns, Optional<List<String>> names, int depth) {
        if (PdfCards.are(columns)) {
            return PdfCards.blocks(columns, names, body);
        }
        List<List<List<PdfSegment>>> groups = new ArrayList<>();
        for (List<PdfSegment> column : columns) {
            boolean table =
                    !groups.isEmpty()
                            && isTable(groups.getLast().getLast(), column, names.isPresent());
            if (!table) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(column);
        }
        if (groups.size() > 1 && band.hasAcross()) {
            return parts(band).stream().flatMap(part -> blocks(part, depth + 1).stream()).toList();
        }
        List<PdfBlock> blocks = new ArrayList<>();
        for (List<List<PdfSegment>> group : groups) {
            if (group.size() == 1) {
                blocks.addAll(blocks(group.getFirst(), depth + 1));
            } else {
                List<PdfSegment> across =
                        band.lines().stream().filter(band::isAcross).flatMap(List::stream).toList();
                blocks.addAll(new PdfTable(group, across, names, body).blocks());
            }
        }
        return blocks;
    }

    /// A band cut at the lines that go across columns of text.
    private static List<List<PdfSegment>> parts(PdfBand band) {
        List<List<PdfSegment>> parts = new ArrayList<>();
        boolean open = false;
        for (List<PdfSegment> line : band.lines()) {
            boolean across = band.isAcross(line);
            if (across || !open) {
                parts.add(new ArrayList<>());
            }
            parts.getLast().addAll(line);
            open = !across;
        }
        return parts;
    }

    private boolean isTable(List<PdfSegment> one, List<PdfSegment> other, boolean named) {
        boolean drawn = Stream.of(one, other).flatMap(List::stream).anyMatch(tables::containsKey);
        return !drawn && (named || PdfNeighbours.areRows(one, other, body));
    }
}
