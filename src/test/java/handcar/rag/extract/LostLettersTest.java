package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostLettersTest {
    private static final List<String> NOTICES =
            List.of(
                    "Мастерская по ремонту обуви. Набойки стоят 450 рублей, срок работы три дня.",
                    "Επισκευές υποδημάτων. Τα καινούργια τακούνια κοστίζουν 9 ευρώ.",
                    "靴の修理店のご案内。かかとの交換は1200円、仕上がりは三日後です。",
                    "Öffnungszeiten: täglich außer Sonntag geöffnet, auch für große Aufträge.",
                    "Zamówienie będzie gotowe za trzy dni, wymiana zamka błyskawicznego też.",
                    "Pazar günleri dışında her gün açığız, acil işler için lütfen çağırın.");

    private static ExtractedText read(String text, Charset charset) {
        return ExtractedText.read(text.getBytes(charset), "x.txt", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "Shift_JIS"})
    void a_text_whose_letters_were_replaced_is_refused_with_what_to_do(String charset) {
        for (String notice : NOTICES) {
            byte[] bytes = notice.getBytes(Charset.forName(charset));
            if (!new String(bytes, Charset.forName(charset)).equals(notice)) {
                String refusal =
                        assertThrows(
                                        UnreadableDocumentException.class,
                                        () -> ExtractedText.read(bytes, "x.txt", ""),
                                        notice)
                                .sentence();
                assertTrue(refusal.contains("UTF-8"), refusal);
            }
        }
    }

    @Test
    void a_table_of_lost_letters_is_refused() {
        String rows = "????;????\n?????? ????;450\n???????;1300\n????? ??;90\n";

        assertThrows(
                UnreadableDocumentException.class,
                () -> ExtractedText.read(rows.getBytes(StandardCharsets.UTF_8), "x.csv", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do you ship?Yes. Is it free?No. Really?Well, nearly. What???",
                "What is it? ??? Nobody knows. Price: ??? Date: ??? Place: ???",
                "See https://shop.example/a?b=c and shop.example/x?page and ?q=d&e?f=g.",
                "We don?t know what the customer?s order was, and they?re asking.",
                "Is there parking? How much is it? Who pays?"
            })
    void a_question_is_a_question(String text) {
        assertEquals(text, read(text, StandardCharsets.UTF_8).text());
    }
}
