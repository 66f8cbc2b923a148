package handcar.rag.extract;

import module java.base;

/// Finds text whose letters were replaced when it was saved in an encoding that lacks them: by `?`, which whole words consist
/// of then or which stands inside of words, or by U+FFFD. They cannot be found again.
final class LostLetters {
    /// One in so many letters beyond ASCII may be lost.
    private static final int FEW = 20;

    /// One in so many words may have a `?` inside, and one in so many may consist of it.
    private static final int FEW_BROKEN = 50;

    private static final int FEW_LOST = 10;

    /// Words; a single one may be a joke.
    private static final int ENOUGH = 3;

    /// Words that are looked at.
    private static final int MOST = 20_000;

    /// Characters; longer words are addresses, or text in a script without blanks of which something is left.
    private static final int LONGEST = 60;

    private static final Pattern WORD = Pattern.compile("\\S+");

    /// A sentence that begins without a blank has a capital behind the mark, and of `don?t` an apostrophe was lost.
    private static final Pattern BROKEN =
            Pattern.compile(
                    "\\p{L}\\?{1,3}(?!(?:s|t|re|ve|ll|d|m)\\b)\\p{Ll}" + "|\\p{Lu}\\?{1,3}\\p{Lu}");

    private LostLetters() {}

    static UnreadableDocumentException refusal() {
        return new UnreadableDocumentException(
                "Letters of this file were lost when it was saved in the wrong encoding. Save"
                        + " the original as UTF-8 and upload that.");
    }

    /// Whether letters were replaced by U+FFFD, more than an accident explains.
    static boolean areReplaced(String text) {
        long replaced = text.chars().filter(next -> next == '\uFFFD').count();
        long foreign = text.chars().filter(next -> next > 0x7F).count();
        return replaced * FEW > foreign;
    }

    /// Whether letters were replaced by `?`.
    static boolean areQuestioned(String text) {
        if (text.indexOf('?') < 0) {
            return false;
        }
        int words = 0;
        int broken = 0;
        int lost = 0;
        // a sign for what is not known always has the same length
        Set<Long> lengths = new HashSet<>();
        for (MatchResult found : WORD.matcher(text).results().limit(MOST).toList()) {
            String word = found.group();
            words++;
            long marks = word.chars().filter(sign -> sign == '?').count();
            if (marks > 1 && marks * 2 > word.length()) {
                lost++;
                lengths.add(marks);
            } else if (marks > 0 && isBroken(word)) {
                broken++;
            }
        }
        return (lost > 0 && text.codePoints().noneMatch(Character::isLetter))
                || (broken >= ENOUGH && broken * FEW_BROKEN > words)
                || (lost >= ENOUGH && lengths.size() > 1 && lost * FEW_LOST > words);
    }

    /// In an address or a formula the mark stands between letters, too.
    private static boolean isBroken(String word) {
        return word.length() <= LONGEST
                && word.chars().noneMatch(sign -> "/=&:@".indexOf(sign) >= 0)
                && BROKEN.matcher(word).find();
    }
}
