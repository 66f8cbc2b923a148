package handcar.text;

import module java.base;

/// How probable a text is as the writing of the language that fits it best. Only characters beyond ASCII count: the others are
/// the same in nearly every charset.
///
/// @param logarithm the natural logarithm of the probability, comparable among readings of the same bytes
/// @param isText whether few characters are strange for the language
record WritingScore(double logarithm, boolean isText) {
    private static final double CONTROL = -14;
    private static final double STRANGE_SYMBOL = -10;
    private static final double RARE_SYMBOL = -7;
    private static final double SYMBOL = -5;
    private static final double LIKELY_SYMBOL = -2.5;
    private static final double BESIDE_LETTER = -8;
    private static final double INSIDE_WORD = -3;
    private static final double KNOWN_WORD = 2.5;
    private static final double CAPITAL = -0.7;
    private static final double CAPITAL_AFTER_SMALL = -4;
    private static final double TWO_ALPHABETS = -6;
    private static final double DENSE_IN_WORD = -3;
    private static final double MOSTLY_ASCII = -5;
    private static final int MOSTLY = 3;
    private static final double PAIR_IN_LATIN = -1.5;

    /// What costs more than this is strange.
    private static final double STRANGE = -8;

    /// Among the languages of one reading the small words decide (see [LanguageDetector]), up to this much.
    private static final double MOST_BY_WORDS = 6;

    /// The share of strange characters in a text: names and words of another language.
    private static final double MOST_STRANGE = 0.03;

    /// What the characters of a text in an alphabet cost on average; letters in no order cost more.
    private static final double LEAST_MEAN = -4.1;

    private static final Set<String> ELIDED = Set.of("s", "t", "d", "m", "re", "ve", "ll");

    private static final Set<String> ELIDING =
            Set.of(
                    "l", "d", "c", "j", "n", "s", "m", "t", "qu", "un", "all", "dell", "nell",
                    "sull");

    private static final String SYMBOLS =
            "–—„“”‚‘’«»‹›…•·°§©®™№¿¡½¼¾²³¹ªº×±µ£¥†‰÷´\u00A0\u00AD\u200C\u200D\u200E\u200F،؛؟"
                    + "、。「」『』・：；，．！？（）％～￥〜【】《》〈〉／＋－０１２３４５６７８９\u3000";

    /// Counts of one text, before it is known whose writing it is.
    private static final class Counts {
        private final Map<Integer, Integer> letters = new HashMap<>();
        private int characters;
        private int strange;
        private double symbols;

        /// Costs of letters beside each other, which differ by the kind of writing.
        private int pairs;

        private int besideAscii;
        private int asciiLetters;
        private int capitals;
        private int capitalsAfterSmall;
    }

    static WritingScore of(String text, List<WritingModel> languages, double prior) {
        Counts counts = new Counts();
        int[] all = text.codePoints().toArray();
        for (int at = 0; at < all.length; at++) {
            if (all[at] >= 0x80 || all[at] < 9) {
                count(counts, all, at);
            }
            counts.asciiLetters += isAsciiLetter(all[at]) ? 1 : 0;
        }
        Map<Language, Double> votes = LanguageDetector.KNOWN.votes(text);
        Map<Language, Integer> words = LanguageDetector.KNOWN.wordsBeyondAscii(text);
        return languages.stream()
                .map(language -> of(counts, language, votes, words))
                .max(Comparator.comparingDouble(WritingScore::logarithm))
                .map(best -> new WritingScore(best.logarithm + prior, best.isText))
                .orElse(new WritingScore(Double.NEGATIVE_INFINITY, false));
    }

    private static void count(Counts counts, int[] all, int at) {
        int next = all[at];
        counts.characters++;
        int before = at > 0 ? all[at - 1] : ' ';
        int after = at + 1 < all.length ? all[at + 1] : ' ';
        boolean letter = SYMBOLS.indexOf(next) < 0 && isLetter(next);
        if (!letter) {
            double cost = symbol(next, before, after, next == '’' && isElision(all, at));
            counts.symbols += cost;
            counts.strange += cost < STRANGE ? 1 : 0;
            return;
        }
        counts.letters.merge(Character.toLowerCase(next), 1, Integer::sum);
        counts.pairs += before >= 0x80 && isLetter(before) ? 1 : 0;
        counts.besideAscii += isAsciiLetter(before) || isAsciiLetter(after) ? 1 : 0;
        boolean capital = Character.isUpperCase(next);
        counts.capitals += capital && !Character.isUpperCase(before) ? 1 : 0;
        counts.capitalsAfterSmall += capital && Character.isLowerCase(before) ? 1 : 0;
        counts.capitalsAfterSmall +=
                !capital && Character.isLowerCase(next) && isAsciiCapital(after) ? 1 : 0;
    }

    /// Whether an apostrophe stands as in "it’s", "we’ll" and "l’été".
    private static boolean isElision(int[] all, int at) {
        String before = word(all, at, -1);
        String after = word(all, at, 1);
        return ELIDED.contains(after) || (ELIDING.contains(before) && after.length() > 2);
    }

