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

    /// Which of the question's parts the text has.
    BitSet in(String text) {
        return read(text).parts();
    }

    /// The question's parts in a text: which, how often, and which of them stand together in a sentence.
    record SubwordMatches(BitSet parts, List<Integer> often, List<BitSet> sentences, int length) {
        /// BM25's weight of each part, summed up.
        double saturated(SubwordWeights worth, double typicalLength) {
            double norm = 0.9 * (0.6 + 0.4 * length / typicalLength);
            return parts.stream()
                    .mapToDouble(
                            part -> {
                                double count = often.get(part);
                                return worth.weights[part] * count * 1.9 / (count + norm);
                            })
                    .sum();
        }

        /// What the best single sentence has.
        double together(SubwordWeights worth) {
            return sentences.stream().mapToDouble(worth::of).max().orElse(0);
        }
    }

    SubwordMatches read(String text) {
        Integer[] often = new Integer[parts.length];
        Arrays.fill(often, 0);
        List<BitSet> sentences = new ArrayList<>();
        BitSet all = new BitSet(parts.length);
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            if (at + 1 == text.length() || ends(text, at)) {
                BitSet sentence = new BitSet(parts.length);
                scan(text.substring(from, at + 1), part -> note(part, sentence, often));
                if (!sentence.isEmpty()) {
                    sentences.add(sentence);
                    all.or(sentence);
                }
                from = at + 1;
            }
        }
        return new SubwordMatches(all, List.of(often), sentences, text.length());
    }

    private void note(long part, BitSet sentence, Integer[] often) {
        int at = Arrays.binarySearch(parts, part);
        if (at >= 0) {
            sentence.set(at);
            often[at]++;
        }
    }

    /// Whether a sentence roughly ends here. Faster than [handcar.text.SentenceSplitter] on the many passages of a search; a full
    /// stop after an abbreviation only makes a sentence shorter.
    private static boolean ends(String text, int at) {
        return switch (text.charAt(at)) {
            case '.', '!', '?' -> Character.isWhitespace(text.charAt(at + 1));
            case '\n', '。', '！', '？', '।' -> true;
            default -> false;
        };
    }

    /// The weight of each part among these texts: high when few have it, highest when none has, because it stands for what is
    /// missing.
    SubwordWeights weights(List<BitSet> texts) {
        double[] weights = new double[parts.length];
        for (int part = 0; part < parts.length; part++) {
            int number = part;
            long having = texts.stream().filter(text -> text.get(number)).count();
            weights[part] = QueryTerm.weight(having, Math.max(LEAST_POOL, texts.size()));
        }
        return new SubwordWeights(weights);
    }

    /// The weight of each part of the question within one pool of texts.
    static final class SubwordWeights {
        private final double[] weights;

        private SubwordWeights(double[] weights) {
            this.weights = weights;
        }

        double of(BitSet found) {
            return found.stream().mapToDouble(part -> weights[part]).sum();
        }

        double ofAll() {
            return Arrays.stream(weights).sum();
        }
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
