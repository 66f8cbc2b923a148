package handcar.llm.extractive;

import module java.base;

/// Article numbers are one however they are written: `X 20/4`, `X20/4`, `x-20.4`, `x204`. A passage's are recognised by their
/// look; what a question has is one where a passage has it, so that prices, dates and counts stay what they are.
final class ArticleNumbers {
    /// Before a number of digits alone, which is a word like any other without it.
    private static final String DIGITS_ALONE = "nr";

    private static final int LEAST_DIGITS_ALONE = 5;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 24;

    /// Parts of an article number that a question has apart.
    private static final int MOST_PARTS = 6;

    private static final String SEPARATOR = "[-_/.\\x23]";

    /// Letters and digits with a separator or none between them; capital letters also with a space before the digits or behind
    /// the first of them.
    private static final Pattern WITH_LETTERS =
            Pattern.compile(
                    """
                    (?<![\\p{L}\\p{N}])
                    (?:\\p{L}{1,6}_?\\d+|\\p{Lu}{1,4}\\x20\\d+
                    |(?<![.,]|\\p{Sc}|\\p{Sc}\\x20)\\d{3,}_?(?!EUR|USD|GBP|CHF|KG|ML|MM|CM)\\p{Lu}{1,5})
                    (?:_?[\\p{L}\\d]+)*
                    (?:(?<=\\d)\\x20\\d{2,6}(?![\\p{L}\\p{N}.,:/-]))?
                    """
                            .replace("_", SEPARATOR),
                    Pattern.COMMENTS);

    private static final Pattern DIGITS =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}.,:/-])\\d+(?:"
                            + SEPARATOR
                            + "\\d+)*(?![\\p{L}\\p{N}]|[.,:]\\d)");

    private static final Pattern AMOUNT_OR_DATE =
            Pattern.compile(
                    "\\d{1,3}(?:\\.\\d{3})+|\\d+\\.\\d\\d|\\d{1,4}\\.\\d|\\d{1,2}[./-]\\d{1,2}[./-](?:\\d\\d){1,2}|\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}");

    private static final String CURRENCY =
            "(?:\\p{Sc}|(?i:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RUB|TRY|UAH|euros?|kr|zł|руб|TL)(?!\\p{L}))";

    /// Letters of a currency and the space behind it.
    private static final int LONGEST_CURRENCY = 8;

    private static final Pattern BEHIND_MONEY = Pattern.compile(" ?(?:" + CURRENCY + "|%)");
    private static final Pattern BEFORE_MONEY = Pattern.compile(CURRENCY + " ?$");

    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{M}]+|\\d+");
    private static final Pattern BETWEEN_PARTS = Pattern.compile(" ?[-_/.\\x23]? ?");
    private static final Pattern DASH = Pattern.compile("[\\u2010-\\u2015\\u2212]");

    private static final String CYRILLIC = "авекмнорстух";
    private static final String LATIN = "abekmhopctyx";

    private ArticleNumbers() {}

    /// The numbers that a passage may have, each as one word.
    static Set<String> in(String passage) {
        String text = plain(passage);
        Set<String> found = new LinkedHashSet<>();
        Matcher code = WITH_LETTERS.matcher(text);
        while (code.find()) {
            String written = code.group();
            add(written, found);
            int space = written.lastIndexOf(' ');
            if (space > 0) {
                add(written.substring(0, space), found);
            }
        }
        Matcher digits = DIGITS.matcher(text);
        while (digits.find()) {
            if (!AMOUNT_OR_DATE.matcher(digits.group()).matches()
                    && !isMoney(text, digits.start(), digits.end())) {
                add(digits.group(), found);
            }
        }
        return found;
    }

    private static void add(String written, Set<String> found) {
        String word = word(written);
        if (!word.isEmpty()) {
            found.add(word);
        }
    }

    /// The text's words, and its article numbers behind them.
    static List<String> words(String text) {
        List<String> words = Words.of(text);
        if (!WordSimilarity.hasDigit(text)) {
            return words;
        }
        List<String> all = new ArrayList<>(words);
        in(text).stream().filter(number -> !words.contains(number)).forEach(all::add);
        return all;
    }

    /// The question with each of these numbers in one word, however it is written there.
    static String joined(String question, Set<String> known) {
        if (known.isEmpty() || !WordSimilarity.hasDigit(question)) {
            return question;
        }
        String text = plain(question);
        List<MatchResult> parts = PART.matcher(text).results().toList();
        StringBuilder joined = new StringBuilder();
        int end = 0;
        for (int at = 0; at < parts.size(); at++) {
            int last = last(text, parts, at, known);
            if (last >= at && parts.get(at).start() >= end) {
                int from = parts.get(at).start();
                int to = parts.get(last).end();
                joined.append(text, end, from).append(word(text.substring(from, to)));
                end = to;
                at = last;
            }
        }
        return joined.append(text.substring(end)).toString();
    }

    /// The last part of the longest of these numbers that begins with this part; -1 when none does.
    private static int last(String text, List<MatchResult> parts, int first, Set<String> known) {
        int from = parts.get(first).start();
        if (first > 0 && parts.get(first - 1).end() == from) {
            return -1;
        }
        int found = -1;
        for (int last = first; last < Math.min(parts.size(), first + MOST_PARTS); last++) {
            if (last > first
                    && !BETWEEN_PARTS
                            .matcher(text)
                            .region(parts.get(last - 1).end(), parts.get(last).start())
                            .matches()) {
                break;
            }
            int to = parts.get(last).end();
            boolean whole = last + 1 == parts.size() || parts.get(last + 1).start() > to;
            String word = whole ? word(text.substring(from, to)) : "";
            boolean digits = word.startsWith(DIGITS_ALONE) && Character.isDigit(text.charAt(from));
            if (known.contains(word) && !(digits && isMoney(text, from, to))) {
                found = last;
            }
        }
        return found;
    }

    private static boolean isMoney(String text, int from, int to) {
        return BEHIND_MONEY.matcher(text).region(to, text.length()).lookingAt()
                || BEFORE_MONEY
                        .matcher(text.substring(Math.max(0, from - LONGEST_CURRENCY), from))
                        .find();
    }

    private static String plain(String text) {
        return DASH.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("-");
    }

    /// The number in small letters without separators; empty when it is too short or too long for one.
    private static String word(String written) {
        StringBuilder word = new StringBuilder();
        for (char letter : Words.fold(written).toCharArray()) {
            int like = CYRILLIC.indexOf(letter);
            if (Character.isLetterOrDigit(letter)) {
                word.append(like < 0 ? letter : LATIN.charAt(like));
            }
        }
        boolean digits = word.chars().allMatch(Character::isDigit);
        int least = digits ? LEAST_DIGITS_ALONE : SHORTEST;
        return word.length() < least
                        || word.length() > LONGEST
                        || !WordSimilarity.hasDigit(word.toString())
                ? ""
                : (digits ? DIGITS_ALONE : "") + word;
    }
}
