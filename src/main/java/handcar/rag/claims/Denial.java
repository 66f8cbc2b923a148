package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.PassageWindow.Part;

/// Tells whether a claim affirms what a window denies, or denies what it affirms.
final class Denial {
    private Denial() {}

    static boolean contradicts(ClaimText claim, PassageWindow window) {
        return claim.denies()
                ? Clauses.turning(claim).stream()
                        .anyMatch(clause -> contradicts(claim, clause, window))
                : isDeniedThere(claim, claim.words(), window) || namesDenied(claim, window);
    }

    /// Whether the claim affirms something of a name or day that stands only in a clause that denies: "closed on Sundays".
    private static boolean namesDenied(ClaimText claim, PassageWindow window) {
        return !window.isRow()
                && claim.words().stream()
                        .filter(word -> word.kind() == ClaimWord.Kind.NAME)
                        .map(word -> window.parts().stream().filter(p -> p.has(word)).toList())
                        .filter(parts -> !parts.isEmpty())
                        .anyMatch(parts -> parts.stream().allMatch(part -> denies(part, window)));
    }

    private static boolean denies(Part part, PassageWindow window) {
        return window.parts().size() > 1
                && window.denials().stream().flatMap(List::stream).anyMatch(part::holds);
    }

    /// Whether nothing of what the claim denies stands in the window: "do not drink" where it says "do not eat".
    static boolean deniesOther(ClaimText claim, PassageWindow window) {
        long found = claim.words().stream().filter(w -> !w.isGeneral()).filter(window::has).count();
        return found < 2
                && claim.denials().stream()
                        .filter(denial -> denial.stream().anyMatch(word -> !word.isGeneral()))
                        .anyMatch(denial -> denial.stream().noneMatch(window::has));
    }

    /// A clause of a claim that denies something: "canoes are allowed, dogs are not".
    private static boolean contradicts(ClaimText claim, Part clause, PassageWindow window) {
        boolean denied = isDeniedThere(claim, clause.words(), window);
        List<ClaimWord> all = claim.denials().stream().flatMap(List::stream).toList();
        // whether a value stands "with" or "without" is told by its column
        List<ClaimWord> reached =
                all.stream()
                        .filter(word -> !claim.lacking().contains(word) || !isLacking(word, window))
                        .toList();
        if (!all.isEmpty() && reached.stream().noneMatch(clause::holds)) {
            List<ClaimWord> others =
                    clause.words().stream()
                            .filter(word -> !claim.lacking().contains(word))
                            .toList();
            return isDeniedThere(claim, others, window);
        }
        boolean both =
                clause.words().stream()
                        .filter(word -> !reached.contains(word))
                        .filter(word -> reached.stream().anyMatch(word::isSameWord))
                        .anyMatch(word -> isIn(word, window.denials()) && !window.isAffirmed(word));
        if (both) {
            return true; // "bread without gluten contains gluten"
        }
        return !denied && !isDeniedElsewise(clause, reached, window);
    }

    /// Whether the window denies something too, by another word, and affirms nothing of what the claim denies; or limits
    /// what it allows.
    private static boolean isDeniedElsewise(
            Part clause, List<ClaimWord> reached, PassageWindow window) {
        boolean opposite =
                reached.stream()
                        .anyMatch(w -> window.own().words().stream().anyMatch(w::isOppositeOf));
        boolean affirmed =
                reached.stream()
                        .filter(clause::holds)
                        .anyMatch(
                                word ->
                                        (window.isRow() && !word.isGeneral())
                                                ? window.has(word) && !isIn(word, window.denials())
                                                : window.isAffirmed(word));
        return opposite || (!affirmed && (!window.denials().isEmpty() || window.own().limits()));
    }

    private static boolean isDeniedThere(
            ClaimText claim, List<ClaimWord> words, PassageWindow window) {
        List<List<ClaimWord>> denials =
                window.isRow() ? denialsInCells(claim, window) : window.denials();
        return denials.stream().anyMatch(List::isEmpty)
                || words.stream()
                        .anyMatch(
                                word ->
                                        isIn(word, denials)
                                                && (!window.isAffirmed(word)
                                                        || isDeniedInItsClause(claim, window)));
    }

    /// Whether the window has the opposite of a word in the place of the word: `unload`.
    static boolean hasOpposite(ClaimText claim, PassageWindow window) {
        return claim.words().stream()
                .filter(word -> window.own().words().stream().anyMatch(word::isOppositeOf))
                .filter(word -> claim.denials().stream().noneMatch(d -> d.contains(word)))
                .anyMatch(word -> !window.own().has(word));
    }

    private static boolean isLacking(ClaimWord word, PassageWindow window) {
        return window.parts().stream()
                .flatMap(part -> part.lacking().stream())
                .anyMatch(word::isLike);
    }

    private static boolean isIn(ClaimWord word, List<List<ClaimWord>> denials) {
        return denials.stream().flatMap(List::stream).anyMatch(word::isLike);
    }

    /// A denial in a cell of which the claim does not speak says nothing about it.
    private static List<List<ClaimWord>> denialsInCells(ClaimText claim, PassageWindow window) {
        List<Part> meant =
                window.parts().stream()
                        .skip(1)
                        .filter(
                                cell ->
                                        claim.words().stream()
                                                        .anyMatch(
                                                                word ->
                                                                        !word.isGeneral()
                                                                                && cell.has(word))
                                                || claim.values().stream()
                                                        .flatMap(v -> window.stating(v).stream())
                                                        .anyMatch(cell::holds))
                        .toList();
        return meant.isEmpty()
                ? window.denials()
                : window.denials().stream()
                        .filter(
                                denial ->
                                        meant.stream()
                                                .anyMatch(
                                                        cell ->
                                                                !Collections.disjoint(
                                                                        cell.words(), denial)))
                        .toList();
    }

    /// Whether the clause that has most of the claim's words denies one of them: "children need it, adults do not need it".
    private static boolean isDeniedInItsClause(ClaimText claim, PassageWindow window) {
        long most =
                window.parts().stream().mapToLong(clause -> shared(claim, clause)).max().orElse(0);
        return !window.isRow()
                && most > 1
                && window.parts().stream()
                        .filter(clause -> shared(claim, clause) == most)
                        .anyMatch(
                                clause ->
                                        window.denials().stream()
                                                .flatMap(List::stream)
                                                .anyMatch(w -> clause.holds(w) && claim.has(w)));
    }

    private static long shared(ClaimText claim, Part clause) {
        return claim.words().stream().filter(clause::has).count();
    }
}
