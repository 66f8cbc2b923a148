package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.PassageWindow.Part;

/// Tells whether a claim says of one name what a window says of another.
final class RivalNames {
    private RivalNames() {}

    /// Whether the claim says of a name what the window says of another: "Anna is the manager" where Colin is.
    static boolean isOfOther(ClaimText claim, PassageWindow window) {
        List<ClaimWord> names =
                claim.words().stream()
                        .filter(word -> word.isName() || isNameIn(word, window))
                        .toList();
        if (names.isEmpty() || window.isRow()) {
            return false;
        }
        List<Part> clauses = Clauses.ofNames(window.own());
        return claim.values().isEmpty()
                ? claim.words().stream()
                        .filter(word -> !names.contains(word) && !word.isGeneral())
                        .anyMatch(word -> isSaidOfOther(word, names, clauses, window.own().text()))
                : claim.values().stream()
                        .map(window::stating)
                        .filter(found -> !found.isEmpty())
                        .anyMatch(
                                found ->
                                        found.stream().allMatch(v -> isOfOther(v, names, clauses)));
    }

    /// Whether neither the value's clause nor the last name before it is of these names.
    private static boolean isOfOther(ClaimValue value, List<ClaimWord> names, List<Part> clauses) {
        return clauses.stream()
                        .filter(clause -> clause.holds(value))
                        .noneMatch(clause -> names.stream().anyMatch(clause::has))
                && clauses.stream()
                        .flatMap(clause -> clause.words().stream())
                        .filter(word -> word.isName() && word.start() < value.start())
                        .max(Comparator.comparingInt(ClaimWord::start))
                        .filter(last -> names.stream().noneMatch(last::isLike))
                        .isPresent();
    }

    private static boolean isSaidOfOther(
            ClaimWord word, List<ClaimWord> names, List<Part> clauses, String text) {
        List<Part> having = clauses.stream().filter(clause -> clause.has(word)).toList();
        return !having.isEmpty()
                && having.stream().allMatch(clause -> isOfOther(clause, names, text));
    }

    private static boolean isOfOther(Part clause, List<ClaimWord> names, String text) {
        return names.stream().noneMatch(clause::has)
                && clause.words().stream().anyMatch(word -> word.isName() && !isAside(word, text));
    }

    /// Whether it stands in brackets, where names say more exactly what stands before: "credit card (Visa), bank transfer".
    private static boolean isAside(ClaimWord word, String text) {
        String before = text.substring(0, word.start());
        return before.lastIndexOf('(') > before.lastIndexOf(')');
    }

    /// A name at the beginning of a sentence is known by the window.
    private static boolean isNameIn(ClaimWord word, PassageWindow window) {
        return window.own().words().stream().anyMatch(w -> w.isName() && w.isLike(word));
    }
}
