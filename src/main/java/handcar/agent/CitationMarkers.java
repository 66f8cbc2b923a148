package handcar.agent;

import module java.base;

/// Reads the source markers of a model in every shape models write: `[1]`, `[1, 2]`, `[1-3]`, `[^1]`, `[[1]]`, `[Source 1]`,
/// `[1†source]`, `【1】`, `(1)` at the end of a statement, `¹`, `<sup>1</sup>`. In code nothing is a marker.
final class CitationMarkers {
    /// Stand around the numbers of a marker in [#unified] text; models do not write these private characters.
    private static final char OPEN = '\uE000';

    private static final char CLOSE = '\uE001';

    private static final String LABEL =
            "(?:(?:sources?|src|refs?|references?|docs?|documents?|passages?|notes?|quellen?|dokumente?|fußnoten?|réf|fuentes?"
                + "|fonti|fonte|bron|źródło|источники?|المصدر|资料|来源|出典|출처)\\s*[:#.]?\\s*)";
    private static final String NUMBERS =
            "\\d{1,3}(?:\\s*(?:[,;&–—-]|and|und)\\s*(?:(?i)" + LABEL + ")?\\d{1,3})*";
    private static final String INSIDE =
            "\\s*\\^?\\s*(?i:"
                    + LABEL
                    + ")?"
                    + NUMBERS
                    + "(?::\\d{1,3})?\\^?\\s*(?:†[^\\]】〕\\n]*)?\\s*";
    private static final String MARK =
            "(?:(?<!(?:^|[^\\p{L}\\p{N}])[\\p{L}_])\\[\\[?"
                    + INSIDE
                    + "\\]?\\](?:\\([^()\\s]*\\))?"
                    + "|[【〔［]"
                    + INSIDE
                    + "[】〕］]"
                    + "|\\((?i:"
                    + LABEL
                    + ")\\[?\\^?"
                    + NUMBERS
                    + "\\]?\\)|(?<=[\\p{L}\\p{N}€%] ?)\\(\\d{1,2}\\)(?=\\s*(?:[.!?,;:。！？]|$|\\n"
                    + "|[\\[(]\\d))|<sup>\\s*\\[?"
                    + NUMBERS
                    + "\\]?\\s*</sup>"
                    + "|(?<!(?:^|[^\\p{L}])\\p{L}{1,2})(?<![\\d¹²³⁴⁵⁶⁷⁸⁹⁰])[¹²³⁴⁵⁶⁷⁸⁹⁰]+)";
    private static final String CLUSTER =
            MARK + "(?:\\s*(?:[,;&]|and|und|et|y|or|oder)?\\s*" + MARK + ")*";
    private static final String CODE = "```[\\s\\S]*?(?:```|\\z)|`[^`\\n]*`";
    private static final Pattern CODE_OR_CLUSTER =
            Pattern.compile("(" + CODE + ")|[ \\t]*(" + CLUSTER + ")");
    private static final Pattern DIGITS =
            Pattern.compile("(\\d{1,3})(?:\\s*[–—-]\\s*(\\d{1,3}))?|([¹²³⁴⁵⁶⁷⁸⁹⁰])");
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static final String TOKEN = " ?" + OPEN + "([\\d,]*)" + CLOSE;
    private static final Pattern UNIFIED = Pattern.compile(TOKEN);

    private static final Pattern ENTRY = Pattern.compile("^\\s*" + TOKEN + "\\s*:");
    private static final Pattern LISTED_ENTRY =
            Pattern.compile("^\\s*(?:[-*+•]|\\d{1,2}[.)])?\\s*(?:" + TOKEN + "|\\d)");

    /// A marker behind the full stop belongs to the sentence that it closes.
    private static final Pattern BEHIND_END =
            Pattern.compile("(?<!\\.\\p{L})([.!?…。！？]+[\"'”“’»)*_]*)[ \\t]?(" + TOKEN + ")");

