package handcar.rag.extract;

import module java.base;

/// How a document is set: the size of most letters, the sizes there are, and the usual step from line to line of each size,
/// all in points.
record PdfSizes(float body, SortedSet<Float> sizes, Map<Float, Float> steps) {
    /// Longer steps are between paragraphs.
    private static final float LONGEST_STEP = 2.4f;

    static PdfSizes of(List<PdfPage> pages) {
        Map<Float, Integer> letters = new TreeMap<>();
        Map<Float, Map<Integer, Integer>> counts = new HashMap<>();
        for (PdfPage page : pages) {
            for (PdfText text : page.directions()) {
                text.segments()
                        .forEach(line -> letters.merge(rounded(line), line.glyphs(), Integer::sum));
                count(text.segments(), counts);
            }
        }
        float body =
                letters.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(0f);
        Map<Float, Float> steps = new HashMap<>();
        counts.forEach((size, found) -> steps.put(size, usual(found)));
        return new PdfSizes(body, new TreeSet<>(letters.keySet()), steps);
    }

    /// The sizes above the body's, the largest first.
    List<Float> larger(float factor) {
        return List.copyOf(new TreeSet<>(sizes).tailSet(body * factor, true).descendingSet());
    }

    static float rounded(PdfSegment line) {
        return Math.round(line.size() * 2) / 2f;
    }

    /// Steps in half points between lines that begin at about the same place.
    private static void count(List<PdfSegment> segments, Map<Float, Map<Integer, Integer>> counts) {
        Map<Integer, PdfSegment> above = new HashMap<>();
        for (PdfSegment line : segments.stream().sorted(PdfSegment.FROM_TOP).toList()) {
            PdfSegment before = above.put(Math.round(line.left() / 20), line);
            if (before != null && rounded(before) == rounded(line)) {
                float step = line.baseline() - before.baseline();
                if (step > line.size() * 0.8f && step < line.size() * LONGEST_STEP) {
                    counts.computeIfAbsent(rounded(line), _ -> new TreeMap<>())
                            .merge(Math.round(step * 2), line.glyphs(), Integer::sum);
                }
            }
        }
    }

    /// The step that most letters follow; of several, the least that half as many follow.
    private static float usual(Map<Integer, Integer> counts) {
        int most = Collections.max(counts.values());
        for (Map.Entry<Integer, Integer> step : counts.entrySet()) {
            if (step.getValue() * 2 >= most) {
                return step.getKey() / 2f;
            }
        }
        throw new IllegalStateException("no step");
    }
}
