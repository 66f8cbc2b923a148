package handcar.rag.claims;

import module java.base;

/// What words of several languages mean, from `meanings.txt`: `animal.dog`, `payment.cash`. Of the meanings that have the same
/// beginning a statement has one or the other.
final class Meanings {
    private static final MeaningTable TABLE = new MeaningTable("meanings.txt");

    /// What is added to a price or taken off it: "2 € more", "10 % off".
    private static final Pattern SUM =
            Pattern.compile(
                    "(?iU)(?<=[\\d%€£$] ?)(?:(more|mehr|de plus|más|in più|a"
                        + " mais|meer)|less|off|weniger|de moins|menos|in meno|minder)(?!\\p{L}|"
                        + " (?:than|als|de|que|di|da|dan)\\b)");

    private Meanings() {}

    /// What the words of a text mean, pairs of words before single ones.
    static Set<String> of(String text) {
        Set<String> meanings = new HashSet<>();
        Matcher sum = SUM.matcher(text);
        while (sum.find()) {
            meanings.add(sum.group(1) != null ? "price.up" : "price.down");
        }
        TABLE.senses(MeaningTable.wordsOf(text)).forEach(sense -> meanings.add(sense.meaning()));
        return Set.copyOf(meanings);
    }

    /// What pairs of its words mean: "high season".
    static Set<String> ofPairs(String text) {
        List<String> words = MeaningTable.wordsOf(text);
        return IntStream.range(0, words.size())
                .mapToObj(at -> TABLE.ofPair(words, at))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    /// Whether all that one text says of a kind is something else than what the other says of it.
    static boolean areApart(Set<String> claim, Set<String> source) {
        return claim.stream()
                .map(MeaningTable::group)
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
}
