package handcar.rag.extract;

import module java.base;

import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/// Reads what is printed on the pages of a PDF. Counts what it is asked to do, because a few kilobytes of PDF can
/// describe a page that is never finished.
final class PdfPages extends PDFTextStripper {
    private static final int MOST_PAGES = 5_000;

    /// A poster has twenty thousand. Each is an object of some hundred bytes until the page ends.
    private static final int MOST_GLYPHS_A_PAGE = 60_000;

    /// Drawing instructions: a floor, two for each byte of the file, and a ceiling.
    private static final long FEWEST_STEPS = 300_000;

    private static final long MOST_STEPS = 4_000_000;

    /// Drawings within drawings; logos and backgrounds make a few for each page.
    private static final int MOST_FORMS = 20_000;

    /// Points; nobody reads smaller letters.
    private static final double SMALLEST = 1;

    /// Twice the height above the line at which there is something of every letter, in parts of the size.
    private static final float MIDDLE = 0.6f;

    private final CpuLimitedParser.Watch watch;
    private final long mostSteps;
    private final List<PdfPage> pages = new ArrayList<>();
    private final IdentityHashMap<PDFont, Boolean> bold = new IdentityHashMap<>();
    private int glyphs;
    private int nameless;
    private int hidden;
    private int pictures;
    private PdfStrokes drawing = new PdfStrokes(PDRectangle.A4);
    private PdfAreas areas = new PdfAreas(PDRectangle.A4);
    private final IdentityHashMap<TextPosition, PdfAreas.Ink> inks = new IdentityHashMap<>();
    private final PdfLayers layers;
    private long steps;
    private int forms;
    private long characters;

    PdfPages(int fileBytes, PdfLayers layers, CpuLimitedParser.Watch watch) {
        this.layers = layers;
        this.watch = watch;
        this.mostSteps = Math.min(MOST_STEPS, FEWEST_STEPS + 2L * fileBytes);
        setShouldSeparateByBeads(false);
        // PdfSegments does it in a fifth of the time
        setSuppressDuplicateOverlappingText(false);
    }

    /// All pages up to this number; one without content is never visited.
    List<PdfPage> pages(int last) {
        while (pages.size() < last) {
            pages.add(new PdfPage(pages.size() + 1, List.of(), false, 0, 0, 0, 0, 0));
        }
        return pages;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        watch.check();
        if (++steps > mostSteps) {
            throw endless();
        }
        String name = operator.getName();
        PDGraphicsState graphics = getGraphicsState();
        if (name.equals("BI") || (name.equals("Do") && isPicture(operands))) {
            pictures++;
            areas.picture(graphics.getCurrentTransformationMatrix());
        } else if (name.length() < 4) {
            drawing.operator(name, operands, graphics.getCurrentTransformationMatrix());
            areas.operator(name, operands, graphics, getResources());
        }
        super.processOperator(operator, operands);
    }

    private boolean isPicture(List<COSBase> operands) {
        return !operands.isEmpty()
                && operands.getFirst() instanceof COSName object
                && getResources() != null
                && getResources().isImageXObject(object);
    }

    @Override
    protected void showGlyph(Matrix rendering, PDFont font, int code, Vector displacement)
            throws IOException {
        if (++glyphs > MOST_GLYPHS_A_PAGE) {
            throw endless();
        }
        String letter = font.toUnicode(code);
        if (letter == null || letter.equals("\uFFFD") || isPrivate(letter)) {
            nameless++;
        }
        super.showGlyph(rendering, font, code, displacement);
    }

    /// Letters of hidden layers are not even taken down.
    @Override
    protected void processTextPosition(TextPosition position) {
        if (layers.isHidden()) {
            hidden++;
        } else {
            inks.put(position, areas.ink(getGraphicsState()));
            super.processTextPosition(position);
        }
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        layers.begin(tag, properties);
        super.beginMarkedContentSequence(tag, properties);
    }

    @Override
    public void endMarkedContentSequence() {
        layers.end();
        super.endMarkedContentSequence();
    }

    private static boolean isPrivate(String letter) {
        return !letter.isEmpty()
                && Character.getType(letter.codePointAt(0)) == Character.PRIVATE_USE;
    }

    @Override
    public void showForm(PDFormXObject form) throws IOException {
        draw();
        int depth = areas.save();
        layers.begin(COSName.OC, form.getCOSObject().getCOSDictionary(COSName.OC));
        super.showForm(form);
        layers.end();
        areas.restore(depth);
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
        nameless = 0;
        hidden = 0;
        pictures = 0;
        drawing = new PdfStrokes(started.getCropBox());
        areas = new PdfAreas(started.getCropBox());
        inks.clear();
        check(getCurrentPageNo());
    }

    /// The letters stay where they are until [#endPage].
    @Override
    protected void writePage() {}

    @Override
    protected void endPage(PDPage ended) throws IOException {
        List<PdfGlyph> seen = new ArrayList<>();
        int outside = 0;
        for (List<TextPosition> positions : charactersByArticle) {
            for (TextPosition position : positions) {
                if (!isOnPage(position)) {
                    outside++;
                } else if (isSeen(position)) {
                    seen.add(PdfGlyph.of(position, bold));
                } else {
                    hidden++;
                }
            }
            watch.check();
        }
        List<PdfText> directions = new ArrayList<>(PdfSegments.of(seen, drawing));
        PdfFormFields.add(ended, directions);
        for (PdfText text : directions) {
            for (PdfSegment segment : text.segments()) {
                characters += segment.text().length();
            }
        }
        if (characters > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        pages(getCurrentPageNo() - 1)
                .add(
                        new PdfPage(
                                getCurrentPageNo(),
                                directions,
                                PdfGlyph.areTurnedOneByOne(seen),
                                glyphs - hidden - outside,
                                hidden,
                                nameless,
                                pictures,
                                drawing.count()));
        if (!directions.isEmpty()) {
            watch.progress();
        }
        watch.check();
    }

    private boolean isSeen(TextPosition position) {
        Matrix matrix = position.getTextMatrix();
        double size = Math.hypot(matrix.getShearX(), matrix.getScaleY());
        // fonts drawn as shapes have units of their own
        if (size < SMALLEST && !(position.getFont() instanceof PDType3Font)) {
            return false;
        }
        float x = (matrix.getTranslateX() + position.getEndX() + matrix.getShearX() * MIDDLE) / 2;
        float y = (matrix.getTranslateY() + position.getEndY() + matrix.getScaleY() * MIDDLE) / 2;
        PdfAreas.Ink ink = inks.get(position);
        return ink == null || areas.shows(ink, x, y);
    }

    /// Marks for the printer stand outside of what is cut.
    private static boolean isOnPage(TextPosition position) {
        float x = position.getTextMatrix().getTranslateX();
        float y = position.getTextMatrix().getTranslateY();
        return x > -2
                && y > -2
                && x < position.getPageWidth() + 2
                && y < position.getPageHeight() + 2;
    }
}
