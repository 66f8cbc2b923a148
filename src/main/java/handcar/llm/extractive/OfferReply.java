package handcar.llm.extractive;

import module java.base;

import handcar.text.Interrogative;
import handcar.text.Language;

/// What a customer answers to the offer of a person before or after saying something else: "yes, and how long is the warranty?",
/// "no thanks, but where are you?".
///
/// @param accepted whether a person is wanted
/// @param rest the message without this answer; empty when nothing else is said
public record OfferReply(boolean accepted, String rest) {
    /// Signs that answer when a message begins with them; a smile or folded hands do not.
    private static final Pattern SIGN =
            Pattern.compile("^\\s*([👍👌✅✔☑🆗💯🫡🤝👎])[\\x{1F3FB}-\\x{1F3FF}\\x{FE0F}\\x{200D}]*");

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?؟。！？…])\\s+|\\s*\\R+\\s*");

    /// Where an answer may end: at a mark, or at a word that adds something.
    private static final Pattern MARK =
            Pattern.compile("\\s*[,;:.!…،؛。，！、–—]+\\s*|\\s+-\\s+|\\s+(?=\\S)");

    private static final Pattern ADDITION =
            Pattern.compile(
                    "^[\\s\\p{P}&&[^¿¡\"“„«(]]*(?:(?:and|but|also|und|aber|auch|et|mais|aussi|y|pero|también|e|ma|mas|però|en|maar|og|och|men|ja|mutta"
                        + "|ve|ama|fakat|oraz|i|a|ale|și|si|dar|és|de|и|но|а|также|та|але|και|αλλά|لكن|ولكن|و)(?!\\p{L})[\\s,،]*|و(?=(?:كم|متى|أين|هل|ما|كيف|ماذا|من|لماذا)\\s))",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");

    /// "ok" and "yes" are understood and written in many languages.
    private static final String INTERNATIONAL = "en";

    private enum Answer {
        YES,
        NO,
        /// Greetings, thanks, "please".
        COURTESY,
        NONE
    }

    /// The answer in a message that says more; empty when it answers nothing or is nothing but a refusal.
    static Optional<OfferReply> of(String message, String language) {
        return read(message, language).filter(reply -> reply.accepted || !reply.rest.isEmpty());
    }

    /// Whether a message is nothing but a refusal: "no", "ok, never mind".
    static boolean declines(String message, String language) {
        return read(message, language)
                .filter(reply -> !reply.accepted && reply.rest.isEmpty())
                .isPresent();
    }

    private static Optional<OfferReply> read(String message, String language) {
        Optional<BareAnswer> bare = BareAnswer.of(message, language);
        if (bare.isPresent()) {
            return bare.filter(answer -> answer != BareAnswer.COURTESY)
                    .map(answer -> new OfferReply(answer == BareAnswer.YES, ""));
        }
        Answer answer = Answer.NONE;
        List<String> rest = new ArrayList<>();
        for (String sentence : SENTENCE.split(message.strip(), -1)) {
            Stripped stripped = Stripped.of(sentence, language);
            boolean follows = answer != Answer.NONE && rest.stream().allMatch(String::isEmpty);
            answer = both(answer, stripped.answer);
            rest.add(follows ? added(stripped.rest) : stripped.rest);
        }
        String said = rest.stream().filter(one -> !one.isEmpty()).collect(Collectors.joining("\n"));
        boolean nothing = said.isEmpty() || SmallTalkPhrases.isNothingElse(said);
        return answer == Answer.NONE
                ? Optional.empty()
                : Optional.of(new OfferReply(answer == Answer.YES, nothing ? "" : said));
    }

    /// Of two answers behind each other: "ok, never mind" and "yes, but not now" refuse.
    private static Answer both(Answer first, Answer second) {
        return first == Answer.NONE || first == Answer.COURTESY || second == Answer.NO
                ? second
                : first;
    }

    /// A sentence without the answer at its beginning.
    private record Stripped(Answer answer, String rest) {
        static Stripped of(String sentence, String language) {
            Answer answer = Answer.NONE;
            String rest = sentence;
            for (Stripped next = once(rest, language);
                    next.answer != Answer.NONE;
                    next = once(rest, language)) {
                answer = both(answer, next.answer);
                rest = next.rest;
            }
            return answer == Answer.COURTESY
                    ? new Stripped(Answer.NONE, sentence)
                    : new Stripped(answer, rest);
        }

        private static Stripped once(String sentence, String language) {
            Matcher sign = SIGN.matcher(sentence);
            if (sign.find()) {
                Answer said = sign.group(1).equals("👎") ? Answer.NO : Answer.YES;
                return new Stripped(said, added(sentence.substring(sign.end())));
            }
            Matcher mark = MARK.matcher(sentence);
            while (mark.find()) {
                String rest = sentence.substring(mark.end());
                Answer said = answered(sentence.substring(0, mark.start()), language);
                boolean ends = !mark.group().isBlank() || ADDITION.matcher(rest).find();
                boolean asks = said != Answer.COURTESY && Interrogative.begins(rest);
                if (said != Answer.NONE && (ends || asks)) {
                    return new Stripped(said, added(rest));
                }
            }
            Answer whole = answered(added(sentence), language);
            return new Stripped(whole, whole == Answer.NONE ? sentence : "");
        }
    }

    /// Without the words that add it to what was said before.
    private static String added(String rest) {
        return ADDITION.matcher(rest).replaceFirst("").strip();
    }

    private static Answer answered(String head, String language) {
        String words = SmallTalkPhrases.words(head);
        if (words.isEmpty()) {
            return Answer.NONE;
        }
        if (PersonRefusal.isIn(head)) {
            return Answer.NO;
        }
        return phrases(language, words)
                .map(phrases -> answer(phrases, words))
                .filter(said -> said != Answer.NONE)
                .findFirst()
                .or(
                        () ->
                                BareAnswer.before(head, language)
                                        .map(
                                                bare ->
                                                        bare == BareAnswer.YES
                                                                ? Answer.YES
                                                                : Answer.NO))
                .orElse(Answer.NONE);
    }

    /// Those of the language, then those that people mix into it. Words of Latin letters mean something else in another language:
    /// the German "da" is no Russian yes.
    private static Stream<SmallTalkPhrases> phrases(String language, String words) {
        SmallTalkPhrases own = SmallTalkPhrases.in(language);
        if (!LATIN.matcher(words).find()) {
            return Stream.concat(Stream.of(own), SmallTalkPhrases.all().stream());
        }
        return Language.ofCode(language).isSmallWord(words)
                ? Stream.of(own)
                : Stream.of(own, SmallTalkPhrases.in(INTERNATIONAL));
    }

    private static Answer answer(SmallTalkPhrases phrases, String words) {
        return phrases.declines(words)
                ? Answer.NO
                : phrases.isCourtesy(words)
                        ? Answer.COURTESY
                        : phrases.isYes(words) ? Answer.YES : Answer.NONE;
    }
}
