package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.PassageWindow.Part;
import handcar.rag.claims.WordOverlap.Overlap;

/// Tells whether one window says what a claim says: its values, names and nouns, enough of its other words, for the same thing.
final class WindowMatch {
    /// The least share of words beside values that stand in a row, in a sentence, and without any value.
    private static final double ROW = 0.4;

    private static final double SENTENCE = 0.5;
    private static final double WORDS_ALONE = 0.62;

    /// Meanings of what is done with goods.
    private static final String DEAL = "deal.";

    private final WordOverlap overlap;
    private final RivalWindows rivals;
    private final List<ClaimWord> asked;
    private final Set<String> known;
    private final PassageLanguages languages;

    /// @param known names that need no source
    WindowMatch(
            List<PassageWindow> windows,
            WordOverlap overlap,
            List<ClaimWord> asked,
            Set<String> known,
            PassageLanguages languages) {
        this.overlap = overlap;
        this.rivals = new RivalWindows(windows, asked);
        this.asked = asked;
        this.known = known;
        this.languages = languages;
    }

    /// Whether the window says what the claim says.
    ///
    /// @param carried words of what stands before the claim and belongs to it
    boolean backs(ClaimText claim, List<ClaimWord> carried, PassageWindow window) {
        List<ClaimWord> context = carried.isEmpty() ? asked : carried;
        return hasFacts(claim, window)
                && claim.words().stream().allMatch(word -> hasName(claim, word, window))
                && isCovered(claim, carried, window)
                && isItsRow(claim, context, window)
                && !rivals.isRivalled(claim, window)
                && !isDenied(claim, context, window);
    }

    /// Whether the window may say it in words that no rule knows: it has the values and names, is about the same, and nothing in it
    /// or in the other windows speaks against the claim.
    boolean mayBack(ClaimText claim, List<ClaimWord> carried, PassageWindow window) {
        List<ClaimWord> context = carried.isEmpty() ? asked : carried;
        return hasFacts(claim, window)
                && claim.words().stream()
                        .filter(word -> word.kind() == ClaimWord.Kind.NAME)
                        .allMatch(word -> isNamed(claim, word, window))
                && !overlap.isPriced(claim, window)
                && isNear(claim, context, window)
                && !(window.isRow() && overlap.namesOtherRow(claim, context, window))
                && !rivals.isRivalledAnywhere(claim, window)
                && !isDenied(claim, context, window)
                && (languages.isSame(claim, window) || !languages.contradicts(claim, window));
    }

    private boolean hasFacts(ClaimText claim, PassageWindow window) {
        return !claim.isEmpty()
                && !window.isQuestion()
                && !isElsewhere(claim, window, "@")
                && !isElsewhere(claim, window, "#")
                && hasValues(claim, window);
    }

    private boolean isNear(ClaimText claim, List<ClaimWord> context, PassageWindow window) {
        return !claim.values().isEmpty()
                || overlap.of(claim, window).own() > 0
                || context.stream()
                        .anyMatch(
                                word ->
                                        window.own().has(word)
                                                || languages.hasMeaningItself(word, window));
    }

    private static boolean isDenied(
            ClaimText claim, List<ClaimWord> context, PassageWindow window) {
        return RivalValues.misplaces(claim, context, window)
                || Denial.contradicts(claim, window)
                || Denial.hasOpposite(claim, window)
                || claim.isApartFrom(window.own())
                || isApartFromHeading(claim, window)
                || Burden.isShifted(claim, window)
                || Opposites.areIn(claim, window);
    }

    /// Whether the window speaks of another country or day than the question, or of one where the claim speaks of all: "delivery is
    /// free" is not "in Germany delivery is free".
    ///
    /// @param type how the keys of such words begin
    private boolean isElsewhere(ClaimText claim, PassageWindow window, String type) {
        if (claim.words().stream().anyMatch(word -> word.key().startsWith(type))
                || window.own().words().stream().noneMatch(word -> word.key().startsWith(type))) {
            return false;
        }
        List<ClaimWord> named = asked.stream().filter(word -> word.key().startsWith(type)).toList();
        return named.isEmpty() ? claim.widens() : named.stream().noneMatch(window::has);
    }

