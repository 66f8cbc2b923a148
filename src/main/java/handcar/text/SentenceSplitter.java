package handcar.text;

import module java.base;

/// Splits text into sentences, in any script: after a full stop (or its like) and white space, and at line ends that do
/// not merely wrap. Abbreviations, initials and German ordinals end no sentence; a unit behind a number does (`1.8 m.`). Takes time in proportion to the length.
public final class SentenceSplitter {
    /// A table row or a run-on text is split here (UTF-16 characters): nobody reads a longer quotation.
    private static final int LONGEST_QUOTE = 700;

    /// Ends that also stand inside numbers, addresses and abbreviations, or that only close a sentence before white space:
    /// Latin, Armenian, Arabic, Urdu, Indic, Ethiopic.
    private static final String SPACED_ENDS = "[.!?…։؟۔।॥።፧]";

    /// Ends of scripts without spaces: Chinese, Japanese, Burmese, Khmer, Tibetan.
    private static final String UNSPACED_ENDS = "[。！？｡။៕།]";

    /// Quotation marks, brackets and emphasis that belong to the sentence they close.
    private static final String CLOSING = "[\"'”“’»›」』）)】》\\]*_~]*+";

    /// A reference such as `[12]` belongs to the sentence before it.
    private static final Pattern END =
            Pattern.compile(
                    "(?<!"
                            + SPACED_ENDS
                            + ")"
                            + SPACED_ENDS
                            + "++"
                            + CLOSING
                            + "(?:\\[[^\\]\\n]{1,8}\\])*+(?=\\s)"
                            + "|"
                            + UNSPACED_ENDS
                            + "++"
                            + CLOSING
                            + "|\\n");

    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    ("mr mrs ms dr st jr sr vs etc no nos vol inc ltd co corp prof rev gen col lt"
                         + " fig al approx dept est ca bzw usw nr str tel hl jh jhd lat engl frz"
                         + " geb gest mio mrd abb abs art bd evtl ggf inkl sog vgl zzgl bspw max"
                         + " min mme mlle sra sig sig.ra núm av pág p.ej dhr mevr bijv enz ул г стр"
                         + " им тыс млн")
                            .split(" "));

    /// Words before a German ordinal number, which has a full stop: "am 3. Mai".
    private static final Pattern BEFORE_ORDINAL =
            Pattern.compile(
                    "(?i)(?:(?:^|\\P{L})(?:de[rnms]|die|das|am|vom|zum|im|beim|ab|bis|und|oder"
                            + "|jede[rnms]?|eine?[rnms]?|pro)|,) $");

    /// UTF-16 characters; longer than any abbreviation.
    private static final int LONGEST_ABBREVIATION = 20;

    /// A table row as it is stored, `name: value; name: value` or with bars, or an item such as `a. first`.
    private static final Pattern ROW_OR_ITEM =
            Pattern.compile(
                    "[^:;|\\n"
                            + "]{1,60}: [^;|\\n"
                            + "]{0,300}(?:;|\\n"
                            + "|$)|[^|\\n"
                            + "]{0,300} \\| |[a-z]{1,5}[.)] ");

    private static final Pattern ADDRESS_BEGINS = Pattern.compile("(?i)(?:https?:/*|www)[^\\s/]*$");

    private static final Pattern LAST_WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}.]+$");

    private SentenceSplitter() {}

    /// The place of a sentence in the text (UTF-16 offsets), without the white space around it.
    public record Span(int start, int end) {}

    /// The sentences in their order.
    public static List<Span> of(String text) {
        return split(text, Integer.MAX_VALUE);
    }

    /// The sentences, with long ones split between words, so that each is short enough to be quoted.
    public static List<Span> quotable(String text) {
        return split(text, LONGEST_QUOTE);
    }

    private static List<Span> split(String text, int longest) {
        List<Span> spans = new ArrayList<>();
        int start = 0;
        Matcher ends = END.matcher(text);
        while (ends.find()) {
            if (closes(text, start, ends)) {
                add(text, start, ends.end(), longest, spans);
                start = ends.end();
            }
        }
        add(text, start, text.length(), longest, spans);
        return spans;
    }

    private static boolean closes(String text, int start, Matcher end) {
        return switch (text.charAt(end.start())) {
            case '\n' -> !wraps(text, end.start());
            case '.' -> !abbreviates(text, start, end);
            case '。', '｡' -> !isInAddress(text, start, end);
            default -> true;
        };
    }

    /// A full stop of another script in the host of an address, which browsers read as a dot: `https://shop。example`.
    private static boolean isInAddress(String text, int start, Matcher end) {
        return end.end() < text.length()
                && Character.isLetterOrDigit(text.charAt(end.end()))
                && ADDRESS_BEGINS.matcher(text.substring(start, end.start())).find();
    }

    /// A line that was broken for width: the next one goes on in lower case, and is no row of a table and no list item.
    private static boolean wraps(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLowerCase(text.charAt(at + 1))
                && (Character.isLetterOrDigit(text.charAt(at - 1))
                        || ",-".indexOf(text.charAt(at - 1)) >= 0)
                && !ROW_OR_ITEM.matcher(text).region(at + 1, text.length()).lookingAt();
    }

    private static boolean abbreviates(String text, int start, Matcher end) {
        int next = end.end();
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next < text.length() && Character.isLowerCase(text.charAt(next))) {
            return true;
        }
        Matcher word =
                LAST_WORD
                        .matcher(text)
                        .region(Math.max(start, end.start() - LONGEST_ABBREVIATION), end.start());
        if (!word.find() || end.end() - end.start() > 1) {
            return false;
        }
        String last = word.group().toLowerCase(Locale.ROOT);
        char before = word.start() > start ? text.charAt(word.start() - 1) : ' ';
        boolean unit =
                last.length() == 1
                        && before == ' '
                        && word.start() > start + 1
                        && Character.isDigit(text.charAt(word.start() - 2));
        boolean ordinal =
                last.matches("\\d{1,2}")
                        && (word.start() <= start + 1
                                || BEFORE_ORDINAL
                                        .matcher(text)
                                        .region(
                                                Math.max(
                                                        start, word.start() - LONGEST_ABBREVIATION),
                                                word.start())
                                        .find());
        return ABBREVIATIONS.contains(last)
                || ordinal
                || (!unit && last.matches("\\p{L}|(\\p{L}\\.)+\\p{L}?"));
    }

    private static void add(String text, int from, int to, int longest, List<Span> spans) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        while (end - start > longest) {
            int cut = text.lastIndexOf(' ', start + longest);
            if (cut <= start) {
                cut = start + longest;
                cut -= Character.isLowSurrogate(text.charAt(cut)) ? 1 : 0;
            }
            spans.add(new Span(start, cut));
            start = cut + (text.charAt(cut) == ' ' ? 1 : 0);
        }
        if (end > start) {
            spans.add(new Span(start, end));
        }
    }
}
