package handcar.llm.extractive;

import module java.base;

/// Splits a message with several questions: "can you ship it, and what does that cost?"
final class QuestionParts {
    private static final Pattern AND =
            Pattern.compile(
                    "[,;]?\\s+(?:and|und|et|y|e|и|а|و)\\s+(?=(?:also |auch |aussi |también |ещё"
                        + " )?(?:what|how|when|where|who|which|do|does|is|are|can"
                        + "|was|wie|wieviel|wann|wo|wer|welche[rsn]?|kann|kannst|können|könnt|gibt|ist|sind|habt|haben"
                        + "|combien|quand|où|quels?|quelles?|est-ce|peut-on|puis-je|comment|qui"
                        + "|cuánto|cuánta|cuándo|dónde|qué|quién|cómo|puedo|сколько|когда|где|как|какой|какая|какие|какое|каков|можно|кто|есть"
                        + " ли|до скольки|во сколько|كم|متى|أين|هل|ما|كيف)(?!\\p{L}))",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern END =
            Pattern.compile("(?<=[?？؟])\\s*|(?<=[.!])\\s+|\\n+|\\s[-–—]\\s");

    private static final Pattern QUESTION =
            Pattern.compile(
                    "[?？؟]$|^(?:what|how|when|where|who|which|do|does|is|are|can|was|wie|wann|wo|wer|welche[rsn]?|kann|gibt"
                        + "|habt|haben|combien|quand|où|quels?|quelles?|est-ce|comment|cuánto|cuándo|dónde|qué|cómo"
                        + "|сколько|когда|где|как|какой|какая|какие|можно|кто|есть|كم|متى|أين|هل)(?!\\p{L})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// What a customer tells before a question: "I left my umbrella on the train, how long do you keep it?"
    private static final Pattern STATEMENT =
            Pattern.compile(
                    "^((?:i|i'm|i've|i'd|im|we|we're|we've|my|our|ich|wir|mein\\p{L}*|unser\\p{L}*|je|j'\\p{L}+|mon|ma|mes|notre|nos|nous|mi|mis|nuestr\\p{L}+|tengo|tenemos|he|hemos|soy|somos|estoy|я|мы|мой|моя|моё|мои|наш\\p{L}*|у"
                        + " меня|у нас|ho|abbiamo|sono|il mio|la"
                        + " mia|tenho|temos|meu|minha|sou)(?!\\p{L}).*),\\s+(\\P{P}+(?:['’-]\\P{P}+)*\\s*[?？])$",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// What a customer says not to ask about: "I do not want to return it, I want to know the warranty".
    private static final Pattern DISMISSED =
            Pattern.compile(
                    "^(?:no,? )?(?:(?:i|we) (?:do not|don'?t|don’t|am not|was not|did not|didn'?t)"
                        + " (?:want|wish|mean|ask|need|asking|talking)|(?:ich|wir)"
                        + " (?:will|wollen|möchte|möchten|meine|frage|brauche)(?: \\p{L}+){0,6}?"
                        + " (?:nicht|kein\\p{L}*)|(?:je|nous) ne"
                        + " (?:veux|voulons|souhaite|parle|demande)|no"
                        + " (?:quiero|queremos|necesito|pregunto)|(?:я|мы) не"
                        + " (?:хочу|хотим|спрашиваю|прошу))(?![\\p{L}\\p{M}])[^,;.?!]*[,;.]\\s+(?:but"
                        + " |just |only |sondern |aber |mais |sino |pero |а |но )?(?=\\S+ \\S+"
                        + " \\S)",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// More are rarely questions.
    private static final int MOST = 4;

    private QuestionParts() {}

    /// A question, and what the message tells besides.
    record Part(String question, List<String> told) {}

    /// The questions of a message; the whole message when none is recognised.
    static List<Part> of(String message) {
        List<String> told = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (String sentence : END.split(DISMISSED.matcher(message.strip()).replaceFirst(""), -1)) {
            String bare = sentence.replace("¿", "").strip();
            Matcher statement = STATEMENT.matcher(bare);
            if (statement.matches()) {
                told.add(statement.group(1));
                bare = statement.group(2);
            }
            if (bare.codePoints().noneMatch(Character::isLetterOrDigit)
                    || SmallTalkPhrases.isNothingElse(bare)) {
                continue;
            }
            List<String> parts = List.of(AND.split(bare, -1));
            boolean asks = parts.size() > 1 || QUESTION.matcher(bare).find();
            (asks ? asked : told).addAll(asks ? parts : List.of(bare));
        }
        if (asked.isEmpty() || asked.size() > MOST) {
            String all = String.join("\n", Stream.concat(told.stream(), asked.stream()).toList());
            return List.of(new Part(all.isEmpty() ? message : all, List.of()));
        }
        return asked.stream().map(question -> new Part(question, told)).toList();
    }
}
