package handcar.rag.extract;

import module java.base;

import handcar.text.Superscripts;

/// Letters put together to segments, by where they stand and whatever their order in the file.
final class PdfSegments {
    /// A gap of this part of the letters' size is a blank.
    private static final float BLANK = 0.17f;

    /// A wider one parts two segments; justified text seldom has it, columns of a table always.
    private static final float PART = 0.75f;

    /// The same where no blank was printed, on a page where blanks are.
    private static final float UNSPACED = 0.25f;

    /// One glyph in so many is a blank where blanks are printed.
    private static final int SPACED = 100;

    /// How far baselines on one line may be apart, from each other and in all, in parts of the size.
    private static final float STEP = 0.3f;

    private static final float RANGE = 0.6f;

    /// Raised letters are smaller than the others by this factor, and higher by at most this part of their size.
    private static final float SMALLER = 0.9f;

    private static final float RAISED = 0.7f;

    /// With fewer letters in each segment than this, on more than so many, the text is turned or stacked letter by letter.
    private static final double LETTER_BY_LETTER = 1.5;

    private static final int ENOUGH = 20;

    /// Letters among which one that was printed twice is looked for.
    private static final int LAST = 3;

    private PdfSegments() {}

    /// The text of each direction, that with most letters first.
    static List<PdfText> of(List<PdfGlyph> glyphs, PdfStrokes drawing) {
        Map<Integer, List<PdfGlyph>> directions = new TreeMap<>();
        glyphs.forEach(
                glyph ->
                        directions
                                .computeIfAbsent(glyph.angle(), _ -> new ArrayList<>())
                                .add(glyph));
        return directions.values().stream()
                .sorted(Comparator.comparingInt((List<PdfGlyph> all) -> -all.size()))
                .map(all -> text(all, drawing.rules(all.getFirst().angle())))
                .filter(text -> !text.segments().isEmpty())
                .toList();
    }

    /// Whether these segments are single letters, which nobody can put together again.
    static boolean isLetterByLetter(List<PdfSegment> segments) {
        double letters = segments.stream().mapToInt(PdfSegment::glyphs).sum();
        return segments.size() > ENOUGH && letters / segments.size() < LETTER_BY_LETTER;
    }

    private static PdfText text(List<PdfGlyph> glyphs, List<PdfRule> rules) {
        List<PdfRule> walls = rules.stream().filter(PdfRule::isVertical).toList();
        return new PdfText(lines(glyphs, walls), PdfGrid.of(rules));
    }

    private static List<PdfSegment> lines(List<PdfGlyph> glyphs, List<PdfRule> walls) {
        List<PdfGlyph> sorted = new ArrayList<>(glyphs);
        sorted.sort(Comparator.comparingDouble(PdfGlyph::baseline));
        List<List<PdfGlyph>> lines = new ArrayList<>();
        for (PdfGlyph glyph : sorted) {
            if (lines.isEmpty() || isBelow(glyph, lines.getLast())) {
                lines.add(new ArrayList<>());
            }
            lines.getLast().add(glyph);
        }
        for (int at = 1; at < lines.size(); at++) {
            lower(lines.get(at - 1), lines.get(at));
        }
        long blanks = glyphs.stream().filter(PdfGlyph::isBlank).count();
        boolean spaced = blanks * SPACED > glyphs.size();
        List<PdfSegment> segments = new ArrayList<>();
        lines.stream()
                .filter(line -> !line.isEmpty())
                .forEach(line -> segments(line, walls, spaced, segments));
        return segments;
    }

    private static boolean isBelow(PdfGlyph glyph, List<PdfGlyph> line) {
        float size = Math.max(line.getLast().size(), glyph.size());
        return glyph.baseline() - line.getLast().baseline() > STEP * size
                || glyph.baseline() - line.getFirst().baseline() > RANGE * size;
    }

    /// Moves raised letters to the line below them, whose letters they follow.
    private static void lower(List<PdfGlyph> above, List<PdfGlyph> line) {
        PdfGlyph usual = largest(line);
        if (usual.baseline() - above.getFirst().baseline() > RAISED * usual.size()
                || largest(above).size() > SMALLER * usual.size()) {
            return;
        }
        NavigableSet<Float> ends =
                line.stream().map(PdfGlyph::right).collect(Collectors.toCollection(TreeSet::new));
        above.sort(Comparator.comparingDouble(PdfGlyph::left));
        List<PdfGlyph> raised = new ArrayList<>();
        for (PdfGlyph glyph : above) {
            float near = PART * glyph.size() / 2;
            if (!ends.subSet(glyph.left() - near, glyph.left() + near).isEmpty()) {
                raised.add(glyph);
                ends.add(glyph.right());
            }
        }
        above.removeAll(raised);
        line.addAll(raised);
    }

    private static PdfGlyph largest(List<PdfGlyph> line) {
        return Collections.max(line, Comparator.comparingDouble(PdfGlyph::size));
    }

