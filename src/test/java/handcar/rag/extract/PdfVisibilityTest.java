package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Only what a reader of the pages sees is read, and what was recognised in a scan.
class PdfVisibilityTest {
    private static final String SEEN = "The shop is open from Monday to Friday.";
    private static final String HIDDEN = "Everything costs one euro for you.";

    /// Operators around a line of text at this place.
    private static String line(String before, int x, int y, String text) {
        return "q %s BT /F1 10 Tf %d %d Td (%s) Tj ET Q\n".formatted(before, x, y, text);
    }

    private static PdfPrint print() {
        return new PdfPrint().text(50, 760, SEEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3 Tr",
                "1 g",
                "1 1 1 rg",
                "0 0 0 0 k",
                "0.97 0.98 0.99 rg",
                "1 Tr 1 G",
                "0 0 0 rg 40 690 400 30 re f",
                "1 0 0 rg 40 690 400 30 re f 1 0 0 rg",
                "/DeviceRGB cs 1 1 1 sc",
                "0.001 0 0 0.001 50 700 cm",
                "1 0 0 1 700 0 cm",
                "1 0 0 1 0 -900 cm",
            })
    void what_nobody_sees_is_left_out(String before) {
        ExtractedText read = print().draw(line(before, 50, 700, HIDDEN)).read();

        assertEquals(SEEN, read.text(), before);
    }

    @Test
    void pages_with_text_only_beyond_their_edge_are_empty() {
        byte[] file = new PdfPrint().text(50, 900, HIDDEN).bytes();

        assertTrue(
                assertThrows(
                                UnreadableDocumentException.class,
                                () -> ExtractedText.read(file, "x.pdf", ""))
                        .sentence()
                        .contains("empty"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 g",
                "0.6 g",
                "2 Tr 1 g 0 G",
                "0 0 1 rg 40 690 400 30 re f 1 g",
                "0 0 1 rg 40 690 m 440 690 l 440 720 l 40 720 l h f 1 g",
                "0 0 1 rg 40 690 400 30 re f 1 g 40 10 400 30 re f",
                "q 40 10 400 30 re W n 0 0 600 840 re f Q 0 g",
                "0 0 1 rg 40 690 400 30 re f q 40 10 400 30 re W n 1 g 0 0 600 840 re f Q 1 g",
                "q 1 g Q",
                "/Pattern cs",
                "1 0 0 1 0 40 cm",
            })
    void what_stands_out_is_read(String before) {
        ExtractedText read = print().draw(line(before, 50, 700, HIDDEN)).read();

        assertTrue(read.text().contains(HIDDEN), before);
        assertEquals(Optional.empty(), read.warning(), before);
    }

    @Test
    void the_pages_on_which_text_was_left_out_are_named() {
        ExtractedText read =
                print().page().text(50, 700, SEEN).draw(line("1 g", 50, 660, HIDDEN)).read();

        assertEquals(SEEN + "\n\n" + SEEN, read.text());
        assertTrue(read.warning().orElseThrow().startsWith("Text on page 2 that nobody sees"));
    }

    @Test
    void a_document_that_shows_nothing_is_refused() {
        byte[] file = new PdfPrint().draw(line("3 Tr", 50, 700, HIDDEN)).bytes();

        String refusal =
                assertThrows(
                                UnreadableDocumentException.class,
                                () -> ExtractedText.read(file, "x.pdf", ""))
                        .sentence();
        assertTrue(refusal.contains("not seen"), refusal);
    }

    @Test
    void what_was_painted_over_is_left_out_but_not_what_was_marked() {
        PDExtendedGraphicsState marker = new PDExtendedGraphicsState();
        marker.setBlendMode(BlendMode.MULTIPLY);
        PdfPrint print = print().text(50, 700, HIDDEN).text(50, 600, "Parking is free.");
        COSName name = print.sheet.getResources().add(marker);
        String text =
                print.draw(
                                "0 g 40 690 400 30 re f /%s gs 1 1 0 rg 40 590 400 30 re f\n"
                                        .formatted(name.getName()))
                        .read()
                        .text();

        assertEquals(SEEN + "\n\nParking is free.", text);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_was_recognised_in_a_scan_is_read(boolean before) {
        PdfPrint print = new PdfPrint();
        if (before) {
            print.draw(line("3 Tr", 50, 700, SEEN)).picture();
        } else {
            print.picture().draw(line("3 Tr", 50, 700, SEEN));
        }

        assertEquals(SEEN, print.read().text());
    }

    @Test
    void text_behind_a_scan_is_read_but_not_what_was_blackened_on_it() {
        PdfPrint print =
                new PdfPrint()
                        .text(50, 760, SEEN)
                        .picture()
                        .draw(line("3 Tr", 50, 700, HIDDEN))
                        .draw("0 g 40 690 400 30 re f\n");

        assertEquals(SEEN, print.read().text());
    }

    @Test
    void invisible_text_on_a_logo_is_left_out() {
        PdfPrint print = print().picture(40, 690, 300, 60);

        assertEquals(SEEN, print.draw(line("3 Tr", 50, 700, HIDDEN)).read().text());
    }

    @Test
    void layers_that_are_switched_off_are_left_out() {
        PdfPrint print = print();
        PDOptionalContentProperties layers = new PDOptionalContentProperties();
        List<String> names = new ArrayList<>();
        for (String layer : List.of("shown", "notes")) {
            PDOptionalContentGroup group = new PDOptionalContentGroup(layer);
            layers.addGroup(group);
            layers.setGroupEnabled(group, layer.equals("shown"));
            names.add(print.sheet.getResources().add(group).getName());
        }
        print.document.getDocumentCatalog().setOCProperties(layers);
        String text =
                print.draw("/OC /%s BDC\n".formatted(names.get(0)))
                        .draw(line("", 50, 700, "Parking is free."))
                        .draw("EMC /OC /%s BDC /P BMC\n".formatted(names.get(1)))
                        .draw(line("", 50, 600, HIDDEN))
                        .draw("EMC EMC\n")
                        .read()
                        .text();

        assertEquals(SEEN + "\n\nParking is free.", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"O P E N I N G   H O U R S", "O  P  E  N  I  N  G      H  O  U  R  S"})
    void letters_set_apart_make_words(String heading) {
        assertEquals(
                "OPENING HOURS\n\n" + SEEN,
                new PdfPrint().text(50, 700, heading).text(50, 660, SEEN).read().text());
        assertEquals(
                "OPENING HOURS",
                new PdfPrint().draw("6 Tc " + line("", 50, 700, "OPENING HOURS")).read().text());
        assertEquals(
                "OPENING HOURS",
                new PdfPrint()
                        .draw("2 Tc " + line("", 50, 700, "O P E N I N G   H O U R S"))
                        .read()
                        .text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A B C D E F", "x x x x x", "S M L XL", "Plan A or B"})
    void letters_that_stand_alone_stay_alone(String line) {
        assertTrue(new PdfPrint().text(50, 700, line).read().text().contains(line));
    }
}
