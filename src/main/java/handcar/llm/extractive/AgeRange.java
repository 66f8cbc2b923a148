package handcar.llm.extractive;

import module java.base;

/// Ages: "my daughter is 12 years old" means a column "8 to 17 years" and the sentence about children under 14.
final class AgeRange {
    private static final String WORD = "age";

    private static final Pattern AGE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{Nd}.,])(\\p{Nd}{1,2})[\\s\\u00a0-]*(?:(?:years?|yrs?)[\\s-]*olds?|yo|jährig\\p{L}*|jahre[\\s-]alt|ans(?!"
                        + " d)|años|anni|лет)(?!\\p{L})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final String NUMBER = "(\\p{Nd}{1,2})";

    private static final Pattern BETWEEN =
            Pattern.compile(
                    "\\b"
                            + NUMBER
                            + " (?:to|bis|a|und|and|до|y|et) "
                            + NUMBER
                            + "\\b|(?<!\\p{Nd} )\\b"
                            + NUMBER
                            + " "
                            + NUMBER
                            + "\\b");
    private static final Pattern BELOW =
            Pattern.compile(
                    "\\b(?:under|below|unter|moins de|menores de|menos de|до|младше|sotto i) "
                            + NUMBER
                            + "\\b");
    private static final Pattern FROM =
            Pattern.compile(
                    "\\b(?:over|from|uber|ab|des|des l age de|a partir de|desde|plus de|mas"
                            + " de|mayores de|от|с|старше|at least|aged) "
                            + NUMBER
                            + "\\b|\\b"
                            + NUMBER
                            + " (?:years |jahre |jahren |ans |anos |лет )?(?:and|und|et|y|o|и)"
                            + " (?:over|older|up|alter|plus|mas|старше)\\b");

    /// The least age is what whoever is younger wants to know, too.
    private static final Pattern LEAST =
            Pattern.compile(
                    "\\b(?:at least|minimum age|mindestens|mindestalter|al menos|como minimo|au"
                            + " moins|minimum|не моложе|не менее) (?:\\p{L}+ ){0,2}"
                            + NUMBER
                            + " (?:years|jahr|ans|anos|лет|год)");

    /// Numbers with another unit are no ages.
    private static final Pattern OTHER_UNIT =
            Pattern.compile(
                    "^ (?:month|monat|mois|mes|месяц|uhr|h|am|pm|eur|min|hour|stunde|heure|day|tag|jour|dia|week|woche|semaine|kg|kilo|cm|%|prozent)");

    private AgeRange() {}

    /// The text with its ages written as words: `age12`.
    static String named(String text) {
        return AGE.matcher(text).replaceAll(WORD + "$1 ");
    }

    /// The age that such a word names.
    static OptionalInt asked(String word) {
        return word.startsWith(WORD)
                        && word.length() > WORD.length()
                        && word.length() <= WORD.length() + 2
                        && word.chars().skip(WORD.length()).allMatch(Character::isDigit)
                ? OptionalInt.of(Integer.parseInt(word.substring(WORD.length())))
                : OptionalInt.empty();
    }

    /// Whether these words name a range of ages with this one in it.
    static boolean includes(List<String> words, int age) {
        if (words.stream().noneMatch(word -> Character.isDigit(word.charAt(0)))) {
            return false;
        }
        String text = String.join(" ", words);
        return found(BETWEEN, text, range -> first(range) <= age && age <= second(range))
                || found(BELOW, text, range -> age < first(range))
                || found(FROM, text, range -> age >= first(range))
                || found(LEAST, text, _ -> true);
    }

    private static boolean found(Pattern pattern, String text, Predicate<MatchResult> holds) {
        return pattern.matcher(text)
                .results()
                .filter(range -> !OTHER_UNIT.matcher(text.substring(range.end())).lookingAt())
                .anyMatch(holds);
    }

    private static int first(MatchResult range) {
        return number(range, 1);
    }

    private static int second(MatchResult range) {
        return number(range, 2);
    }

    /// The number in this place of the alternative that was found.
    private static int number(MatchResult range, int place) {
        return IntStream.rangeClosed(1, range.groupCount())
                .mapToObj(range::group)
                .filter(Objects::nonNull)
                .skip(place - 1L)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }
}
