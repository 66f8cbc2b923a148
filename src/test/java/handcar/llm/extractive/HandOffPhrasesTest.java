package handcar.llm.extractive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandOffPhrasesTest {
    private static final String COMPLAINTS =
            """
            My lamp arrived broken
            The lamp you sent me is defective
            I never got my parcel
            My parcel has not arrived yet after three weeks
            You charged me twice
            I am really disappointed with your service
            Your staff was rude to me
            This is the third time I am writing and nobody answers
            I received the wrong lamp
            worst shop ever
            Why have you charged me twice?
            My lamp arrived broken, what can I do?
            Meine Lampe ist kaputt angekommen
            Mein Paket ist nicht angekommen
            Sie haben mir doppelt abgebucht
            Ich habe die falsche Lampe bekommen
            Ma lampe est arrivée cassée
            Je n'ai jamais reçu mon colis
            On m'a débité deux fois
            Mi lámpara llegó rota
            No he recibido mi paquete
            Me han cobrado dos veces
            Лампа пришла сломанной
            Я не получил посылку
            С меня списали деньги дважды
            وصل المصباح مكسورا
            لم أستلم طردي
            أنا مستاء جدا من خدمتكم
            """;

    /// As other customers put it.
    private static final String MORE_COMPLAINTS =
            """
            The vase came in pieces
            Two cups are missing from my order
            I still haven't received my refund
            the zip on my jacket broke on the first day
            you took the money from my card twice!!
            My delivery is two weeks late
            If I hear nothing by Friday you will hear from my lawyer
            I'll leave a one star review everywhere
            Mir wurde der Betrag zweimal abgebucht.
            Die Tasse kam zerbrochen bei mir an
            Ich warte seit drei Wochen auf meine Bestellung
            In meinem Paket fehlen zwei Teller
            Sie hören von meinem Rechtsanwalt
            Warum ist mein Paket noch nicht angekommen?
            Le vase est arrivé en morceaux
            Mon colis n'est toujours pas arrivé
            Vous m'avez prélevé deux fois
            J'ai reçu la mauvaise taille
            La taza llegó rajada
            Mi pedido todavía no ha llegado
            Me enviaron el modelo equivocado
            Voy a llamar a mi abogado
            Il mio pacco non è mai arrivato
            La tazza è arrivata rotta
            Mi avete addebitato due volte l'importo
            Siete dei truffatori
            Mijn pakket is nog steeds niet aangekomen
            De lamp is kapot aangekomen
            Jullie hebben twee keer afgeschreven
            Moja paczka nie dotarła
            Lampa przyszła uszkodzona
            Pobraliście opłatę dwa razy
            A minha encomenda não chegou
            O candeeiro chegou partido
            Fui cobrado duas vezes
            Siparişim hâlâ gelmedi
            Lamba kırık geldi
            Kartımdan iki kez para çekildi
            Мой заказ до сих пор не пришёл
            Чашка приехала разбитая
            Мне прислали не тот размер
            لم يصلني الطلب حتى الآن
            وصلتني القطعة تالفة
            خصمتم المبلغ مرتين
            Моя посилка досі не прийшла
            Moje zásilka nedorazila
            Min lampa kom trasig
            Min pakke er ikke ankommet
            Pakettini ei ole saapunut
            Nu am primit coletul meu
            Η παραγγελία μου δεν έχει φτάσει
            A csomagom sérülten érkezett
            我一直没收到包裹
            ランプが壊れて届きました
            소포가 아직 도착하지 않았어요
            החבילה שלי לא הגיעה
            """;

    private static final String QUESTIONS =
            """
            What if my lamp arrives broken?
            What do I do with a defective lamp?
            What is the warranty if a lamp breaks?
            Are returns of broken lamps accepted?
            Can I complain within the warranty?
            What happens when a parcel has not arrived?
            Do you repair broken zips?
            My phone screen is cracked, how much is a repair?
            My car is broken and needs a repair appointment
            I haven't got a bike, can I rent one?
            No problem, I received it
            How late are you open?
            Is the wrong size exchanged for free?
            Do I get my money back if it was never delivered?
            Was passiert, wenn meine Lampe kaputt ankommt?
            Was mache ich mit einer defekten Lampe?
            Mein Auto ist kaputt, was kostet die Reparatur?
            Werden defekte Geräte ersetzt?
            Que faire si mon colis n'est pas arrivé ?
            Les lampes cassées sont-elles remboursées ?
            ¿Qué pasa si mi lámpara llega rota?
            ¿Puedo devolver un producto defectuoso?
            Cosa succede se il pacco non è arrivato?
            Wat gebeurt er als mijn pakket niet is aangekomen?
            Co zrobić, jeśli paczka nie dotarła?
            O que acontece se a encomenda não chegou?
            Siparişim gelmezse ne olur?
            Что делать, если лампа пришла сломанной?
            Можно ли вернуть бракованный товар?
            ماذا يحدث إذا وصل المصباح مكسورا؟
            Do you have lamps for the human resources office?
            When does the second course start?
            Is breakfast missing from the half board?
            """;

    private static final String WISHES =
            """
            Is there somebody I can talk to?
            Can I talk to staff
            give me an agent
            Gibt es hier auch echte Menschen?
            Please let me speak to your manager
            Is anyone there I could speak with?
            Put me through to a colleague
            Transfer me to a human
            Sitzt da auch ein Mensch?
            Stellen Sie mich bitte zu einem Berater durch
            Kann ich bei Ihnen jemanden persönlich sprechen?
            Passez-moi un conseiller
            Y a-t-il quelqu'un à qui parler ?
            ¿Hay alguien con quien hablar?
            Páseme con un agente
            C'è qualcuno con cui posso parlare?
            Is er iemand met wie ik kan praten?
            Há alguém com quem eu possa falar?
            Połącz mnie z konsultantem
            Konuşabileceğim biri var mı?
            Есть тут живые люди?
            Дайте оператора
            حولني إلى موظف
            """;

    private static final String NO_WISHES =
            """
            Can a person carry the floor lamp alone?
            Do your staff ship to Sweden?
            Does the staff speak English?
            How many people fit into the tent?
            Is the agent of the landlord paid by us?
            Who signs for the parcel?
            Kann Ihr Personal Deutsch?
            Wie viele Menschen passen hinein?
            Combien de personnes par table ?
            ¿Cuántas personas caben?
            """;

    /// What desks tell.
    private static final String ANNOUNCEMENTS =
            """
            An agent will review your case.
            One of our human agents will be with you soon.
            Ein Mitarbeiter wird sich Ihren Fall ansehen.
            Un conseiller vous répondra demain.
            Un agente revisará su caso
            Un agente humano se pondrá en contacto con usted.
            Un operatore risponderà alla sua richiesta.
            Um atendente vai responder em breve.
            Een medewerker zal uw vraag bekijken.
            Nasz konsultant wkrótce się z Państwem skontaktuje.
            Наш оператор свяжется с вами.
            担当者より折り返しご連絡いたします
            オペレーターが順次対応いたします。
            人工客服稍后会联系您
            상담원이 곧 연락드리겠습니다.
            """;

    private static final String WISHES_BESIDE =
            """
            Un agente, por favor
            A human will do, give me an agent
            担当者から連絡をお願いします
            An agent will review your case. I want to talk to a human!
            """;

    static List<String> announcements() {
        return ANNOUNCEMENTS.lines().toList();
    }

    static List<String> complaints() {
        return (COMPLAINTS + MORE_COMPLAINTS).lines().toList();
    }

    static List<String> others() {
        return (QUESTIONS + NO_WISHES).lines().toList();
    }

    static List<String> wishes() {
        return (WISHES + WISHES_BESIDE).lines().toList();
    }

    private static Optional<ExtractiveReply> reply(String message) {
        return new ExtractiveModel().smallTalk(message, "en", false);
    }

    @ParameterizedTest
    @MethodSource("complaints")
    void whatHappenedToTheCustomerIsAComplaint(String message) {
        assertInstanceOf(ExtractiveReply.Complaint.class, reply(message).orElse(null), message);
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void aWishForAPersonIsHeard(String message) {
        assertInstanceOf(ExtractiveReply.WantsPerson.class, reply(message).orElse(null), message);
    }

    @ParameterizedTest
    @MethodSource("announcements")
    void whoTellsThatAPersonWillLookWantsNone(String message) {
        assertFalse(
                reply(message).orElse(null) instanceof ExtractiveReply.WantsPerson,
                message + " → " + reply(message));
    }

    @ParameterizedTest
    @MethodSource("others")
    void aQuestionAboutTheRulesIsAQuestion(String message) {
        assertFalse(reply(message).isPresent(), message + " → " + reply(message));
    }
}
