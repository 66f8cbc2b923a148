package handcar.rag.extract;

import module java.base;

import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/// What is painted on a page besides letters, in its order, and the colours in force: tells whether letters are seen. Where
/// that is not certain, as on a picture or a shape that is no rectangle, they are.
///
/// Operators: ISO 32000-1, 8.5 and 8.6.8.
final class PdfAreas {
    /// Areas of one page; on a page with more all letters count as seen.
    private static final int MOST = 4_000;

    /// Part of the page that pictures cover when it is a scan, whose invisible letters are what was recognised.
    private static final float SCAN = 0.5f;

    /// Points beyond the edge of a scan.
    private static final float NEAR = 2;

    /// What is less opaque than this is not seen.
    private static final double FAINT = 0.05;

    private static final double OPAQUE = 0.99;

    /// `color` is empty where it is unknown; `certain` when all of the box has that colour.
    private record Area(PdfBox box, Optional<PdfColor> color, boolean certain, boolean picture) {}

    /// How letters are painted: in which colour, if it is known, and after how many areas.
    record Ink(boolean invisible, Optional<PdfColor> color, int after) {}

    /// The colours in force, and what may be painted.
    private record State(
            PdfColor.Space fillSpace,
            Optional<PdfColor> fill,
            PdfColor.Space strokeSpace,
            Optional<PdfColor> stroke,
            PdfBox clip,
            boolean clipCertain) {
        State filling(PdfColor.Space space, Optional<PdfColor> color) {
            return new State(space, color, strokeSpace, stroke, clip, clipCertain);
        }

        State stroking(PdfColor.Space space, Optional<PdfColor> color) {
            return new State(fillSpace, fill, space, color, clip, clipCertain);
        }

        State clipped(PdfBox box, boolean certain) {
            return new State(
                    fillSpace, fill, strokeSpace, stroke, clip.inside(box), clipCertain && certain);
        }
    }

    private final PDRectangle crop;
    private final List<Area> areas = new ArrayList<>();
    private final Deque<State> saved = new ArrayDeque<>();
    private State state;

    /// The path so far; it is a rectangle as long as it has one frame only.
    private PdfBox path = PdfBox.NOTHING;

    private int frames;
    private int lines;
    private boolean clips;

    /// On a page that is cut like this.
    PdfAreas(PDRectangle crop) {
        this.crop = crop;
        Optional<PdfColor> black = PdfColor.Space.GRAY.first();
        state =
                new State(
                        PdfColor.Space.GRAY,
                        black,
                        PdfColor.Space.GRAY,
                        black,
                        new PdfBox(0, 0, crop.getWidth(), crop.getHeight()),
                        true);
    }

    /// How many states are saved, for [#restore].
    int save() {
        saved.push(state);
        return saved.size() - 1;
    }

    /// Goes back to what was saved when so many states were.
    void restore(int depth) {
        while (saved.size() > depth) {
            state = saved.pop();
        }
    }

    /// An operator, its operands and the state that is in force; others than those of paths and colours change nothing.
    void operator(
            String name,
            List<COSBase> operands,
            PDGraphicsState graphics,
            @Nullable PDResources resources) {
        Matrix matrix = graphics.getCurrentTransformationMatrix();
        switch (name) {
            case "q" -> save();
            case "Q" -> restore(Math.max(0, saved.size() - 1));
            case "g" -> fill(PdfColor.Space.GRAY, operands);
            case "rg" -> fill(PdfColor.Space.RGB, operands);
            case "k" -> fill(PdfColor.Space.CMYK, operands);
            case "sc", "scn" -> fill(state.fillSpace, operands);
            case "cs" -> {
                PdfColor.Space space = space(operands, resources);
                state = state.filling(space, space.first());
            }
            case "G" -> stroke(PdfColor.Space.GRAY, operands);
            case "RG" -> stroke(PdfColor.Space.RGB, operands);
            case "K" -> stroke(PdfColor.Space.CMYK, operands);
            case "SC", "SCN" -> stroke(state.strokeSpace, operands);
            case "CS" -> {
                PdfColor.Space space = space(operands, resources);
                state = state.stroking(space, space.first());
            }
            case "m", "l" -> points(operands, matrix, 1);
            case "c" -> points(operands, matrix, 3);
            case "v", "y" -> points(operands, matrix, 2);
            case "re" -> frame(operands, matrix);
            case "W", "W*" -> clips = true;
            case "f", "F", "f*", "B", "B*", "b", "b*" -> {
                add(path.inside(state.clip), state.fill, isCertain(matrix, graphics), false);
                ends(matrix);
            }
            case "S", "s", "n" -> ends(matrix);
            case "sh" -> add(state.clip, Optional.empty(), false, false);
            case "BI" -> picture(matrix);
            default -> {}
        }
    }

    /// A picture fills the unit square.
    void picture(Matrix matrix) {
        PdfBox box = PdfBox.NOTHING;
        for (int corner = 0; corner < 4; corner++) {
            box = with(box, matrix, corner & 1, corner >> 1);
        }
        add(box.inside(state.clip), Optional.empty(), false, true);
    }

    private void fill(PdfColor.Space space, List<COSBase> operands) {
        state = state.filling(space, space.color(operands));
    }

