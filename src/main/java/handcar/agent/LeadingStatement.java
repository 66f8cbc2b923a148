package handcar.agent;

import module java.base;

import handcar.text.Interrogative;

/// What a sentence states before it asks: "We deliver to islands" of "We deliver to islands, which one do you need?". A question
/// needs no source; what stands in front of it does.
final class LeadingStatement {
    private static final Pattern BEFORE_QUESTION =
            Pattern.compile("^(.{8,})[,;:–—]\\s[^,;:–—]*[?？؟][\\s*_\"'”’»)]*$", Pattern.DOTALL);

    private LeadingStatement() {}

    /// Empty when the sentence does not ask, or does nothing else.
    static Optional<String> of(String sentence) {
        Matcher found = BEFORE_QUESTION.matcher(sentence);
        return found.find() && !Interrogative.begins(sentence)
                ? Optional.of(found.group(1))
                : Optional.empty();
    }
}
