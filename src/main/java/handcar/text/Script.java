package handcar.text;

import module java.base;

import java.lang.Character.UnicodeScript;

/// The writing system most of a text is in. Kana counts as Han here, and [#kana] says that there was some.
record Script(UnicodeScript main, boolean kana) {
    /// One ideograph or syllable carries what takes a Latin text two or three letters.
    private static final int DENSE = 3;

    /// Letters that Persian and Urdu have and Arabic has not.
    private static final String PERSIAN = "پچژگکی";

    private static final String URDU = "ٹڈڑںےہھ";

    /// A foreign name in an Arabic text has such letters too; a Persian text has one in six.
    private static final double NOT_ARABIC = 0.03;

    private static final String YIDDISH = "װױײ\uFB1F\uFB2E\uFB2F\uFB35\uFB3B\uFB43\uFB44\uFB4C";

    static Script of(String text) {
        Map<UnicodeScript, Integer> seen = new EnumMap<>(UnicodeScript.class);
        int kana = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int letter = text.codePointAt(at);
            if (!Character.isLetter(letter)) {
                continue;
            }
            switch (UnicodeScript.of(letter)) {
                case HIRAGANA, KATAKANA -> {
                    kana++;
                    seen.merge(UnicodeScript.HAN, DENSE, Integer::sum);
                }
                case HAN -> seen.merge(UnicodeScript.HAN, DENSE, Integer::sum);
                case HANGUL -> seen.merge(UnicodeScript.HANGUL, DENSE, Integer::sum);
                case COMMON, INHERITED, UNKNOWN -> {}
                default -> seen.merge(UnicodeScript.of(letter), 1, Integer::sum);
            }
        }
        UnicodeScript main =
                seen.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(UnicodeScript.COMMON);
        int han = seen.getOrDefault(UnicodeScript.HAN, 0) / DENSE;
        // Chinese texts quote a Japanese name now and then
        return new Script(main, kana * 20 > han);
    }

    static Language arabic(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        if (count(text, URDU) > letters * NOT_ARABIC) {
            return Language.URDU;
        }
        return count(text, PERSIAN) > letters * NOT_ARABIC ? Language.PERSIAN : Language.ARABIC;
    }

    static Language hebrew(String text) {
        boolean yiddish =
                count(text, YIDDISH) > 0
                        || text.contains(" און ")
                        || text.contains(" איז ")
                        || text.contains("ייִ");
        return yiddish ? Language.YIDDISH : Language.HEBREW;
    }

    private static long count(String text, String letters) {
        return text.chars().filter(letter -> letters.indexOf(letter) >= 0).count();
    }
}
