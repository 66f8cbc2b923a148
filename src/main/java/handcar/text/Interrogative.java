package handcar.text;

import module java.base;

/// Recognises questions by their marks and by the words they begin with.
public final class Interrogative {
    private static final String WORDS =
            "who|whom|whose|what|which|when|where|why|how"
                + "|wer|wen|wem|welche[rsnm]?|wann|wo|woher|wohin|warum|wie"
                + "|quel|quelle|quels|quelles|qui|que|quand|où|comment|pourquoi|combien|est-ce"
                + "|qué|cuál|cuáles|quién|cuándo|dónde|cómo|cuánto"
                + "|quale|quali|chi|quando|dove|come|quanto|qual|quais|onde"
                + "|wat|welke|waar|hoe|wanneer|jaki|jaka|jakie|czy|gdzie|kiedy|jak|kto|co"
                + "|что|кто|какой|какая|какое|какие|когда|где|куда|как|сколько|هل|ما|متى|أين|كيف|كم";

    /// Verbs that begin questions, and sentences of people who are short of words ("is broken"), too.
    private static final String VERBS =
            "do|does|did|is|are|was|were|can|could|would|will|shall|should|may|might|have|has"
                + "|haben|hat|ist|sind|kann|können|könnten|möchten|soll|sollen|darf|dürfen|wollen|brauchen|meinen|benötigen"
                + "|voulez|souhaitez|pouvez|avez|désirez|cherchez"
                + "|quiere|desea|puede|prefiere|tiene|vuole|desidera|quer|deseja"
                + "|wilt|kunt|heeft|bedoelt|хотите|можете|вам";

    private static final Pattern BEGINS =
            Pattern.compile("(?iU)^\\W*(?:¿.*|(?:" + WORDS + "|" + VERBS + ")\\b)", Pattern.DOTALL);

    private static final Pattern MARK = Pattern.compile("[?？؟]");

    /// The mark behind a word, not the one inside an address of the web; Armenian has it inside the word.
    private static final Pattern SURE =
            Pattern.compile(
                    "(?iU)[?？؟\\u037e](?=[\\W]*(?:\\s|$))|\\u055e|^\\W*(?:¿|(?:"
                            + WORDS
                            + ")\\b\\W+\\w+\\W+\\w)"
                            + "|什么|什麼|怎么|怎麼|多少|哪里|哪裡|いつ|どこ|どう|なぜ|いくら|어떻게|언제|어디|얼마",
                    Pattern.MULTILINE);

    private Interrogative() {}

    /// Whether the text may ask something.
    public static boolean asks(String text) {
        return MARK.matcher(text).find() || begins(text);
    }

    /// Whether it begins as questions do.
    public static boolean begins(String text) {
        return BEGINS.matcher(text).find();
    }

    /// Whether it surely asks something: by its mark, or by a question word before others.
    public static boolean surelyAsks(String text) {
        return SURE.matcher(text).find();
    }
}
