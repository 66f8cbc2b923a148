package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;
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
                "Mi dirección está en la firma.¶-- ¶Ann Miller¶Calle Mayor 1",
                "Il mio numero è in firma.¶-- ¶Ann Miller¶1234",
                "Numeroni on alla.¶-- ¶Ann Miller¶1234",
                "Mój numer jest w stopce.¶-- ¶Ann Miller¶1234",
                "Telefonszámom lent.¶-- ¶Ann Miller¶1234",
                "Send it to my address, see footer.¶-- ¶Ann Miller¶High Street 1",
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
                "回答は赤字です。",
                "Answers inside.",
                "I filled in the form below.",
                "Details are further down.",
                "Filled in, thanks!",
                "I wrote the number next to your question.",
                "Ich habe direkt in Ihrer Mail geantwortet.",
                "Ich habe das Formular ausgefüllt.",
                "Je vous ai répondu dans votre mail.",
                "Respondo abajo, entre líneas.",
                "Contesto en tu correo más abajo.",
                "Te respondo en el texto.",
                "Rispondo sotto, nel testo.",
                "Respondi abaixo, no seu texto.",
                "Ответы внутри письма.",
                "Відповіді нижче в тексті.",
                "Odpovědi jsou níže v textu.",
                "Odpowiedzi w treści.",
                "Ik heb geantwoord in je mail.",
                "Svaren står inne i mejlet.",
                "Cevaplar aşağıda.",
                "A válaszok lent vannak.",
                "Răspunsurile sunt mai jos.",
                "Απαντώ παρακάτω στο κείμενο.",
                "الإجابات أدناه",
                "התשובות בגוף המייל",
                "Odgovori su dolje u tekstu.",
                "Câu trả lời ở bên dưới.",
                "下記に回答しました。",
                "本文中に回答を記入しました。",
                "请看下面我的回答。",
                "답변은 아래에 있습니다."
            })
    void answersInsideTheCopiedMailStay(String says) throws Exception {
        String text =
                says
                        + "¶¶On Mon, Nov 3, 2025 at 10:00 AM Shop <help@shop.example> wrote:¶>"
                        + " Which colour?¶> RED please";
        assertWhole(text);
    }

    private static MailText reply(String quoted, String... sent) throws Exception {
        String text =
                ("Hello again,¶¶On Mon, Nov 3, 2025 at 10:00 AM Shop <help@shop.example> wrote:¶"
                                + quoted)
                        .replace('¶', '\n');
        return MailFixture.read(MailFixture.fromAnn("x", "Re: Bike", text)).read(List.of(sent));
    }

    /// We know what we wrote.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "> Which colour would you like?¶> RED please",
                "> Which colour would you like?¶>¶> RED¶>¶> What is your order number?¶> 1234",
                "> Which colour would you like?¶> What is your order number?¶> 1234",
            })
    void wordsInACopiedMailThatAreNotOursStay(String quoted) throws Exception {
        String sent = "Which colour would you like?\n\nWhat is your order number?";
        assertEquals(Optional.empty(), reply(quoted, sent).whole());
    }

    /// Behind words of ours in their line, short ones that also stand within words of ours, and where programs put no marks.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "> Which colour would you like? The red one.",
                "> Which colour would you like? red¶> What is your order number? 77",
                "> Which colour would you like?¶> No¶>¶> What is your order number?",
                "> Which colour would you like?¶>¶> What is your order number? <- not there",
            })
    void wordsBesideOurLinesStay(String quoted) throws Exception {
        String sent = "Which colour would you like?\n\nWhat is your order number?";
        assertEquals(Optional.empty(), reply(quoted, sent).whole());
    }

    private static MailText html(String plain, String html, String... sent) throws Exception {
        return MailFixture.read(
                        MailFixture.fromAnn(
                                "x",
                                "Re: Bike",
                                "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                                        + MailFixture.utf8(plain)
                                        + "\r\n"
                                        + "--b\r\n"
                                        + "Content-Type: text/html; charset=utf-8\r\n\r\n"
                                        + MailFixture.utf8(html)
                                        + "\r\n--b--",
                                "In-Reply-To: <a@shop.example>",
                                "MIME-Version: 1.0",
                                "Content-Type: multipart/alternative; boundary=b"))
                .read(List.of(sent));
    }

    private static final String SENT = "Which colour would you like?\n\nWhat is your order number?";

    private static final String ABOVE =
            "<div>Hello again,</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon,"
                    + " Nov 3, 2025 at 10:00 AM Shop &lt;help@shop.example&gt;"
                    + " wrote:<br></div><blockquote class=\"gmail_quote\">";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Which colour would you like? <b>The red one.</b></p><p>What is your order"
                        + " number?</p>",
                "<p>Which colour would you like?</p><p>The red one.</p><p>What is your order"
                        + " number?</p>",
            })
    void wordsInCopiedHtmlThatAreNotOursStay(String quoted) throws Exception {
        String html = ABOVE + quoted + "</blockquote></div>";
        assertEquals(Optional.empty(), html("", html, SENT).whole());
        String own = ABOVE + "<p>Which colour would you like?</p><p>What is your order number?</p>";
        assertEquals("Hello again,", html("", own + "</blockquote></div>", SENT).fresh());
    }

    @Test
    void whatOnlyOneFormOfAMailSaysIsNotLost() throws Exception {
        String quoted = ABOVE + "<p>Which colour would you like?</p></blockquote></div>";
        assertEquals(
                "The red one, number 77.\n\nHello again,",
                html("Hello again,\nThe red one, number 77.\n", quoted, SENT).fresh());
        MailText more = html("Hello again,", "<p>Hello again,</p><p>The red one.</p>", SENT);
        assertEquals("Hello again,", more.fresh());
        assertEquals(Optional.of("The red one.\n\nHello again,"), more.whole());
        assertEquals(
                "Hello again, see shop",
                html(
                                "Hello again, see *shop* <https://shop.example/a?b=1>\n"
                                        + "[image: logo.png]",
                                "<p>Hello again, see <a"
                                        + " href=\"https://shop.example/a?b=1\">shop</a></p><div"
                                        + " class=\"gmail_quote\"><blockquote"
                                        + " class=\"gmail_quote\">Which colour would you"
                                        + " like?</blockquote></div>",
                                SENT)
                        .fresh()
                        .replaceAll(" \\(.*", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> Which colour would you¶> like?¶>¶> What is your order number?",
                "> Which colour would you like?¶>¶> What is your order number?¶>¶> On Sun, Nov 2,"
                    + " 2025 at 10:00 AM Ann <ann@customer.example> wrote:¶>> Do you have bikes?",
            })
    void whatWeWroteAloneIsTakenOff(String quoted) throws Exception {
        String sent = "Which colour would you like?\n\nWhat is your order number?";
        assertEquals("Hello again,", reply(quoted, sent).fresh());
    }

    @Test
    void theSourcesBelowOurTextAreOurs() throws Exception {
        String quoted = "> We ship in two days.¶>¶> Sources: Delivery";
        assertEquals("Hello again,", reply(quoted, "We ship in two days [1].").fresh());
    }
}
