package handcar.rag.extract;

import module java.base;

/// Letters in the order they are seen, from left to right, brought into the order they are read.
///
/// Reading order: Unicode Standard Annex 9. Reordering is its own inverse as long as no marks of direction are in the text.
final class BidiText {
    private BidiText() {}

    /// Whether most letters are of a script that is written from right to left.
    static boolean isRightToLeft(String text) {
        int balance = 0;
        for (int at = 0; at < text.length(); at++) {
            balance +=
                    switch (Character.getDirectionality(text.charAt(at))) {
                        case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                                Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                                1;
                        case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> -1;
                        default -> 0;
                    };
        }
        return balance > 0;
    }

    /// What a reader reads, of letters in the order they are seen.
    static String logical(String seen) {
        char[] letters = seen.toCharArray();
        if (!Bidi.requiresBidi(letters, 0, letters.length)) {
            return seen;
        }
        boolean rightToLeft = isRightToLeft(seen);
        Bidi bidi =
                new Bidi(
                        seen,
                        rightToLeft ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
        int count = bidi.getRunCount();
        byte[] levels = new byte[count];
        Integer[] runs = new Integer[count];
        for (int run = 0; run < count; run++) {
            levels[run] = (byte) bidi.getRunLevel(run);
            runs[run] = run;
        }
        Bidi.reorderVisually(levels, 0, runs, 0, count);
        StringBuilder read = new StringBuilder(seen.length());
        for (int run : runs) {
            String part = seen.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            read.append(levels[run] % 2 == 1 ? backwards(part) : part);
        }
        return read.toString();
    }

    /// Brackets are mirrored with the order, and marks stay behind their letters.
    private static String backwards(String part) {
        StringBuilder turned = new StringBuilder(part).reverse();
        for (int at = 0; at < turned.length(); at++) {
            int mirrored = "()[]{}<>«»".indexOf(turned.charAt(at));
            if (mirrored >= 0) {
                turned.setCharAt(at, "()[]{}<>«»".charAt(mirrored ^ 1));
            }
        }
        return turned.toString();
    }
}
