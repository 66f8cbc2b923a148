package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.ClauseText.Token;
import handcar.rag.claims.MeaningTable.Sense;

/// Tells whether a clause says that something is free or included where the window names its price, or that it is charged
/// where the window says that it is free or included.
final class Charge {
    /// How meanings of `opposites.txt` begin that tell whether something is paid.
    static final String GROUP = "charge.";

    private static final String NONE = GROUP + "none";
    private static final String SOME = GROUP + "some";

    /// What a thing comes with: "covers". Of a claim's subject it says nothing, as does what is only named ("the fee").
    static final String COVERS = GROUP + "covers";

    /// What is paid for or comes with another thing stands so many words behind it.
    private static final int NEAR = 3;

    private Charge() {}

    static boolean isOpposed(ClaimText claim, ClauseText said, List<ClauseText> there) {
        Set<String> claimed = claimed(said);
        boolean valued = said.values().stream().anyMatch(ClaimValue::isMoney);
        if (claimed.size() != 1 || (claimed.contains(SOME) && valued)) {
            return false;
        }
        List<ClaimWord> subject = said.subject();
        Set<String> stated = new HashSet<>();
        there.forEach(clause -> stated.addAll(stated(clause, subject, claim.values())));
        return !stated.isEmpty() && Collections.disjoint(stated, claimed);
    }

    private static Set<String> claimed(ClauseText clause) {
        return clause.senses().stream()
                .filter(sense -> Set.of(NONE, SOME).contains(sense.meaning()))
                .map(sense -> turned(clause, sense))
                .collect(Collectors.toSet());
    }

    private static String turned(ClauseText clause, Sense sense) {
        boolean none = Set.of(NONE, COVERS).contains(sense.meaning());
        return none == clause.isDenied(sense) ? SOME : NONE;
    }

    /// @param named values of the claim; an amount of money among them is no price but a condition: "free from 40 €"
    private static Set<String> stated(
            ClauseText clause, List<ClaimWord> subject, List<ClaimValue> named) {
        Set<String> stated = new HashSet<>();
        for (Sense sense : clause.senses()) {
            if (sense.meaning().startsWith(GROUP)) {
                String side = turned(clause, sense);
                if (side.equals(NONE) || isPaid(clause, clause.start(sense), subject)) {
                    stated.add(side);
                }
            }
        }
        clause.values().stream()
                .filter(ClaimValue::isMoney)
                .filter(value -> named.stream().noneMatch(other -> other.isStatedBy(value)))
                .filter(value -> isPaid(clause, value.start(), subject))
                .forEach(_ -> stated.add(SOME));
        return stated;
    }

    /// Whether it is the subject that is paid: it stands before its price and not behind "with", or behind "for".
    private static boolean isPaid(ClauseText clause, int price, List<ClaimWord> subject) {
        if (clause.cell()) {
            return true;
        }
        return clause.part().words().stream()
                .filter(word -> subject.stream().anyMatch(word::isLike))
                .anyMatch(
                        word ->
                                word.start() < price
                                        ? !isBehind(clause, word, Vocabulary.WITH)
                                        : isBehind(clause, word, Vocabulary.FOR));
    }

    private static boolean isBehind(ClauseText clause, ClaimWord word, Set<String> prepositions) {
        List<Token> before =
                clause.tokens().stream().filter(token -> token.start() < word.start()).toList();
        return before.subList(Math.max(0, before.size() - NEAR), before.size()).stream()
                .anyMatch(token -> prepositions.contains(token.lower()));
    }
}
