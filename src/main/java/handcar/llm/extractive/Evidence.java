package handcar.llm.extractive;

import module java.base;

/// What a search has to show for a question: the sentences that may answer it, most relevant first, and how well they are
/// supported. [ExtractiveModel] answers from this and from nothing else.
public record Evidence(List<Sentence> sentences, Support support) {
    /// Nothing was found.
    public static final Evidence NONE = new Evidence(List.of(), new Support(0, 0, 0, 0, 0));

    /// A sentence of a passage. `start` and `end` are code points into the stored text of the document; `text` is exactly
    /// what stands between them. `relevance` compares sentences of one question.
    public record Sentence(
            UUID passageId,
            UUID documentId,
            String title,
            Optional<String> url,
            String text,
            int start,
            int end,
            double relevance) {}

    /// How well the best passage matches the question.
    ///
    /// @param words share of the question's words that it has, the rare ones counting more; 0–1
    /// @param parts the same for parts of words, so that compounds and other forms count; 0–1
    /// @param lead by which share its score is ahead of the second passage's; 0–1
    /// @param field by which share it is ahead of the fifth passage's; 0–1
    /// @param missingNumbers numbers in the question that it does not have
    public record Support(
            double words, double parts, double lead, double field, int missingNumbers) {}
}
