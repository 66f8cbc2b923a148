package handcar.rag.extract;

import module java.base;

/// Printed lines back into paragraphs: hyphens at line ends go, running heads and page numbers go, what is set larger
/// than the body is a heading.
final class PdfParagraphs {
    /// A line that comes back on more than half of this many pages belongs to the paper and not to the text.
    private static final int PAGES_TO_JUDGE = 3;

    private static final int LONGEST_HEADING = 150;

    /// Larger than the body text by this factor, or bold and a paragraph by itself.
    private static final float LARGER = 1.15f;

    private static final int HEADING_LEVELS = 3;

    /// The dots of a table of contents.
    private static final Pattern LEADER = Pattern.compile("(?:\\s?[.·_]){4,}\\s?");

    /// Lines before and after that tell how wide the column is, and how far to the side they may begin (points).
    private static final int NEIGHBOURS = 25;

    private static final float SAME_COLUMN = 60;

    /// How much a line may fall short of the edge without meaning anything by it (points).
    private static final float RAGGED = 6;

    private final List<PdfLines.Line> lines;
    private final TextBuilder draft = new TextBuilder();
    private final StringBuilder paragraph = new StringBuilder();
    private float body;
    private List<Float> headingSizes = List.of();

    PdfParagraphs(List<PdfLines.Line> lines) {
        this.lines = lines;
    }

    String text() {
        Set<Integer> furniture = furniture();
        measure();
        int heading = 0;
        for (int at = 0; at < lines.size(); at++) {
            if (furniture.contains(at)) {
                continue;
            }
            PdfLines.Line line = lines.get(at);
            int level = level(line);
            if (level > 0) {
                // a heading over two lines
                boolean goesOn = heading == level && !line.paragraph();
                if (!goesOn) {
                    flush(heading);
                }
                join(line.text(), false);
            } else {
                if (heading > 0 || begins(line)) {
                    flush(heading);
                }
                join(line.text(), at > 0 && breaks(at));
            }
            heading = level;
        }
        flush(heading);
        return draft.text();
    }

    /// Lines at the head or foot of the page that, numbers aside, most pages have.
    private Set<Integer> furniture() {
        Map<String, Set<Integer>> pagesOf = new HashMap<>();
        Map<Integer, String> edges = new HashMap<>();
        int pages = 0;
        for (int at = 0; at < lines.size(); at++) {
            boolean first = at == 0 || lines.get(at - 1).page() != lines.get(at).page();
            boolean last =
                    at == lines.size() - 1 || lines.get(at + 1).page() != lines.get(at).page();
            pages += first ? 1 : 0;
            if (first || last) {
                String pattern = lines.get(at).text().replaceAll("\\d+", "#");
                edges.put(at, pattern);
                pagesOf.computeIfAbsent(pattern, _ -> new HashSet<>()).add(lines.get(at).page());
            }
        }
        Set<Integer> furniture = new HashSet<>();
        int all = pages;
        edges.forEach(
                (at, pattern) -> {
                    boolean number = pattern.matches("[-–—\\s]*#[-–—\\s]*") && all > 1;
                    int seen = pagesOf.getOrDefault(pattern, Set.of()).size();
                    if (number || (all >= PAGES_TO_JUDGE && seen * 2 > all)) {
                        furniture.add(at);
                    }
                });
        return furniture;
    }

    /// The size most characters are set in, and the sizes above it.
    private void measure() {
        Map<Float, Integer> characters = new HashMap<>();
        lines.forEach(line -> characters.merge(rounded(line), line.text().length(), Integer::sum));
        body =
                characters.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(0f);
        TreeSet<Float> larger = new TreeSet<>(characters.keySet());
        headingSizes = List.copyOf(larger.tailSet(body * LARGER, true).descendingSet());
    }

    private static float rounded(PdfLines.Line line) {
        return Math.round(line.size() * 2) / 2f;
    }

    private int level(PdfLines.Line line) {
        String text = line.text();
        boolean possible =
                text.length() <= LONGEST_HEADING
                        && text.codePoints().anyMatch(Character::isLetter)
                        && !text.endsWith(".")
                        && !LEADER.matcher(text).find()
                        && !text.endsWith(",")
                        && body > 0;
        if (!possible) {
            return 0;
        }
        int rank = headingSizes.indexOf(rounded(line));
        if (rank >= 0) {
            return Math.min(rank + 1, HEADING_LEVELS);
        }
        boolean alone =
                line.bold() && line.paragraph() && rounded(line) >= body && text.length() <= 80;
        return alone ? HEADING_LEVELS + 1 : 0;
    }

    private static boolean begins(PdfLines.Line line) {
        return line.paragraph() || isItem(line.text());
    }

    private static boolean isItem(String text) {
        return text.length() > 1
                && "•◦▪‣●–*-".indexOf(text.charAt(0)) >= 0
                && text.charAt(1) == ' ';
    }

    /// Whether the line before ended on purpose: the first word of this one would still have fitted.
    private boolean breaks(int at) {
        PdfLines.Line before = lines.get(at - 1);
        PdfLines.Line line = lines.get(at);
        if (LEADER.matcher(before.text()).find()) {
            return true;
        }
        float edge = 0;
        for (int near = Math.max(0, at - NEIGHBOURS);
                near < Math.min(lines.size(), at + NEIGHBOURS);
                near++) {
            PdfLines.Line other = lines.get(near);
            if (other.page() == before.page()
                    && Math.abs(other.left() - before.left()) < SAME_COLUMN) {
                edge = Math.max(edge, other.right());
            }
        }
        int end = line.text().indexOf(' ');
        float word = (end < 0 ? line.text().length() : end) + 1f;
        float width = (line.right() - line.left()) * word / line.text().length();
        return before.page() == line.page() && before.right() + width < edge - RAGGED;
    }

    /// `Liefer-` and `zeit` are one word; `E-` and `Mail` are not.
    private void join(String printed, boolean breaks) {
        String line = LEADER.matcher(printed).replaceAll(" … ");
        int end = paragraph.length();
        boolean hyphen =
                end > 1
                        && paragraph.charAt(end - 1) == '-'
                        && Character.isLetter(paragraph.charAt(end - 2))
                        && Character.isLowerCase(line.codePointAt(0));
        if (hyphen) {
            paragraph.setLength(end - 1);
        } else if (end > 0) {
            paragraph.append(breaks ? '\n' : ' ');
        }
        paragraph.append(line);
    }

    private void flush(int heading) {
        String text = paragraph.toString();
        paragraph.setLength(0);
        if (heading > 0) {
            draft.heading(heading, text);
        } else if (!text.isEmpty() && isItem(text)) {
            draft.line("- " + text.substring(2));
        } else {
            draft.paragraph(text);
        }
    }
}
