package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyLanguageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Ok thanks                                       | ENGLISH | en
                    hi, wat time do u close on wednsday??           | ENGLISH | en
                    t202 price                                      | ENGLISH | en
                    a comment                                       | ENGLISH | en
                    a comment                                       | GERMAN  | de
                    Comment ?                                       | FRENCH  | fr
                    Comment faire un retour ?                       | ENGLISH | fr
                    no camera                                       | ENGLISH | en
                    new hat                                         | ENGLISH | en
                    my door                                         | ENGLISH | en
                    a tag?                                          | ENGLISH | en
                    Ok thanks                                       | GERMAN  | de
                    Preis b330                                      | GERMAN  | de
                    Are you open on Sunday?                         | GERMAN  | en
                    Do you accept credit cards?                     | GERMAN  | en
                    Wie lange habe ich Garantie auf den Akku?       | ENGLISH | de
                    quel est le prix de la livraison en France ?    | ENGLISH | fr
                    Öffnungszeiten                                  | ENGLISH | de
                    сколько стоит доставка                          | ENGLISH | ru
                    وكم تكلفة التوصيل؟                              | ENGLISH | ar
                    배송비는 누가 내나요?                           | ENGLISH | ko
                    ???                                             | GERMAN  | de
                    How deep is the pool?                           | RUSSIAN | en
                    Do parcels go to Norway?                        | ENGLISH | en
                    do u ship to poland                             | ENGLISH | en
                    Do bikes go on trains?                          | GERMAN  | en
                    Quanto costa?                                   | ENGLISH | it
                    Avete parcheggio?                               | GERMAN  | it
                    A che ora chiudete?                             | SPANISH | it
                    Quanto dura?                                    | ITALIAN | it
                    Quanto custa o envio?                           | ENGLISH | pt
                    Cuanto dura?                                    | ENGLISH | es
                    Habt ihr offen?                                 | SPANISH | de
                    Mag mijn hond mee?                              | ENGLISH | nl
                    Czy wysyłacie do Norwegii?                      | ENGLISH | pl
                    """)
    void aShortTextTakesTheExpectedLanguage(String text, Language expected, String code) {
        assertEquals(code, ReplyLanguage.of(text, List.of(), List.of(), List.of(expected)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Wie lange dauert der Versand nach Österreich? | ok     | de
                    How long does the delivery take?              | super  | en
                    Combien coûte la livraison en Belgique ?      | merci  | fr
                    Ви продаєте байдарки?                         | так    | uk
                    Вы продаёте байдарки?                         | да     | ru
                    Продавате ли каяци?                           | да     | bg
                    Prodáváte kajaky?                             | jo     | cs
                    Prodáváte kajaky?                             | ano    | cs
                    Vindeți caiace?                               | da     | ro
                    Sælger I kajakker?                            | ja     | da
                    Myyttekö kajakkeja?                           | joo    | fi
                    ¿Venden kayaks?                               | si     | es
                    Verkaufen Sie Kajaks?                         | yes    | de
                    Do you sell kayaks?                           | 是     | zh
                    """)
    void aShortTextTakesTheLanguageOfTheConversation(String earlier, String text, String code) {
        List<Language> library = List.of(Language.SPANISH);
        assertEquals(code, ReplyLanguage.of(text, List.of(earlier), List.of(), library));
    }

    /// A word or a mark that only one language has decides.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ¿Venden kayaks?                | es
                    Vindeți caiace?                | ro
                    Myyttekö kajakkeja?            | fi
                    Sælger I kajakker?             | da
                    Árultok kajakot?               | hu
                    Vendete kayak?                 | it
                    Vendem caiaques?               | pt
                    Predávate kajaky?              | sk
                    Prodáváte kajaky?              | cs
                    Ar parduodate baidares?        | lt
                    Verkoopt u kajaks?             | nl
                    Sprzedajecie kajaki?           | pl
                    Where is the Škoda of Dvořák?  | en
                    Do you sell jalapeños?         | en
                    Verkaufen Sie Pampers?         | de
                    """)
    void fewWordsOfOneLanguageAreEnough(String text, String code) {
        for (Language usual : List.of(Language.ENGLISH, Language.GERMAN)) {
            assertEquals(code, ReplyLanguage.of(text, List.of(), List.of(), List.of(usual)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fwd: DHL", "see attached", "Fwd: DHL\n\nsee attached\n-- \nAnn Lee"})
    void aMailWithoutASentenceIsEnglish(String text) {
        assertEquals("en", ReplyLanguage.of(text, List.of(), List.of(), List.of()));
        assertEquals("en", ReplyLanguage.of(text, List.of("Fwd: DHL"), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a photo", "see pics", "ok", "the lamp", "hand", "Order 5", "no"})
    void aShortTextWithoutAnyOtherSignIsAnsweredInEnglish(String text) {
        assertEquals("en", ReplyLanguage.of(text, List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Combien coûte la livraison en Belgique ? | de,en | de
                    How much is the delivery to Belgium?     | de,en | en
                    Was kostet die Lieferung nach Belgien?   | en,de | de
                    ok                                       | en-GB | en
                    Was kostet die Lieferung nach Belgien?   | pt-BR | pt
                    """)
    void onlyTheLanguagesOfTheAgentAreSpoken(String text, String agent, String code) {
        List<String> allowed = List.of(agent.split(",", -1));
        assertEquals(code, ReplyLanguage.of(text, List.of(), allowed, List.of(Language.ENGLISH)));
    }

    /// Some apps tell the language that they are in.
    @Test
    void theLanguageOfTheAppIsAHintForShortTexts() {
        for (Map.Entry<String, String> each :
                Map.of(
                                "IBAN?", "tr",
                                "ok", "pl",
                                "no tak", "pl",
                                "4711", "it",
                                "PayPal", "pt",
                                "Xiaomi 14 Pro", "es")
                        .entrySet()) {
            assertEquals(each.getValue(), hinted(each.getKey(), each.getValue()), each.toString());
        }
        // what is clear is what was written
        assertEquals("it", hinted("Quanto costa la spedizione?", "en"));
        assertEquals("en", hinted("How long is the warranty?", "ru"));
        assertEquals("de", hinted("Wo ist mein Paket?", "en-GB"));
        assertEquals("no", hinted("ok", "nb"));
    }

    private static String hinted(String text, String code) {
        return ReplyLanguage.of(
                text, List.of(), List.of(), ReplyLanguage.byCode(code).stream().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sí, avise", "Sí, avísele", "Sí avise"})
    void aFewWordsThatLookLikeASeldomLanguageAreInTheOneThatIsSpoken(String text) {
        List<String> before = List.of("¿Cuánto cuesta el envío a Noruega?");
        assertEquals("es", ReplyLanguage.of(text, before, List.of(), List.of(Language.ENGLISH)));
    }
}
