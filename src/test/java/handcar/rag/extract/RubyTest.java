package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.rag.OfficeFiles;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RubyTest {
    private static String file(String name, String text) {
        return ExtractedText.read(text.getBytes(StandardCharsets.UTF_8), name, "").text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</rt></ruby>の<ruby>店<rt>みせ</rt></ruby>です。 | 東京の店です。
                    <ruby><rb>北京</rb><rt>Běijīng</rt></ruby>有两家店。 | 北京有两家店。
                    <ruby>臺北<rtc><rt>ㄊㄞˊ ㄅㄟˇ</rt></rtc></ruby>有店。 | 臺北有店。
                    Ask the <ruby>WHO<rp>(</rp><rt>World Health Organization</rt><rp>)</rp></ruby>. | Ask the WHO (World Health Organization).
                    <ruby>世界保健機関<rt>WHO</rt></ruby>に聞く。 | 世界保健機関 (WHO)に聞く。
                    """)
    void what_stands_above_words_does_not_part_them(String html, String text) {
        assertEquals(text, file("x.html", "<html><p>" + html + "</p>"));
        assertEquals(text, file("x.md", html));
    }

    @ParameterizedTest
    @CsvSource({"とうきょう,東京,東京の店", "Tokyo,TYO,TYO (Tokyo)の店"})
    void what_stands_above_words_in_word_does_not_part_them(
            String above, String word, String text) {
        byte[] file =
                OfficeFiles.docx(
                        "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>"
                                + above
                                + "</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>"
                                + word
                                + "</w:t></w:r></w:rubyBase></w:ruby></w:r>"
                                + "<w:r><w:t>の店</w:t></w:r></w:p>");

        assertEquals(text, ExtractedText.read(file, "x.docx", "").text());
    }
}
