package handcar.llm.extractive;

import module java.base;

/// The days of a week or the months of a year, and those that a text names by the first and the last of them: "Tuesday to
/// Friday" is open on Wednesday too.
final class CalendarRange {
    private static final Pattern WORD = Pattern.compile("month\\d+|\\p{L}[\\p{L}\\p{M}]*");
    private static final Pattern TO =
            Pattern.compile(
                    "\\.?\\s*(?:[-–—~]|to|till|until|through|thru|bis|a|à|au|al|ate|tot|do|po|по|до|الى|حتى|부터)"
                        + "(?:\\s(?:zum|the|le|el))?\\s*(?:\\p{Nd}{1,2}\\p{L}{0,2}\\.?\\s*(?:(?:de|of)\\s)?)?",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// Day and month, `15.6.`
    private static final Pattern DATE =
            Pattern.compile("(?<![\\p{Nd}.])\\p{Nd}{1,2}\\.(1[0-2]|0?[1-9])\\.(?!\\p{Nd}{1,2}\\.)");

    /// The English month, which is a small word, too.
    private static final Pattern MAY =
            Pattern.compile(
                    "(?<=(?:in|to|until|from|since|[-–\\p{Nd}]) )May\\b|\\bMay(?="
                            + " (?:to|until|[-–\\p{Nd}]))");

    /// Letters between two names that can belong together.
    private static final int NEAR = 14;

    /// The concepts of the days or months, in their order.
    private final List<Integer> concepts = new ArrayList<>();

    private final int length;

    CalendarRange(int length) {
        this.length = length;
    }

    void add(int concept) {
        concepts.add(concept);
    }

    boolean has(BitSet found, int place) {
        return found.get(concepts.get(place));
    }

    boolean hasOne(BitSet found) {
        return concepts.stream().anyMatch(found::get);
    }

    /// The text with its dates written as `month6`, which the thesaurus knows.
    static String named(String text) {
        String dated = text.indexOf('.') < 0 ? text : DATE.matcher(text).replaceAll("month$1 ");
        return dated.contains("May") ? MAY.matcher(dated).replaceAll("month5") : dated;
    }

    /// Adds the concepts of the days or months that the text names or includes.
    void addTo(BitSet found, String text, Thesaurus thesaurus) {
        boolean dated = text.contains("month");
        if (!dated && !hasOne(found)) {
            return;
        }
        int first = -1;
        int end = 0;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            int place = place(words.group(), thesaurus);
            if (place >= 0) {
                found.set(concepts.get(place));
                if (first >= 0 && TO.matcher(text.substring(end, words.start())).matches()) {
                    for (int between = first; between != place; between = (between + 1) % length) {
                        found.set(concepts.get(between));
                    }
                }
                first = place;
                end = words.end();
            } else if (words.start() - end > NEAR) {
                first = -1;
            }
        }
    }

    private int place(String word, Thesaurus thesaurus) {
        BitSet named = thesaurus.of(Words.fold(word));
        return IntStream.range(0, concepts.size())
                .filter(place -> named.get(concepts.get(place)))
                .findFirst()
                .orElse(-1);
    }
}