    private void stroke(PdfColor.Space space, List<COSBase> operands) {
        state = state.stroking(space, space.color(operands));
    }

    private static PdfColor.Space space(List<COSBase> operands, @Nullable PDResources resources) {
        COSBase named = operands.isEmpty() ? null : operands.getFirst();
        PdfColor.Space own = PdfColor.Space.of(named);
        var spaces =
                resources == null
                        ? null
                        : resources.getCOSObject().getCOSDictionary(COSName.COLORSPACE);
        return own == PdfColor.Space.OTHER && spaces != null && named instanceof COSName name
                ? PdfColor.Space.of(spaces.getDictionaryObject(name))
                : own;
    }

    private void points(List<COSBase> operands, Matrix matrix, int points) {
        lines++;
        for (int at = 0; at < points; at++) {
            path = with(path, matrix, number(operands, 2 * at), number(operands, 2 * at + 1));
        }
    }

    private void frame(List<COSBase> operands, Matrix matrix) {
        frames++;
        float x = number(operands, 0);
        float y = number(operands, 1);
        for (int corner = 0; corner < 4; corner++) {
            float right = x + (corner & 1) * number(operands, 2);
            path = with(path, matrix, right, y + (corner >> 1) * number(operands, 3));
        }
    }

    private PdfBox with(PdfBox box, Matrix matrix, float x, float y) {
        var point = matrix.transformPoint(x, y);
        return box.with(
                (float) point.getX() - crop.getLowerLeftX(),
                (float) point.getY() - crop.getLowerLeftY());
    }

    private static float number(List<COSBase> operands, int at) {
        return at < operands.size() && operands.get(at) instanceof COSNumber number
                ? number.floatValue()
                : 0;
    }

    private boolean isFrame(Matrix matrix) {
        boolean upright = matrix.getShearX() == 0 && matrix.getShearY() == 0;
        boolean turned = matrix.getScaleX() == 0 && matrix.getScaleY() == 0;
        return frames == 1 && lines == 0 && (upright || turned);
    }

    private boolean isCertain(Matrix matrix, PDGraphicsState graphics) {
        return isFrame(matrix)
                && state.clipCertain
                && graphics.getNonStrokeAlphaConstant() > OPAQUE
                && Objects.equals(graphics.getBlendMode(), BlendMode.NORMAL)
                && graphics.getSoftMask() == null;
    }

    private void add(PdfBox box, Optional<PdfColor> color, boolean certain, boolean picture) {
        if (areas.size() <= MOST && box.size() > 0) {
            areas.add(new Area(box, color, certain, picture));
        }
    }

    /// Ends a path, which may bound what is painted after it.
    private void ends(Matrix matrix) {
        if (clips) {
            state = state.clipped(path, isFrame(matrix));
        }
        path = PdfBox.NOTHING;
        frames = 0;
        lines = 0;
        clips = false;
    }

    /// How letters are painted now.
    Ink ink(PDGraphicsState graphics) {
        var mode = graphics.getTextState().getRenderingMode();
        boolean fills = mode.isFill() && graphics.getNonStrokeAlphaConstant() > FAINT;
        boolean strokes = mode.isStroke() && graphics.getAlphaConstant() > FAINT;
        // letters that only clip show what is painted later
        boolean invisible = !fills && !strokes && !mode.isClip();
        Optional<PdfColor> color =
                fills && strokes && !state.fill.equals(state.stroke)
                        ? Optional.empty()
                        : fills ? state.fill : strokes ? state.stroke : Optional.empty();
        return new Ink(invisible, color, areas.size());
    }

    /// Whether letters are seen, with something of them at this place: in a colour that what is below them does not have, and
    /// not painted over. On a scan others are read, too: they are what is in the picture.
    boolean shows(Ink ink, float x, float y) {
        int covered = covered(ink, x, y);
        if (ink.invisible) {
            return isOnScan(covered, x, y);
        }
        return areas.size() > MOST
                || (covered == 0 && isApart(ink, x, y))
                || isOnScan(Math.max(covered, ink.after), x, y);
    }

    /// How many areas there are up to the last that covers letters at this place; 0 when none does.
    private int covered(Ink ink, float x, float y) {
        for (int at = areas.size(); at > ink.after; at--) {
            if (areas.get(at - 1).certain && areas.get(at - 1).box.holds(x, y, 0)) {
                return at;
            }
        }
        return 0;
    }

    private boolean isApart(Ink ink, float x, float y) {
        if (ink.color.isEmpty()) {
            return true;
        }
        for (int at = ink.after; at > 0; at--) {
            Area area = areas.get(at - 1);
            if (area.box.holds(x, y, 0)) {
                return !area.certain
                        || area.color.isEmpty()
                        || !ink.color.get().isLike(area.color.get());
            }
        }
        return !ink.color.get().isLike(PdfColor.WHITE);
    }

    private boolean isOnScan(int from, float x, float y) {
        float pictures = 0;
        boolean on = false;
        for (Area area : areas.subList(from, areas.size())) {
            pictures += area.picture ? area.box.size() : 0;
            on |= area.picture && area.box.holds(x, y, NEAR);
        }
        return on && pictures > SCAN * crop.getWidth() * crop.getHeight();
    }
}
