package handcar.text;

import module java.base;

/// The marks of Latin letters, which many people leave out.
public final class Diacritics {
    private static final Pattern MARKS = Pattern.compile("(?<=\\p{IsLatin})\\p{Mn}+");

    /// Letters whose mark is a part of them.
    private static final Map<String, String> WHOLE =
            Map.of(
                    "ł", "l", "Ł", "L", "ı", "i", "ø", "o", "Ø", "O", "đ", "d", "Đ", "D", "ß", "ss",
                    "æ", "ae", "œ", "oe");

    private Diacritics() {}

    /// The same text without them. Other scripts stay as they are.
    public static String without(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        String composed = Normalizer.normalize(plain, Normalizer.Form.NFC);
        for (Map.Entry<String, String> each : WHOLE.entrySet()) {
            composed = composed.replace(each.getKey(), each.getValue());
        }
        return composed;
    }
}
