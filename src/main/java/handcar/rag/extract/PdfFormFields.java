package handcar.rag.extract;

import module java.base;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

/// What people wrote on a page that is no part of its print: values of form fields and free text where they are shown, and
/// notes after the page's text. Boxes are `[x]` and `[ ]`, as in Markdown.
///
/// Annotations and forms: ISO 32000-1, 12.5 and 12.7.
final class PdfFormFields {
    private static final Set<String> NOTES =
            Set.of(
                    "Text",
                    "Highlight",
                    "Underline",
                    "Squiggly",
                    "Caret",
                    "Stamp",
                    "Square",
                    "Circle");

    /// Of one page; more is no form.
    private static final int MOST = 2_000;

    /// Fields within fields.
    private static final int DEEPEST = 20;

    /// Flags of annotations that are not seen, and of fields.
    private static final int HIDDEN = (1 << 1) | (1 << 5);

    private static final int PASSWORD = 1 << 13;
    private static final int PUSH_BUTTON = 1 << 16;

    /// Points; what is written into a box has about this size, and a line takes a fifth more.
    private static final float SIZE = 10;

    private static final float LINE = 1.2f;

    private final List<PdfSegment> printed;
    private final List<PdfSegment> written = new ArrayList<>();
    private final List<PdfSegment> notes = new ArrayList<>();
    private final PDRectangle crop;

    private PdfFormFields(List<PdfSegment> printed, PDRectangle crop) {
        this.printed = printed;
        this.crop = crop;
    }

    /// Adds what is written on a page to its upright text, and its notes as a text of their own.
    static void add(PDPage page, List<PdfText> directions) {
        if (!(page.getCOSObject().getDictionaryObject(COSName.ANNOTS) instanceof COSArray all)) {
            return;
        }
        PdfText upright =
                directions.isEmpty() ? new PdfText(List.of(), List.of()) : directions.getFirst();
        PdfFormFields fields = new PdfFormFields(upright.segments(), page.getCropBox());
        for (int at = 0; at < Math.min(all.size(), MOST); at++) {
            if (all.getObject(at) instanceof COSDictionary annotation
                    && (annotation.getInt(COSName.F, 0) & HIDDEN) == 0) {
                fields.annotation(annotation);
            }
        }
        if (!fields.written.isEmpty()) {
            List<PdfSegment> together = new ArrayList<>(upright.segments());
            together.addAll(fields.written);
            if (!directions.isEmpty()) {
                directions.removeFirst();
            }
            directions.addFirst(new PdfText(together, upright.grids()));
        }
        if (!fields.notes.isEmpty()) {
            directions.addLast(new PdfText(fields.notes, List.of()));
        }
    }

    private void annotation(COSDictionary annotation) {
        String kind = annotation.getNameAsString(COSName.SUBTYPE, "");
        String contents = annotation.getString(COSName.CONTENTS, "");
        if (kind.equals("Widget")) {
            value(annotation).ifPresent(value -> place(annotation, value));
        } else if (kind.equals("FreeText")) {
            place(annotation, contents);
        } else if (NOTES.contains(kind) && !contents.isBlank()) {
            for (String line : contents.strip().split("\\R", 1_000)) {
                notes.add(segment(line, 0, notes.size() * SIZE * LINE, SIZE));
            }
        }
    }

    private static Optional<String> value(COSDictionary widget) {
        int flags =
                inherited(widget, COSName.FF) instanceof COSNumber number ? number.intValue() : 0;
        COSBase value = inherited(widget, COSName.V);
        String type = inherited(widget, COSName.FT) instanceof COSName name ? name.getName() : "";
        return switch (type) {
            case "Tx" -> (flags & PASSWORD) == 0 ? Optional.of(text(value)) : Optional.empty();
            case "Ch" -> Optional.of(chosen(value, inherited(widget, COSName.OPT)));
            case "Btn" -> (flags & PUSH_BUTTON) == 0 ? Optional.of(box(widget)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String box(COSDictionary widget) {
        String state = widget.getNameAsString(COSName.AS, "");
        if (state.isEmpty() && inherited(widget, COSName.V) instanceof COSName value) {
            state = value.getName();
        }
        return state.isEmpty() || state.equals("Off") ? "[ ]" : "[x]";
    }

    /// A field has what the fields around it have.
    private static @Nullable COSBase inherited(COSDictionary field, COSName key) {
        COSDictionary at = field;
        for (int depth = 0; depth < DEEPEST && at != null; depth++) {
            COSBase found = at.getDictionaryObject(key);
            if (found != null) {
                return found;
            }
            at = at.getCOSDictionary(COSName.PARENT);
        }
        return null;
    }

    private static String text(@Nullable COSBase value) {
        return switch (value) {
            case COSString string -> string.getString();
            case COSStream stream -> stream.toTextString();
            case COSName name -> name.getName();
            case null, default -> "";
        };
    }

    /// What is chosen, the way the list shows it.
    private static String chosen(@Nullable COSBase value, @Nullable COSBase options) {
        List<String> values = new ArrayList<>();
        if (value instanceof COSArray several) {
            several.forEach(one -> values.add(text(one)));
        } else {
            values.add(text(value));
        }
        Map<String, String> shown = new HashMap<>();
        if (options instanceof COSArray all) {
            for (int at = 0; at < Math.min(all.size(), MOST); at++) {
                if (all.getObject(at) instanceof COSArray pair && pair.size() == 2) {
                    shown.put(text(pair.getObject(0)), text(pair.getObject(1)));
                }
            }
        }
        return values.stream()
                .map(one -> shown.getOrDefault(one, one))
                .collect(Collectors.joining(", "));
    }

    /// Puts a text where its box is, on the line of the label beside it if there is one.
    private void place(COSDictionary annotation, String text) {
        COSArray corners = annotation.getCOSArray(COSName.RECT);
        if (corners == null || corners.size() != 4 || text.isBlank()) {
            return;
        }
        PDRectangle box = new PDRectangle(corners);
        float left = box.getLowerLeftX() - crop.getLowerLeftX() + 2;
        float bottom = crop.getLowerLeftY() - box.getLowerLeftY();
        float top = crop.getLowerLeftY() - box.getUpperRightY();
        String[] lines = text.strip().split("\\R", 1_000);
        float first =
                lines.length == 1 && bottom - top < 3 * SIZE
                        ? (top + bottom) / 2 + SIZE * 0.35f
                        : top + SIZE;
        Optional<PdfSegment> label =
                printed.stream()
                        .filter(one -> one.baseline() > top && one.baseline() < bottom + 2)
                        .filter(one -> one.left() < left)
                        .min(Comparator.comparingDouble(PdfSegment::baseline));
        float line = label.map(PdfSegment::baseline).orElse(first);
        for (String one : lines) {
            written.add(segment(one, left, line, label.map(PdfSegment::size).orElse(SIZE)));
            line += SIZE * LINE;
        }
    }

    private static PdfSegment segment(String text, float left, float baseline, float size) {
        String one = TextBuilder.oneLine(text);
        return new PdfSegment(
                one, left, left + one.length() * size / 2, baseline, size, false, one.length());
    }
}
