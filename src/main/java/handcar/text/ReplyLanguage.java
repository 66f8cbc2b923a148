package handcar.text;

import module java.base;

/// Chooses the language to answer in. A short text says little about its language ("ok thanks" looks Estonian), so that it
/// takes the one that is expected; only a text that clearly is in another language changes it.
public final class ReplyLanguage {
    /// Words; a longer text tells its language beside words that two languages write alike.
    private static final int SHORT = 3;

    /// English words that are frequent ones of other languages: "a comment" is not French, "no camera" not Italian.
    private static final Set<String> ALIKE =
            Set.of(
                    "ai",
                    "bare",
                    "camera",
                    "care",
                    "client",
                    "come",
                    "comment",
                    "dare",
                    "description",
                    "die",
                    "door",
                    "dove",
                    "end",
                    "fare",
                    "hat",
                    "hi",
                    "jest",
                    "man",
                    "men",
                    "met",
                    "min",
                    "net",
                    "over",
                    "plus",
                    "pour",
                    "pro",
                    "sale",
                    "see",
                    "sense",
                    "sin",
                    "son",
                    "tag",
                    "ten",
                    "under",
                    "van",
                    "wake",
                    "war",
                    "word");

    /// What is written when nothing tells of a language.
    private static final Language FLOOR = Language.ENGLISH;

    /// Codes of languages that go by another one here, as apps and operating systems name them.
    private static final Map<String, String> SAME =
            Map.of("nb", "no", "nn", "no", "iw", "he", "ji", "yi", "in", "id", "fil", "tl");

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

    /// What mail programs write before the subject of a reply.
    private static final Pattern PREFIX =
            Pattern.compile("(?im)^\\s*(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|ant)\\s*:\\s*)+");

    /// Spanish alone opens its sentences with them.
    private static final Pattern OPENING_MARK = Pattern.compile("[¿¡]");

    /// A single word that is no longer than this ("ja", "так", "ano") says nothing of a language where one is spoken already.
    private static final int SHORTEST_ANSWER = 3;

    /// The languages of a script that others write with further letters.
    private static final Set<Language> UNMARKED =
            EnumSet.of(Language.ARABIC, Language.HEBREW, Language.CHINESE);

    /// Languages with words that many others have, too.
    private static final Set<Language> SELDOM = EnumSet.of(Language.IRISH, Language.BASQUE);

    /// Characters of a few words.
    private static final int SHORT_LETTERS = 24;

    private ReplyLanguage() {}

    /// The code of the language to answer this text in, ISO 639-1.
    ///
    /// @param before what the same person wrote earlier, the latest last
    /// @param allowed codes of the only languages to answer in, the preferred one first; empty when all are
    /// @param likely languages that are expected without a better sign, the likeliest first
    public static String of(
            String text, List<String> before, List<String> allowed, List<Language> likely) {
        List<Language> only = allowed.stream().flatMap(code -> byCode(code).stream()).toList();
        List<Language> expected = new ArrayList<>(only.isEmpty() ? likely : only);
        if (!before.isEmpty()) {
            Language earlier = written(String.join("\n", before), expected);
            if (only.isEmpty() || only.contains(earlier)) {
                expected.remove(earlier);
                expected.addFirst(earlier);
            }
            if (isShortAnswer(text, before)
                    || isOfSharedScript(text, before, expected)
                    || isUnlikely(text, before, expected)) {
                return earlier == Language.OTHER ? FLOOR.code() : expected.getFirst().code();
            }
        }
        Language language = written(text, expected);
        if (!only.isEmpty() && !only.contains(language)) {
            language = only.getFirst();
        }
        if (!allowed.isEmpty() && only.isEmpty()) {
            return primary(allowed.getFirst());
        }
        return language == Language.OTHER ? FLOOR.code() : language.code();
    }

    /// The language of a code such as `de` or `de-AT`.
    public static Optional<Language> byCode(String code) {
        String primary = primary(code);
        String known = SAME.getOrDefault(primary, primary);
        return Arrays.stream(Language.values())
                .filter(language -> language.code().equals(known))
                .findFirst();
    }

    private static String primary(String code) {
        return Locale.forLanguageTag(code.replace('_', '-')).getLanguage();
    }

    /// The language of a text: the likeliest of those that are expected, unless the text clearly is in another one.
    private static Language written(String text, List<Language> expected) {
        List<Language> usual = expected.isEmpty() ? List.of(FLOOR) : expected;
        return ShortReply.language(text)
                .or(
                        () ->
                                Optional.of(Language.SPANISH)
                                        .filter(_ -> OPENING_MARK.matcher(text).find()))
                .orElseGet(
                        () ->
                                Language.of(
                                        telling(PREFIX.matcher(text).replaceAll("")),
                                        LanguageDetector.KNOWN.likeliest(text, usual)));
    }

    /// Whether the text is one short word in the script of what was written before.
    private static boolean isShortAnswer(String text, List<String> before) {
        List<String> words = words(text);
        return words.size() == 1
                && words.getFirst().length() <= SHORTEST_ANSWER
                && Script.of(text).main() == Script.of(before.getLast()).main();
    }

    /// Whether the text is a few words in a script that several languages share and that shows none of them: a Persian's "بله ممنون"
    /// has no letter that Arabic lacks.
    private static boolean isOfSharedScript(
            String text, List<String> before, List<Language> expected) {
        return words(text).size() <= SHORT
                && text.length() <= SHORT_LETTERS
                && UNMARKED.contains(written(text, expected))
                && Script.of(text).main() == Script.of(before.getLast()).main();
    }

    /// Whether a few words look like a language that few people write, as words of any other do: "sí, avise" is not Irish after Spanish.
    private static boolean isUnlikely(String text, List<String> before, List<Language> expected) {
        return words(text).size() <= SHORT
                && text.length() <= SHORT_LETTERS
                && SELDOM.contains(written(text, expected))
                && Script.of(text).main() == Script.of(before.getLast()).main();
    }

    private static List<String> words(String text) {
        return NO_LETTERS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// What of a text tells its language.
    private static String telling(String text) {
        List<String> words = words(text);
        return words.size() > SHORT || words.stream().noneMatch(ALIKE::contains)
                ? text
                : words.stream()
                        .filter(word -> !ALIKE.contains(word))
                        .collect(Collectors.joining(" "));
    }
}
