package handcar.agent;

import module java.base;

import handcar.chat.Citation;
import handcar.rag.search.SearchHit;
import handcar.text.SentenceSplitter;

/// Turns the markers of a model's answer into citations. Each marker must name a passage the model was given, and is bound to
/// the sentence of it that is most like the statement before the marker. What the model claims to quote is ignored.
final class CitationResolver {
    private CitationResolver() {}

    /// An answer in which every marker has a citation, and the citations.
    record Checked(String text, List<Citation> citations) {}

    /// Removes markers that name no given passage.
    static Checked of(String answer, List<SearchHit> hits) {
        List<Citation> citations = new ArrayList<>();
        Set<Integer> cited = new HashSet<>();
        for (CitationMarkers.Claim claim : CitationMarkers.claims(answer)) {
            if (claim.source() >= 1 && claim.source() <= hits.size() && cited.add(claim.source())) {
                SearchHit hit = hits.get(claim.source() - 1);
                citations.add(
                        citing(
                                claim.source(),
                                hit,
                                CitationMarkers.nearest(hit.text(), claim.words())));
            }
        }
        return new Checked(CitationMarkers.keeping(answer, cited), citations);
    }

    /// The answer without the markers of other citations than these.
    static Checked keeping(String text, List<Citation> standing) {
        Set<Integer> kept = new HashSet<>();
        standing.forEach(citation -> kept.add(citation.index()));
        return new Checked(CitationMarkers.keeping(text, kept), standing);
    }

    private static Citation citing(int index, SearchHit hit, SentenceSplitter.Span sentence) {
        String passage = hit.text();
        int start = hit.start() + passage.codePointCount(0, sentence.start());
        String quote = passage.substring(sentence.start(), sentence.end());
        return new Citation(
                index,
                hit.documentId(),
                hit.title(),
                hit.url(),
                quote,
                start,
                start + quote.codePointCount(0, quote.length()));
    }
}
