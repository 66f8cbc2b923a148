package handcar.agent;

import module java.base;

import handcar.rag.claims.Addition;
import handcar.rag.claims.ClaimText;
import handcar.rag.claims.PassageFit;
import handcar.rag.claims.PassageFit.Fit;
import handcar.rag.claims.Reply;
import handcar.rag.search.SearchHit;
import handcar.text.Interrogative;

/// Decides about one sentence of an answer after the other, and gathers what is shown with its citations.
final class SentenceReview {
    /// In words; a longer sentence that is no courtesy states something.
    private static final int SHORT = 3;

    /// What a polite sentence may have beside its phrase.
    private static final int POLITE_REST = 6;

    private static final Pattern BOLD = Pattern.compile("\\*\\*");
    private static final Pattern RULE = Pattern.compile("[|:\\- ]*-{2,}[|:\\- ]*");

    private final List<SearchHit> hits;
    private final ClaimText asked;
    private final boolean isQuestion;
    private final PassageFit fit;
    private final PassageCitations citations;
    private final AnswerLinks links;
    private final PromptLeak leak;
    private final StringBuilder shown = new StringBuilder();
    private final List<String> waiting = new ArrayList<>();
    private boolean waitsForNextOnly;
    private String gap = "";
    private Optional<Fit> before = Optional.empty();
    private boolean droppedBefore;

    /// Whether a statement behind a waiting lead-in was dropped, so that it leads to the next only in the same list.
    private boolean leadLost;

    /// What stands before the list whose items are judged.
    private Optional<ClaimText> lead = Optional.empty();

    private final UndecidedSentences undecided;

    /// What was found for the sentence that is being checked.
    private Optional<Fit> checked = Optional.empty();

    private int dropped;
    private boolean leaked;

    /// A sentence of an answer.
    ///
    /// @param space what stands between it and the one before
    /// @param text with unified markers
    /// @param plain the same without the marks of a list
    record Sentence(String space, String text, String plain) {
        private boolean isItem(String words) {
            return !plain.equals(text) || words.startsWith("|");
        }
    }

    SentenceReview(
            Agent agent,
            String asked,
            List<SearchHit> hits,
            SystemPrompt prompt,
            EntailmentChecks checks) {
        this.hits = hits;
        this.asked = ClaimText.of(asked);
        this.isQuestion = Interrogative.asks(asked);
        this.fit = new PassageFit(hits, asked, agent.name() + " " + agent.company());
        this.citations = new PassageCitations(hits);
        this.links = new AnswerLinks(agent.allowedSites());
        this.leak =
                new PromptLeak(
                        prompt.canary(),
                        prompt.instructions(),
                        String.join("\n", prompt.sources(), asked, agent.name(), agent.company()));
        this.undecided = new UndecidedSentences(hits, checks);
    }

    String shown() {
        return shown.toString();
    }

    AnswerReview.Reviewed reviewed() {
        return new AnswerReview.Reviewed(
                shown.toString().strip(), citations.all(), undecided.confirmed(), dropped, leaked);
    }

    /// Begins anew: what was judged so far is not part of the answer.
    void forget() {
        shown.setLength(0);
        waiting.clear();
        citations.clear();
        undecided.forget();
        checked = Optional.empty();
        before = Optional.empty();
        droppedBefore = false;
        leadLost = false;
        lead = Optional.empty();
        dropped = 0;
    }

    /// Judges a sentence.
    ///
    /// @return whether it is judged; not while it is being checked, then it has to be given again
    boolean isJudged(Sentence sentence) {
        String space = sentence.space();
        gap = gap.contains("\n") && !space.contains("\n") ? gap : space;
        leaked |= leak.isIn(sentence.text());
        if (leaked) {
            return true;
        }
        String words = words(sentence);
        ClaimText claim = ClaimText.of(words.replace('\n', ' '));
        if (words.isEmpty()) {
            return true;
        }
        boolean item = sentence.isItem(words);
        if (leadLost && !item) {
            waiting.clear();
        }
        leadLost &= item;
        lead = item ? lead : Optional.empty();
        Optional<String> told = LeadingStatement.of(words);
        if (isQuestion && CourtesyPhrases.isReply(words)) {
            hold(sentence.text(), true);
        } else if (CourtesyPhrases.tellsAction(words) || SecretRequest.isQuestion(words)) {
            drop();
        } else if (told.isPresent() && !needsNoSource(told.get(), ClaimText.of(told.get()), true)) {
            return isStatementJudged(sentence, words, ClaimText.of(told.get()));
        } else if (isLead(words, claim)) {
            lead = words.endsWith(":") ? Optional.of(claim) : lead;
            hold(sentence.text(), claim.isEmpty() && !words.endsWith(":"));
        } else if (needsNoSource(words, claim, CitationMarkers.cited(sentence.text()).isEmpty())) {
            show(links.kept(CitationMarkers.without(sentence.text()), List.of()));
        } else {
            return isStatementJudged(sentence, words, claim);
        }
        return true;
    }

    /// Begins the check of a sentence that is judged later, when it is sure to need one.
    void foresee(Sentence sentence) {
        String words = words(sentence);
        ClaimText claim = ClaimText.of(words.replace('\n', ' '));
        if (!sentence.isItem(words)
                && !claim.isEmpty()
                && !claim.pointsBack()
                && LeadingStatement.of(words).isEmpty()
                && !words.endsWith("?")
                && !CourtesyPhrases.isReply(words)
                && !CourtesyPhrases.tellsAction(words)
                && !isLead(words, claim)) {
            Set<Integer> cited = CitationMarkers.cited(sentence.text());
            undecided.foresee(fit.find(claim, Optional.empty(), cited), words);
        }
    }

