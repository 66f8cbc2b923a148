package handcar.agent;

import module java.base;

/// A long text as an agent reads it. People ask at the beginning or at the end of it; the time that reading takes has a bound that way,
/// whoever writes a book. Staff see all of it.
final class TextEnds {
    /// Where a text is cut, a blank or a line end is looked for so far.
    private static final int NEAR = 200;

    private static final String LEFT_OUT = "\n[…]\n";

    private TextEnds() {}

    /// The text, or its beginning and its end, in whole words where it has some.
    ///
    /// @param most characters
    static String of(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        int half = (most - LEFT_OUT.length()) / 2;
        String head =
                text.substring(0, Character.isLowSurrogate(text.charAt(half)) ? half - 1 : half);
        int from = text.length() - half;
        String tail = text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
        return head.substring(0, lastBreak(head)) + LEFT_OUT + tail.substring(firstBreak(tail));
    }

    private static int lastBreak(String head) {
        for (int at = head.length(); at > head.length() - NEAR; at--) {
            if (Character.isWhitespace(head.charAt(at - 1))) {
                return at;
            }
        }
        return head.length();
    }

    private static int firstBreak(String tail) {
        for (int at = 0; at < NEAR; at++) {
            if (Character.isWhitespace(tail.charAt(at))) {
                return at + 1;
            }
        }
        return 0;
    }
}
