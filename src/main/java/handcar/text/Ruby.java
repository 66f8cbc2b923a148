package handcar.text;

import module java.base;

import java.lang.Character.UnicodeScript;

/// Small letters above words (`ruby` in HTML, and in Word). How a word in Han characters is read is left out, so that its
/// sentence stays whole; other notes follow their word in parentheses.
public final class Ruby {
    private static final Set<UnicodeScript> READINGS =
            EnumSet.of(
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.BOPOMOFO,
                    UnicodeScript.HANGUL,
                    UnicodeScript.COMMON,
                    UnicodeScript.INHERITED);

    /// Of Pinyin, and of no abbreviation.
    private static final Pattern TONE = Pattern.compile("[\\u0300\\u0301\\u0304\\u030C]");

    private final StringBuilder text;
    private final StringBuilder notes = new StringBuilder();
    private int word = -1;
    private int note = -1;

    /// In a text that is being written.
    public Ruby(StringBuilder text) {
        this.text = text;
    }

    /// An element of this name begins: `ruby`, or `rt` inside of it; others change nothing.
    public void begins(String element) {
        if (element.equals("ruby")) {
            word = text.length();
            notes.setLength(0);
        } else if (element.equals("rt") && word >= 0) {
            note = text.length();
        }
    }

    /// The element ends.
    public void ends(String element) {
        if (element.equals("rt") && note >= 0) {
            int from = Math.min(note, text.length());
            notes.append(notes.isEmpty() ? "" : " ").append(text.substring(from).strip());
            text.setLength(from);
            note = -1;
        } else if (element.equals("ruby") && word >= 0) {
            String below = text.substring(Math.min(word, text.length()));
            String above = notes.toString().strip();
            if (!above.isEmpty() && !isReading(above, below)) {
                text.append(" (").append(above).append(')');
            }
            word = -1;
        }
    }

    private static boolean isReading(String above, String below) {
        String plain = Normalizer.normalize(above, Normalizer.Form.NFD);
        return below.codePoints().anyMatch(Character::isIdeographic)
                && (TONE.matcher(plain).find()
                        || above.codePoints()
                                .allMatch(letter -> READINGS.contains(UnicodeScript.of(letter))));
    }
}