    /// Whether the other speaks of just what the claim speaks of, in perhaps one other word, and the window of a special case.
    boolean isBroader(ClaimText claim, PassageWindow window, PassageWindow other) {
        int shared = overlap.of(claim, other).special();
        return !window.isRow()
                && shared > 1
                && shared >= special(claim) - 1
                && beyond(claim, window) > 0
                && beyond(claim, other) <= (shared > 2 ? 1 : 0);
    }

    /// How many words the clauses of the window that speak of the claim have that it does not mean.
    private long beyond(ClaimText claim, PassageWindow window) {
        return window.parts().stream()
                .filter(
                        clause ->
                                claim.words().stream()
                                        .anyMatch(w -> !w.isGeneral() && clause.has(w)))
                .flatMap(clause -> clause.words().stream())
                .filter(word -> !word.isGeneral() && word.kind() == ClaimWord.Kind.PLAIN)
                .filter(word -> !claim.has(word) && !languages.means(claim, word))
                .count();
    }

    private boolean isItsRow(ClaimText claim, List<ClaimWord> context, PassageWindow window) {
        return !window.isRow()
                || overlap.namesRow(claim, context, window)
                || (!languages.isSame(claim, window)
                        && languages.isAbout(claim, window)
                        && overlap.isOnlyRow(claim, window));
    }

    private static boolean hasValues(ClaimText claim, PassageWindow window) {
        return claim.values().stream().allMatch(window::states)
                && (claim.values().isEmpty()
                        || claim.values().stream()
                                .anyMatch(value -> !window.stating(value).isEmpty()));
    }

    private boolean hasName(ClaimText claim, ClaimWord word, PassageWindow window) {
        return switch (word.kind()) {
            case PLAIN -> true;
            case NAME -> isNamed(claim, word, window);
            case WIDENING ->
                    isWidened(claim, word, window)
                            || window.hasInColumn(word)
                            || isEach(claim, word, window)
                            || (!word.widens()
                                    && (window.own().limits() || window.own().isExclusive()));
        };
    }

    /// A name that stands only above the window says nothing where the window names another one.
    private boolean isNamed(ClaimText claim, ClaimWord word, PassageWindow window) {
        boolean here = window.own().has(word) || window.hasInColumn(word);
        boolean others =
                word.isName()
                        && !window.isRow()
                        && window.own().words().stream().anyMatch(ClaimWord::isName)
                        && window.own().words().stream()
                                .filter(ClaimWord::isName)
                                .noneMatch(claim::has);
        return here
                || known.contains(word.key())
                || (window.has(word) && !others)
                || languages.hasMeaning(word, window);
    }

    /// Whether the window widens the same: "for every box" is not "at every delivery".
    private boolean isWidened(ClaimText claim, ClaimWord word, PassageWindow window) {
        Optional<ClaimWord> what = claim.behind(word).filter(next -> !next.isFraming());
        return window.own().words().stream()
                .filter(word::isLike)
                .map(window.own()::behind)
                .anyMatch(
                        there ->
                                what.isEmpty()
                                        || there.isEmpty()
                                        || what.get().isLike(there.get())
                                        || !(window.has(what.get())
                                                || overlap.isOnlyElsewhere(what.get(), window)));
    }

    /// "Each child pays 12 €" where it says "12 € per child".
    private static boolean isEach(ClaimText claim, ClaimWord word, PassageWindow window) {
        return Vocabulary.EACH.contains(word.form())
                && window.own().raw().stream().anyMatch(Vocabulary.PER::contains)
                && claim.values().stream().anyMatch(value -> !window.stating(value).isEmpty());
    }

