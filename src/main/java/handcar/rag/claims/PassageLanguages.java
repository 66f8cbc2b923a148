package handcar.rag.claims;

import module java.base;

import handcar.llm.extractive.Thesaurus;
import handcar.rag.claims.PassageWindow.Part;
import handcar.rag.search.SearchHit;

import java.lang.Character.UnicodeScript;

/// Tells whether a claim is in the language of a passage, so that its words can be compared: most of its words stand in passages of
/// that language, or its function words are of that language rather than of another. When nothing tells, it is.
final class PassageLanguages {
    /// A claim with this share of words that the passages have is in their language.
    private static final double SHARED = 0.4;

    /// Shares of what is recognised in a claim of another language, with and without values.
    private static final double HALF = 0.5;

    private static final double MOST = 0.7;

    /// Meanings of what a statement is about, which have to be in its source: dogs do not go free where children do.
    private static final Pattern THINGS = Pattern.compile("(?:animal|vehicle|meal|payment)\\.");

    private final List<PassageWindow> windows;
    // by identity: comparing windows and claims would read all their words
    private final IdentityHashMap<PassageWindow, BitSet> named = new IdentityHashMap<>();
    private final IdentityHashMap<PassageWindow, Set<String>> meant = new IdentityHashMap<>();
    private final IdentityHashMap<ClaimText, Set<String>> known = new IdentityHashMap<>();
    private final Map<String, BitSet> meanings = new HashMap<>();
    private final Map<String, Set<String>> forms = new HashMap<>();
    private final List<String> languages;
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Set<String>> words = new HashMap<>();
    private final Map<String, Set<UnicodeScript>> scripts = new HashMap<>();

    PassageLanguages(List<SearchHit> hits, List<PassageWindow> windows) {
        this.windows = windows;
        this.languages = hits.stream().map(SearchHit::language).toList();
        for (PassageWindow window : windows) {
            String language = languages.get(window.hit());
            words.computeIfAbsent(language, _ -> new HashSet<>()).addAll(window.own().raw());
            window.own().words().forEach(word -> keys.add(word.key()));
        }
        words.forEach(
                (language, all) ->
                        scripts.put(
                                language,
                                all.stream()
                                        .map(PassageLanguages::script)
                                        .collect(Collectors.toSet())));
    }

    boolean isSame(ClaimText claim, PassageWindow window) {
        String language = languages.get(window.hit());
        Set<String> there = words.getOrDefault(language, Set.of());
        Set<String> raw = claim.raw();
        if (raw.isEmpty() || share(raw, there) >= SHARED) {
            return true;
        }
        Set<UnicodeScript> written = scripts.getOrDefault(language, Set.of());
        if (raw.stream().noneMatch(word -> written.contains(script(word)))) {
            return false;
        }
        return count(raw, language) >= most(raw, language);
    }

    /// The words of a claim that the window has or names by another word.
    private Set<String> shared(ClaimText claim, PassageWindow window) {
        Set<String> shared = Meanings.ofPairs(claim.text());
        shared.retainAll(meaningsOf(window));
        claim.words().stream()
                .filter(
                        word ->
                                window.has(word)
                                        || (word.isCost() && window.hasPrice())
                                        || hasMeaning(word, window))
                .map(ClaimWord::key)
                .forEach(shared::add);
        return shared;
    }

    /// Whether a claim in another language may say what the window says: of its words that a list knows or that stand anywhere in
    /// the passages the window has most. Its values and names are compared elsewhere.
    boolean mayTranslate(ClaimText claim, PassageWindow window) {
        Set<String> known = this.known.computeIfAbsent(claim, this::knownOf);
        int found = shared(claim, window).size();
        if (claim.meanings().stream()
                .filter(m -> THINGS.matcher(m).lookingAt())
                .anyMatch(m -> !meaningsOf(window).contains(m))) {
            return false;
        }
        if (claim.values().isEmpty()) {
            Part own = Part.of(window.own(), 0, window.own().text().length());
            return found > 1
                    && found >= known.size() * MOST
                    && named(Part.of(claim, 0, claim.text().length()), own, window) > 0;
        }
        return known.isEmpty() ? isDistinct(claim) : found > 0 && found >= known.size() * HALF;
    }

    private Set<String> knownOf(ClaimText claim) {
        Set<String> all = new HashSet<>();
        claim.words().stream().filter(this::isKnown).map(ClaimWord::key).forEach(all::add);
        windows.forEach(window -> all.addAll(shared(claim, window)));
        return all;
    }

    private boolean isKnown(ClaimWord word) {
        return !word.isFraming()
                && !Vocabulary.FRAMES.contains(word.form())
                && !(Meanings.of(word.form()).isEmpty() && concepts(word).isEmpty());
    }

