package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.WordOverlap.Overlap;
import handcar.rag.search.SearchHit;

/// Finds the sentences or rows of the given passages that say what a sentence of an answer says. Every value and name of the
/// sentence must stand in one of them, with enough of its words, and neither may deny what the other affirms. When no single
/// one says it all, the halves of the sentence are looked for one by one.
public final class PassageFit {
    private static final int MOST_PARTS = 6;

    /// Where a sentence that no window says as a whole is split, one after the other.
    private static final List<Pattern> SPLITS =
            List.of(
                    Pattern.compile(";"),
                    Pattern.compile(
                            ",? (?:because|weil|denn|puisque|parce que|porque|perché|потому"
                                + " что|but|while|whereas|though|so|aber|während|daher|deshalb|mais|donc|pero|mientras|но)"
                                + " |, (?:as|since|da|car|and|und|et|y|e|и|а) "),
                    Pattern.compile(
                            ",(?!\\d)|;| (?:and|und|sowie|et|y|e|и|versus|vs\\.?|but|aber)"
                                    + " |\\(|\\)"));

    /// The last of them splits lists, each item with its value.
    private static final int LISTED = 2;

    private final List<PassageWindow> windows;
    private final WordOverlap overlap;
    private final WindowMatch match;
    private final List<ClaimWord> asked;

    /// Where a claim stands: the number of the passage from 0, and UTF-16 offsets in its text.
    public record Source(int hit, int start, int end) {}

    /// A claim with what says it; no sources when nothing does.
    ///
    /// @param unsaid statements in it that nothing says and that can be left out
    public record Fit(ClaimText claim, List<Source> sources, List<Addition> unsaid) {
        public Fit(ClaimText claim, List<Source> sources) {
            this(claim, sources, List.of());
        }

        public boolean stands() {
            return !sources.isEmpty();
        }
    }

    /// @param known names that need no source: the agent's and the company's
    public PassageFit(List<SearchHit> hits, String question, String known) {
        this.windows = WindowReader.read(hits);
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
                    best(neighbours(claim), claim, carried, cited).stream()
                            .map(PassageFit::source)
                            .toList();
        }
        return whole.isEmpty() ? withoutUnsaid(claim, carried, cited) : new Fit(claim, whole);
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
                        : new Fit(item, sources(both, List.of(), cited, SPLITS.size()));
        boolean fits =
                fit.sources().stream()
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
        if (additions.isEmpty() || additions.size() > MOST_PARTS) {
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
        return new Fit(claim, List.copyOf(sources), List.copyOf(unsaid));
    }

    /// @param split how many of [#SPLITS] were tried on it
    private List<Source> sources(
            ClaimText claim, List<ClaimWord> carried, Set<Integer> cited, int split) {
        Optional<PassageWindow> whole = best(windows, claim, carried, cited);
        if (whole.isPresent()) {
            return List.of(source(whole.get()));
        }
        for (int next = split; next < SPLITS.size(); next++) {
            List<Source> sources = ofParts(claim, carried, cited, next);
            if (!sources.isEmpty()) {
                return sources;
            }
        }
        return List.of();
    }

    private List<Source> ofParts(
            ClaimText claim, List<ClaimWord> carried, Set<Integer> cited, int split) {
        List<ClaimText> parts = split(claim, SPLITS.get(split));
        if (parts.size() < 2
                || parts.size() > MOST_PARTS
                || parts.stream()
                        .anyMatch(
                                part ->
                                        part.values().isEmpty()
                                                && (split == LISTED || part.words().size() < 2))) {
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

    /// The parts between separators that stand in no value; what has nothing to compare is left out.
    private static List<ClaimText> split(ClaimText claim, Pattern at) {
        List<ClaimText> parts = new ArrayList<>();
        Matcher ends = at.matcher(claim.text());
        int start = 0;
        while (ends.find()) {
            int end = ends.start();
            if (claim.values().stream()
                    .noneMatch(value -> end >= value.start() && end < value.end())) {
                parts.add(claim.part(start, end));
                start = ends.end();
            }
        }
        parts.add(claim.part(start, claim.text().length()));
        parts.removeIf(ClaimText::isEmpty);
        return parts;
    }

    private Optional<PassageWindow> best(
            List<PassageWindow> among,
            ClaimText claim,
            List<ClaimWord> carried,
            Set<Integer> cited) {
        PassageWindow best = null;
        double most = 0;
        for (PassageWindow window : among) {
            if (match.backs(claim, carried, window)) {
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
