package handcar.rag.extract;

import module java.base;

/// The lines above a table without drawn cells that name its columns: in bold type, or words above figures. A name need not stand above the values of
/// its column, because it may be centered or be wider than they are; names keep the order of the columns, and a name
/// above several of them is that of a group.
record PdfColumnNames(List<List<PdfSegment>> lines) {
    /// Characters; a longer cell is no name of a column.
    private static final int LONGEST_NAME = 60;

    private static final int LONGEST_PLAIN = 30;

    /// Rows that are looked at for figures.
    private static final int ROWS = 4;

    /// What no name is without: a letter, or a year.
    private static final Pattern NAME = Pattern.compile("\\p{L}|^(?:19|20)\\d\\d$");

    private static final int MOST_COLUMNS = 20;

    /// Lines that name columns.
    private static final int MOST_LINES = 4;

    /// Steps from line to line, in parts of the size.
    private static final float NEXT_NAMES = 2;

    private static final float NEXT_ROW = 6;

    /// Points by which the left edges of what is below each other may differ.
    private static final float SAME_LEFT = 2;

    /// A column or some of them, from the left edge to the right one.
    private record Extent(float left, float right) {
        static Extent of(List<PdfSegment> column) {
            float left = Float.POSITIVE_INFINITY;
            float right = Float.NEGATIVE_INFINITY;
            for (PdfSegment segment : column) {
                left = Math.min(left, segment.left());
                right = Math.max(right, segment.right());
            }
            return new Extent(left, right);
        }

        Extent with(Extent other) {
            return new Extent(Math.min(left, other.left), Math.max(right, other.right));
        }

        boolean overlaps(Extent other) {
            return left < other.right && right > other.left;
        }

        /// Whether most of this is above another.
        boolean isAbove(Extent other) {
            return left < other.right
                    && right > other.left
                    && 2 * (Math.min(right, other.right) - Math.max(left, other.left))
                            > right - left;
        }

        float middle() {
            return (left + right) / 2;
        }

        /// How far apart two are that are on the same edge or the same middle.
        float distance(Extent other) {
            return Math.min(
                    Math.abs(middle() - other.middle()),
                    Math.min(Math.abs(left - other.left), Math.abs(right - other.right)));
        }
    }

    /// The names that begin with this line of a page; empty when it is none.
    static Optional<PdfColumnNames> at(List<List<PdfSegment>> page, int from) {
        int to = from;
        boolean bold = page.get(from).stream().allMatch(PdfSegment::bold);
        int most = Math.min(page.size(), from + (bold ? MOST_LINES : 2));
        while (to < most
                && isNames(page.get(to), bold)
                && (to == from || isNext(page, to))
                && (bold || to == from || page.get(to).size() > page.get(from).size())) {
            to++;
        }
        if (to == from || page.get(from).size() < 2 || (!bold && page.get(to - 1).size() < 3)) {
            return Optional.empty();
        }
        // the name of a group of rows stands at the left
        float left = page.get(from).getFirst().left();
        int body = to;
        while (to - 1 > from
                && page.get(to - 1).size() == 1
                && page.get(to - 1).getFirst().left() < left + SAME_LEFT) {
            to--;
        }
        boolean above =
                body < page.size()
                        && page.get(body).size() > 1
                        && !page.get(body).stream().allMatch(PdfSegment::bold)
                        && (bold || isFirstOfFigures(page, body))
                        && step(page, body) < NEXT_ROW * page.get(from).getFirst().size();
        return above
                ? Optional.of(new PdfColumnNames(List.copyOf(page.subList(from, to))))
                : Optional.empty();
    }

    private static boolean isNames(List<PdfSegment> line, boolean bold) {
        return line.stream()
                .allMatch(
                        segment ->
                                segment.bold() == bold
                                        && segment.text().length()
                                                <= (bold ? LONGEST_NAME : LONGEST_PLAIN)
                                        && NAME.matcher(segment.text()).find()
                                        && (bold || !TableHead.isValue(segment.text())));
    }

    /// Whether figures stand in one of the rows that begin here, which have no more cells than the line above them.
    private static boolean isFirstOfFigures(List<List<PdfSegment>> page, int from) {
        return page.subList(from, Math.min(page.size(), from + ROWS)).stream()
                .takeWhile(row -> row.size() <= page.get(from - 1).size())
                .flatMap(List::stream)
                .anyMatch(segment -> TableHead.isValue(segment.text()));
    }

    private static boolean isNext(List<List<PdfSegment>> page, int at) {
        float size = page.get(at - 1).getFirst().size();
        return step(page, at) < NEXT_NAMES * size
                && Math.abs(page.get(at).getFirst().size() - size) < 1;
    }

    private static float step(List<List<PdfSegment>> page, int at) {
        return page.get(at).getFirst().baseline() - page.get(at - 1).getFirst().baseline();
    }

