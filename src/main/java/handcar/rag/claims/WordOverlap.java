package handcar.rag.claims;

import module java.base;

/// Which share of a claim's words a window has, and whether the claim names the row it takes a value from.
final class WordOverlap {
    /// A general word (price, delivery) says less than one of the claim's own, as do the days of a sentence, which tell rows apart.
    private static final double CONCEPT = 0.5;

    /// The lack of a word that only carries others (place, about) says less.
    private static final double FRAME = 0.5;

    /// A word that the window has not but its neighbours have speaks for a neighbour, by more than two others speak for it.
    private static final double ELSEWHERE = 2.1;

    private final List<PassageWindow> windows;
    private final List<ClaimValue> askedValues;
    private final PassageLanguages languages;

    // what was found is kept by identity: to compare claims, words and windows is to read them
    private final IdentityHashMap<ClaimText, IdentityHashMap<PassageWindow, Overlap>> overlaps =
            new IdentityHashMap<>();
    private final IdentityHashMap<ClaimWord, Set<Integer>> places = new IdentityHashMap<>();

    /// @param askedValues the question's, of which a code names a row
    WordOverlap(
            List<PassageWindow> windows, List<ClaimValue> askedValues, PassageLanguages languages) {
        this.languages = languages;
        this.windows = windows;
        this.askedValues = askedValues;
    }

    /// What a window has of a claim's words.
    ///
    /// @param share 0–1 by weight; 1 when the claim has no words
    /// @param found how many different ones
    /// @param own how many of these stand in the window itself and not only around it
    /// @param special how many of its own are words of the claim's and no general ones
    record Overlap(double share, int found, int own, int special) {}

    Overlap of(ClaimText claim, PassageWindow window) {
        return overlaps.computeIfAbsent(claim, _ -> new IdentityHashMap<>())
                .computeIfAbsent(window, there -> found(claim, there));
    }

    private Overlap found(ClaimText claim, PassageWindow window) {
        double all = 0;
        double shared = 0;
        int found = 0;
        int own = 0;
        int special = 0;
        Set<String> seen = new HashSet<>();
        for (ClaimWord word : claim.words()) {
            // the days of "Monday to Friday" count as one word
            boolean day = word.key().startsWith("#") && word.kind() == ClaimWord.Kind.PLAIN;
            if (word.kind() == ClaimWord.Kind.WIDENING || day || !seen.add(word.key())) {
                continue;
            }
            double weight = weight(word, window);
            if (window.has(word)) {
                shared += weight;
                all += weight;
                found++;
                boolean here = window.own().has(word) || window.hasInColumn(word);
                own += here ? 1 : 0;
                special += here && isSpecial(word) ? 1 : 0;
            } else if (languages.hasMeaning(word, window)) {
                shared += weight;
                all += weight;
                found++;
                boolean here = languages.hasMeaningItself(word, window);
                own += here ? 1 : 0;
                special += here && isSpecial(word) ? 1 : 0;
            } else {
                all +=
                        weight
                                * (Vocabulary.FRAMES.contains(word.form())
                                        ? FRAME
                                        : isElsewhere(word, window) ? ELSEWHERE : 1);
            }
        }
        double values = CONCEPT * Math.max(0, claim.values().size() - 1);
        return new Overlap(all == 0 ? 1 : (shared + values) / (all + values), found, own, special);
    }

    /// Whether the claim says that something is free, and this window, or one that has more of it, has a price instead.
    boolean isPriced(ClaimText claim, PassageWindow window) {
        List<ClaimWord> free = claim.words().stream().filter(ClaimWord::isFree).toList();
        int special = of(claim, window).special();
        return !free.isEmpty()
                && Stream.concat(
                                Stream.of(window),
                                windows.stream().filter(w -> of(claim, w).special() > special))
                        .filter(PassageWindow::hasPrice)
                        .anyMatch(priced -> free.stream().noneMatch(priced.own()::has));
    }

    /// Whether it is no widening word and none that every shop or text uses.
    static boolean isSpecial(ClaimWord word) {
        return word.kind() != ClaimWord.Kind.WIDENING
                && !word.isGeneral()
                && !Vocabulary.FRAMES.contains(word.form());
    }

