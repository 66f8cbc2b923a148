package handcar.rag.claims;

import module java.base;

/// What words of several languages mean, from `meanings.txt`: `animal.dog`, `payment.cash`. Of the meanings that have the same
/// beginning a statement has one or the other.
final class Meanings {
    private static final Map<String, Set<String>> WORDS = new HashMap<>();
    private static final Map<String, Set<String>> BEGINNINGS = new HashMap<>();
    private static final int LONGEST_BEGINNING = 20;
    private static final int SHORTEST_BEGINNING = 3;

    /// A beginning of so many letters has an ending of as many at most.
    private static final int SHORT_BEGINNING = 4;

    /// What is added to a price or taken off it: "2 € more", "10 % off".
    private static final Pattern SUM =
            Pattern.compile(
                    "(?iU)(?<=[\\d%€£$] ?)(?:(more|mehr|de plus|más|in più|a"
                        + " mais|meer)|less|off|weniger|de moins|menos|in meno|minder)(?!\\p{L}|"
                        + " (?:than|als|de|que|di|da|dan)\\b)");

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    static {
        read();
    }

    private Meanings() {}

    private static void read() {
        try (InputStream file =
                        Objects.requireNonNull(Meanings.class.getResourceAsStream("meanings.txt"));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(Meanings::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line) {
        int colon = line.indexOf(':');
        for (String word : line.substring(colon + 1).strip().split("\\s+", -1)) {
            String folded = TextForm.folded(word).replace('-', '_');
            boolean beginning = folded.endsWith("*");
            (beginning ? BEGINNINGS : WORDS)
                    .computeIfAbsent(folded.replace("*", ""), _ -> new HashSet<>())
                    .add(line.substring(0, colon));
        }
    }

    /// What the words of a text mean, pairs of words before single ones.
    static Set<String> of(String text) {
        List<String> words = words(text);
        Set<String> meanings = new HashSet<>();
        Matcher sum = SUM.matcher(text);
        while (sum.find()) {
            meanings.add(sum.group(1) != null ? "price.up" : "price.down");
        }
        for (int at = 0; at < words.size(); at++) {
            Set<String> pair = ofPair(words, at);
            meanings.addAll(pair.isEmpty() ? ofWord(words.get(at)) : pair);
            at += pair.isEmpty() ? 0 : 1;
        }
        return Set.copyOf(meanings);
    }

    /// What pairs of its words mean: "high season".
    static Set<String> ofPairs(String text) {
        List<String> words = words(text);
        return IntStream.range(0, words.size())
                .mapToObj(at -> ofPair(words, at))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private static List<String> words(String text) {
        return WORD.matcher(TextForm.folded(text)).results().map(MatchResult::group).toList();
    }

    private static Set<String> ofPair(List<String> words, int at) {
        return at + 1 < words.size() ? ofWord(words.get(at) + "_" + words.get(at + 1)) : Set.of();
    }

    private static Set<String> ofWord(String word) {
        Set<String> whole = WORDS.getOrDefault(word, Set.of());
        Set<String> begun = ofBeginning(word);
        if (whole.isEmpty() || begun.isEmpty()) {
            return whole.isEmpty() ? begun : whole;
        }
        Set<String> all = new HashSet<>(whole);
        all.addAll(begun);
        return all;
    }

    private static Set<String> ofBeginning(String word) {
        boolean pair = word.indexOf('_') > 0;
        for (int end = Math.min(word.length(), LONGEST_BEGINNING);
                end >= SHORTEST_BEGINNING;
                end--) {
            String beginning = word.substring(0, end);
            Set<String> found = BEGINNINGS.get(beginning);
            if (found != null
                    && pair == (beginning.indexOf('_') > 0)
                    && (end > SHORT_BEGINNING || word.length() <= 2 * end)) {
                return found;
            }
        }
        return Set.of();
    }

    /// Whether all that one text says of a kind is something else than what the other says of it.
    static boolean areApart(Set<String> claim, Set<String> source) {
        return claim.stream()
                .map(Meanings::group)
                .filter(group -> has(source, group))
                .anyMatch(
                        group ->
                                claim.stream()
                                        .filter(source::contains)
                                        .noneMatch(m -> m.startsWith(group)));
    }

    private static boolean has(Set<String> meanings, String group) {
        return meanings.stream().anyMatch(meaning -> meaning.startsWith(group));
    }

    /// The beginning with its dot; of a meaning that excludes none all of it.
    private static String group(String meaning) {
        int dot = meaning.indexOf('.');
        return dot < 0 ? meaning + "." : meaning.substring(0, dot + 1);
    }
}
