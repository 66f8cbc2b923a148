package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfReadabilityTest {
    private static final String SENTENCE = "The shop is open from Monday to Friday.";

    private static String refusal(byte[] file) {
        return assertThrows(
                        UnreadableDocumentException.class,
                        () -> ExtractedText.read(file, "x.pdf", ""))
                .sentence();
    }

    private static void shown(String word, String sentence) {
        assertTrue(sentence.contains(word), sentence);
    }

    @Test
    void empty_pages_are_told_from_scans() {
        shown("empty", refusal(new PdfPrint().page().bytes()));
        shown("(OCR)", refusal(PdfPrint.scan(2)));
    }

    @Test
    void scanned_pages_among_others_are_named() {
        ExtractedText read =
                new PdfPrint()
                        .picture()
                        .page()
                        .text(50, 700, SENTENCE)
                        .picture()
                        .page()
                        .page()
                        .picture()
                        .read();

        assertEquals(SENTENCE, read.text());
        assertEquals(List.of(0, 0, 39, 39), read.pages());
        shown("pages 1, 4, only pictures", read.warning().orElseThrow());
        assertEquals(
                Optional.empty(), new PdfPrint().text(50, 700, SENTENCE).page().read().warning());
    }

    @Test
    void a_font_that_does_not_say_its_letters_is_refused_and_named_on_one_page()
            throws IOException {
        try (PDDocument document = Loader.loadPDF(inFont(1))) {
            unnamed(document, 0);
            shown("fonts do not say", refusal(saved(document)));
        }
        try (PDDocument document = Loader.loadPDF(inFont(2))) {
            unnamed(document, 1);
            ExtractedText read = ExtractedText.read(saved(document), "x.pdf", "");
            assertEquals(SENTENCE, read.text());
            shown("page 2", read.warning().orElseThrow());
        }
    }

    /// A sentence on each page, in a font that brings its letters along.
    private static byte[] inFont(int pages) throws IOException {
        PdfPrint print = new PdfPrint();
        for (int page = 0; page < pages; page++) {
            if (page > 0) {
                print.page();
            }
            try (InputStream file =
                    PDFont.class.getResourceAsStream(
                            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
                PDFont font = PDType0Font.load(print.document, file);
                print.text(font, 10, 0, 50, 700, SENTENCE);
            }
        }
        return print.bytes();
    }

    private static void unnamed(PDDocument document, int page) {
        COSDictionary fonts =
                document.getPage(page).getResources().getCOSObject().getCOSDictionary(COSName.FONT);
        fonts.keySet().forEach(name -> fonts.getCOSDictionary(name).removeItem(COSName.TO_UNICODE));
    }

    private static byte[] saved(PDDocument document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    private static final String TERMS =
            "We deliver to all countries of Europe. The parcel takes nine days to Norway and"
                    + " three to Austria. You may send everything back within thirty days after it"
                    + " was delivered, in its box and with the receipt. Damaged goods are collected"
                    + " free of charge by our own drivers.";

    /// Letters of the alphabet replaced by those of another order.
    private static String replaced(String text, String alphabet) {
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            char small = Character.toLowerCase(letter);
            char found = small < 'a' || small > 'z' ? letter : alphabet.charAt(small - 'a');
            other.append(Character.isUpperCase(letter) ? Character.toUpperCase(found) : found);
        }
        return other.toString();
    }

    private static String shifted(String text, int shift) {
        String alphabet = "abcdefghijklmnopqrstuvwxyz";
        return replaced(text, alphabet.substring(shift) + alphabet.substring(0, shift));
    }

    private static PdfPrint wrapped(String text) {
        PdfPrint print = new PdfPrint();
        for (int at = 0; at < text.length(); at += 60) {
            print.text(
                    50, 740 - at / 60 * 13, text.substring(at, Math.min(at + 60, text.length())));
        }
        return print;
    }

    @Test
    void letters_that_stand_for_others_are_refused() {
        for (int shift = 1; shift < 26; shift++) {
            shown("fonts do not say", refusal(wrapped(shifted(TERMS, shift)).bytes()));
        }
        for (String alphabet :
                List.of(
                        "zyxwvutsrqponmlkjihgfedcba",
                        "qwertyuiopasdfghjklzxcvbnm",
                        "xkfzqbvjnwgpyhcmrdluistaeo")) {
            shown("fonts do not say", refusal(wrapped(replaced(TERMS, alphabet)).bytes()));
        }
    }

    @Test
    void few_letters_on_each_page_are_judged_together_and_like_the_others() {
        PdfPrint few = new PdfPrint();
        for (String sentence : TERMS.split("(?<=[.]) ", -1)) {
            few.text(50, 700, shifted(sentence, 3)).page();
        }
        shown("fonts do not say", refusal(few.bytes()));
        PdfPrint book = wrapped(shifted(TERMS, 3)).page();
        book.text(50, 700, shifted("Terms and Conditions", 3));
        shown("fonts do not say", refusal(book.bytes()));
    }

    @Test
    void a_page_whose_letters_stand_for_others_is_named() {
        PdfPrint print = wrapped(TERMS).page().text(50, 700, shifted(TERMS, 5).substring(0, 90));
        print.text(50, 680, shifted(TERMS, 5).substring(90, 190));

        shown("page 2", print.read().warning().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Chrząszcz brzmi w trzcinie w Szczebrzeszynie. Zwrot towaru jest możliwy w ciągu"
                    + " trzydziestu dni od dostawy, prosimy przesłać przesyłkę z paragonem na nasz"
                    + " adres. Wysyłka do Niemiec kosztuje dziesięć złotych i trwa cztery dni"
                    + " robocze.",
                "Rechtschreibprüfung und Schlussverkauf: Fahrräder verschicken wir nicht,"
                    + " Schlafsäcke und Zelte schon. Geschäftsbedingungen, Zahlungsfristen und"
                    + " Rücksendungen stehen im Handbuch für Kundschaft, Werkstatt und Verleih, das"
                    + " jährlich erscheint.",
                "Giao hàng đến tất cả các nước châu Âu. Bưu kiện mất chín ngày đến Na Uy và ba ngày"
                        + " đến Áo. Quý khách có thể trả lại hàng trong vòng ba mươi ngày kể từ khi"
                        + " nhận được, kèm theo hóa đơn mua hàng và bao bì nguyên vẹn của sản phẩm."
            })
    void words_of_many_consonants_or_marks_are_words(String text) {
        assertEquals(LatinWords.Sense.WORDS, LatinWords.of(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {90, -90, 15, 35, 180})
    void letters_turned_one_by_one_are_refused(int degrees) {
        for (int lines : List.of(1, 4)) {
            PdfPrint print = new PdfPrint();
            for (int at = 0; at < lines * SENTENCE.length(); at++) {
                int letter = at % SENTENCE.length();
                print.text(
                        PdfPrint.PLAIN,
                        10,
                        degrees,
                        50 + letter * 9,
                        700 - at / SENTENCE.length() * 14,
                        SENTENCE.substring(letter, letter + 1));
            }

            shown("turned", refusal(print.bytes()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {90, -90, 15, 35, 180})
    void lines_that_are_turned_as_a_whole_are_read(int degrees) {
        PdfPrint print = new PdfPrint();
        for (int line = 0; line < 4; line++) {
            print.text(PdfPrint.PLAIN, 8, degrees, 300 + line * 20, 400 + line * 10, SENTENCE);
        }

        shown(SENTENCE.substring(0, 20), print.read().text());
    }

    @Test
    void a_price_list_of_numbers_and_codes_is_readable() {
        PdfPrint print = new PdfPrint();
        for (int row = 0; row < 20; row++) {
            print.text(50, 740 - 13 * row, "SKRT-%d PLN %d,00".formatted(row, row * 7));
        }

        shown("SKRT-3 PLN 21,00", print.read().text());
    }
}
