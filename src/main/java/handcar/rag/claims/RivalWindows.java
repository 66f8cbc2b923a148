package handcar.rag.claims;

import module java.base;

/// Tells whether a sentence beside a window fits a claim better and says something else: "whitening at the practice costs
/// £290" where £290 is said of home whitening and £410 of whitening at the practice.
final class RivalWindows {
    private final List<PassageWindow> windows;

    RivalWindows(List<PassageWindow> windows) {
        this.windows = windows;
    }

    boolean isRivalled(ClaimText claim, PassageWindow window) {
        List<ClaimWord> names = claim.words().stream().filter(ClaimWord::isName).toList();
        boolean valued = !claim.values().isEmpty();
        if (!valued && names.isEmpty()) {
            return false;
        }
        List<ClaimWord> words =
                claim.words().stream().filter(word -> valued || !word.isName()).toList();
        Set<String> found = found(words, valued ? window.own()::has : window::has);
        return windows.stream()
                .filter(other -> other.hit() == window.hit() && !other.isQuestion())
                .filter(other -> valued ? hasOtherValue(claim, other) : hasOtherName(names, other))
                .anyMatch(
                        other -> fitsBetter(words, found, found(words, other::has), window, other));
    }

    private static Set<String> found(List<ClaimWord> words, Predicate<ClaimWord> there) {
        return words.stream()
                .filter(there)
                .map(ClaimWord::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether the other has all words that the window has, and one more that tells what is spoken of, or nothing else.
    private static boolean fitsBetter(
            List<ClaimWord> words,
            Set<String> found,
            Set<String> others,
            PassageWindow window,
            PassageWindow other) {
        return others.containsAll(found)
                && (words.stream()
                                .filter(word -> !word.isGeneral() && !found.contains(word.key()))
                                .anyMatch(other.own()::has)
                        || (!other.isRow()
                                && isNarrower(words, window)
                                && !isNarrower(words, other)));
    }

    private static boolean hasOtherValue(ClaimText claim, PassageWindow other) {
        return claim.values().stream()
                .anyMatch(
                        value ->
                                !other.states(value)
                                        && other.own().values().stream()
                                                .anyMatch(value::isComparable));
    }

    private static boolean hasOtherName(List<ClaimWord> names, PassageWindow other) {
        return names.stream().noneMatch(other.own()::has)
                && other.own().words().stream().anyMatch(ClaimWord::isName);
    }

    /// Whether the window speaks of something narrower than the claim: of a yoga class where the claim speaks of a class.
    private static boolean isNarrower(List<ClaimWord> words, PassageWindow window) {
        return !window.isRow()
                && window.own().words().stream()
                        .filter(word -> !word.isGeneral() && word.kind() == ClaimWord.Kind.PLAIN)
                        .anyMatch(word -> words.stream().noneMatch(word::isLike));
    }
}
