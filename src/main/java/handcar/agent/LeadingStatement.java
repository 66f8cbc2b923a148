package handcar.agent;

import module java.base;

/// What a sentence states before it asks: "We deliver to islands" of "We deliver to islands, which one do you need?". A question
/// needs no source; what stands in front of it does.
final class LeadingStatement {
    private static final Pattern BEFORE_QUESTION =
            Pattern.compile("^(.{8,})[,;:–—]\\s[^,;:–—]*[?？؟][\\s*_\"'”’»)]*$", Pattern.DOTALL);

    /// The first word of a question.
    private static final Pattern ASKS =
            Pattern.compile(
                    "(?iU)^\\W*(?:¿.*|(?:who|whom|whose|what|which|when|where|why|how|do|does|did|is|are|was|were|can|could"
                        + "|would|will|shall|should|may|might|have|has"
                        + "|wer|wen|wem|was|welche[rsnm]?|wann|wo|woher|wohin|warum|wie|haben|hat|ist|sind|kann|können"
                        + "|könnten|möchten|soll|sollen|darf|dürfen|wollen|brauchen|meinen|benötigen"
                        + "|quel|quelle|quels|quelles|qui|que|quand|où|comment|pourquoi|combien|est-ce|voulez|souhaitez"
                        + "|pouvez|avez|désirez|cherchez"
                        + "|qué|cuál|cuáles|quién|cuándo|dónde|cómo|cuánto|quiere|desea|puede|prefiere|tiene"
                        + "|quale|quali|chi|quando|dove|come|quanto|vuole|desidera|qual|quais|onde|quer|deseja"
                        + "|wat|welke|waar|hoe|wanneer|wilt|kunt|heeft|bedoelt"
                        + "|jaki|jaka|jakie|czy|gdzie|kiedy|jak|kto|co"
                        + "|что|кто|какой|какая|какое|какие|когда|где|куда|как|сколько|хотите|можете|вам|هل|ما|متى|أين|كيف|كم)\\b)",
                    Pattern.DOTALL);

    private LeadingStatement() {}

    /// Whether the text asks something.
    static boolean asks(String text) {
        return text.matches("(?s).*[?？؟].*") || ASKS.matcher(text).find();
    }

    /// Empty when the sentence does not ask, or does nothing else.
    static Optional<String> of(String sentence) {
        Matcher found = BEFORE_QUESTION.matcher(sentence);
        return found.find() && !ASKS.matcher(sentence).find()
                ? Optional.of(found.group(1))
                : Optional.empty();
    }
}