    /// The ASCII letters, at most six, before or behind a place.
    private static String word(int[] all, int at, int step) {
        StringBuilder word = new StringBuilder();
        for (int next = at + step;
                next >= 0 && next < all.length && isAsciiLetter(all[next]) && word.length() < 6;
                next += step) {
            word.append((char) Character.toLowerCase(all[next]));
        }
        return step < 0 ? word.reverse().toString() : word.toString();
    }

    private static boolean isLetter(int character) {
        int type = Character.getType(character);
        return Character.isLetter(character)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isAsciiLetter(int character) {
        return character < 0x80 && Character.isLetter(character);
    }

    private static boolean isAsciiCapital(int character) {
        return character >= 'A' && character <= 'Z';
    }

    private static double symbol(int symbol, int before, int after, boolean elided) {
        if (symbol < 9
                || Character.isISOControl(symbol)
                || !Character.isDefined(symbol)
                || symbol == 0xFFFD
                || Character.getType(symbol) == Character.PRIVATE_USE) {
            return CONTROL;
        }
        boolean figure = Character.isDigit(before) || Character.isDigit(after);
        if (symbol == '€') {
            return isLetter(before) || isLetter(after)
                    ? STRANGE_SYMBOL
                    : figure ? -1 : LIKELY_SYMBOL;
        }
        if (SYMBOLS.indexOf(symbol) < 0) {
            return STRANGE_SYMBOL;
        }
        if (symbol == '‚') {
            return RARE_SYMBOL;
        }
        boolean inside = isLetter(before) && isLetter(after) && !elided;
        boolean edge = figure || before == ' ' || after == ' ';
        boolean likely = edge || elided || isOfOtherScript(symbol);
        return (likely && !inside ? LIKELY_SYMBOL : SYMBOL)
                + (fits(symbol, before, after) ? 0 : BESIDE_LETTER)
                + (inside && Character.isLowerCase(after) && !isOfOtherScript(symbol)
                        ? INSIDE_WORD
                        : 0);
    }

    /// Punctuation of Arabic, Chinese and Japanese.
    private static boolean isOfOtherScript(int symbol) {
        return symbol >= 0x3000 || (symbol >= 0x600 && symbol < 0x700);
    }

    /// Whether the symbol stands where people put it: quotation marks at one end of a word, dashes between words, fractions
    /// not at words at all. What is a letter in another charset mostly does not.
    private static boolean fits(int symbol, int before, int after) {
        boolean left = isLetter(before);
        boolean right = isLetter(after);
        return switch (symbol) {
            case '–', '—' -> left == right;
            case '“', '”', '‘', '«', '»', '‹', '›' -> !(left && right);
            case '°' -> !left;
            case '…', '®', '™' -> !right;
            case '„', '‚', '¿', '¡', '§', '©', '•', '№' -> !left;
            case '²', '³' -> (!left || before == 'm') && !right;
            case '’', '·', '\u00A0' -> true;
            default -> isOfOtherScript(symbol) || (!left && !right);
        };
    }

    private static WritingScore of(
            Counts counts,
            WritingModel language,
            Map<Language, Double> votes,
            Map<Language, Integer> words) {
        double sum = counts.symbols;
        int strange = counts.strange;
        for (Map.Entry<Integer, Integer> each : counts.letters.entrySet()) {
            sum += language.log(each.getKey()) * each.getValue();
            strange += language.has(each.getKey()) ? 0 : each.getValue();
        }
        switch (language.kind()) {
            case DENSE -> sum += DENSE_IN_WORD * counts.besideAscii;
            case LATIN -> {
                sum += PAIR_IN_LATIN * counts.pairs;
                sum += CAPITAL * counts.capitals + CAPITAL_AFTER_SMALL * counts.capitalsAfterSmall;
                strange += counts.capitalsAfterSmall;
            }
            case ALPHABET -> {
                sum += counts.asciiLetters > MOSTLY * counts.characters ? MOSTLY_ASCII : 0;
                sum += TWO_ALPHABETS * counts.besideAscii;
                sum += CAPITAL * counts.capitals + CAPITAL_AFTER_SMALL * counts.capitalsAfterSmall;
                strange += counts.capitalsAfterSmall;
            }
        }
        sum += KNOWN_WORD * language.known().map(known -> words.getOrDefault(known, 0)).orElse(0);
        boolean ordered =
                language.kind() != WritingModel.Kind.ALPHABET
                        || sum >= LEAST_MEAN * counts.characters;
        return new WritingScore(
                sum - behind(language, votes),
                ordered && strange <= Math.max(1, MOST_STRANGE * counts.characters));
    }

    /// How much the words speak for another language.
    private static double behind(WritingModel language, Map<Language, Double> votes) {
        double most = votes.values().stream().mapToDouble(vote -> vote).max().orElse(0);
        return language.known()
                .map(known -> Math.clamp(most - votes.getOrDefault(known, 0.0), 0, MOST_BY_WORDS))
                .orElse(0.0);
    }
}
