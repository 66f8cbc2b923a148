package handcar.llm.extractive;

import module java.base;

/// Cuts text into words that can be compared: lower case, without accents, numbers written one way. Runs of scripts without
/// spaces become pairs of letters. An article number is one word however it is written: `B-1037`, `B1037`.
final class Words {
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+(?:[.,:]\\p{Nd}+)*");
    private static final Pattern THOUSANDS =
            Pattern.compile("(?<=\\p{Nd})[.,](?=\\p{Nd}{3}(?!\\p{Nd}))");
    private static final Pattern NO_CENTS = Pattern.compile("[.,]0+$");

    private static final Pattern PARTICIPLE =
            Pattern.compile(
                    "(ab|an|auf|aus|ein|mit|nach|vor|zu|zuruck|um|weg)?ge(\\p{L}{3,}(?:t|en))");

    /// Letters before the digits of an article number, at most.
    private static final int CODE_LETTERS = 4;

    /// The alphabets whose letters have accents; above are marks, Arabic and scripts without case.
    private static final String[] FOLDED = new String[0x600];

    static {
        for (char letter = 0; letter < FOLDED.length; letter++) {
            FOLDED[letter] = folded(letter);
        }
    }

    private Words() {}

    /// The words in their order.
    static List<String> of(String text) {
        String folded = fold(text);
        List<String> words = new ArrayList<>();
        for (int at = 0; at < folded.length(); ) {
            int end = at;
            while (end < folded.length() && belongs(folded.charAt(end))) {
                end++;
            }
            if (end == at) {
                at++;
            } else if (Character.isDigit(folded.charAt(at))) {
                at = number(folded, at, end, words);
            } else {
                at = word(folded, at, end, words);
            }
        }
        return words;
    }

    private static boolean belongs(char letter) {
        return Character.isLetterOrDigit(letter)
                || Character.isSurrogate(letter)
                || Character.getType(letter) == Character.COMBINING_SPACING_MARK;
    }

    private static int number(String text, int from, int end, List<String> words) {
        Matcher number = NUMBER.matcher(text).region(from, text.length());
        if (!number.lookingAt()) {
            words.add(text.substring(from, end));
            return end;
        }
        if (number.end() < end) {
            words.add(text.substring(from, end)); // "2x", "30kg"
            return end;
        }
        String digits = number.group();
        boolean plain = digits.length() == end - from;
        words.add(
                plain
                        ? digits
                        : NO_CENTS.matcher(THOUSANDS.matcher(digits).replaceAll(""))
                                .replaceAll("")
                                .replace(',', '.'));
        return number.end();
    }

    private static int word(String text, int from, int end, List<String> words) {
        int digits = end + 1;
        boolean code =
                end - from <= CODE_LETTERS
                        && digits < text.length()
                        && "-./".indexOf(text.charAt(end)) >= 0
                        && text.substring(from, end).chars().allMatch(Character::isLetter);
        while (code && digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (code
                && (digits - end > 2 || end - from > 1)
                && digits - end > 1
                && (digits == text.length() || !belongs(text.charAt(digits)))) {
            words.add(text.substring(from, end) + text.substring(end + 1, digits));
            return digits;
        }
        boolean joined =
                end - from == 1
                        && end + 2 < text.length()
                        && text.charAt(end) == '-'
                        && Character.isLetter(text.charAt(end + 1));
        if (joined) {
            int to = end + 1;
            while (to < text.length() && belongs(text.charAt(to))) {
                to++;
            }
            words.add(text.charAt(from) + text.substring(end + 1, to)); // "e-mail"
            return to;
        }
        add(text.substring(from, end), words);
        return end;
    }

    /// A German participle without its `ge`: `gekundigt` is a form of `kundigen`, `abgesagt` of `absagen`.
    static String withoutParticiple(String word) {
        Matcher participle = PARTICIPLE.matcher(word);
        return participle.matches()
                ? Objects.requireNonNullElse(participle.group(1), "") + participle.group(2)
                : word;
    }

    private static void add(String word, List<String> words) {
        if (!isDense(word.charAt(0)) || word.length() < 3) {
            words.add(word);
            return;
        }
        for (int at = 0; at + 2 <= word.length(); at++) {
            words.add(word.substring(at, at + 2));
        }
    }

    /// Whether the script of this letter has no spaces between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
    static boolean isDense(char letter) {
        return letter > '\u0E00'
                && (Character.isIdeographic(letter)
                        || (letter >= '\u3040' && letter <= '\u30FF')
                        || letter <= '\u0EFF'
                        || (letter >= '\u1000' && letter <= '\u109F')
                        || (letter >= '\u1780' && letter <= '\u17FF'));
    }

    /// Lower case without accents, and the letters that are written in two ways in one of them.
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter < FOLDED.length) {
                folded.append(FOLDED[letter]);
            } else if (letter >= '\uFF00' || (letter >= '\u1E00' && letter <= '\u20FF')) {
                folded.append(folded(letter));
            } else if (Character.getType(letter) != Character.NON_SPACING_MARK) {
                switch (letter) {
                    case 'أ', 'إ', 'آ' -> folded.append('ا');
                    case 'ة' -> folded.append('ه');
                    case 'ى' -> folded.append('ي');
                    case 'ـ' -> {}
                    default -> folded.append(letter);
                }
            }
        }
        return folded.toString();
    }

    private static String folded(char letter) {
        String bare =
                Normalizer.normalize(
                                String.valueOf(letter).toLowerCase(Locale.ROOT),
                                Normalizer.Form.NFKD)
                        .replaceAll("\\p{Mn}+", "");
        return switch (bare) {
            case "ß" -> "ss";
            case "æ" -> "ae";
            case "œ" -> "oe";
            case "ø" -> "o";
            case "ł" -> "l";
            case "đ" -> "d";
            case "ı" -> "i";
            default -> bare;
        };
    }
}
