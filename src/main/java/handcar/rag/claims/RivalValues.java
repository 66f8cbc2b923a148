package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.PassageWindow.Part;

/// Tells whether a claim takes a value from the wrong place of a window: "a large service costs 49 €" where 49 € stands with
/// the small one, the price where the claim speaks of the deposit.
final class RivalValues {
    private RivalValues() {}

    /// @param asked the question's words, which decide when the claim's own words stand with none of the values
    static boolean misplaces(ClaimText claim, List<ClaimWord> asked, PassageWindow window) {
        if (isInOtherColumn(claim, window)
                || isInApartColumn(claim, window)
                || mixes(claim, window)
                || isOpposed(claim, window)
                || RivalDays.areMixed(claim, window)
                || CountedThings.areOthers(claim, window)
                || RivalNames.isOfOther(claim, window)) {
            return true;
        }
        boolean own = claim.words().stream().anyMatch(word -> isInValueParts(word, window));
        return halves(claim).stream()
                .anyMatch(
                        half ->
                                misplaces(
                                        valuesIn(half, claim), own ? half.words() : asked, window));
    }

    /// Whether a value is the name of one column ("16 persons") and the others stand only in the cells of others.
    private static boolean isInOtherColumn(ClaimText claim, PassageWindow window) {
        List<Part> cells =
                claim.values().stream()
                        .flatMap(value -> partsWith(value, window).stream())
                        .toList();
        return !cells.isEmpty()
                && claim.values().stream()
                        .filter(value -> window.stating(value).isEmpty())
                        .filter(
                                value ->
                                        window.parts().stream()
                                                .anyMatch(part -> part.isHeaded(value)))
                        .anyMatch(value -> cells.stream().noneMatch(cell -> cell.isHeaded(value)));
    }

    /// Whether a value stands only in cells whose column means something else: high season where the claim says low season.
    private static boolean isInApartColumn(ClaimText claim, PassageWindow window) {
        return window.isRow()
                && standsOnlyWhere(
                        claim,
                        window,
                        (half, part) ->
                                Meanings.areApart(
                                        Meanings.of(
                                                claim.text().substring(half.start(), half.end())),
                                        part.meanings(window)));
    }

    /// Whether a value stands only "without" what the claim has it "with": columns "with driver" and "without driver".
    static boolean isOpposed(ClaimText claim, PassageWindow window) {
        return standsOnlyWhere(
                claim,
                window,
                (half, part) ->
                        half.words().stream()
                                .anyMatch(
                                        word ->
                                                part.isOpposed(
                                                        word, claim.lacking().contains(word))));
    }

    /// Whether all parts of the window with a value of the claim are wrong for the half of the claim that has it.
    private static boolean standsOnlyWhere(
            ClaimText claim, PassageWindow window, BiPredicate<Part, Part> wrong) {
        return halves(claim).stream()
                .anyMatch(
                        half ->
                                valuesIn(half, claim).stream()
                                        .map(value -> partsWith(value, window))
                                        .anyMatch(
                                                parts ->
                                                        !parts.isEmpty()
                                                                && parts.stream()
                                                                        .allMatch(
                                                                                part ->
                                                                                        wrong.test(
                                                                                                half,
                                                                                                part))));
    }

    private static List<Part> partsWith(ClaimValue value, PassageWindow window) {
        return window.stating(value).stream()
                .flatMap(source -> window.partOf(source).stream())
                .toList();
    }

    /// Whether the claim mixes two clauses that are built alike: "a monthly contract needs three months' notice" where that is
    /// said of the yearly contract.
    private static boolean mixes(ClaimText claim, PassageWindow window) {
        List<Part> own =
                window.isRow()
                        ? List.of()
                        : window.parts().stream().filter(part -> hasOwn(part, claim)).toList();
        return own.stream()
                .anyMatch(
                        part ->
                                own.stream()
                                        .filter(rival -> isAlike(rival, part))
                                        .anyMatch(rival -> eachHasMore(part, rival, claim)));
    }

    private static boolean eachHasMore(Part part, Part rival, ClaimText claim) {
        return hasMore(part, rival, claim.words(), false)
                && hasMore(rival, part, claim.words(), false);
    }

    private static boolean hasOwn(Part clause, ClaimText claim) {
        return clause.words().stream().anyMatch(word -> !word.isGeneral() && !claim.has(word));
    }

    private static boolean isAlike(Part one, Part other) {
        return !one.equals(other)
                && (one.words().stream().anyMatch(other::has)
                        || (Clauses.isOfDay(one) && Clauses.isOfDay(other)));
    }

