package handcar.text;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Subjects that nobody thought up for a question, beside those that are one.
class GenericSubjectTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(no subject)",
                "[no subject]",
                "Contact form",
                "[Shop] Contact form",
                "Contact form submission",
                "Website contact form enquiry",
                "New message from your website",
                "New message from shop.example",
                "New form submission from Tessel Lamps",
                "You've received a new message",
                "New contact request #1234",
                "Re: your order",
                "Fwd: Re: Your order 1234",
                "Your message",
                "Question",
                "Quick question",
                "Hello!",
                "URGENT",
                "Help please",
                "Message from the contact form",
                "Kontaktanfrage",
                "Neue Kontaktanfrage über Ihre Website",
                "Kontaktformular - Lampen Tessel",
                "Neue Nachricht von Ihrer Webseite",
                "AW: Ihre Bestellung Nr. 4711",
                "(Kein Betreff)",
                "Frage",
                "Guten Tag",
                "Nouveau message de votre site",
                "Demande de contact",
                "(sans objet)",
                "Bonjour",
                "Nuevo mensaje de contacto",
                "Formulario de contacto",
                "(sin asunto)",
                "Novo contato do site",
                "(sem assunto)",
                "Nuovo messaggio dal sito",
                "Richiesta di informazioni",
                "(nessun oggetto)",
                "Nieuw bericht van uw website",
                "Contactformulier",
                "Ny henvendelse fra hjemmesiden",
                "Kontaktformulär",
                "Nowa wiadomość ze strony",
                "(bez tematu)",
                "Nová zpráva",
                "Новая заявка с сайта",
                "(без темы)",
                "Yeni mesaj",
                "رسالة جديدة",
                "お問い合わせ",
                "無題",
                "新消息",
                "문의",
                "Tin nhắn mới"
            })
    void isGeneric(String subject) {
        assertTrue(GenericSubject.matches(subject), subject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "About a bike",
                "Please cancel my order 1234",
                "Your order came without a lamp",
                "How long is the warranty?",
                "Warranty of the Tessel lamp",
                "New message from your website: how long is the warranty?",
                "Contact lenses are broken",
                "Message from my technician: it cannot be repaired",
                "No subject is too small for you, is it?",
                "Order 1234 is late",
                "Help, my lamp burns",
                "Frage zur Garantie der Lampe",
                "Bestellung stornieren",
                "Nachricht kam nicht an",
                "Hallo, wann öffnen Sie?",
                "Question sur la garantie",
                "Demande de remboursement",
                "Order from last week",
                "Problem with the order from your shop",
                "Commande incomplète",
                "Consulta sobre la garantía y el envío a Noruega, por favor",
                "Ordine annullato per errore",
                "Заказ не пришёл",
                "保証期間について",
                "退货",
                "배송 문의 1234번이 안 왔어요"
            })
    void isOfTheCustomer(String subject) {
        assertFalse(GenericSubject.matches(subject), subject);
    }
}
