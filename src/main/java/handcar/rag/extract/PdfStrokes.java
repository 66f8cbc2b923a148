package handcar.rag.extract;

import module java.base;

import handcar.rag.extract.PdfRule.Point2;

import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/// Follows what is drawn on a page as far as it is straight lines: stroked lines and frames, and bars so thin that they are
/// lines.
///
/// Operators: ISO 32000-1, 8.5.
final class PdfStrokes {
    /// Lines of one page; a drawing has more and no tables.
    private static final int MOST = 2_000;

    /// Points.
    private static final float THINNEST = 3;

    private record Stroke(Point2 from, Point2 to) {}

    /// A rectangle by two corners.
    private record Frame(Point2 from, Point2 to) {}

    private final List<Stroke> drawn = new ArrayList<>();
    private final List<Stroke> strokes = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<Frame> shapes = new ArrayList<>();

    /// Strokes that belong to parts of the path that have ended.
    private int shaped;

    private Point2 start = new Point2(0, 0);
    private Point2 at = start;
    private final float x;
    private final float y;
    private int count;

    /// On a page that is cut like this.
    PdfStrokes(PDRectangle crop) {
        x = crop.getLowerLeftX();
        y = crop.getLowerLeftY();
    }

    /// How many parts of shapes were drawn.
    int count() {
        return count;
    }

    /// The lines as a reader of text at this angle sees them; none on a page of drawings.
    List<PdfRule> rules(int angle) {
        return drawn.size() > MOST
                ? List.of()
                : drawn.stream()
                        .flatMap(stroke -> PdfRule.of(stroke.from, stroke.to, angle).stream())
                        .toList();
    }

    /// An operator, its operands and the matrix that is in force; others than those of paths change nothing.
    void operator(String name, List<COSBase> operands, Matrix matrix) {
        switch (name) {
            case "m" -> {
                shape();
                at = point(operands, 0, matrix);
                start = at;
            }
            case "l" -> line(point(operands, 0, matrix));
            case "c" -> curve(point(operands, 4, matrix));
            case "v", "y" -> curve(point(operands, 2, matrix));
            case "h" -> line(start);
            case "re" -> frame(operands, matrix);
            case "S", "s" -> paint(true);
            case "f", "F", "f*" -> paint(false);
            case "B", "B*", "b", "b*" -> paint(true);
            case "n" -> clear();
            default -> {}
        }
    }

    private void line(Point2 to) {
        count++;
        if (strokes.size() <= MOST) {
            strokes.add(new Stroke(at, to));
        }
        at = to;
    }

    private void curve(Point2 to) {
        count++;
        at = to;
    }

    private void frame(List<COSBase> operands, Matrix matrix) {
        count++;
        float right = number(operands, 0);
        float up = number(operands, 1);
        at = transformed(matrix, right, up);
        start = at;
        if (frames.size() <= MOST) {
            frames.add(
                    new Frame(
                            at,
                            transformed(
                                    matrix,
                                    right + number(operands, 2),
                                    up + number(operands, 3))));
        }
    }

    private void paint(boolean stroked) {
        shape();
        if (drawn.size() <= MOST) {
            if (!stroked) {
                frames.addAll(shapes);
            }
            for (Frame frame : frames) {
                frame(frame, stroked);
            }
            if (stroked) {
                drawn.addAll(strokes);
            }
        }
        clear();
    }

    /// Ends a part of a path; filled, it may be so thin that it is a line.
    private void shape() {
        List<Stroke> part = strokes.subList(shaped, strokes.size());
        if (part.size() > 2) {
            DoubleSummaryStatistics xs =
                    part.stream().mapToDouble(one -> one.to.x()).summaryStatistics();
            DoubleSummaryStatistics ys =
                    part.stream().mapToDouble(one -> one.to.y()).summaryStatistics();
            shapes.add(
                    new Frame(
                            new Point2((float) xs.getMin(), (float) ys.getMin()),
                            new Point2((float) xs.getMax(), (float) ys.getMax())));
        }
        shaped = strokes.size();
    }

    private void frame(Frame frame, boolean stroked) {
        Point2 a = frame.from;
        Point2 b = frame.to;
        boolean thin = Math.abs(a.x() - b.x()) < THINNEST || Math.abs(a.y() - b.y()) < THINNEST;
        if (thin) {
            drawn.add(new Stroke(a, b));
        } else if (stroked) {
            Point2 c = new Point2(a.x(), b.y());
            Point2 d = new Point2(b.x(), a.y());
            drawn.add(new Stroke(a, c));
            drawn.add(new Stroke(c, b));
            drawn.add(new Stroke(b, d));
            drawn.add(new Stroke(d, a));
        }
    }

    private void clear() {
        strokes.clear();
        frames.clear();
        shapes.clear();
        shaped = 0;
    }

    private Point2 point(List<COSBase> operands, int from, Matrix matrix) {
        return transformed(matrix, number(operands, from), number(operands, from + 1));
    }

    private Point2 transformed(Matrix matrix, float right, float up) {
        var point = matrix.transformPoint(right, up);
        return new Point2((float) point.getX() - x, (float) point.getY() - y);
    }

    private static float number(List<COSBase> operands, int at) {
        return at < operands.size() && operands.get(at) instanceof COSNumber number
                ? number.floatValue()
                : 0;
    }
}
