package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.MeaningTable.Sense;
import handcar.rag.claims.PassageWindow.Part;

/// Tells whether a clause of a claim has the opposite of what the window's clause about the same thing says: the rear brakes
/// where that has the front ones, before the cleaning where it has after it. The pairs stand in `opposites.txt`.
final class Opposites {
    /// Words; an object stands so near behind its preposition.
    private static final int NEAR = 3;

    private Opposites() {}

    static boolean areIn(ClaimText claim, PassageWindow window) {
        Part whole = Part.of(claim, 0, claim.text().length());
        return !ClauseText.of(claim, whole).senses().isEmpty()
                && Clauses.predicates(claim).stream()
                        .anyMatch(clause -> isIn(claim, clause, window));
    }

    private static boolean isIn(ClaimText claim, Part clause, PassageWindow window) {
        ClauseText said = ClauseText.of(claim, clause);
        if (said.senses().isEmpty()) {
            return false;
        }
        List<ClauseText> there = said.counterparts(window);
        return Charge.isOpposed(claim, said, there)
                || isOpposed(said, there)
                || said.senses().stream()
                        .filter(sense -> sense.meaning().startsWith("order."))
                        .anyMatch(sense -> isTurned(said, sense, window));
    }

    /// Whether the clauses of the window have the other side of something that the claim's clause has.
    private static boolean isOpposed(ClauseText said, List<ClauseText> there) {
        return !said.denies()
                && there.stream().noneMatch(ClauseText::denies)
                && Meanings.areApart(
                        sides(said.senses().stream()),
                        sides(there.stream().flatMap(clause -> clause.senses().stream())));
    }

    private static Set<String> sides(Stream<Sense> senses) {
        return senses.map(Sense::meaning)
                .filter(side -> !side.startsWith("order.") && !side.startsWith(Charge.GROUP))
                .collect(Collectors.toSet());
    }

    /// Whether the window has the object of "before" behind "after" only, or the other way round.
    private static boolean isTurned(ClauseText said, Sense sense, PassageWindow window) {
        return said.behind(sense, NEAR)
                .map(
                        object ->
                                Clauses.predicates(window.own()).stream()
                                        .map(part -> ClauseText.of(window.own(), part))
                                        .flatMap(there -> there.before(object, NEAR))
                                        .filter(side -> side.startsWith("order."))
                                        .collect(Collectors.toSet()))
                .filter(sides -> !sides.isEmpty() && !sides.contains(sense.meaning()))
                .isPresent();
    }
}