    private String words(Sentence sentence) {
        return links.words(CitationMarkers.without(sentence.plain())).strip();
    }

    /// A lead-in ("Yes.", "Our prices:", the head of a table) is shown with the statement that follows it.
    private static boolean isLead(String words, ClaimText claim) {
        boolean valued = !claim.values().isEmpty();
        boolean head = words.startsWith("|") && (RULE.matcher(words).matches() || !valued);
        return !valued
                && (head
                        || words.endsWith(":")
                        || (claim.isEmpty()
                                && !claim.raw().isEmpty()
                                && !words.endsWith("?")
                                && !CourtesyPhrases.isPolite(words)
                                && !CourtesyPhrases.isUnknown(words)));
    }

    private boolean needsNoSource(String words, ClaimText claim, boolean unmarked) {
        boolean asks = CourtesyPhrases.asks(words);
        if (asks || CourtesyPhrases.isUnknown(words)) {
            return claim.hasOnlyValuesOf(asked)
                    && (!claim.widens() || (asks && !fit.isAboutPassages(claim)))
                    && (asks || !claim.turns());
        }
        if (!claim.values().isEmpty() || claim.widens() || SecretRequest.isIn(words)) {
            return false;
        }
        boolean sympathy = CourtesyPhrases.isSympathy(words) && !claim.turns();
        if (claim.raw().isEmpty() || (sympathy && claim.words().size() <= POLITE_REST)) {
            return true;
        }
        if (CourtesyPhrases.isPolite(words)) {
            ClaimText rest = ClaimText.of(CourtesyPhrases.rest(words));
            return rest.isEmpty()
                    || (rest.words().size() <= POLITE_REST && !fit.isAboutPassages(rest));
        }
        return unmarked
                && claim.raw().size() <= SHORT
                && !leak.hasSecretWord(words)
                && !fit.isAboutPassages(claim);
    }

    private boolean isStatementJudged(Sentence sentence, String words, ClaimText claim) {
        Fit found = checked.orElseGet(() -> find(sentence, claim));
        Optional<Fit> decided =
                isContradictory(words, claim)
                        ? Optional.of(new Fit(claim, List.of()))
                        : undecided.decided(
                                found, words, lead, before.filter(_ -> claim.pointsBack()));
        checked = decided.isEmpty() ? Optional.of(found) : Optional.empty();
        decided.ifPresent(fit -> judge(sentence.text(), sentence.plain(), words, fit));
        return decided.isPresent();
    }

    private Fit find(Sentence sentence, ClaimText claim) {
        boolean refers = claim.pointsBack();
        return refers && droppedBefore
                ? new Fit(claim, List.of())
                : find(
                        claim,
                        refers ? before : Optional.empty(),
                        CitationMarkers.cited(sentence.text()));
    }

    private void judge(String sentence, String plain, String words, Fit found) {
        // what has links is shown whole or not at all
        boolean whole = found.unsaid().isEmpty();
        boolean stands =
                found.stands() && (whole || CitationMarkers.without(plain).strip().equals(words));
        if (!stands) {
            drop();
            return;
        }
        droppedBefore = false;
        before = Optional.of(found);
        List<AnswerLinks.Place> places =
                found.sources().stream()
                        .map(source -> hits.get(source.hit()))
                        .map(hit -> new AnswerLinks.Place(hit.url(), hit.text()))
                        .toList();
        String said =
                whole
                        ? sentence
                        : sentence.substring(0, sentence.length() - plain.length())
                                + Addition.without(words, found.unsaid());
        String kept =
                links.kept(CitationMarkers.with(said, citations.numbers(found.sources())), places);
        waiting.forEach(this::append);
        waiting.clear();
        append(gap + kept);
        gap = "";
    }

    /// Whether a yes or no stands before the statement, in it or alone, and says the contrary.
    private boolean isContradictory(String words, ClaimText claim) {
        return isQuestion
                && Reply.of(words)
                        .or(
                                () ->
                                        waiting.isEmpty()
                                                ? Optional.empty()
                                                : Reply.of(waiting.getLast()))
                        .filter(reply -> reply.isAgainst(asked, claim))
                        .isPresent();
    }

    private void drop() {
        droppedBefore = true;
        dropped++;
        leadLost |= !waiting.isEmpty();
        if (waitsForNextOnly) {
            waiting.clear();
        }
    }

    private Fit find(ClaimText claim, Optional<Fit> referred, Set<Integer> cited) {
        return lead.isPresent()
                ? fit.findItem(claim, lead.get(), referred, cited)
                : fit.find(claim, referred, cited);
    }

    private void hold(String sentence, boolean forNextOnly) {
        waiting.add(gap + links.kept(CitationMarkers.without(sentence), List.of()));
        waitsForNextOnly = forNextOnly;
        gap = "";
    }

    private void show(String sentence) {
        append(gap + sentence);
        gap = "";
    }

    private void append(String text) {
        String whole =
                BOLD.matcher(text).results().count() % 2 == 1 ? text.replace("**", "") : text;
        shown.append(shown.isEmpty() ? whole.stripLeading() : whole);
    }
}
