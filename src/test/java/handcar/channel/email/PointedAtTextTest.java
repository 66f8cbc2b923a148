package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a mail itself points at is a part of the message.
class PointedAtTextTest {
    /// A pilcrow ends a line.
    private static void assertWhole(String text) throws Exception {
        String lines = text.replace('¶', '\n');
        String type = "Content-Type: text/plain; charset=utf-8";
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.fromAnn("x", "Re: Bike", MailFixture.utf8(lines), type));
        assertEquals(new MailText(lines, Optional.empty()), mail.read(List.of()));
    }

    /// When in doubt nothing is taken.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "See below.¶¶-- ¶Ann Miller¶Order 1234",
                "My order number is under my name.¶¶-- ¶Ann Miller¶1234",
                "Die Bestellnummer steht siehe unten.¶¶-- ¶Ann Miller¶1234",
                "Le numéro est ci-dessous.¶-- ¶Ann Miller¶1234",
                "El número está abajo.¶-- ¶Ann Miller¶1234",
                "注文番号は下記です。¶-- ¶Ann Miller¶1234",
                "Номер заказа ниже.¶-- ¶Ann Miller¶1234",
                "It came broken.¶-- ¶Ann Miller¶PS: order 1234",
                "It came broken.¶-- ¶Ann Miller¶When do you send a new one?",
            })
    void aSignatureThatIsPointedAtOrSaysSomethingStays(String text) throws Exception {
        assertWhole(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My answers are below.",
                "See my comments in red.",
                "Siehe meine Antworten unten.",
                "Mes réponses sont dans le texte.",
                "Mis respuestas están abajo.",
                "Le mie risposte sono in rosso.",
                "Ответы в тексте ниже.",
                "回答は赤字です。"
            })
    void answersInsideTheCopiedMailStay(String says) throws Exception {
        String text =
                says
                        + "¶¶On Mon, Nov 3, 2025 at 10:00 AM Shop <help@shop.example> wrote:¶>"
                        + " Which colour?¶> RED please";
        assertWhole(text);
    }
}
