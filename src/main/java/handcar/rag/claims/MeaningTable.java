package handcar.rag.claims;

import module java.base;

/// Words of several languages with what they mean, from a file beside this class: a meaning a line, its words behind a colon. A
/// star stands for any ending, `a_b` for two words in a row.
final class MeaningTable {
    private static final int LONGEST_BEGINNING = 20;
    private static final int SHORTEST_BEGINNING = 3;

    /// A beginning of so many letters has an ending of as many at most.
    private static final int SHORT_BEGINNING = 4;

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private final Map<String, Set<String>> words = new HashMap<>();
    private final Map<String, Set<String>> beginnings = new HashMap<>();

    MeaningTable(String fileName) {
        try (InputStream file =
                        Objects.requireNonNull(MeaningTable.class.getResourceAsStream(fileName));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A word or pair of words of a text with one of its meanings.
    ///
    /// @param at which word of the text it is, from 0, as is `last` where a pair ends
    record Sense(String meaning, int at, int last) {}

    private void add(String line) {
        int colon = line.indexOf(':');
        for (String word : line.substring(colon + 1).strip().split("\\s+", -1)) {
            String folded = TextForm.folded(word).replace('-', '_');
            boolean beginning = folded.endsWith("*");
            (beginning ? beginnings : words)
                    .computeIfAbsent(folded.replace("*", ""), _ -> new HashSet<>())
                    .add(line.substring(0, colon));
        }
    }

    /// The words of a text, in lower case without accents.
    static List<String> wordsOf(String text) {
        return WORD.matcher(TextForm.folded(text)).results().map(MatchResult::group).toList();
    }

    /// What the words mean, pairs of words before single ones.
    List<Sense> senses(List<String> text) {
        List<Sense> senses = new ArrayList<>();
        int at = 0;
        while (at < text.size()) {
            int first = at;
            Set<String> pair = ofPair(text, at);
            int last = pair.isEmpty() ? at : at + 1;
            (pair.isEmpty() ? ofWord(text.get(at)) : pair)
                    .forEach(meaning -> senses.add(new Sense(meaning, first, last)));
            at = last + 1;
        }
        return senses;
    }

    /// What a word and the one behind it mean together: "high season".
    Set<String> ofPair(List<String> text, int at) {
        return at + 1 < text.size() ? ofWord(text.get(at) + "_" + text.get(at + 1)) : Set.of();
    }

    private Set<String> ofWord(String word) {
        Set<String> whole = words.getOrDefault(word, Set.of());
        Set<String> begun = ofBeginning(word);
        if (whole.isEmpty() || begun.isEmpty()) {
            return whole.isEmpty() ? begun : whole;
        }
        Set<String> all = new HashSet<>(whole);
        all.addAll(begun);
        return all;
    }

    private Set<String> ofBeginning(String word) {
        boolean pair = word.indexOf('_') > 0;
        for (int end = Math.min(word.length(), LONGEST_BEGINNING);
                end >= SHORTEST_BEGINNING;
                end--) {
            String beginning = word.substring(0, end);
            Set<String> found = beginnings.get(beginning);
            if (found != null
                    && pair == (beginning.indexOf('_') > 0)
                    && (end > SHORT_BEGINNING || word.length() <= 2 * end)) {
                return found;
            }
        }
        return Set.of();
    }

    /// The beginning with its dot; of a meaning that excludes none all of it.
    static String group(String meaning) {
        int dot = meaning.indexOf('.');
        return dot < 0 ? meaning + "." : meaning.substring(0, dot + 1);
    }
}
