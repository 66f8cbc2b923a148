package handcar.llm.extractive;

import module java.base;

import handcar.text.Language;

/// Says how far a text has each term of a question: the word itself, another form of it, a compound, another word for the
/// same concept, or the word that the customer mistyped.
final class TermMatcher {
    /// From this similarity a word is not taken for a typing error.
    private static final double PRESENT = 0.5;

    /// How far another word for the same concept is the question's word.
    private static final double CONCEPT = 0.75;

    /// How far a mistyped word is the one it was taken for.
    private static final double CORRECTED = 0.85;

    /// How far the last word of a phrase is the phrase: a column "Day" for "the whole day".
    private static final double PHRASE = 0.55;

    /// From this similarity a word is the other one, perhaps with another ending.
    private static final double SAME = 0.8;

    /// How far the half of a compound is the compound, when nothing that can be quoted has its other half: who asks for
    /// a `Skibrille` does not mean any `Brille`.
    private static final double HALF = 0.3;

    private static final int SHORTEST_PART = 3;
    private static final int MOST_ENDING = 2;

    /// What most words name.
    private static final BitSet NOTHING = new BitSet(0);

    private final List<QuestionTerm> terms;

    /// How similar most words are to each term.
    private final double[] unlike;

    /// All words that can be quoted; empty until they are known.
    private Set<String> vocabulary = Set.of();

    /// For each word of the passages its similarity to each term.
    private final Map<String, double[]> similarities = new HashMap<>();

    /// For each word of the passages what it names.
    private final Map<String, BitSet> named = new HashMap<>();

    private final SharedWords shared = new SharedWords();

    /// The texts that were read.
    private final Map<String, ReadText> texts = new HashMap<>();

    /// For each term the word that it is, when it was mistyped.
    private final String[] corrected;

    /// A text's words and what they name.
    private record ReadText(List<String> words, BitSet concepts) {}

    private TermMatcher(List<QuestionTerm> terms) {
        this.terms = terms;
        this.unlike = new double[terms.size()];
        this.corrected = new String[terms.size()];
    }

    /// @param texts all that can be quoted; a term that none of them has is mistyped, perhaps
    static TermMatcher of(List<QuestionTerm> terms, List<String> texts) {
        TermMatcher matcher = new TermMatcher(terms);
        List<double[]> found = texts.stream().map(matcher::matches).toList();
        matcher.vocabulary = Set.copyOf(matcher.similarities.keySet());
        matcher.similarities.clear();
        matcher.correct(found);
        return matcher;
    }

    /// The words of the texts that this question is held against.
    SharedWords words() {
        return shared;
    }

    /// How far a text has each term; 0–1.
    double[] matches(String text) {
        ReadText read = texts.computeIfAbsent(text, this::read);
        return matches(read.words, read.concepts);
    }

    private ReadText read(String text) {
        List<String> words = shared.of(text);
        BitSet concepts = Thesaurus.KNOWN.phrasesIn(words);
        words.forEach(word -> concepts.or(named.computeIfAbsent(word, TermMatcher::named)));
        Thesaurus.KNOWN.addRanges(text, concepts);
        return new ReadText(words, concepts);
    }

    private static BitSet named(String word) {
        BitSet concepts = Thesaurus.KNOWN.of(word);
        return concepts.isEmpty() ? NOTHING : concepts;
    }

    /// The same for words whose concepts are known.
    double[] matches(List<String> words, BitSet concepts) {
        double[] best = new double[terms.size()];
        for (int term = 0; term < best.length; term++) {
            OptionalInt age = AgeRange.asked(terms.get(term).word());
            if (age.isPresent() && AgeRange.includes(words, age.getAsInt())) {
                best[term] = 1;
            }
        }
        for (String word : words) {
            double[] similar = similarities.computeIfAbsent(word, this::similarity);
            for (int term = 0; term < best.length; term++) {
                best[term] = Math.max(best[term], similar[term]);
            }
        }
        for (int term = 0; term < best.length; term++) {
            if (best[term] < CONCEPT && terms.get(term).concepts().intersects(concepts)) {
                best[term] = CONCEPT;
            }
        }
        return best;
    }

    private double[] similarity(String word) {
        double[] similar = new double[terms.size()];
        String infinitive = Words.withoutParticiple(word);
        boolean small = Language.isSmallWordOfAny(word);
        for (int term = 0; term < similar.length; term++) {
            String asked = terms.get(term).word();
            int space = asked.lastIndexOf(' ');
            if (space >= 0) {
                boolean ends = space > 0 && !small && word.equals(asked.substring(space + 1));
                similar[term] = ends && !terms.get(term).cue() ? PHRASE : 0;
                continue;
            }
            if (small) {
                similar[term] = asked.equals(word) ? 1 : 0;
                continue;
            }
            similar[term] = WordSimilarity.of(asked, word);
            if (similar[term] > 0 && similar[term] < SAME && lacksHalf(asked, word)) {
                similar[term] = HALF;
            }
            if (!infinitive.equals(word)) {
                similar[term] = Math.max(similar[term], WordSimilarity.of(asked, infinitive));
            }
            if (corrected[term] != null && similar[term] == 0) {
                similar[term] = CORRECTED * WordSimilarity.of(corrected[term], word);
            }
        }
        return Arrays.equals(similar, unlike) ? unlike : similar;
    }

    /// Whether this word is one half of the compound that was asked for, and the other half stands nowhere.
    private boolean lacksHalf(String asked, String word) {
        Optional<String> rest = WordSimilarity.otherHalf(asked, word);
        if (vocabulary.isEmpty() || rest.isEmpty() || rest.get().length() < SHORTEST_PART) {
            return false;
        }
        return vocabulary.stream()
                .noneMatch(
                        known ->
                                known.contains(rest.get())
                                        || (known.length() > SHORTEST_PART
                                                && rest.get().startsWith(known)
                                                && rest.get().length() - known.length()
                                                        <= MOST_ENDING));
    }

    /// Terms that no passage has and that name nothing are mistyped words, perhaps.
    private void correct(List<double[]> found) {
        for (int term = 0; term < corrected.length; term++) {
            int number = term;
            if (found.stream().anyMatch(has -> has[number] >= PRESENT)) {
                continue;
            }
            BitSet concepts = terms.get(term).concepts();
            if (!concepts.isEmpty()) {
                concepts.or(Thesaurus.KNOWN.wider(concepts));
                continue;
            }
            String asked = terms.get(term).word();
            Optional<String> known =
                    vocabulary.stream()
                            .filter(word -> WordSimilarity.mistyped(asked, word) > 0)
                            .sorted()
                            .findFirst()
                            .or(() -> Thesaurus.KNOWN.corrected(asked));
            if (known.isPresent()) {
                corrected[term] = known.get();
                terms.get(term).concepts().or(Thesaurus.KNOWN.of(known.get()));
            }
        }
    }
}
