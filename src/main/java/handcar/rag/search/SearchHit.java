package handcar.rag.search;

import module java.base;

/// A passage found by a search. `start` and `end` are code points into the document's stored text, `text` is the text
/// between them, `page` the page where it begins,
/// if there are pages. `score` orders the hits of one search and means nothing across searches; `lexicalScore` is what the words
/// gave (BM25 with the shared word parts), `vectorScore` the cosine of the embeddings where there are any.
public record SearchHit(
        UUID passageId,
        UUID documentId,
        String title,
        Optional<String> url,
        Optional<String> heading,
        String text,
        int start,
        int end,
        Optional<Integer> page,
        String language,
        double score,
        double lexicalScore,
        Optional<Double> vectorScore) {

    /// What a reader of this passage sees: its title, heading and text.
    public String surroundings() {
        return title + "\n" + heading.map(above -> above + "\n").orElse("") + text;
    }

    SearchHit scored(double score, double lexicalScore, Optional<Double> vectorScore) {
        return new SearchHit(
                passageId,
                documentId,
                title,
                url,
                heading,
                text,
                start,
                end,
                page,
                language,
                score,
                lexicalScore,
                vectorScore);
    }
}