    private static double weight(ClaimWord word, PassageWindow window) {
        boolean light = word.isGeneral() || (word.isDay() && !window.isRow());
        return light ? CONCEPT : 1;
    }

    /// Whether the word stands in another sentence or row of the passage and not in this one, only in a heading above both.
    boolean isOnlyElsewhere(ClaimWord word, PassageWindow window) {
        return !window.own().has(word) && !window.hasInColumn(word) && isElsewhere(word, window);
    }

    /// Whether only this window has the claim's own words: "PayPal" of a list.
    boolean isDistinct(ClaimText claim, PassageWindow window) {
        return windows.stream()
                .filter(other -> !other.equals(window))
                .noneMatch(
                        other ->
                                claim.words().stream()
                                        .filter(WordOverlap::isSpecial)
                                        .anyMatch(other.own()::has));
    }

    private boolean isElsewhere(ClaimWord word, PassageWindow window) {
        return places.computeIfAbsent(word, this::hits).contains(window.hit());
    }

    /// The passages in which a sentence or row has this word.
    private Set<Integer> hits(ClaimWord word) {
        return windows.stream()
                .filter(window -> window.own().has(word))
                .map(PassageWindow::hit)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether a value of this row may be taken for what the claim speaks of: the claim or, when it names no row, the question
    /// names this one and no other.
    boolean namesRow(ClaimText claim, List<ClaimWord> asked, PassageWindow row) {
        List<PassageWindow> others = others(row);
        return others.isEmpty()
                || ((isNamed(claim, row, others) || names(asked, row, others))
                        && !namesOtherRow(claim, asked, row));
    }

    /// Whether the claim or, when it does not name this row, the question has what tells another row apart from it.
    boolean namesOtherRow(ClaimText claim, List<ClaimWord> asked, PassageWindow row) {
        List<PassageWindow> others = others(row);
        List<ClaimWord> words = new ArrayList<>(claim.words());
        if (!isNamed(claim, row, others)) {
            words.addAll(asked);
        }
        return words.stream()
                .anyMatch(
                        word ->
                                !row.has(word)
                                        && isKey(word)
                                        && others.stream()
                                                .anyMatch(other -> other.own().has(word)));
    }

    private List<PassageWindow> others(PassageWindow row) {
        return windows.stream()
                .filter(other -> other.table() == row.table() && !other.equals(row))
                .toList();
    }

    private boolean isNamed(ClaimText claim, PassageWindow row, List<PassageWindow> others) {
        return names(claim.words(), row, others)
                || namesByValue(claim, row)
                || isExactly(claim, row, others);
    }

    /// Whether the claim's values stand in this row of its table and in no other.
    boolean isOnlyRow(ClaimText claim, PassageWindow row) {
        return !claim.values().isEmpty()
                && others(row).stream()
                        .noneMatch(other -> claim.values().stream().allMatch(other::states));
    }

    /// A word that all rows have ("working days") names none.
    private static boolean names(
            List<ClaimWord> words, PassageWindow row, List<PassageWindow> others) {
        return words.stream()
                .anyMatch(
                        word ->
                                row.own().has(word)
                                        && others.stream()
                                                .anyMatch(other -> !other.own().has(word)));
    }

    /// Whether the claim has all of what this row is about and not of any other: "one a month" beside "one every two months".
    private static boolean isExactly(
            ClaimText claim, PassageWindow row, List<PassageWindow> others) {
        return !row.label().isEmpty()
                && row.label().stream().allMatch(claim::has)
                && others.stream().noneMatch(o -> o.label().stream().allMatch(claim::has));
    }

    /// What only some rows have tells rows apart; concepts do not.
    private static boolean isKey(ClaimWord word) {
        return word.kind() != ClaimWord.Kind.WIDENING && !word.isGeneral();
    }

    private boolean namesByValue(ClaimText claim, PassageWindow row) {
        return Stream.concat(claim.values().stream(), askedValues.stream())
                .filter(value -> value.kind() == ClaimValue.Kind.CODE)
                .anyMatch(row::states);
    }
}
