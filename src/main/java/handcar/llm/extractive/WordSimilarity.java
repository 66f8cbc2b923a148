package handcar.llm.extractive;

import module java.base;

import handcar.text.EditDistance;

/// Says how far two words mean the same by their letters: other endings, compounds, typing errors. Works on words from
/// [Words]; a word with digits is only ever equal.
final class WordSimilarity {
    private static final double INFLECTION = 0.9;
    private static final double COMPOUND = 0.65;
    private static final double COMPOUND_STEM = 0.5;
    private static final double TYPO = 0.7;

    /// Letters. Shorter words have too many neighbours.
    private static final int SHORTEST_PART = 4;

    private static final int SHORTEST_MISTYPED = 5;
    private static final int SHORTEST_MISTYPED_TWICE = 8;

    /// Letters between the halves of a compound.
    private static final Pattern LINK =
            Pattern.compile("(?<=\\p{L}{3})(?:s|n|en|es)$|^(?:s|n|en|es)(?=\\p{L}{3})");

    /// How the forms of a word of three letters end.
    private static final String ENDINGS = "aeiouysnmx";

    /// How a German verb and its noun end: `leitet` and `Leitung`.
    private static final Pattern NOUN =
            Pattern.compile("ung(?:en)? e?(?:t|n|st)?|e?(?:t|n|st)? ung(?:en)?");

    /// How a verb and the noun made of it end in Romance languages and in words that others took from them:
    /// `register` and `registration`, `réserver` and `réservation`.
    private static final Pattern ACTION =
            Pattern.compile(
                    "(?:e|er|ar|ir|ed|ado|es|s|ing|ieren|y)?"
                        + " [lr]?(?:a|i|ica)?[tcs]ion(?:s|es|en)?|[lr]?(?:a|i|ica)?[tcs]ion(?:s|es|en)?"
                        + " (?:e|er|ar|ir|ed|ado|es|s|ing|ieren|y)?");

    private static final int SHORTEST_STEM = 5;

    private static final List<String> ARABIC_PREFIXES =
            List.of("وال", "بال", "كال", "لل", "ال", "و", "ب", "ل");

    private WordSimilarity() {}

    /// 1 for the same word, less for another form or a compound of it, 0 when they are unrelated.
    static double of(String asked, String found) {
        if (asked.equals(found)) {
            return 1;
        }
        char letter = asked.charAt(0);
        if (letter != found.charAt(0)
                && Math.max(asked.length(), found.length()) < 2 * SHORTEST_PART
                && letter < '\u0600') {
            return asked.length() == found.length() ? 0 : ending(asked, found);
        }
        if (hasDigit(asked) || hasDigit(found)) {
            return 0;
        }
        if (letter >= '\uAC00' && letter <= '\uD7A3') {
            return korean(asked, found);
        }
        if (letter >= '\u0600' && letter <= '\u06FF') {
            return arabic(asked, found);
        }
        return Words.isDense(letter) ? 0 : alphabetic(asked, found);
    }

    /// Whether one is the other with one typing error, or two in a long word: a letter wrong, missing, too many, or two
    /// in the wrong order.
    static double mistyped(String asked, String found) {
        int longest = Math.max(asked.length(), found.length());
        if (asked.charAt(0) != found.charAt(0)
                || longest < SHORTEST_MISTYPED
                || Math.min(asked.length(), found.length()) < SHORTEST_PART
                || hasDigit(asked)
                || hasDigit(found)
                || (longest == SHORTEST_MISTYPED
                        && asked.length() == found.length()
                        && asked.chars().sum() != found.chars().sum())) { // "Rosen" is no "Rasen"
            return 0;
        }
        int allowed = longest >= SHORTEST_MISTYPED_TWICE ? 2 : 1;
        return EditDistance.of(asked, found, allowed) <= allowed ? TYPO : 0;
    }

    /// Short words that begin differently are related only as parts of a compound.
    private static double ending(String asked, String found) {
        String shorter = asked.length() < found.length() ? asked : found;
        String longer = asked.length() < found.length() ? found : asked;
        return shorter.length() >= SHORTEST_PART
                        && !isCyrillic(longer)
                        && longer.endsWith(shorter)
                        && !hasDigit(longer)
                ? COMPOUND
                : 0;
    }