    boolean areBold() {
        return lines.getFirst().getFirst().bold();
    }

    /// Whether there are columns enough for the names of each line, and not too many to compare.
    boolean fit(int columns) {
        return columns <= MOST_COLUMNS && lines.stream().allMatch(line -> line.size() <= columns);
    }

    /// The name of each of these columns, empty where it has none; nothing when a name stands above the values of another.
    Optional<List<String>> of(List<List<PdfSegment>> columns) {
        List<Extent> values = columns.stream().map(Extent::of).toList();
        List<Extent> extents = new ArrayList<>(values);
        List<List<String>> names = new ArrayList<>();
        columns.forEach(_ -> names.add(new ArrayList<>()));
        Set<Integer> named = new TreeSet<>();
        for (List<PdfSegment> line : lines.reversed()) {
            List<Extent> places = line.stream().map(one -> Extent.of(List.of(one))).toList();
            boolean groups = line.size() > 1 && line.size() < lines.getLast().size();
            List<int[]> below = groups ? groups(places, extents, named) : matched(places, extents);
            for (int at = 0; at < line.size(); at++) {
                int first = below.get(at)[0];
                for (int column = first; column <= below.get(at)[1]; column++) {
                    names.get(column).addFirst(line.get(at).text());
                    if (!groups) {
                        extents.set(column, extents.get(column).with(places.get(at)));
                    }
                }
                if (!groups && isAboveAnother(places.get(at), values, first)) {
                    return Optional.empty();
                }
                if (line.equals(lines.getLast())) {
                    named.add(first);
                }
            }
        }
        return Optional.of(names.stream().map(parts -> String.join(" ", parts)).toList());
    }

    private static boolean isAboveAnother(Extent name, List<Extent> columns, int own) {
        return !name.overlaps(columns.get(own)) && columns.stream().anyMatch(name::isAbove);
    }

    /// A column for each name, in order, so that they are the least apart in all.
    private static List<int[]> matched(List<Extent> names, List<Extent> columns) {
        int most = columns.size();
        double[][] least = new double[names.size() + 1][most + 1];
        for (int name = 1; name <= names.size(); name++) {
            Arrays.fill(least[name], Double.POSITIVE_INFINITY);
            for (int column = name; column <= most; column++) {
                double distance = names.get(name - 1).distance(columns.get(column - 1));
                least[name][column] =
                        Math.min(least[name][column - 1], least[name - 1][column - 1] + distance);
            }
        }
        List<int[]> found = new ArrayList<>();
        int column = most;
        for (int name = names.size(); name > 0; name--) {
            while (column > name && least[name][column] >= least[name][column - 1]) {
                column--;
            }
            column--;
            found.addFirst(new int[] {column, column});
        }
        return found;
    }

    /// The columns below each name of a group: those it is in the middle of, or those from its left edge to the next group.
    private static List<int[]> groups(
            List<Extent> groups, List<Extent> columns, Set<Integer> named) {
        List<Integer> starts = groups.stream().map(group -> start(group, columns)).toList();
        if (starts.contains(-1)) {
            return new Middles(groups, columns, named).from(0, 0).ranges();
        }
        List<int[]> found = new ArrayList<>();
        int wide = columns.size();
        for (int at = 0; at < groups.size(); at++) {
            int from = starts.get(at);
            wide = at + 1 < groups.size() ? starts.get(at + 1) - from : wide;
            found.add(new int[] {from, Math.min(from + wide, columns.size()) - 1});
        }
        return found;
    }

    private static int start(Extent group, List<Extent> columns) {
        return IntStream.range(0, columns.size())
                .filter(at -> Math.abs(columns.get(at).left - group.left) < SAME_LEFT)
                .findFirst()
                .orElse(-1);
    }

    /// Ranges of columns, and how far their middles are from those of their groups in all.
    private record Ranges(double apart, List<int[]> ranges) {}

    /// Groups of which each is centered above its columns.
    private record Middles(List<Extent> groups, List<Extent> columns, Set<Integer> named) {
        /// The best ranges for the groups from this one on, among the columns from this one on.
        Ranges from(int group, int column) {
            if (group == groups.size()) {
                return new Ranges(0, List.of());
            }
            Ranges best = new Ranges(Double.POSITIVE_INFINITY, List.of());
            for (int first = column; first < columns.size(); first++) {
                Extent all = columns.get(first);
                for (int last = first; last < columns.size() && named.contains(last); last++) {
                    all = all.with(columns.get(last));
                    Ranges rest = from(group + 1, last + 1);
                    double apart = rest.apart + Math.abs(all.middle() - groups.get(group).middle());
                    if (apart < best.apart) {
                        List<int[]> ranges = new ArrayList<>(rest.ranges);
                        ranges.addFirst(new int[] {first, last});
                        best = new Ranges(apart, ranges);
                    }
                }
            }
            return best;
        }
    }
}
