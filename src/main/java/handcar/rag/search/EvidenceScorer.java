package handcar.rag.search;

import module java.base;

import handcar.llm.extractive.Evidence;

/// Hands what a search found to the built-in model.
public final class EvidenceScorer {
    private EvidenceScorer() {}

    /// The evidence in these hits, best first.
    public static Evidence of(List<SearchHit> hits) {
        return new Evidence(hits.stream().map(EvidenceScorer::found).toList());
    }

    private static Evidence.Found found(SearchHit hit) {
        return new Evidence.Found(
                hit.passageId(),
                hit.documentId(),
                hit.title(),
                hit.url(),
                hit.heading().orElse(""),
                hit.text(),
                hit.start(),
                hit.language(),
                hit.lexicalScore());
    }
}
