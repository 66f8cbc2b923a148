package handcar.rag.claims;

import module java.base;

/// Reads the lines of passages. The same passages stand beneath one answer after the other, so what was read of a line is kept.
final class SourceLines {
    /// Some megabytes at most: the lines of the documents that are asked about at the moment.
    private static final int MOST = 500;

    private static final ReentrantLock LOCK = new ReentrantLock();

    /// The lines read last.
    private static final Map<Line, ClaimText> READ =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Line, ClaimText> eldest) {
                    return size() > MOST;
                }
            };

    private record Line(String text, String language) {}

    private SourceLines() {}

    /// What [ClaimText#of(String, String)] reads.
    static ClaimText read(String text, String language) {
        Line line = new Line(text, language);
        Optional<ClaimText> known = find(line);
        if (known.isPresent()) {
            return known.get();
        }
        ClaimText read = ClaimText.of(text, language);
        LOCK.lock();
        try {
            READ.put(line, read);
        } finally {
            LOCK.unlock();
        }
        return read;
    }

    private static Optional<ClaimText> find(Line line) {
        LOCK.lock();
        try {
            return Optional.ofNullable(READ.get(line));
        } finally {
            LOCK.unlock();
        }
    }
}
