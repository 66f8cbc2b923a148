package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.WordOverlap.Overlap;
import handcar.rag.search.SearchHit;

/// Finds the sentences or rows of the given passages that say what a sentence of an answer says. Every value and name of the
/// sentence must stand in one of them, with enough of its words, and neither may deny what the other affirms. When no single
/// one says it all, the halves of the sentence are looked for one by one. What the rules neither find nor refute is undecided.
public final class PassageFit {
    private final List<PassageWindow> windows;
    private final WordOverlap overlap;
    private final WindowMatch match;
    private final List<ClaimWord> asked;

    /// Passages with text that is written to a model; none of them is evidence for one.
    private final Set<Integer> addressed;

    /// Where a claim stands: the number of the passage from 0, and UTF-16 offsets in its text.
    public record Source(int hit, int start, int end) {}

    /// A claim with what says it; no sources when nothing does.
    ///
    /// @param unsaid statements in it that nothing says and that can be left out
    /// @param near what may say it in other words, as far as rules can tell; empty when they have decided
    public record Fit(
            ClaimText claim, List<Source> sources, List<Addition> unsaid, List<Source> near) {
        public Fit(ClaimText claim, List<Source> sources) {
            this(claim, sources, List.of(), List.of());
        }

        public boolean stands() {
            return !sources.isEmpty();
        }

        /// Whether all values and names of the claim stand in the passages and nothing speaks against it, but its words are others.
        public boolean isUndecided() {
            return !stands() && !near.isEmpty();
        }

        /// The same once somebody who understands both has found that it is said there.
        public Fit confirmed() {
            return new Fit(claim, near);
        }
    }

    /// @param known names that need no source: the agent's and the company's
    public PassageFit(List<SearchHit> hits, String question, String known) {
        this.windows = WindowReader.read(hits);
        this.addressed =
                IntStream.range(0, hits.size())
                        .filter(at -> PassageInstructions.isIn(hits.get(at).surroundings()))
                        .boxed()
                        .collect(Collectors.toUnmodifiableSet());
        ClaimText asking = ClaimText.of(question);
        PassageLanguages languages = new PassageLanguages(hits, windows);
        this.overlap = new WordOverlap(windows, asking.values(), languages);
        this.asked = asking.words();
        this.match = new WindowMatch(windows, overlap, asked, ClaimText.of(known).raw(), languages);
    }

    /// Whether any passage has one of the sentence's words or values, so that it may state something about them.
    public boolean isAboutPassages(ClaimText claim) {
        return claim.words().stream()
                .anyMatch(word -> windows.stream().anyMatch(window -> window.has(word)));
    }

    /// Finds what says a sentence.
    ///
    /// @param before the sentence before it when this one points back to it
    /// @param cited numbers of the passages that the model named, from 0; they win among equals
    public Fit find(ClaimText claim, Optional<Fit> before, Set<Integer> cited) {
        List<ClaimWord> carried = before.map(fit -> fit.claim().words()).orElse(List.of());
        List<Source> whole = sources(claim, carried, cited, 0);
        if (whole.isEmpty() && Addition.clauses(claim).size() > 1) {
            whole =
                    best(neighbours(claim), claim, backing(claim, carried), cited).stream()
                            .map(PassageFit::source)
                            .toList();
        }
        Fit fit = whole.isEmpty() ? withoutUnsaid(claim, carried, cited) : new Fit(claim, whole);
        return fit.stands()
                ? fit
                : new Fit(claim, List.of(), List.of(), near(claim, carried, cited));
    }

    /// The sentence, or the two that follow each other, that may say the claim in other words.
    private List<Source> near(ClaimText claim, List<ClaimWord> carried, Set<Integer> cited) {
        Predicate<PassageWindow> mayBack =
                window ->
                        !addressed.contains(window.hit()) && match.mayBack(claim, carried, window);
        return best(windows, claim, mayBack, cited)
                .or(() -> best(neighbours(claim), claim, mayBack, cited))
                .map(window -> List.of(source(window)))
                .orElse(List.of());
    }

