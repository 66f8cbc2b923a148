package handcar.llm.extractive;

import module java.base;

/// Tells "I do not want a person" from asking for one.
final class PersonRefusal {
    /// Where a customer begins to say something else: "not a bot, but a person", "I see no price I want a person".
    private static final Pattern BETWEEN_CLAUSES =
            Pattern.compile(
                    "[\\p{P}&&[^'’-]]+|(?<!\\p{L})(?:but|sondern|aber|mais|sino|pero|bensì|mas|но|а|بل|لكن|(?=(?:i|ich|je|yo|io|eu|я)\\s))(?!\\p{L}{2})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// Who wants no machine wants a person.
    private static final Pattern MACHINE =
            Pattern.compile(".*(?:bot|robot|maschine|бот|روبوت)\\p{L}*");

    private PersonRefusal() {}

    /// Whether a message says that no person is wanted: each part of it that speaks of one refuses it. "I can reach no person"
    /// and a question refuse nothing.
    static boolean isIn(String message) {
        List<String> wishes =
                BETWEEN_CLAUSES
                        .splitAsStream(message)
                        .map(SmallTalkPhrases::words)
                        .filter(
                                clause ->
                                        SmallTalkPhrases.all().stream()
                                                .anyMatch(p -> p.wantsPerson(clause)))
                        .toList();
        return !wishes.isEmpty() && wishes.stream().allMatch(PersonRefusal::refuses);
    }

    private static boolean refuses(String clause) {
        return !MACHINE.matcher(clause).matches()
                && SmallTalkPhrases.all().stream().anyMatch(p -> p.refusesPerson(clause));
    }
}
