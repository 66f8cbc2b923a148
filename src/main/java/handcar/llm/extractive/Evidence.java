package handcar.llm.extractive;

import module java.base;

/// The passages that a search found for a question, best first. [ExtractiveModel] answers from these and from nothing else.
public record Evidence(List<Found> passages) {
    /// Nothing was found.
    public static final Evidence NONE = new Evidence(List.of());

    /// @param heading the headings above it, outermost first; empty when there are none
    /// @param start where it begins in the document's stored text, in code points
    /// @param configuration the text-search configuration of its language
    /// @param score its score in the search; compares the passages of one search
    public record Found(
            UUID id,
            UUID documentId,
            String title,
            Optional<String> url,
            String heading,
            String text,
            int start,
            String configuration,
            double score) {}
}