    /// The sentences with the next one of their paragraph of which each says something of the claim that the other does not.
    private List<PassageWindow> neighbours(ClaimText claim) {
        return IntStream.range(0, windows.size() - 1)
                .filter(at -> isHalf(claim, windows.get(at), windows.get(at + 1)))
                .filter(at -> isHalf(claim, windows.get(at + 1), windows.get(at)))
                .mapToObj(at -> windows.get(at).joined(windows.get(at + 1)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isHalf(ClaimText claim, PassageWindow window, PassageWindow other) {
        return (claim.words().stream()
                                .filter(word -> !word.isGeneral())
                                .anyMatch(word -> window.own().has(word) && !other.has(word))
                        || claim.values().stream()
                                .anyMatch(value -> window.states(value) && !other.states(value)))
                && !Denial.contradicts(claim, window);
    }

    /// The same for an item of a list, whose values must also stand for what the lead-in says of all: "per day without driver:".
    public Fit findItem(ClaimText item, ClaimText lead, Optional<Fit> before, Set<Integer> cited) {
        ClaimText both = ClaimText.of(item.text() + " " + lead.text());
        Fit alone = find(item, before, cited);
        Fit fit =
                alone.stands()
                        ? alone
                        : new Fit(
                                item,
                                sources(both, List.of(), cited, ClaimParts.WAYS),
                                List.of(),
                                near(both, List.of(), cited));
        boolean fits =
                Stream.concat(fit.sources().stream(), fit.near().stream())
                        .allMatch(
                                source ->
                                        windows.stream()
                                                .filter(window -> source(window).equals(source))
                                                .noneMatch(
                                                        window -> isAgainst(both, item, window)));
        return fits ? fit : new Fit(item, List.of());
    }

    private static boolean isAgainst(ClaimText both, ClaimText item, PassageWindow window) {
        boolean values =
                item.values().stream()
                        .allMatch(
                                value ->
                                        both.values().stream()
                                                .filter(v -> v.start() == value.start())
                                                .allMatch(window::states));
        return !values || RivalValues.isOpposed(both, window);
    }

    /// The claim's first statement with those of its additions that something says.
    private Fit withoutUnsaid(ClaimText claim, List<ClaimWord> carried, Set<Integer> cited) {
        List<Addition> additions = Addition.of(claim);
        if (additions.isEmpty() || additions.size() > ClaimParts.MOST) {
            return new Fit(claim, List.of());
        }
        ClaimText first = claim.part(0, additions.getFirst().start());
        Set<Source> sources = new LinkedHashSet<>(sources(first, carried, cited, 0));
        if (sources.isEmpty()) {
            return new Fit(claim, List.of());
        }
        List<Addition> unsaid = new ArrayList<>();
        for (Addition addition : additions) {
            ClaimText part = claim.part(addition.from(), addition.end());
            List<Source> found =
                    part.words().size() < 2 && part.values().isEmpty()
                            ? List.of()
                            : sources(part, first.words(), cited, 0);
            sources.addAll(found);
            if (found.isEmpty()) {
                unsaid.add(addition);
            }
        }
        return new Fit(claim, List.copyOf(sources), List.copyOf(unsaid), List.of());
    }

    /// @param split how many of the ways to split it were tried
    private List<Source> sources(
            ClaimText claim, List<ClaimWord> carried, Set<Integer> cited, int split) {
        Optional<PassageWindow> whole = best(windows, claim, backing(claim, carried), cited);
        if (whole.isPresent()) {
            return List.of(source(whole.get()));
        }
        for (int next = split; next < ClaimParts.WAYS; next++) {
            List<Source> sources = ofParts(claim, carried, cited, next);
            if (!sources.isEmpty()) {
                return sources;
            }
        }
        return List.of();
    }

    private List<Source> ofParts(
            ClaimText claim, List<ClaimWord> carried, Set<Integer> cited, int split) {
        List<ClaimText> parts = ClaimParts.of(claim, split);
        if (parts.isEmpty()) {
            return List.of();
        }
        Set<Source> sources = new LinkedHashSet<>();
        List<ClaimWord> context = carried;
        for (ClaimText part : parts) {
            List<Source> found = sources(part, context, cited, split + 1);
            if (found.isEmpty()) {
                return List.of();
            }
            sources.addAll(found);
            context =
                    Stream.concat(part.words().stream(), parts.getFirst().words().stream())
                            .toList();
        }
        return List.copyOf(sources);
    }

    private Predicate<PassageWindow> backing(ClaimText claim, List<ClaimWord> carried) {
        return window -> match.backs(claim, carried, window);
    }

    private Optional<PassageWindow> best(
            List<PassageWindow> among,
            ClaimText claim,
            Predicate<PassageWindow> fits,
            Set<Integer> cited) {
        PassageWindow best = null;
        double most = 0;
        for (PassageWindow window : among) {
            if (fits.test(window)) {
                double score = score(claim, window) + (cited.contains(window.hit()) ? 0.2 : 0);
                if (score > most) {
                    most = score;
                    best = window;
                }
            }
        }
        return Optional.ofNullable(best).filter(window -> !isContradicted(claim, window));
    }

    /// Whether another window speaks of the same more closely and says the contrary.
    private boolean isContradicted(ClaimText claim, PassageWindow best) {
        int own = overlap.of(claim, best).own();
        return windows.stream()
                .filter(other -> !other.equals(best) && !other.isQuestion())
                .filter(
                        other ->
                                overlap.of(claim, other).own() > Math.max(1, own)
                                        || match.isBroader(claim, best, other))
                .filter(
                        other ->
                                claim.values().isEmpty()
                                        || hasAllOf(claim, other)
                                        || match.isBroader(claim, best, other))
                .anyMatch(other -> Denial.contradicts(claim, other));
    }

    /// A value decides by itself, unless the other has each word of an affirmed claim: "theft is covered up to £500".
    private boolean hasAllOf(ClaimText claim, PassageWindow other) {
        return !claim.denies() && !other.isRow() && overlap.of(claim, other).share() == 1;
    }

    private double score(ClaimText claim, PassageWindow window) {
        double asking =
                asked.isEmpty()
                        ? 0
                        : (double) asked.stream().filter(window::has).count() / asked.size();
        long values =
                claim.values().stream().filter(value -> !window.stating(value).isEmpty()).count();
        Overlap words = overlap.of(claim, window);
        return 1 + words.share() + 0.2 * words.own() + 0.3 * values + 0.5 * asking;
    }

    private static Source source(PassageWindow window) {
        return new Source(window.hit(), window.start(), window.end());
    }
}
