package handcar.rag.search;

import module java.base;

/// The word parts of a question: every run of five letters, word boundaries included. A stemmer knows nothing of
/// compounds (`Wasserversorgung` and `Versorgung`), spelling variants and typing errors; shared parts do, in any language.
/// In scripts without spaces the parts are two letters long.
final class Subwords {
    private static final int LENGTH = 5;
    private static final int DENSE_LENGTH = 2;

    /// Rarity is measured as if there were at least so many texts: among three nothing is rare.
    private static final int LEAST_POOL = 32;

    private static final char START = '\u0002';
    private static final char END = '\u0003';

    /// Hashes of the parts, sorted; the position is a part's number.
    private final long[] parts;

    private Subwords(long[] parts) {
        this.parts = parts;
    }

    static Subwords of(String question) {
        LongStream.Builder found = LongStream.builder();
        scan(question, found::add);
        return new Subwords(found.build().sorted().distinct().toArray());
    }

    /// BM25 of the question's parts in each of some texts, and what a text that has all of them could get at most.
    record SubwordScores(List<Double> ofEach, double most) {}

    /// Scores these texts. A part weighs more the fewer of them have it, and most when none has, because it stands for what
    /// is missing.
    SubwordScores scores(List<String> texts) {
        List<int[]> counts = texts.stream().map(this::counts).toList();
        double typicalLength = texts.stream().mapToInt(String::length).average().orElse(1);
        double[] scores = new double[texts.size()];
        double most = 0;
        for (int part = 0; part < parts.length; part++) {
            int at = part;
            long having = counts.stream().filter(count -> count[at] > 0).count();
            double weight = QueryTerm.weight(having, Math.max(LEAST_POOL, texts.size()));
            most += weight * Bm25Search.FULL_MATCH;
            for (int text = 0; text < scores.length; text++) {
                double often = counts.get(text)[part];
                double norm = 0.9 * (0.6 + 0.4 * texts.get(text).length() / typicalLength);
                scores[text] += weight * often * Bm25Search.FULL_MATCH / (often + norm);
            }
        }
        return new SubwordScores(Arrays.stream(scores).boxed().toList(), most);
    }

    private int[] counts(String text) {
        int[] counts = new int[parts.length];
        scan(
                text,
                part -> {
                    int at = Arrays.binarySearch(parts, part);
                    if (at >= 0) {
                        counts[at]++;
                    }
                });
        return counts;
    }

    private interface Sink {
        void part(long hash);
    }

    private static void scan(String text, Sink sink) {
        char[] word = new char[text.length() + 2];
        int length = 0;
        for (int at = 0; at <= text.length(); at++) {
            char letter = at < text.length() ? text.charAt(at) : ' ';
            if (belongs(letter)) {
                word[++length] = Character.toLowerCase(letter);
            } else if (length > 0) {
                word[0] = START;
                word[length + 1] = END;
                if (Character.isIdeographic(word[1]) || kana(word[1])) {
                    cut(word, 1, length + 1, DENSE_LENGTH, sink);
                } else {
                    cut(word, 0, length + 2, LENGTH, sink);
                }
                length = 0;
            }
        }
    }

    private static void cut(char[] word, int from, int to, int length, Sink sink) {
        for (int at = from; at == from || at + length <= to; at++) {
            long hash = 1125899906842597L;
            for (int letter = at; letter < Math.min(to, at + length); letter++) {
                hash = 31 * hash + word[letter];
            }
            sink.part(hash);
        }
    }

    private static boolean belongs(char letter) {
        return Character.isLetterOrDigit(letter)
                || Character.isSurrogate(letter)
                || Character.getType(letter) == Character.NON_SPACING_MARK
                || Character.getType(letter) == Character.COMBINING_SPACING_MARK;
    }

    private static boolean kana(char letter) {
        return letter >= '\u3040' && letter <= '\u30FF';
    }
}
