package handcar.agent;

import module java.base;

import handcar.rag.claims.AskedValue;
import handcar.text.Language;
import handcar.text.ResourceProperties;

/// Judges what the built-in model says in the place of an answer that was withheld. It has to have the value that the question
/// asks for, and says so when it only quotes a document in another language than the customer's.
final class Fallback {
    private static final Properties QUOTED =
            ResourceProperties.read(Fallback.class, "quoted.properties");

    private Fallback() {}

    /// Whether the answer may stand: a price is none for somebody who asks for an age.
    static boolean answers(Question question, GeneratedAnswer answer) {
        return answer.ending() != GeneratedAnswer.Ending.ANSWERED
                || AskedValue.of(question.text()).allMatch(asked -> asked.isIn(answer.text()));
    }

    /// The answer, introduced as a quotation when it is in another language than the question.
    static GeneratedAnswer introduced(Question question, GeneratedAnswer answer) {
        if (answer.ending() != GeneratedAnswer.Ending.ANSWERED || answer.citations().isEmpty()) {
            return answer;
        }
        String language = question.language(List.of());
        Language said = Language.of(answer.citations().getFirst().quote());
        boolean same = said == Language.OTHER || said.code().equals(language);
        return same || !QUOTED.containsKey(language)
                ? answer
                : answer.saying(QUOTED.getProperty(language) + " " + answer.text());
    }
}
