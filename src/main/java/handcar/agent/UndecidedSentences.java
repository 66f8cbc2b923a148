package handcar.agent;

import module java.base;

import handcar.agent.EntailmentCheck.Entailment;
import handcar.rag.claims.ClaimText;
import handcar.rag.claims.PassageFit.Fit;
import handcar.rag.claims.PassageFit.Source;
import handcar.rag.search.SearchHit;

/// The sentences of an answer that the rules leave undecided, with what the checks say of them.
final class UndecidedSentences {
    /// What a check gives a model to read.
    private static final int MOST_PASSAGES = 2;

    private final List<SearchHit> hits;
    private final EntailmentChecks checks;
    private final List<ConfirmedStatement> confirmed = new ArrayList<>();

    UndecidedSentences(List<SearchHit> hits, EntailmentChecks checks) {
        this.hits = hits;
        this.checks = checks;
    }

    /// Begins the check of a sentence that says all by itself and is judged later.
    void foresee(Fit found, String words) {
        if (found.isUndecided()) {
            checks.ask(entailment(found, words, Optional.empty(), Optional.empty()));
        }
    }

    /// What is known of a sentence; empty while it is being checked.
    ///
    /// @param lead what stands before the list that it is an item of
    /// @param back the sentence that it points back to
    Optional<Fit> decided(Fit found, String words, Optional<ClaimText> lead, Optional<Fit> back) {
        if (!found.isUndecided()) {
            return Optional.of(found);
        }
        Optional<Boolean> verdict = checks.verdict(entailment(found, words, lead, back));
        if (verdict.orElse(false)) {
            confirmed.add(new ConfirmedStatement(found.near().getFirst().hit(), words));
            return Optional.of(found.confirmed());
        }
        return verdict.map(_ -> found);
    }

    List<ConfirmedStatement> confirmed() {
        return List.copyOf(confirmed);
    }

    void forget() {
        confirmed.clear();
    }

    /// The sentence with what it leaves out, and the passages of both.
    private Entailment entailment(
            Fit found, String words, Optional<ClaimText> lead, Optional<Fit> back) {
        String statement =
                Stream.of(lead.map(ClaimText::text), back.map(each -> each.claim().text()))
                        .flatMap(Optional::stream)
                        .map(each -> each + " ")
                        .collect(Collectors.joining("", "", words));
        List<SearchHit> passages =
                Stream.concat(
                                found.near().stream(),
                                back.stream().flatMap(each -> each.sources().stream()))
                        .map(Source::hit)
                        .distinct()
                        .limit(MOST_PASSAGES)
                        .map(hits::get)
                        .toList();
        return new Entailment(statement, passages);
    }
}
