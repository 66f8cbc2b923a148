package handcar.text;

import module java.base;

import java.lang.Character.UnicodeScript;

/// Chooses between the language that a few words seem to be in and the one that is usual.
final class LanguageGuess {
    /// Votes of two words that few languages share, and of one.
    private static final double FEWEST_VOTES = 3;

    private static final double AHEAD = 1.5;

    /// Whoever reads one of these reads the others: between them the better guess is better than a language of which nothing is there.
    private static final List<Set<Language>> RELATIVES =
            List.of(
                    EnumSet.of(Language.DANISH, Language.NORWEGIAN, Language.SWEDISH),
                    EnumSet.of(Language.CZECH, Language.SLOVAK, Language.POLISH),
                    EnumSet.of(
                            Language.PORTUGUESE,
                            Language.SPANISH,
                            Language.GALICIAN,
                            Language.CATALAN,
                            Language.ITALIAN),
                    EnumSet.of(Language.DUTCH, Language.AFRIKAANS),
                    EnumSet.of(
                            Language.UKRAINIAN,
                            Language.RUSSIAN,
                            Language.BULGARIAN,
                            Language.MACEDONIAN));

    /// Languages of the Cyrillic script that few words are mistaken for.
    private static final Set<Language> OTHER_CYRILLIC =
            EnumSet.of(Language.SERBIAN, Language.MACEDONIAN, Language.KAZAKH);

    private LanguageGuess() {}

    /// The language of a text, or the usual one when the words do not tell (see [Language#of(String, Language)]).
    static Language of(String text, Language usual) {
        Language best = LanguageDetector.KNOWN.best(text, EnumSet.allOf(Language.class));
        Map<Language, Double> votes = LanguageDetector.KNOWN.votes(text);
        double most = votes.getOrDefault(best, 0.0);
        if (best == Language.OTHER) {
            return usual;
        }
        if (!votes.containsKey(best)) {
            return best; // its script alone tells
        }
        boolean usualIsNear = most - votes.getOrDefault(usual, 0.0) < AHEAD;
        if (Script.of(text).main() == UnicodeScript.CYRILLIC
                && votes.getOrDefault(usual, 0.0) <= 0
                && !OTHER_CYRILLIC.contains(best)) {
            return best; // the usual one has other letters
        }
        Set<Language> near = near(best, votes);
        boolean isSure =
                near.isEmpty()
                        || most >= 2 * FEWEST_VOTES
                        || RELATIVES.stream()
                                .anyMatch(all -> all.contains(best) && all.containsAll(near));
        return most < FEWEST_VOTES || usualIsNear || !isSure ? usual : best;
    }

    /// The other languages that may be meant.
    private static Set<Language> near(Language best, Map<Language, Double> votes) {
        double most = votes.getOrDefault(best, 0.0);
        return votes.entrySet().stream()
                .filter(each -> each.getKey() != best && most - each.getValue() < AHEAD)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
