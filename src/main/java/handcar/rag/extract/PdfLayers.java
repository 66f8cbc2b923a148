package handcar.rag.extract;

import module java.base;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.jspecify.annotations.Nullable;

/// Layers of a PDF that are switched off when it is opened: nobody who reads it sees what is on them.
///
/// Optional content: ISO 32000-1, 8.11.
final class PdfLayers {
    private final @Nullable PDOptionalContentProperties layers;

    /// For each open part of the page whether it is on a hidden layer.
    private final Deque<Boolean> open = new ArrayDeque<>();

    private int hidden;

    PdfLayers(PDDocument document) {
        layers = document.getDocumentCatalog().getOCProperties();
    }

    /// A part of the page begins; only those that are tagged so are on a layer.
    void begin(COSName tag, @Nullable COSDictionary layer) {
        boolean hides = COSName.OC.equals(tag) && layer != null && hides(layer);
        open.push(hides);
        hidden += hides ? 1 : 0;
    }

    void end() {
        if (!open.isEmpty() && open.pop()) {
            hidden--;
        }
    }

    boolean isHidden() {
        return hidden > 0;
    }

    /// A group of layers is seen when one of them is, if it does not ask for more.
    private boolean hides(COSDictionary layer) {
        if (layers == null) {
            return false;
        }
        if (!layer.getNameAsString(COSName.TYPE, "").equals("OCMD")) {
            return isOff(layer);
        }
        List<COSDictionary> all = new ArrayList<>();
        switch (layer.getDictionaryObject(COSName.OCGS)) {
            case COSDictionary one -> all.add(one);
            case COSArray several -> {
                for (int at = 0; at < several.size(); at++) {
                    if (several.getObject(at) instanceof COSDictionary one) {
                        all.add(one);
                    }
                }
            }
            case null, default -> {}
        }
        long off = all.stream().filter(this::isOff).count();
        return switch (layer.getNameAsString(COSName.P, "AnyOn")) {
            case "AllOn" -> off > 0;
            case "AnyOff" -> off == 0 && !all.isEmpty();
            case "AllOff" -> off < all.size();
            default -> off == all.size() && off > 0;
        };
    }

    private boolean isOff(COSDictionary layer) {
        return layers != null
                && layer.getNameAsString(COSName.TYPE, "").equals("OCG")
                && !layers.isGroupEnabled(new PDOptionalContentGroup(layer));
    }
}