    /// "According to [1], …" says nothing without its number.
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?i)\\(?(?<!\\p{L})(?:according to|as (?:stated|mentioned|described|shown)"
                        + " in|as"
                        + " per|see|laut|gemäß|siehe|nach|selon|voir|(?:d['’])?après|según|véase|secondo|согласно|см\\.)(?:"
                        + " (?:the|la|le|der|dem))?(?:"
                            + TOKEN
                            + "| (?:"
                            + LABEL
                            + ")[ "
                            + OPEN
                            + "]*(\\d{1,3})"
                            + CLOSE
                            + "?)"
                            + "\\)?\\s*,?\\s*");

    private static final Pattern END =
            Pattern.compile("[\\s|*_\"'”“’»)\\]]*[.!?:;…。！？]*[\\s|*_\"'”“’»)\\]]*$");

    private CitationMarkers() {}

    /// The text with all markers in one shape, before the end of their sentence. Text between may be judged sentence by sentence.
    static String unified(String answer) {
        String clean = answer.replace(String.valueOf(OPEN), "").replace(String.valueOf(CLOSE), "");
        String marked =
                CODE_OR_CLUSTER
                        .matcher(clean)
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                found.group(1) != null
                                                        ? found.group(1)
                                                        : " "
                                                                + OPEN
                                                                + numbers(found.group(2))
                                                                + CLOSE));
        return BEHIND_END.matcher(marked).replaceAll("$2$1");
    }

    private static String numbers(String cluster) {
        Set<Integer> numbers = new LinkedHashSet<>();
        DIGITS.matcher(cluster)
                .results()
                .forEach(
                        found -> {
                            if (found.group(3) != null) {
                                numbers.add(SUPERSCRIPTS.indexOf(found.group(3)));
                                return;
                            }
                            int from = Integer.parseInt(found.group(1));
                            int to =
                                    found.group(2) == null
                                            ? from
                                            : Integer.parseInt(found.group(2));
                            IntStream.rangeClosed(from, Math.min(to, from + 20))
                                    .forEach(numbers::add);
                        });
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /// Whether a unified sentence is an entry of a list of sources: `[1]: …`, or in such a list any that begins with a marker.
    static boolean isEntry(String sentence, boolean inList) {
        return (inList ? LISTED_ENTRY : ENTRY).matcher(sentence).find();
    }

    /// The numbers of the passages that a unified sentence names, from 0.
    static Set<Integer> cited(String sentence) {
        return UNIFIED.matcher(sentence)
                .results()
                .flatMap(mark -> Arrays.stream(mark.group(1).split(",", -1)))
                .filter(number -> !number.isEmpty())
                .map(number -> Integer.parseInt(number) - 1)
                .collect(Collectors.toSet());
    }

    /// A unified sentence without markers and without words that only point to one.
    static String without(String sentence) {
        return tidy(UNIFIED.matcher(referred(sentence)).replaceAll(""));
    }

    /// A unified sentence with these numbers as its only markers, where its last one stood, or at its end.
    static String with(String sentence, List<Integer> numbers) {
        String text = referred(sentence);
        String marks =
                numbers.stream().map(number -> "[" + number + "]").collect(Collectors.joining());
        int place = -1;
        Matcher found = UNIFIED.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (found.find()) {
            found.appendReplacement(plain, "");
            place = plain.length();
        }
        found.appendTail(plain);
        if (place < 0 || isInsideCode(plain, place)) {
            Matcher end = END.matcher(plain);
            place = end.find() ? end.start() : plain.length();
        }
        return tidy(plain.insert(place, " " + marks).toString());
    }

    private static boolean isInsideCode(CharSequence text, int at) {
        return text.subSequence(0, at).chars().filter(c -> c == '`').count() % 2 == 1;
    }

    private static String referred(String sentence) {
        Matcher reference = REFERENCE.matcher(sentence);
        if (!reference.find()) {
            return sentence;
        }
        String numbers =
                Optional.ofNullable(reference.group(1))
                        .or(() -> Optional.ofNullable(reference.group(2)))
                        .orElse("");
        String rest = reference.replaceFirst("");
        boolean first =
                reference.reset(sentence).find()
                        && sentence.substring(0, reference.start()).isBlank();
        String begun =
                first && !rest.isEmpty()
                        ? rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1)
                        : rest;
        Matcher end = END.matcher(begun);
        int place = end.find() ? end.start() : begun.length();
        return begun.substring(0, place) + " " + OPEN + numbers + CLOSE + begun.substring(place);
    }

    private static String tidy(String text) {
        return text.replaceAll("\\(\\s*\\)", "")
                .replaceAll("[ \\t]+([.,;!?])(?=\\s|$)", "$1")
                .replaceAll("(?<=\\S) {2,}", " ");
    }
}
