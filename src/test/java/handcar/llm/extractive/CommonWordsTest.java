package handcar.llm.extractive;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Customers ask in words of their own, in short forms and with typing errors, in several languages.
class CommonWordsTest {
    private final ExtractiveModel model = new ExtractiveModel();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | How many dentists work there?                          | The practice has three dentists. Parking is on Church Street.
                    en | whats ur phone nr                                      | Telephone: 01947 555 0134. Parking is on Church Street.
                    en | Is there somewhere to leave my car?                    | Parking is on Church Street. We are closed on Sunday.
                    en | Can I book over the internet?                          | Appointments can be booked online. Parking is on Church Street.
                    en | How late can I cancel without paying?                  | You can cancel free of charge up to 24 hours before. Later cancellations cost £35.
                    en | Can my 14 year old come alone?                         | Children under 16 must be accompanied by a parent. A check-up is free for children under 18.
                    en | Do I have to register?                                 | New patients pay a registration fee of £15. Appointments can be booked online.
                    en | Do you whiten teeth of teenagers?                      | Whitening of teeth is not offered to children. Parking is on Church Street.
                    en | Do you take visa?                                      | We accept cash and Visa. New patients pay a fee of £15.
                    de | Was kostet der TÜV?                                    | Die Hauptuntersuchung kostet 149,50 €. Ein Ersatzwagen kostet 25,00 € pro Tag.
                    de | Muss ich was zahlen wenn ich morgen nicht kommen kann? | Eine Absage ist bis 48 Stunden vorher kostenlos. Ein Ersatzwagen kostet 25,00 € pro Tag.
                    de | Wie hoch ist der Stundenlohn?                          | Der Stundensatz beträgt 98,00 €. Eine Absage ist bis 48 Stunden vorher kostenlos.
                    fr | Je peux venir avec mon chien ?                         | Les chiens sont acceptés pour 12 € par nuit. Le Wi-Fi est gratuit.
                    fr | Vous prenez les chèques ?                              | Nous acceptons les cartes, mais pas les chèques. Le Wi-Fi est gratuit.
                    es | Puedo ir a Marruecos?                                  | No se permite salir de España con el coche. La oficina abre a las 8:00.
                    ru | сколько стоит помыть окно                              | Мытьё окна стоит 450 ₽. Химчистка дивана стоит 2 900 ₽.
                    ru | У меня кошка, что с ней делать?                        | Животные во время уборки должны быть закрыты. Выезд за город стоит 500 ₽.
                    """)
    void theFirstSentenceAnswers(String language, String question, String text) {
        Evidence evidence = new Evidence(List.of(ExtractiveModelTest.passage("Info", "", text)));
        ExtractiveReply reply =
                model.reply(question, ExtractiveModel.Before.NOTHING, language, _ -> evidence);
        assertInstanceOf(ExtractiveReply.Answer.class, reply, question);
        assertTrue(reply.text().contains(text.substring(0, text.indexOf(". "))), reply.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | Do you work with animals?             | The practice has three dentists. Parking is on Church Street.
                    en | Can I come with a wheelchair?         | We accept cash and Visa. Parking is on Church Street.
                    de | Wie hoch ist der Turm?                | Der Stundensatz beträgt 98,00 €. Eine Absage ist bis 48 Stunden vorher kostenlos.
                    fr | Et un chat, je peux venir avec ?      | Les chiens sont acceptés pour 12 € par nuit. Le Wi-Fi est gratuit.
                    """)
    void whatDoesNotStandThereIsNotKnown(String language, String question, String text) {
        Evidence evidence = new Evidence(List.of(ExtractiveModelTest.passage("Info", "", text)));
        assertInstanceOf(
                ExtractiveReply.Unknown.class,
                model.reply(question, ExtractiveModel.Before.NOTHING, language, _ -> evidence),
                question);
    }
}
