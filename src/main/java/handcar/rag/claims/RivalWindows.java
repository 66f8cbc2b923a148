package handcar.rag.claims;

import module java.base;

/// Tells whether a sentence beside a window fits a claim better and says something else: "whitening at the practice costs
/// £290" where £290 is said of home whitening and £410 of whitening at the practice.
final class RivalWindows {
    private final List<PassageWindow> windows;
    private final List<ClaimWord> asked;

    /// @param asked the question's words, which may name what the claim does not
    RivalWindows(List<PassageWindow> windows, List<ClaimWord> asked) {
        this.windows = windows;
        this.asked = asked;
    }

    boolean isRivalled(ClaimText claim, PassageWindow window) {
        return isRivalled(claim, window, other -> other.hit() == window.hit());
    }

    /// The same by the sentences of all passages.
    boolean isRivalledAnywhere(ClaimText claim, PassageWindow window) {
        return isRivalled(claim, window, _ -> true);
    }

    private boolean isRivalled(
            ClaimText claim, PassageWindow window, Predicate<PassageWindow> among) {
        List<ClaimWord> names = claim.words().stream().filter(ClaimWord::isName).toList();
        boolean valued = !claim.values().isEmpty();
        if (!valued && names.isEmpty()) {
            return false;
        }
        List<ClaimWord> words =
                claim.words().stream().filter(word -> valued || !word.isName()).toList();
        Set<String> found = found(words, valued ? window.own()::has : window::has);
        return windows.stream()
                .filter(other -> among.test(other) && !other.isQuestion())
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
    private boolean fitsBetter(
            List<ClaimWord> words,
            Set<String> found,
            Set<String> others,
            PassageWindow window,
            PassageWindow other) {
        return others.containsAll(found)
                && (words.stream()
                                .filter(word -> !word.isGeneral() && !found.contains(word.key()))
                                .anyMatch(other.own()::has)
                        || isBroader(words, window, other));
    }

    /// Whether the other speaks of just what the claim names, and the window of a special case of it: the row "consultation"
    /// beside "repeat consultation".
    private boolean isBroader(List<ClaimWord> words, PassageWindow window, PassageWindow other) {
        if (window.isRow() != other.isRow()) {
            return false;
        }
        List<ClaimWord> named = Stream.concat(words.stream(), asked.stream()).toList();
        return window.isRow()
                ? window.table() == other.table()
                        && window.label().stream().anyMatch(w -> words.stream().anyMatch(w::isLike))
                        && isNarrower(named, window.label())
                        && !isNarrower(words, other.label())
                : words.stream().anyMatch(w -> !w.isGeneral() && other.own().has(w))
                        && isNarrower(words, window.own().words())
                        && !isNarrower(words, other.own().words());
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

    /// Whether these words speak of something narrower than the claim: of a yoga class where the claim speaks of a class.
    private static boolean isNarrower(List<ClaimWord> words, List<ClaimWord> there) {
        return there.stream()
                .filter(word -> !word.isGeneral() && word.kind() == ClaimWord.Kind.PLAIN)
                .anyMatch(word -> words.stream().noneMatch(word::isLike));
    }
}