    /// Slavic languages put few words together: `погода`, weather, is no kind of `года`, year.
    private static boolean isCyrillic(String word) {
        return word.charAt(0) >= '\u0400' && word.charAt(0) <= '\u04FF';
    }

    private static double alphabetic(String asked, String found) {
        int shared = sharedPrefix(asked, found);
        int askedRest = asked.length() - shared;
        int foundRest = found.length() - shared;
        boolean form =
                shared >= SHORTEST_PART
                        ? askedRest <= 3 && foundRest <= 4 && askedRest + foundRest <= shared
                        : shared == 3
                                && askedRest <= 1
                                && foundRest <= 1
                                && isEnding(asked, shared)
                                && isEnding(found, shared);
        if (form
                || (shared >= SHORTEST_PART
                        && NOUN.matcher(asked.substring(shared) + " " + found.substring(shared))
                                .matches())
                || (shared >= SHORTEST_STEM
                        && ACTION.matcher(asked.substring(shared) + " " + found.substring(shared))
                                .matches())) {
            return INFLECTION;
        }
        String shorter = asked.length() < found.length() ? asked : found;
        String longer = asked.length() < found.length() ? found : asked;
        if (shorter.length() >= SHORTEST_PART
                && (longer.startsWith(shorter)
                        || (longer.endsWith(shorter) && !isCyrillic(longer)))) {
            return COMPOUND;
        }
        int stem = shorter.length() - (shorter.length() > 6 ? 2 : 1);
        if (stem > SHORTEST_PART && longer.length() >= stem + SHORTEST_PART) {
            String root = shorter.substring(0, stem);
            int at = longer.indexOf(root);
            boolean beginning = at == 0;
            boolean end = at >= 3 && longer.length() - at - stem <= 4;
            return beginning || end ? COMPOUND_STEM : 0;
        }
        return 0;
    }

    /// Short words have other endings of few letters: a `card` is no kind of `car`.
    private static boolean isEnding(String word, int from) {
        return word.length() == from || isCyrillic(word) || ENDINGS.indexOf(word.charAt(from)) >= 0;
    }

    /// What a compound has beside this word, without the letters that link them: `ski` of `skibrille` beside `brille`.
    static Optional<String> otherHalf(String compound, String word) {
        int shared = sharedPrefix(compound, word);
        if (word.length() >= compound.length()) {
            return Optional.empty();
        }
        if (compound.endsWith(word)) {
            return Optional.of(
                    LINK.matcher(compound.substring(0, compound.length() - word.length()))
                            .replaceFirst(""));
        }
        return shared >= SHORTEST_PART
                ? Optional.of(LINK.matcher(compound.substring(shared)).replaceFirst(""))
                : Optional.empty();
    }

    /// Particles follow the noun: `반품은` is `반품`.
    private static double korean(String asked, String found) {
        int shared = sharedPrefix(asked, found);
        if (shared >= 2) {
            return INFLECTION;
        }
        boolean within =
                Math.min(asked.length(), found.length()) >= 2
                        && (found.contains(asked) || asked.contains(found));
        return within ? COMPOUND : 0;
    }

    /// Article and conjunction are written together with the noun.
    private static double arabic(String asked, String found) {
        String one = arabicStem(asked);
        String other = arabicStem(found);
        if (one.equals(other)) {
            return INFLECTION;
        }
        int shared = sharedPrefix(one, other);
        boolean form = shared >= 3 && one.length() - shared <= 2 && other.length() - shared <= 2;
        return form ? 0.8 : 0;
    }

    private static String arabicStem(String word) {
        for (String prefix : ARABIC_PREFIXES) {
            if (word.startsWith(prefix) && word.length() - prefix.length() >= 3) {
                return word.substring(prefix.length());
            }
        }
        return word;
    }

    private static int sharedPrefix(String one, String other) {
        int shared = 0;
        int shortest = Math.min(one.length(), other.length());
        while (shared < shortest && one.charAt(shared) == other.charAt(shared)) {
            shared++;
        }
        return shared;
    }

    static boolean hasDigit(String word) {
        for (int at = 0; at < word.length(); at++) {
            if (Character.isDigit(word.charAt(at))) {
                return true;
            }
        }
        return false;
    }
}
