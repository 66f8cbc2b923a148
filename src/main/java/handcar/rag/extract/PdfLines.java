package handcar.rag.extract;

import module java.base;

import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// The lines of a PDF as they stand on its pages. Counts what it is asked to do, because a few kilobytes of PDF can
/// describe a page that is never finished.
final class PdfLines extends PDFTextStripper {
    private static final int MOST_PAGES = 5_000;

    /// A poster has twenty thousand. Each is an object of some hundred bytes until the page ends.
    private static final int MOST_GLYPHS_A_PAGE = 60_000;

    /// Drawing instructions: a floor, two for each byte of the file, and a ceiling.
    private static final long FEWEST_STEPS = 300_000;

    private static final long MOST_STEPS = 4_000_000;

    /// Drawings within drawings; logos and backgrounds make a few for each page.
    private static final int MOST_FORMS = 20_000;

    /// One printed line; where it begins and ends is in points from the left edge.
    record Line(
            String text,
            float size,
            boolean bold,
            boolean paragraph,
            int page,
            float left,
            float right) {}

    private final CpuLimitedParser.Watch watch;
    private final long mostSteps;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private float size;
    private float left;
    private float right;
    private boolean bold;
    private boolean paragraph = true;
    private int page;
    private int glyphs;
    private long steps;
    private int forms;
    private long characters;

    PdfLines(int fileBytes, CpuLimitedParser.Watch watch) {
        this.watch = watch;
        this.mostSteps = Math.min(MOST_STEPS, FEWEST_STEPS + 2L * fileBytes);
    }

    List<Line> lines() {
        return lines;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        watch.check();
        if (++steps > mostSteps) {
            throw endless();
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        if (++glyphs > MOST_GLYPHS_A_PAGE) {
            throw endless();
        }
        super.processTextPosition(text);
    }

    @Override
    public void showForm(PDFormXObject form) throws IOException {
        draw();
        super.showForm(form);
    }

    @Override
    public void showTransparencyGroup(PDTransparencyGroup form) throws IOException {
        draw();
        super.showTransparencyGroup(form);
    }

    private void draw() throws IOException {
        watch.check();
        if (++forms > MOST_FORMS) {
            throw endless();
        }
    }

    /// Refuses a document of so many pages.
    static void check(int pages) {
        if (pages == 0) {
            throw new UnreadableDocumentException("This PDF has no pages.");
        }
        if (pages > MOST_PAGES) {
            throw new UnreadableDocumentException(
                    "This PDF has more than "
                            + MOST_PAGES
                            + " pages. Split it and upload the parts.");
        }
    }

    private static UnreadableDocumentException endless() {
        return new UnreadableDocumentException(
                "This PDF draws far more than its size allows, so it was not read any further.");
    }

    @Override
    protected void startPage(PDPage started) throws IOException {
        watch.check();
        glyphs = 0;
        paragraph = true;
        check(++page);
    }

    @Override
    protected void endPage(PDPage ended) {
        lineEnds();
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        characters += text.length();
        if (characters > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        if (line.isEmpty() && !positions.isEmpty()) {
            TextPosition first = positions.getFirst();
            left = first.getXDirAdj();
            size = first.getFontSizeInPt();
            String font = first.getFont() == null ? null : first.getFont().getName();
            bold = font != null && font.toLowerCase(Locale.ROOT).contains("bold");
        }
        if (!positions.isEmpty()) {
            TextPosition last = positions.getLast();
            right = last.getXDirAdj() + last.getWidthDirAdj();
        }
        line.append(text);
        watch.progress();
    }

    @Override
    protected void writeWordSeparator() {
        line.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        lineEnds();
    }

    @Override
    protected void writeParagraphStart() {
        lineEnds();
        paragraph = true;
    }

    @Override
    protected void writeParagraphEnd() {
        lineEnds();
    }

    @Override
    protected void writePageStart() {}

    @Override
    protected void writePageEnd() {
        lineEnds();
    }

    private void lineEnds() {
        String text = TextBuilder.oneLine(line.toString());
        line.setLength(0);
        if (!text.isEmpty()) {
            lines.add(new Line(text, size, bold, paragraph, page, left, right));
            paragraph = false;
        }
    }
}
