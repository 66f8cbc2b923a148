package handcar.rag.extract;

import module java.base;

/// Tells words of any language in Latin letters from letters that stand for others, as a font with a wrong table of letters
/// shows them: in words, vowels are many and stand between the others.
final class LatinWords {
    /// Letters; of shorter words too many are abbreviations.
    private static final Pattern WORD = Pattern.compile("[\\p{IsLatin}\\p{M}]{4,}");

    private static final String VOWELS = "aeiouyæœøıə";

    /// Different words; fewer prove nothing.
    private static final int ENOUGH = 20;

    /// The share of vowels is 36 % in German and more in others.
    private static final double VOWEL_SHARE = 0.32;

    /// Consonants in a row, and the share of words that have so many: 12 % in German and Polish.
    private static final int CLUSTER = 4;

    private static final double CLUSTERED = 0.25;

    /// The share of letters with marks; 30 % in Vietnamese.
    private static final double MARKED = 0.5;

    private LatinWords() {}

    static boolean areGarbled(String text) {
        Set<String> words = new HashSet<>();
        WORD.matcher(text)
                .results()
                .forEach(word -> words.add(word.group().toLowerCase(Locale.ROOT)));
        if (words.size() < ENOUGH) {
            return false;
        }
        long letters = 0;
        long marked = 0;
        long vowels = 0;
        long clustered = 0;
        for (String word : words) {
            letters += word.length();
            marked += word.chars().filter(letter -> letter > 0x7F).count();
            int row = 0;
            int longest = 0;
            String plain = Normalizer.normalize(word, Normalizer.Form.NFD);
            for (char letter : plain.replaceAll("\\p{M}", "").toCharArray()) {
                boolean vowel = VOWELS.indexOf(letter) >= 0;
                vowels += vowel ? 1 : 0;
                row = vowel ? 0 : row + 1;
                longest = Math.max(longest, row);
            }
            clustered += longest >= CLUSTER ? 1 : 0;
        }
        boolean noWords = vowels < letters * VOWEL_SHARE && clustered > words.size() * CLUSTERED;
        return noWords || marked > letters * MARKED;
    }
}
