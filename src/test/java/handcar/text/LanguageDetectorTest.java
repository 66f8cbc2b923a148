package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageDetectorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ENGLISH | How much does shipping to Canada cost?
                    ENGLISH | What is the maximum payload?
                    ENGLISH | Thirty days, no questions.
                    ENGLISH | refund policy for damaged items
                    GERMAN | Wie hoch sind die Versandkosten nach Österreich?
                    GERMAN | Wann öffnet ihr am Samstag?
                    GERMAN | Rückgabe innerhalb von 30 Tagen
                    FRENCH | Quels sont vos horaires d'ouverture ?
                    FRENCH | Combien coûte la livraison en Belgique ?
                    SPANISH | ¿Cuánto cuesta el envío a Chile?
                    SPANISH | Quiero devolver un producto que compré ayer
                    PORTUGUESE | Qual é o prazo de entrega para São Paulo?
                    PORTUGUESE | Não recebi o meu pedido ainda
                    ITALIAN | Quanto costa la spedizione in Italia?
                    ITALIAN | Come posso restituire un prodotto?
                    CATALAN | Quan de temps triga l'enviament amb aquest servei?
                    ROMANIAN | Cât costă livrarea în București?
                    DUTCH | Wat zijn de verzendkosten naar België?
                    DANISH | Hvor meget koster forsendelsen til udlandet?
                    NORWEGIAN | Hva koster frakten til utlandet, og hvor lang tid tar det?
                    SWEDISH | Hur mycket kostar frakten till utlandet?
                    FINNISH | Paljonko toimitus maksaa ja milloin se on perillä?
                    HUNGARIAN | Mennyibe kerül a szállítás és mikor érkezik meg?
                    TURKISH | Kargo ücreti ne kadar ve ne zaman gelir?
                    INDONESIAN | Berapa biaya pengiriman ke luar negeri?
                    IRISH | Cad é an costas seachadta go dtí an Fhrainc?
                    LITHUANIAN | Kiek kainuoja pristatymas į užsienį?
                    BASQUE | Zenbat balio du bidalketa horrek eta noiz iritsiko da?
                    SERBIAN | Koliko košta dostava i kada stiže?
                    SERBIAN | Колико кошта достава и када стиже?
                    RUSSIAN | Сколько стоит доставка в Казахстан?
                    UKRAINIAN | Скільки коштує доставка і коли вона буде?
                    BULGARIAN | Колко струва доставката и кога ще пристигне?
                    POLISH | Ile kosztuje wysyłka za granicę?
                    CZECH | Kolik stojí doprava do zahraničí?
                    VIETNAMESE | Phí vận chuyển là bao nhiêu?
                    GREEK | Πόσο κοστίζει η αποστολή;
                    ARMENIAN | Որքա՞ն արժե առաքումը
                    ARABIC | كم تكلفة الشحن إلى دبي؟
                    PERSIAN | هزینه ارسال به تهران چقدر است؟
                    URDU | ترسیل کی قیمت کیا ہے؟
                    HEBREW | כמה עולה המשלוח?
                    YIDDISH | וויפל קאסט דאס און װער איז ער
                    HINDI | डिलीवरी में कितना समय लगता है?
                    NEPALI | यो सामान कति दिनमा आउँछ र को ले ल्याउँछ?
                    TAMIL | விநியோகக் கட்டணம் எவ்வளவு?
                    CHINESE | 运费是多少？
                    JAPANESE | 送料はいくらですか？
                    KOREAN | 배송비는 얼마인가요?
                    THAI | ค่าจัดส่งเท่าไหร่
                    OTHER | 4711 / 0815
                    """)
    void tells_the_language_of_one_question(Language language, String question) {
        assertEquals(language, Language.of(question));
    }

    @Test
    void two_words_are_enough_when_the_languages_to_choose_from_are_known() {
        var library = EnumSet.of(Language.ENGLISH, Language.GERMAN);

        assertEquals(Language.GERMAN, Language.among("Preis Lieferung", library));
        assertEquals(Language.ENGLISH, Language.among("shipping prices", library));
        assertEquals(Language.OTHER, Language.among("送料はいくら", library));
    }

    @Test
    void names_a_postgres_configuration_or_simple() {
        assertEquals("german", Language.GERMAN.configuration());
        assertEquals("simple", Language.POLISH.configuration());
    }

    @Test
    @Tag("xquad")
    void is_right_for_more_than_99_of_100_paragraphs_and_97_of_100_questions() throws IOException {
        for (Language language : List.of(Language.ENGLISH, Language.GERMAN)) {
            Path data = Path.of("../shared/data/xquad." + language.code() + ".json");
            var paragraphs =
                    new JsonView(Json.object(Files.readAllBytes(data)))
                            .at("data")
                            .each()
                            .flatMap(a -> a.at("paragraphs").each())
                            .toList();

            assertTrue(
                    share(
                                    language,
                                    paragraphs.stream()
                                            .map(p -> p.text("context").orElseThrow())
                                            .toList())
                            > 0.99);
            assertTrue(
                    share(
                                    language,
                                    paragraphs.stream()
                                            .flatMap(p -> p.at("qas").each())
                                            .map(q -> q.text("question").orElseThrow())
                                            .toList())
                            > 0.97);
        }
    }

    private static double share(Language language, List<String> texts) {
        long right = texts.stream().filter(text -> Language.of(text) == language).count();
        return (double) right / texts.size();
    }
}
