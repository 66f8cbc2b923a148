package handcar.rag.extract;

import module java.base;

/// Words whose letters are set apart by blanks or by as much room, as `O P E N I N G` in a heading: put together again, and
/// parted where a gap is wider than those between the letters.
final class PdfSpreadWords {
    /// Letters; as many words of one letter never follow each other.
    private static final int SHORTEST = 4;

    /// Different letters; what has fewer is a row of marks.
    private static final int FEWEST = 3;

    /// Gaps between letters of one line, in parts of their size; wider ones are between columns.
    private static final float WIDEST = 1;

    /// A gap that is longer than the usual one by this factor is between words.
    private static final float LONGER = 1.5f;

    private PdfSpreadWords() {}

    /// The letters of a line, from left to right, that go on with the word of the letter before them, whatever is between.
    /// A gap of `blank` parts of the size is one between letters.
    static Set<PdfGlyph> goingOn(List<PdfGlyph> line, float blank) {
        Set<PdfGlyph> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<PdfGlyph> run = new ArrayList<>();
        boolean apart = true;
        PdfGlyph before = null;
        for (PdfGlyph glyph : line) {
            if (glyph.isBlank()) {
                apart = true;
                continue;
            }
            float gap = before == null ? 0 : glyph.left() - before.right();
            apart |= gap > blank * glyph.size();
            if (!apart && !run.isEmpty()) {
                // the letter before begins a word of several
                run.removeLast();
            }
            if (!apart || gap > WIDEST * glyph.size() || !isLetter(glyph)) {
                add(run, found);
                run.clear();
            }
            if (apart && isLetter(glyph)) {
                run.add(glyph);
            }
            before = glyph;
            apart = false;
        }
        add(run, found);
        return found;
    }

    private static boolean isLetter(PdfGlyph glyph) {
        return glyph.text().codePointCount(0, glyph.text().length()) == 1
                && (Character.isLetter(glyph.text().codePointAt(0)) || glyph.text().equals("&"));
    }

    private static void add(List<PdfGlyph> run, Set<PdfGlyph> found) {
        if (run.size() < SHORTEST
                || run.stream().map(PdfGlyph::text).distinct().count() < FEWEST
                || isAlphabet(run)) {
            return;
        }
        float[] gaps = new float[run.size() - 1];
        for (int at = 0; at < gaps.length; at++) {
            gaps[at] = run.get(at + 1).left() - run.get(at).right();
        }
        float[] sorted = gaps.clone();
        Arrays.sort(sorted);
        float usual = sorted[(sorted.length - 1) / 2];
        for (int at = 0; at < gaps.length; at++) {
            if (gaps[at] <= LONGER * usual) {
                found.add(run.get(at + 1));
            }
        }
    }

    /// Whether each letter is the next of the alphabet, as in an index.
    private static boolean isAlphabet(List<PdfGlyph> run) {
        return IntStream.range(1, run.size())
                .allMatch(at -> letter(run.get(at)) == letter(run.get(at - 1)) + 1);
    }

    private static int letter(PdfGlyph glyph) {
        return glyph.text().codePointAt(0);
    }
}
