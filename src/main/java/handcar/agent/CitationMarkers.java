package handcar.agent;

import module java.base;

import handcar.text.SentenceSplitter;

/// Parses the source markers of an answer: which statement each `[n]` ends, and which sentence of the passage is most like
/// it. Works for every script.
final class CitationMarkers {
    /// `[1]`, or `[1, 2]`, which models write too.
    private static final Pattern MARK = Pattern.compile("\\[(\\d{1,2}(?:\\s*,\\s*\\d{1,2})*)]");

    /// Adjacent markers with the space before them.
    private static final Pattern MARKS = Pattern.compile("(\\s?)(?:" + MARK.pattern() + ")+");

    /// In characters, longer than a sentence: as much text before a marker is compared with the passage.
    private static final int LONGEST_CLAIM = 600;

    private CitationMarkers() {}

    /// A marker in an answer and the words before it.
    record Claim(int source, String words) {}

    /// The markers of an answer in order, each with the words since the marker before it.
    static List<Claim> claims(String answer) {
        List<Claim> found = new ArrayList<>();
        Matcher marks = MARK.matcher(answer);
        int from = 0;
        String words = "";
        while (marks.find()) {
            String before =
                    answer.substring(Math.max(from, marks.start() - LONGEST_CLAIM), marks.start());
            // adjacent markers belong to the same words
            words = before.isBlank() ? words : before;
            for (String number : marks.group(1).split(",")) {
                found.add(new Claim(Integer.parseInt(number.strip()), words));
            }
            from = marks.end();
        }
        return found;
    }

    /// The answer with only the markers in `kept`. Where no adjacent marker is left, the space before them is removed too.
    static String keeping(String answer, Set<Integer> kept) {
        return MARKS.matcher(answer)
                .replaceAll(
                        marks -> {
                            String left =
                                    numbers(marks.group())
                                            .filter(kept::contains)
                                            .map(number -> "[" + number + "]")
                                            .collect(Collectors.joining());
                            return Matcher.quoteReplacement(
                                    left.isEmpty() ? "" : marks.group(1) + left);
                        });
    }

    private static Stream<Integer> numbers(String marks) {
        return Pattern.compile("\\d+")
                .matcher(marks)
                .results()
                .map(n -> Integer.valueOf(n.group()));
    }

    /// The sentence of the passage that shares most words with the claim; the first when none does.
    static SentenceSplitter.Span nearest(String passage, String claim) {
        Set<String> wanted = words(claim);
        SentenceSplitter.Span best = new SentenceSplitter.Span(0, passage.length());
        double bestShare = -1;
        for (SentenceSplitter.Span sentence : SentenceSplitter.quotable(passage)) {
            Set<String> there = words(passage.substring(sentence.start(), sentence.end()));
            long shared = there.stream().filter(wanted::contains).count();
            double share = shared / Math.sqrt(there.size() + 3.0);
            if (share > bestShare) {
                bestShare = share;
                best = sentence;
            }
        }
        return best;
    }

    private static Set<String> words(String text) {
        Set<String> found = new HashSet<>();
        BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
        breaks.setText(text);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            String word = text.substring(start, end).toLowerCase(Locale.ROOT);
            if (Character.isIdeographic(word.codePointAt(0))) {
                // words are not separated in this script: the characters are compared one by one
                word.codePoints().mapToObj(Character::toString).forEach(found::add);
            } else if (Character.isLetterOrDigit(word.codePointAt(0))) {
                found.add(word);
            }
        }
        return found;
    }
}
