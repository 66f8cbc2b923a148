package handcar.rag.claims;

import module java.base;

/// The items of an enumeration in a claim: "French, English and German". A window that has one item must have the next too.
final class Enumeration {
    /// Characters between an item and its conjunction: an article or a preposition.
    private static final int NEAR = 8;

    private static final Pattern CONJUNCTION =
            Pattern.compile(" (?:and|or|und|oder|et|ou|y|o|e|и|или|en|of|i|lub|ve|veya) |, ");

    private Enumeration() {}

    static boolean isWhole(ClaimText claim, PassageWindow window) {
        Matcher between = CONJUNCTION.matcher(claim.text());
        while (between.find()) {
            int start = between.start();
            int end = between.end();
            Optional<ClaimWord> before =
                    claim.words().stream()
                            .filter(word -> word.start() + word.form().length() == start)
                            .findFirst();
            Optional<ClaimWord> after =
                    claim.words().stream()
                            .filter(word -> word.start() >= end && word.start() <= end + NEAR)
                            .min(Comparator.comparingInt(ClaimWord::start));
            boolean broken =
                    before.isPresent()
                            && after.isPresent()
                            && claim.values().isEmpty()
                            && isTold(before.get())
                            && isTold(after.get())
                            && window.has(before.get()) != window.has(after.get());
            if (broken) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTold(ClaimWord word) {
        return !word.isGeneral() && word.kind() != ClaimWord.Kind.WIDENING;
    }
}
