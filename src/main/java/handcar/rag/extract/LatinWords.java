package handcar.rag.extract;

import module java.base;

import handcar.text.Language;

/// Tells words of any language in Latin letters from letters that stand for others, as a font with a wrong table of letters
/// shows them: in words `e` and `a` are frequent and `q` and `x` are rare, and some are small words of a language.
final class LatinWords {
    /// Neither before nor after a figure: codes of articles are no words.
    private static final Pattern WORD =
            Pattern.compile(
                    "(?<![\\p{L}\\p{M}\\d-])[\\p{IsLatin}\\p{M}]{3,}(?![\\p{L}\\p{M}\\d-])");

    /// Letters of a word that proves something; shorter ones are often abbreviations.
    private static final int LONG = 4;

    /// Different long words; fewer prove nothing. Of words in capitals many are abbreviations, too.
    private static final int ENOUGH = 8;

    private static final int ENOUGH_CAPITALS = 20;

    /// Words that are looked at.
    private static final int MOST = 2_000;

    /// Letters of a to z in a thousand, the mean of 45 languages.
    private static final int[] USUAL = {
        120, 16, 23, 38, 117, 10, 19, 24, 75, 10, 27, 39, 31, 74, 72, 22, 3, 62, 65, 61, 41, 18, 9,
        2, 13, 11
    };

    /// How far the shares of letters may be from the usual ones, as Kullback-Leibler divergence in nats: 0.1 to 0.3 in words
    /// of a language, 0.5 to 2 in shifted ones; and how much more in a text of one letter, for chance.
    private static final double FARTHEST = 0.35;

    private static final double CHANCE = 15;

    /// The share of small words of some language: 30 % in English, 8 % in Finnish, and 3 % in letters at random.
    private static final double SMALL_WORDS = 0.06;

    /// The share of letters with marks; 30 % in Vietnamese.
    private static final double MARKED = 0.5;

    private LatinWords() {}

    /// What the letters of a text are.
    enum Sense {
        WORDS,
        GARBLED,
        TOO_FEW
    }

    static Sense of(String text) {
        Set<String> words = new HashSet<>();
        int all = 0;
        int small = 0;
        boolean capitals = true;
        for (MatchResult found : WORD.matcher(text).results().limit(MOST).toList()) {
            String word = found.group().toLowerCase(Locale.ROOT);
            all++;
            small += Language.isSmallWordOfAny(bare(word)) ? 1 : 0;
            if (word.length() >= LONG && words.add(word)) {
                capitals &= Character.isUpperCase(found.group().charAt(found.group().length() - 1));
            }
        }
        if (words.size() < (capitals ? ENOUGH_CAPITALS : ENOUGH)) {
            return Sense.TOO_FEW;
        }
        String letters = String.join("", words);
        long marked = letters.chars().filter(letter -> letter > 0x7F).count();
        boolean strange = small < all * SMALL_WORDS && areUnusual(bare(letters));
        return strange || marked > letters.length() * MARKED ? Sense.GARBLED : Sense.WORDS;
    }

    private static String bare(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    private static boolean areUnusual(String letters) {
        int[] counts = new int[USUAL.length];
        letters.chars()
                .map(letter -> letter - 'a')
                .filter(LatinWords::isPlain)
                .forEach(at -> counts[at]++);
        double all = IntStream.of(counts).sum();
        double far = 0;
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] > 0) {
                far += counts[at] / all * Math.log(counts[at] / all * 1_000 / USUAL[at]);
            }
        }
        return all > 0 && far > FARTHEST + CHANCE / all;
    }

    private static boolean isPlain(int at) {
        return at >= 0 && at < USUAL.length;
    }
}
