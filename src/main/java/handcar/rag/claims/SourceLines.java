package handcar.rag.claims;

import module java.base;

/// Reads the lines of passages. The same passages stand beneath one answer after the other, so what was read of a line is kept.
final class SourceLines {
    /// Some megabytes at most: the lines of the documents that are asked about at the moment.
    private static final int MOST = 500;

    /// The lines read last.
    private static final Map<Line, ClaimText> READ =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(64, 0.75f, true) {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Line, ClaimText> eldest) {
                            return size() > MOST;
                        }
                    });

    private record Line(String text, String language) {}

    private SourceLines() {}

    /// What [ClaimText#of(String, String)] reads.
    static ClaimText read(String text, String language) {
        Line line = new Line(text, language);
        ClaimText known = READ.get(line);
        if (known == null) {
            known = ClaimText.of(text, language);
            READ.put(line, known);
        }
        return known;
    }
}
