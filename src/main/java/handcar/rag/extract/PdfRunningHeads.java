package handcar.rag.extract;

import module java.base;

/// Finds what the paper says on each page and the text does not: page numbers go, a running head stays where it
/// stands first and a foot where it stands last, so that it parts no sentence. A head whose number counts something else than pages, such as a document's, is text.
final class PdfRunningHeads {
    /// What comes back on two of five pages, and of so many at least, at the same height, belongs to the paper.
    private static final int PAGES_TO_JUDGE = 3;

    /// White between a head or foot of two pages and their text, in parts of the size.
    private static final float APART = 2;

    /// Points.
    private static final float SAME_HEIGHT = 4;

    /// Lines at the top and at the bottom of a page that are looked at.
    private static final int LINES = 2;

    /// Pages that come before page 1, or that a part of a document begins with.
    private static final int FIRST_NUMBER = 20;

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.,/-])\\d{1,4}(?![\\w]|[.,/-]\\w)");

    /// `3`, `- 3 -`, `page 3 of 12`, `3/12`.
    private static final Pattern ONLY_A_NUMBER =
            Pattern.compile(
                    "[-–—|\\s]*(?:(?:page|seite|página|pagina|p\\.|s\\.|стр\\.|страница)\\s*)?\\d{1,4}"
                        + "(?:\\s*(?:/|of|von|de|sur|из|di)\\s*\\d{1,4})?[-–—|\\s]*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// What is left of a page.
    private final IdentityHashMap<PdfSegment, Boolean> dropped = new IdentityHashMap<>();

    /// @param apart whether white stands between it and the text of the page
    private record Edge(PdfSegment segment, int page, boolean top, boolean apart) {}

    private PdfRunningHeads() {}

    /// The pages without what comes back on them.
    static List<PdfPage> without(List<PdfPage> pages) {
        PdfRunningHeads heads = new PdfRunningHeads();
        heads.find(pages);
        if (heads.dropped.isEmpty()) {
            return pages;
        }
        return pages.stream().map(heads::rest).toList();
    }

    private PdfPage rest(PdfPage page) {
        List<PdfText> directions =
                page.directions().stream()
                        .map(
                                text ->
                                        new PdfText(
                                                text.segments().stream()
                                                        .filter(one -> !dropped.containsKey(one))
                                                        .toList(),
                                                text.grids()))
                        .toList();
        return page.with(directions);
    }

    private void find(List<PdfPage> pages) {
        Map<String, List<Edge>> alike = new LinkedHashMap<>();
        int written = 0;
        for (PdfPage page : pages) {
            if (page.hasText()) {
                written++;
                edges(page)
                        .forEach(
                                edge ->
                                        alike.computeIfAbsent(pattern(edge), _ -> new ArrayList<>())
                                                .add(edge));
            }
        }
        for (List<Edge> edges : alike.values()) {
            List<Edge> level = level(edges);
            long seen = level.stream().mapToInt(Edge::page).distinct().count();
            boolean number = ONLY_A_NUMBER.matcher(level.getFirst().segment.text()).matches();
            long texts = level.stream().map(edge -> edge.segment.text()).distinct().count();
            if (number && written > 1 && (texts > 1 || isOwnNumber(level.getFirst()))) {
                if (countsPages(level)) {
                    level.forEach(edge -> dropped.put(edge.segment, true));
                }
            } else if (isOften(seen, written, level) && (texts == 1 || countsPages(level))) {
                int kept = (level.getFirst().top ? level.getFirst() : level.getLast()).page;
                level.stream()
                        .filter(edge -> edge.page != kept)
                        .forEach(edge -> dropped.put(edge.segment, true));
            }
        }
    }

    /// Of two pages both have it, apart from their text: a table of two pages repeats the names of its columns, too.
    private static boolean isOften(long seen, int written, List<Edge> edges) {
        return written >= PAGES_TO_JUDGE
                ? seen * 5 > written * 2L
                : seen == 2 && edges.stream().allMatch(Edge::apart);
    }

    private static List<Edge> edges(PdfPage page) {
        List<Edge> edges = new ArrayList<>();
        PdfText text = page.directions().getFirst();
        List<List<PdfSegment>> lines = PdfSegment.lines(text.segments());
        for (int at = 0; at < lines.size(); at++) {
            boolean top = at < LINES;
            if (top || at >= lines.size() - LINES) {
                for (PdfSegment segment : lines.get(at)) {
                    if (text.grids().stream().noneMatch(grid -> grid.holds(segment))) {
                        edges.add(new Edge(segment, page.number(), top, isApart(lines, at, top)));
                    }
                }
            }
        }
        return edges;
    }

    private static boolean isApart(List<List<PdfSegment>> lines, int at, boolean top) {
        int last = top ? Math.min(LINES, lines.size() - 1) : lines.size() - 1 - at;
        for (int next = top ? at : at - 1;
                next >= 0 && next < lines.size() - 1;
                next += top ? 1 : -1) {
            PdfSegment above = lines.get(next).getFirst();
            float white = lines.get(next + 1).getFirst().baseline() - above.baseline();
            if (white > APART * above.size()) {
                return true;
            }
            if (top ? next + 1 >= last : next < lines.size() - LINES) {
                return false;
            }
        }
        return false;
    }

    private static String pattern(Edge edge) {
        return edge.top + NUMBER.matcher(edge.segment.text()).replaceAll("#");
    }

    /// Those that stand as high as most of them.
    private static List<Edge> level(List<Edge> edges) {
        List<Edge> sorted = new ArrayList<>(edges);
        sorted.sort(Comparator.comparingDouble(edge -> edge.segment.baseline()));
        float usual = sorted.get(sorted.size() / 2).segment.baseline();
        return edges.stream()
                .filter(edge -> Math.abs(edge.segment.baseline() - usual) < SAME_HEIGHT)
                .toList();
    }

    /// Whether each number is the page's, give or take the same few, or the same on all.
    private static boolean countsPages(List<Edge> edges) {
        List<List<Integer>> numbers = edges.stream().map(PdfRunningHeads::numbers).toList();
        int count = numbers.getFirst().size();
        boolean counts = numbers.stream().allMatch(found -> found.size() == count);
        for (int at = 0; at < count && counts; at++) {
            Set<Integer> values = new HashSet<>();
            Set<Integer> distances = new HashSet<>();
            for (int edge = 0; edge < edges.size(); edge++) {
                int value = numbers.get(edge).get(at);
                values.add(value);
                distances.add(value - edges.get(edge).page);
            }
            boolean same = values.size() == 1;
            counts =
                    same
                            || (distances.size() == 1
                                    && Math.abs(distances.iterator().next()) <= FIRST_NUMBER);
        }
        return counts;
    }

    private static boolean isOwnNumber(Edge edge) {
        List<Integer> numbers = numbers(edge);
        return !numbers.isEmpty() && numbers.getFirst() == edge.page;
    }

    private static List<Integer> numbers(Edge edge) {
        return NUMBER.matcher(edge.segment.text())
                .results()
                .map(found -> Integer.valueOf(found.group()))
                .toList();
    }
}