    private boolean isCovered(ClaimText claim, List<ClaimWord> carried, PassageWindow window) {
        if (claim.hasOnlyContacts()) {
            return true;
        }
        return !languages.isSame(claim, window)
                ? languages.mayTranslate(claim, window) && !languages.contradicts(claim, window)
                : hasWords(claim, carried, window)
                        && eachClauseIsIn(claim, window)
                        && !Denial.deniesOther(claim, window)
                        && NounPhrases.areIn(
                                claim,
                                word ->
                                        window.hasFor(claim, word)
                                                || languages.hasMeaning(word, window));
    }

    /// Whether the window has the words of each clause behind the first, all of two and half of more.
    private boolean eachClauseIsIn(ClaimText claim, PassageWindow window) {
        return Addition.clauses(claim).stream()
                .skip(1)
                .filter(clause -> !hasNewValue(clause, claim, window))
                .map(
                        clause ->
                                clause.words().stream()
                                        .filter(word -> !word.isFraming())
                                        .filter(word -> word.kind() == ClaimWord.Kind.PLAIN)
                                        .filter(word -> !Vocabulary.FRAMES.contains(word.form()))
                                        .toList())
                .allMatch(
                        words -> {
                            long found = words.stream().filter(w -> isThere(w, window)).count();
                            return words.size() <= 2
                                    ? found == words.size()
                                    : found * 2 >= words.size();
                        });
    }

    /// Whether the clause has a value that the window has and no clause before it.
    private static boolean hasNewValue(Part clause, ClaimText claim, PassageWindow window) {
        return claim.values().stream()
                .filter(clause::holds)
                .filter(value -> !window.stating(value).isEmpty())
                .anyMatch(
                        value ->
                                claim.values().stream()
                                        .filter(before -> before.start() < clause.start())
                                        .noneMatch(value::isStatedBy));
    }

    private boolean isThere(ClaimWord word, PassageWindow window) {
        return Vocabulary.FRAMES.contains(word.form())
                || (window.has(word) && !overlap.isOnlyElsewhere(word, window))
                || window.own().words().stream().anyMatch(word::isOppositeOf)
                || languages.hasMeaning(word, window);
    }

    private boolean hasWords(ClaimText claim, List<ClaimWord> carried, PassageWindow window) {
        Overlap words = overlap.of(claim, window);
        if (!claim.values().isEmpty()) {
            boolean own =
                    window.isRow()
                            || words.own() > 0
                            || claim.words().isEmpty()
                            || window.own().refersBack();
            return own && words.share() >= (window.isRow() ? ROW : SENTENCE);
        }
        boolean denied = claim.denies() && window.denies(claim);
        return words.share() >= (denied ? SENTENCE : WORDS_ALONE)
                && words.own() > 0
                && (words.special() > 0 || special(claim) < 2)
                && (words.found() > 1
                        || isAskedFor(claim, carried, window)
                        || (words.special() > 0
                                && words.special() == special(claim)
                                && overlap.isDistinct(claim, window)));
    }

    /// Below "Rentals" nothing is sold.
    private static boolean isApartFromHeading(ClaimText claim, PassageWindow window) {
        boolean deals = claim.meanings().stream().anyMatch(meaning -> meaning.startsWith(DEAL));
        if (!deals || window.own().meanings().stream().anyMatch(m -> m.startsWith(DEAL))) {
            return false;
        }
        Set<String> said =
                claim.meanings().stream()
                        .filter(meaning -> meaning.startsWith(DEAL))
                        .collect(Collectors.toSet());
        return Meanings.areApart(said, Meanings.of(window.whole()));
    }

    private static long special(ClaimText claim) {
        return claim.words().stream().filter(WordOverlap::isSpecial).count();
    }

    /// A claim of one word ("we have none") says enough when the question or the sentence before is about it.
    private boolean isAskedFor(ClaimText claim, List<ClaimWord> carried, PassageWindow window) {
        boolean follows = claim.pointsBack() && carried.stream().anyMatch(window::has);
        boolean named = asked.stream().anyMatch(word -> !word.isGeneral() && claim.has(word));
        return follows || named || asked.stream().filter(window.own()::has).count() > 1;
    }
}