    private static boolean misplaces(
            List<ClaimValue> values, List<ClaimWord> words, PassageWindow window) {
        return values.stream().anyMatch(value -> isMisplaced(value, values, words, window));
    }

    private static List<ClaimValue> valuesIn(Part half, ClaimText claim) {
        return claim.values().stream().filter(half::holds).toList();
    }

    /// The clauses of a claim, each with a value; words behind a value in brackets belong to it.
    private static List<Part> halves(ClaimText claim) {
        List<Part> halves = new ArrayList<>();
        for (Part clause : Clauses.of(claim)) {
            boolean joins =
                    !halves.isEmpty()
                            && (valuesIn(clause, claim).isEmpty()
                                    || valuesIn(halves.getLast(), claim).isEmpty());
            if (joins) {
                Part before = halves.removeLast();
                List<ClaimWord> words = new ArrayList<>(before.words());
                words.addAll(clause.words());
                halves.add(
                        new Part(
                                before.start(),
                                clause.end(),
                                List.copyOf(words),
                                List.of(),
                                Set.of()));
            } else {
                halves.add(clause);
            }
        }
        return halves;
    }

    private static boolean isInValueParts(ClaimWord word, PassageWindow window) {
        return window.own().values().stream()
                .flatMap(value -> window.partOf(value).stream())
                .anyMatch(part -> part.has(word));
    }

    private static boolean isMisplaced(
            ClaimValue value,
            List<ClaimValue> values,
            List<ClaimWord> words,
            PassageWindow window) {
        List<ClaimValue> stated = window.stating(value);
        return !stated.isEmpty()
                && stated.stream().allMatch(source -> hasRival(source, values, words, window));
    }

    /// Whether another value of the same kind stands with more of the claim's words.
    private static boolean hasRival(
            ClaimValue source,
            List<ClaimValue> values,
            List<ClaimWord> words,
            PassageWindow window) {
        Optional<Part> mine = window.partOf(source);
        return mine.isPresent()
                && window.own().values().stream()
                        .filter(other -> other.isComparable(source) && !other.equals(source))
                        .filter(
                                other ->
                                        values.stream().noneMatch(value -> value.isStatedBy(other)))
                        .flatMap(other -> window.partOf(other).stream())
                        .filter(part -> !part.equals(mine.get()))
                        .filter(part -> !isAnchored(source, values, mine.get(), part, window))
                        .anyMatch(
                                part ->
                                        isAnchored(source, values, part, mine.get(), window)
                                                || fitsBetter(part, mine.get(), words)
                                                || (!source.unit().isEmpty()
                                                        && isSpecified(part, mine.get(), words)));
    }

    /// Whether another value of the claim stands beside this one and not with the rival: "10 m² cost 105 €".
    private static boolean isAnchored(
            ClaimValue source,
            List<ClaimValue> values,
            Part mine,
            Part rival,
            PassageWindow window) {
        return values.stream()
                .filter(value -> !value.isStatedBy(source) && !value.mayBe(source))
                .map(window::stating)
                .anyMatch(
                        found ->
                                found.stream().anyMatch(mine::holds)
                                        && found.stream().noneMatch(rival::holds));
    }

    /// A clause fits better when it has a word of the claim that the other has not, and the other has none in turn; general
    /// words (price, delivery) count only when no other word decides.
    private static boolean fitsBetter(Part other, Part mine, List<ClaimWord> words) {
        if (isCovered(other, words) && !isCovered(mine, words)) {
            return true;
        }
        boolean more = hasMore(other, mine, words, false);
        boolean own = hasMore(mine, other, words, false);
        if (more || own) {
            return more && !own;
        }
        return hasMore(other, mine, words, true) && !hasMore(mine, other, words, true);
    }

    /// Whether the claim has the special case that stands behind: "a change of tyres costs 39 €, with balancing 64 €".
    private static boolean isSpecified(Part other, Part mine, List<ClaimWord> words) {
        return other.start() > mine.start()
                && isCovered(other, words)
                && !isCovered(other, mine.words());
    }

    /// Whether the claim has all that tells this clause apart: "a large one" of "a small service costs 49 €, a large one 99 €".
    private static boolean isCovered(Part clause, List<ClaimWord> words) {
        List<ClaimWord> own = clause.words().stream().filter(word -> !word.isGeneral()).toList();
        return !own.isEmpty()
                && own.stream().allMatch(word -> words.stream().anyMatch(word::isLike));
    }

    private static boolean hasMore(Part part, Part than, List<ClaimWord> words, boolean general) {
        return words.stream()
                .filter(word -> word.isGeneral() == general)
                .anyMatch(word -> part.has(word) && !than.has(word));
    }
}
