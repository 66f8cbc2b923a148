package handcar.rag.extract;

import module java.base;

import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;

/// A letter where it stands, on a page turned so that its line runs from left to right. `angle` says how it was turned, in
/// degrees. Measures as in [PdfSegment].
record PdfGlyph(
        String text, int angle, float left, float right, float baseline, float size, boolean bold) {

    /// The angle of text whose lines run down the page, the first on the right, as in Japanese books.
    static final int VERTICAL = 1_000;

    /// Degrees; scans with recognised text are a little askew.
    private static final int ASKEW = 5;

    private static final int HEAVY = 600;

    /// Of the size; a letter of 5 degrees beside another on a level line is farther from its own line.
    private static final float SAME_LINE = 0.03f;

    private static final int ENOUGH = 10;

    /// Where fonts of symbols have theirs (Wingdings, Symbol); in a text nearly all are bullets.
    private static final int FIRST_SYMBOL = 0xF020;

    private static final int LAST_SYMBOL = 0xF0FF;

    /// Of the characters that stand for several letters, or for one in a certain form.
    private static final char FIRST_FORM = '\uFB00';

    static PdfGlyph of(TextPosition position, Map<PDFont, Boolean> bold) {
        Matrix matrix = position.getTextMatrix();
        PDFont font = position.getFont();
        float x = matrix.getTranslateX();
        float y = matrix.getTranslateY();
        float size = (float) Math.max(Math.hypot(matrix.getShearX(), matrix.getScaleY()), 0.1);
        boolean heavy = font != null && bold.computeIfAbsent(font, PdfGlyph::isBold);
        if (font != null && font.isVertical()) {
            // down the page is along the line; the next line is to the left
            return new PdfGlyph(shown(position), VERTICAL, -y, -y + size * 0.98f, -x, size, heavy);
        }
        if (matrix.getShearY() == 0 && matrix.getScaleX() > 0) {
            // nearly every letter; the same as below
            return new PdfGlyph(
                    shown(position),
                    0,
                    Math.min(x, position.getEndX()),
                    Math.max(x, position.getEndX()),
                    -y,
                    size,
                    heavy);
        }
        int angle = upright(Math.toDegrees(Math.atan2(matrix.getShearY(), matrix.getScaleX())));
        double cos = Math.cos(Math.toRadians(angle));
        double sin = Math.sin(Math.toRadians(angle));
        float from = (float) (x * cos + y * sin);
        float to = (float) (position.getEndX() * cos + position.getEndY() * sin);
        return new PdfGlyph(
                shown(position),
                angle,
                Math.min(from, to),
                Math.max(from, to),
                (float) (x * sin - y * cos),
                size,
                heavy);
    }

    private static int upright(double degrees) {
        int quarter = (int) Math.round(degrees / 90) * 90;
        int angle = Math.abs(degrees - quarter) < ASKEW ? quarter : (int) Math.round(degrees);
        return angle == -180 ? 180 : angle;
    }

    private static boolean isBold(PDFont font) {
        String name = Objects.requireNonNullElse(font.getName(), "").toLowerCase(Locale.ROOT);
        PDFontDescriptor descriptor = font.getFontDescriptor();
        return name.contains("bold")
                || name.contains("black")
                || name.contains("heavy")
                || (descriptor != null
                        && (descriptor.isForceBold() || descriptor.getFontWeight() >= HEAVY));
    }

    /// Ligatures and the joined forms of Arabic letters as the letters they stand for. Several letters in one glyph are kept
    /// in the order they would be seen, because a whole line is turned round at once.
    private static String shown(TextPosition position) {
        String text = Objects.requireNonNullElse(position.getUnicode(), "");
        char first = text.length() == 1 ? text.charAt(0) : FIRST_FORM;
        if (first < FIRST_FORM) {
            return first >= FIRST_SYMBOL && first <= LAST_SYMBOL ? "•" : text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .filter(letter -> letter < 0xFDD0 || letter > 0xFDEF)
                .forEach(
                        letter -> {
                            boolean form =
                                    (letter >= 0xFB00 && letter <= 0xFDFF)
                                            || (letter >= 0xFE70 && letter <= 0xFEFC);
                            String one = Character.toString(letter);
                            shown.append(
                                    form ? Normalizer.normalize(one, Normalizer.Form.NFKC) : one);
                        });
        return shown.length() > 1 && BidiText.isRightToLeft(shown.toString())
                ? shown.reverse().toString()
                : shown.toString();
    }

    /// Whether most of the letters, in the order in which they are drawn, do not follow each other on the line that they are
    /// turned for: then each was turned by itself.
    static boolean areTurnedOneByOne(List<PdfGlyph> drawn) {
        int turned = 0;
        int apart = 0;
        for (int at = 1; at < drawn.size(); at++) {
            PdfGlyph glyph = drawn.get(at);
            PdfGlyph before = drawn.get(at - 1);
            if (glyph.angle % VERTICAL != 0 && glyph.angle == before.angle) {
                turned++;
                apart += glyph.follows(before) ? 0 : 1;
            }
        }
        return turned >= ENOUGH && turned * 2 > drawn.size() && apart * 2 > turned;
    }

    private boolean follows(PdfGlyph before) {
        return left >= before.left && Math.abs(baseline - before.baseline) <= SAME_LINE * size;
    }

    /// A glyph without text is a mark that was joined with the letter before it.
    boolean isBlank() {
        return !text.isEmpty() && text.isBlank();
    }
}