    private BitSet concepts(ClaimWord word) {
        return meanings.computeIfAbsent(word.form(), Thesaurus::named);
    }

    private Set<String> meaningsOf(PassageWindow window) {
        return meant.computeIfAbsent(window, w -> Meanings.of(w.whole()));
    }

    /// Whether the window itself, without what stands around it, means the word by another one.
    boolean hasMeaningItself(ClaimWord word, PassageWindow window) {
        return word.isCompared()
                && Meanings.of(word.form()).stream().anyMatch(window.own().meanings()::contains);
    }

    /// Whether the window names what the word means by another word; where it stands only around the window, no passage may
    /// have the word itself.
    boolean hasMeaning(ClaimWord word, PassageWindow window) {
        return hasMeaningItself(word, window)
                || (!keys.contains(word.key())
                        && isMeant(
                                word,
                                meaningsOf(window),
                                named.computeIfAbsent(window, w -> Thesaurus.named(w.whole()))));
    }

    /// @param meant what a text means
    /// @param concepts those it names
    private boolean isMeant(ClaimWord word, Set<String> meant, BitSet concepts) {
        Set<String> known = forms.computeIfAbsent(word.form(), Meanings::of);
        BitSet own = concepts(word);
        return (word.isCompared() && known.stream().anyMatch(meant::contains))
                || (!own.isEmpty() && own.stream().allMatch(concepts::get));
    }

    /// Whether a text means the word by another one.
    boolean means(ClaimText text, ClaimWord word) {
        return isMeant(word, text.meanings(), Thesaurus.named(text.text()));
    }

    /// Whether a clause of a claim in another language denies what the clause of the window affirms that names most of it, or the
    /// other way round.
    boolean contradicts(ClaimText claim, PassageWindow window) {
        List<Part> there = window.isRow() ? List.of() : Clauses.turning(window.own());
        return Clauses.turning(claim).stream()
                .filter(clause -> !clause.words().isEmpty())
                .anyMatch(
                        clause -> {
                            long most =
                                    there.stream()
                                            .mapToLong(p -> named(clause, p, window))
                                            .max()
                                            .orElse(0);
                            boolean denied = isDenied(clause, claim);
                            return most > 0
                                    && there.stream()
                                            .filter(p -> named(clause, p, window) == most)
                                            .allMatch(p -> isDenied(p, window.own()) != denied);
                        });
    }

    private static boolean isDenied(Part clause, ClaimText text) {
        return text.denials().stream()
                .flatMap(List::stream)
                .filter(word -> !text.lacking().contains(word))
                .anyMatch(clause::holds);
    }

    private long named(Part clause, Part there, PassageWindow window) {
        Set<String> meant = Meanings.of(there.textOf(window));
        BitSet concepts = Thesaurus.named(there.textOf(window));
        return clause.words().stream()
                .filter(word -> there.has(word) || isMeant(word, meant, concepts))
                .count();
    }

    /// Whether the claim has something of what the row itself is about, not only its columns.
    boolean isAbout(ClaimText claim, PassageWindow row) {
        BitSet both = Thesaurus.named(claim.text());
        both.and(Thesaurus.named(row.parts().getFirst().textOf(row)));
        Set<String> label = new HashSet<>(Meanings.of(row.parts().getFirst().textOf(row)));
        label.retainAll(claim.meanings());
        return !both.isEmpty()
                || windows.stream()
                        .filter(other -> other.table() == row.table())
                        .anyMatch(
                                other ->
                                        !Meanings.of(other.parts().getFirst().textOf(other))
                                                .containsAll(label))
                || claim.words().stream()
                        .anyMatch(word -> !word.isGeneral() && row.own().has(word));
    }

    /// Whether only one window has the values.
    private boolean isDistinct(ClaimText claim) {
        return windows.stream()
                        .filter(window -> claim.values().stream().allMatch(window::states))
                        .count()
                == 1;
    }

    private static double share(Set<String> words, Set<String> of) {
        return (double) words.stream().filter(of::contains).count() / words.size();
    }

    private static long count(Set<String> raw, String language) {
        Set<String> function = Vocabulary.FUNCTION_WORDS.getOrDefault(language, Set.of());
        return raw.stream().filter(function::contains).count();
    }

    private static long most(Set<String> raw, String but) {
        return Vocabulary.FUNCTION_WORDS.keySet().stream()
                .filter(language -> !language.equals(but))
                .mapToLong(language -> count(raw, language))
                .max()
                .orElse(0);
    }

    private static UnicodeScript script(String word) {
        return UnicodeScript.of(word.codePointAt(0));
    }
}