    /// A raised figure as such, so that it is no part of the number before it.
    private static String shown(PdfGlyph glyph, PdfGlyph usual) {
        boolean raised =
                glyph.size() < SMALLER * usual.size()
                        && usual.baseline() - glyph.baseline() > STEP / 2 * usual.size();
        return raised ? Superscripts.of(glyph.text()) : glyph.text();
    }

    private static void segments(
            List<PdfGlyph> line, List<PdfRule> walls, boolean spaced, List<PdfSegment> into) {
        line.sort(Comparator.comparingDouble(PdfGlyph::left));
        float tracking = tracking(line);
        Set<PdfGlyph> spread =
                PdfSpreadWords.goingOn(line, BLANK + tracking / largest(line).size());
        PdfGlyph usual = largest(line);
        float height = line.getFirst().baseline() - line.getFirst().size() * 0.3f;
        NavigableSet<Float> cuts =
                walls.stream()
                        .filter(wall -> wall.isBeside(height))
                        .map(PdfRule::x)
                        .collect(Collectors.toCollection(TreeSet::new));
        List<PdfGlyph> segment = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        float right = 0;
        boolean blank = false;
        for (PdfGlyph glyph : line) {
            if (glyph.isBlank()) {
                blank = true;
                continue;
            }
            if (!glyph.text().isEmpty() && isPrintedTwice(glyph, segment)) {
                continue;
            }
            float gap = segment.isEmpty() ? 0 : glyph.left() - right;
            float size = segment.isEmpty() ? 0 : Math.max(glyph.size(), segment.getLast().size());
            boolean walled =
                    !segment.isEmpty()
                            && gap > 0
                            && !cuts.subSet(right - 1, glyph.left() + 1).isEmpty();
            if (!walled && spread.contains(glyph)) {
                blank = false;
                gap = 0;
            }
            float part = spaced && !blank && !isDense(text, glyph) ? UNSPACED : PART;
            if (walled || gap > part * size + tracking) {
                into.add(segment(segment, text));
                segment.clear();
                text.setLength(0);
            } else if (!segment.isEmpty()
                    && (blank || (gap > BLANK * size + tracking && !isDense(text, glyph)))) {
                text.append(' ');
            }
            text.append(shown(glyph, usual));
            right = segment.isEmpty() ? glyph.right() : Math.max(right, glyph.right());
            segment.add(glyph);
            blank = false;
        }
        if (!segment.isEmpty()) {
            into.add(segment(segment, text));
        }
    }

    /// Whether a gap is between two ideographs, which have no blanks between words.
    private static boolean isDense(StringBuilder text, PdfGlyph next) {
        return !text.isEmpty()
                && !next.text().isEmpty()
                && PdfParagraphs.isIdeograph(text.codePointBefore(text.length()))
                && PdfParagraphs.isIdeograph(next.text().codePointAt(0));
    }

    /// Whether a letter was there before, as when bold type or a shadow is made by printing twice.
    private static boolean isPrintedTwice(PdfGlyph glyph, List<PdfGlyph> before) {
        for (int at = before.size() - 1; at >= Math.max(0, before.size() - LAST); at--) {
            PdfGlyph other = before.get(at);
            if (other.text().equals(glyph.text())
                    && glyph.left() - other.left() < (glyph.right() - glyph.left()) / 3) {
                return true;
            }
        }
        return false;
    }

    /// How far letters of one word are apart: nothing, but for letter-spaced headings.
    private static float tracking(List<PdfGlyph> line) {
        float[] gaps = new float[line.size()];
        int count = 0;
        for (int at = 1; at < line.size(); at++) {
            if (!line.get(at).isBlank() && !line.get(at - 1).isBlank()) {
                gaps[count++] = line.get(at).left() - line.get(at - 1).right();
            }
        }
        Arrays.sort(gaps, 0, count);
        return count == 0 ? 0 : Math.max(0, gaps[count / 2]);
    }

    private static PdfSegment segment(List<PdfGlyph> glyphs, StringBuilder text) {
        PdfGlyph usual = glyphs.getFirst();
        boolean even = true;
        for (PdfGlyph glyph : glyphs) {
            even &= glyph.size() == usual.size();
        }
        if (!even) {
            List<PdfGlyph> bySize = new ArrayList<>(glyphs);
            bySize.sort(Comparator.comparingDouble(PdfGlyph::size));
            usual = bySize.get(bySize.size() / 2);
        }
        float right = usual.right();
        int bold = 0;
        for (PdfGlyph glyph : glyphs) {
            right = Math.max(right, glyph.right());
            bold += glyph.bold() ? 1 : 0;
        }
        return new PdfSegment(
                BidiText.logical(text.toString()),
                glyphs.getFirst().left(),
                right,
                usual.baseline(),
                usual.size(),
                bold * 2 > glyphs.size(),
                glyphs.size());
    }
}
