package handcar.text;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What programs answer to every message, and what people write who begin in the same way.
class AcknowledgementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "We appreciate your message!\n\n"
                    + "We have received your request and will get back to you as soon as possible.",
                "Hello Ann,\n\n"
                        + "Thank you for contacting us. Your ticket number is 4711. A member of our"
                        + " team will reply within 24 hours.\n\n"
                        + "Kind regards,\n"
                        + "The Lamp Shop Team\n"
                        + "www.lamps.example",
                "Your request has been received and is being reviewed by our support staff.",
                "Guten Tag,\n\n"
                    + "vielen Dank für Ihre Nachricht. Wir haben Ihre Anfrage erhalten und melden"
                    + " uns so schnell wie möglich.\n\n"
                    + "Mit freundlichen Grüßen\n"
                    + "Ihr Lampenladen",
                "Ihre Nachricht ist bei uns eingegangen. Unser Team kümmert sich darum und wird"
                        + " sich in Kürze melden.",
                "Bonjour,\n\n"
                    + "Nous avons bien reçu votre message. Notre équipe vous répondra dans les plus"
                    + " brefs délais.\n\n"
                    + "Cordialement",
                "Gracias por su mensaje. Hemos recibido su solicitud y nos pondremos en contacto lo"
                        + " antes posible.",
                "Grazie per averci contattato. Abbiamo ricevuto la sua richiesta e le risponderemo"
                        + " al più presto.",
                "Obrigado pela sua mensagem. Recebemos o seu pedido e responderemos em breve.",
                "Bedankt voor uw bericht. Wij hebben uw bericht ontvangen en nemen zo snel mogelijk"
                        + " contact met u op.",
                "Dziękujemy za wiadomość. Otrzymaliśmy Twoją wiadomość i odpowiemy w ciągu 24"
                        + " godzin.",
                "Děkujeme za Vaši zprávu. Vaše zpráva byla přijata a odpovíme co nejdříve.",
                "Tack för ditt meddelande. Vi har tagit emot ditt ärende och återkommer så snart"
                        + " som möjligt.",
                "Tak for din henvendelse. Vi har modtaget din henvendelse og vender tilbage"
                        + " hurtigst muligt.",
                "Kiitos viestistäsi. Olemme vastaanottaneet viestisi ja vastaamme mahdollisimman"
                        + " pian.",
                "Köszönjük megkeresését. Üzenetét megkaptuk, hamarosan válaszolunk.",
                "Vă mulțumim pentru mesaj. Am primit solicitarea dumneavoastră și vom reveni în cel"
                        + " mai scurt timp.",
                "Спасибо за ваше обращение. Мы получили ваше сообщение и ответим в ближайшее"
                        + " время.",
                "Дякуємо за ваше звернення. Ми отримали ваше повідомлення і відповімо найближчим"
                        + " часом.",
                "Mesajınız için teşekkür ederiz. Talebiniz alınmıştır, en kısa sürede size dönüş"
                        + " yapılacaktır.",
                "お問い合わせありがとうございます。\nお問い合わせを受け付けました。担当者より2営業日以内にご連絡いたします。",
                "您好，感谢您的来信。我们已收到您的邮件，将尽快回复您。",
                "문의해 주셔서 감사합니다. 문의가 접수되었습니다. 담당자가 곧 연락드리겠습니다.",
                "شكراً لتواصلك معنا. لقد استلمنا رسالتك وسنرد عليك في أقرب وقت ممكن.",
            })
    void isNotAnswered(String text) {
        assertTrue(Acknowledgement.matches(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you for your message, but my question is whether you ship to Norway.",
                "Thank you for your message.",
                "Thank you for your message. The lamp came without its screws.",
                "Thanks for your e-mail! Can you send the invoice, too?",
                "We have received your message, the amount in it is too high.",
                "We have received your e-mail. Our order has the number 4711. Send the lamps to"
                        + " Oslo.",
                "We received your parcel and the lamp is broken.",
                "I have received your message and will get back to you as soon as possible.",
                "Please reply as soon as possible.",
                "Vielen Dank für Ihre Nachricht, aber meine Frage war eine andere.",
                "Vielen Dank für Ihre Nachricht. Die Lampe ist kaputt.",
                "Wir haben Ihre Nachricht erhalten. Wann kommt die Lampe?",
                "Merci pour votre message, mais ma question est autre.",
                "Gracias por su mensaje. La lámpara no funciona.",
                "Grazie per il suo messaggio, vorrei sapere quanto costa.",
                "Bedankt voor uw bericht. De lamp is nog niet aangekomen.",
                "Dziękujemy za wiadomość. Lampa nie działa od wczoraj.",
                "Спасибо за ваше сообщение. Лампа не работает.",
                "ありがとうございます。ランプが壊れています。",
                "感谢您的来信。灯坏了。",
            })
    void ofAPersonIsAnswered(String text) {
        assertFalse(Acknowledgement.matches(text), text);
    }
}
