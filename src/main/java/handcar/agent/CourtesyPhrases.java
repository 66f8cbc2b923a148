package handcar.agent;

import module java.base;

import handcar.rag.claims.ClaimText;
import handcar.text.ResourceProperties;

/// Sentences that need no source: greetings, thanks, apologies, offers of help, and "I do not know".
final class CourtesyPhrases {
    private static final Properties PHRASES =
            ResourceProperties.read(CourtesyPhrases.class, "courtesy.properties");
    private static final List<String> UNKNOWN = phrases("unknown");
    private static final List<String> POLITE = phrases("polite");
    private static final List<String> REPLIES = phrases("reply");
    private static final List<String> DONE = phrases("done");
    private static final Pattern MINE =
            Pattern.compile("(?iU)" + PHRASES.getProperty("done-by-me", ""));
    private static final Pattern YOURS =
            Pattern.compile("(?iU)" + PHRASES.getProperty("done-to-yours", ""));

    private static final Pattern SYMPATHY =
            Pattern.compile("(?iU)" + PHRASES.getProperty("sympathy", ""));
    private static final Pattern FEELING =
            Pattern.compile(
                    "(?iU)(?<!\\p{L})(?:" + PHRASES.getProperty("feeling", "") + ")(?!\\p{L})");

    private CourtesyPhrases() {}

    /// Whether the sentence says that something is not known.
    static boolean isUnknown(String sentence) {
        String text = plain(sentence);
        return UNKNOWN.stream().anyMatch(phrase -> at(text, phrase) >= 0);
    }

    /// Whether the sentence ends as a question.
    static boolean asks(String sentence) {
        return sentence.endsWith("?") || sentence.endsWith("？") || sentence.endsWith("؟");
    }

    /// Whether the sentence says yes or no and nothing else. To a question that is an answer.
    static boolean isReply(String sentence) {
        String rest = without(plain(sentence), REPLIES);
        return !rest.equals(plain(sentence)) && ClaimText.of(without(rest, POLITE)).isEmpty();
    }

    /// Whether the sentence says that something was done for the customer ("I have cancelled your ticket"), which no document says.
    static boolean tellsAction(String sentence) {
        String text = plain(sentence);
        return (MINE.matcher(text).find() || YOURS.matcher(text).find())
                && DONE.stream().anyMatch(verb -> at(text, verb) >= 0);
    }

    /// The sentence without its polite phrases; the sentence itself when it has none.
    static String rest(String sentence) {
        return without(plain(sentence), POLITE);
    }

    private static String without(String sentence, List<String> phrases) {
        String text = sentence;
        for (String phrase : phrases) {
            int at = at(text, phrase);
            if (at >= 0) {
                text = text.substring(0, at) + " " + text.substring(at + phrase.length());
            }
        }
        return text.strip();
    }

    /// Whether the sentence says that the company understands what the customer feels.
    static boolean isSympathy(String sentence) {
        String text = plain(sentence);
        return SYMPATHY.matcher(text).find() && FEELING.matcher(text).find();
    }

    /// Whether the sentence has a polite phrase.
    static boolean isPolite(String sentence) {
        String text = plain(sentence);
        return POLITE.stream().anyMatch(phrase -> at(text, phrase) >= 0);
    }

    /// Where a phrase stands as whole words; -1 when it does not. Scripts without spaces have no word ends.
    private static int at(String text, String phrase) {
        int at = text.indexOf(phrase);
        while (at >= 0) {
            int end = at + phrase.length();
            boolean spaceless = phrase.codePointAt(0) > 0x3000;
            boolean whole =
                    (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                            && (end == text.length()
                                    || !Character.isLetterOrDigit(text.charAt(end)));
            if (whole || spaceless) {
                return at;
            }
            at = text.indexOf(phrase, at + 1);
        }
        return -1;
    }

    private static String plain(String sentence) {
        return sentence.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("[*_\\s]+", " ");
    }

    private static List<String> phrases(String name) {
        return Arrays.stream(PHRASES.getProperty(name, "").split(";", -1))
                .map(String::strip)
                .filter(phrase -> !phrase.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }
}
