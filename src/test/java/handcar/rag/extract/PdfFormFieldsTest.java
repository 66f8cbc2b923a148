package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.junit.jupiter.api.Test;

class PdfFormFieldsTest {
    private final PdfPrint print = new PdfPrint();

    private COSDictionary annotation(String kind, float x, float y, float width, float height) {
        COSDictionary annotation = new COSDictionary();
        annotation.setName(COSName.SUBTYPE, kind);
        annotation.setItem(
                COSName.RECT,
                new COSArray(
                        List.of(
                                new COSFloat(x),
                                new COSFloat(y),
                                new COSFloat(x + width),
                                new COSFloat(y + height))));
        COSArray all = print.sheet.getCOSObject().getCOSArray(COSName.ANNOTS);
        if (all == null) {
            all = new COSArray();
            print.sheet.getCOSObject().setItem(COSName.ANNOTS, all);
        }
        all.add(annotation);
        return annotation;
    }

    /// A field beside its label, 20 points high.
    private COSDictionary field(float y, String label, String type, COSBase value) {
        print.text(50, y, label);
        COSDictionary parent = new COSDictionary();
        parent.setName(COSName.FT, type);
        parent.setItem(COSName.V, value);
        COSDictionary widget = annotation("Widget", 150, y - 6, 200, 20);
        widget.setItem(COSName.PARENT, parent);
        return widget;
    }

    private void box(float x, float y, String state) {
        COSDictionary widget = annotation("Widget", x, y - 2, 12, 12);
        widget.setName(COSName.FT, "Btn");
        widget.setName(COSName.AS, state);
    }

    @Test
    void values_stand_beside_their_labels() {
        field(700, "Name", "Tx", new COSString("Alice Example"));
        COSDictionary room = field(670, "Room", "Ch", new COSString("t"));
        room.setItem(
                COSName.OPT,
                new COSArray(
                        List.of(
                                new COSArray(List.of(new COSString("g"), new COSString("Garden"))),
                                new COSArray(
                                        List.of(new COSString("t"), new COSString("Tower"))))));
        field(
                640,
                "Extras",
                "Ch",
                new COSArray(List.of(new COSString("bread"), new COSString("jam"))));
        field(610, "Empty", "Tx", new COSString(""));

        assertEquals(
                "Name | Alice Example\nRoom | Tower\nExtras | bread, jam\n\nEmpty",
                print.read().text());
    }

    @Test
    void ticked_and_empty_boxes_are_told_apart() {
        print.text(50, 700, "Breakfast").text(175, 700, "yes").text(245, 700, "no");
        box(160, 700, "Yes");
        box(230, 700, "Off");

        assertEquals("Breakfast [x] yes [ ] no", print.read().text());
    }

    @Test
    void what_nobody_sees_is_not_read() {
        field(700, "Name", "Tx", new COSString("Alice")).setInt(COSName.F, 2);
        field(670, "Password", "Tx", new COSString("secret"))
                .setItem(COSName.FF, COSInteger.get(1 << 13));
        COSDictionary button = field(640, "Send", "Btn", COSName.getPDFName("Push"));
        button.setItem(COSName.FF, COSInteger.get(1 << 16));

        assertEquals("Name\n\nPassword\n\nSend", print.read().text());
    }

    @Test
    void free_text_stands_where_it_is_and_notes_come_after_the_page() {
        print.text(50, 700, "Opening hours").text(50, 600, "See you.");
        annotation("FreeText", 50, 640, 200, 20).setString(COSName.CONTENTS, "Closed on Sunday.");
        annotation("Text", 400, 640, 20, 20).setString(COSName.CONTENTS, "Since May.");
        annotation("Link", 400, 640, 20, 20).setString(COSName.CONTENTS, "no");

        assertEquals(
                "Opening hours\n\nClosed on Sunday.\n\nSee you.\n\nSince May.",
                print.read().text());
    }

    @Test
    void a_field_that_is_its_own_parent_is_read_once() {
        COSDictionary widget = annotation("Widget", 150, 700, 200, 20);
        widget.setItem(COSName.PARENT, widget);
        print.text(50, 500, "Text.");

        assertEquals("Text.", print.read().text());
    }
}
