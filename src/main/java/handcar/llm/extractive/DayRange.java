package handcar.llm.extractive;

import module java.base;

/// Days that a text names by the first and the last of them: "Tuesday to Friday" is open on Wednesday too.
final class DayRange {
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");
    private static final Pattern TO =
            Pattern.compile(
                    "\\.?\\s*(?:[-–—~]|to|till|until|through|thru|bis|a|au|al|ate|tot|do|po|по|до|الى|حتى|부터)\\s*",
                    Pattern.CASE_INSENSITIVE);

    private DayRange() {}

    /// Adds the concepts of the days in between.
    static void addTo(BitSet concepts, String text, Thesaurus thesaurus) {
        int first = 0;
        int end = 0;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            int day = thesaurus.day(Words.fold(words.group()));
            if (day > 0) {
                if (first > 0 && TO.matcher(text.substring(end, words.start())).matches()) {
                    for (int between = first; between != day; between = between % 7 + 1) {
                        concepts.set(thesaurus.concept(between));
                    }
                }
                first = day;
                end = words.end();
            } else if (first > 0 && words.start() - end > 3) {
                first = 0;
            }
        }
    }
}
