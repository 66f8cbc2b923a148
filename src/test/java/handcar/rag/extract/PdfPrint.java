package handcar.rag.extract;

import module java.base;

import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.util.Matrix;

import java.awt.image.BufferedImage;

/// Prints A4 pages for tests: text at given places, in any order, plain, bold or turned, and lines.
final class PdfPrint {
    static final PDFont PLAIN = new PDType1Font(FontName.HELVETICA);
    static final PDFont BOLD = new PDType1Font(FontName.HELVETICA_BOLD);

    final PDDocument document = new PDDocument();
    private PDPageContentStream content;
    PDPage sheet;

    PdfPrint() {
        page();
    }

    /// Begins a new page.
    PdfPrint page() {
        try {
            if (content != null) {
                content.close();
            }
            sheet = new PDPage(PDRectangle.A4);
            document.addPage(sheet);
            content = new PDPageContentStream(document, sheet);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Text in 10 points whose line begins here, in points from the lower left corner.
    PdfPrint text(float x, float y, String text) {
        return text(PLAIN, 10, 0, x, y, text);
    }

    PdfPrint bold(float x, float y, String text) {
        return text(BOLD, 10, 0, x, y, text);
    }

    PdfPrint text(PDFont font, float size, double degrees, float x, float y, String text) {
        try {
            content.beginText();
            content.setFont(font, size);
            content.setTextMatrix(Matrix.getRotateInstance(Math.toRadians(degrees), x, y));
            content.showText(text);
            content.endText();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lines of running text below each other, 13 points apart.
    PdfPrint lines(float x, float y, String... lines) {
        for (int at = 0; at < lines.length; at++) {
            text(x, y - 13 * at, lines[at]);
        }
        return this;
    }

    /// A row of a table: each cell begins at one of these places.
    PdfPrint row(float y, float[] xs, String... cells) {
        for (int at = 0; at < cells.length; at++) {
            if (!cells[at].isEmpty()) {
                text(xs[at], y, cells[at]);
            }
        }
        return this;
    }

    PdfPrint line(float x, float y, float toX, float toY) {
        try {
            content.moveTo(x, y);
            content.lineTo(toX, toY);
            content.stroke();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Operators as they stand; `/F1` is the plain font.
    @SuppressWarnings("deprecation") // nothing else writes what a strange program writes
    PdfPrint draw(String operators) {
        try {
            if (sheet.getResources() == null) {
                sheet.setResources(new PDResources());
            }
            if (sheet.getResources().getFont(COSName.getPDFName("F1")) == null) {
                sheet.getResources().put(COSName.getPDFName("F1"), PLAIN);
            }
            content.appendRawCommands(operators);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A picture over the whole page.
    PdfPrint picture() {
        return picture(0, 0, 595, 842);
    }

    PdfPrint picture(float x, float y, float width, float height) {
        try {
            var picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            content.drawImage(
                    LosslessFactory.createFromImage(document, picture), x, y, width, height);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] scan(int pages) {
        PdfPrint print = new PdfPrint().picture();
        for (int page = 1; page < pages; page++) {
            print.page().picture();
        }
        return print.bytes();
    }

    byte[] bytes() {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            content.close();
            document.save(bytes);
            document.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ExtractedText read() {
        return ExtractedText.read(bytes(), "x.pdf", "");
    }
}
