package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedHistoryTest {
    private static void assertFresh(String expected, String whole) throws Exception {
        assertEquals(lines(expected), fresh("Re: Bike", lines(whole)), whole);
    }

    /// The new part of a mail from Ann that may quote a mail of ours.
    private static String fresh(String subject, String text, String... headers) throws Exception {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: text/plain; charset=utf-8";
        return MailFixture.read(MailFixture.fromAnn("x", subject, MailFixture.utf8(text), all))
                .read(List.of("It is on its way.\n\nShop"))
                .fresh();
    }

    /// A pilcrow ends a line.
    private static String lines(String text) {
        return text.replace('¶', '\n');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Get Outlook for iOS",
                "Hent Outlook til iOS",
                "Hämta Outlook för iOS",
                "Hae Outlook iOS:lle",
                "Skaff deg Outlook for Android",
                "Pobierz aplikację Outlook dla systemu iOS",
                "Scarica Outlook per iOS",
                "Télécharger Outlook pour iOS",
                "Obtener Outlook para Android",
                "Obter o Outlook para iOS",
                "Outlook für iOS herunterladen",
                "Outlook voor iOS downloaden",
                "Stáhnout Outlook pro iOS",
                "Скачать Outlook для iOS",
                "iOS için Outlook'u edinin",
                "iOS 版 Outlook を入手",
                "获取 iOS 版 Outlook"
            })
    void theLineOfAPhoneIsNoWordOfTheCustomer(String line) throws Exception {
        assertFresh("How long is it?", "How long is it?¶¶" + line);
        assertFresh(
                "How long is it?",
                "How long is it?¶¶"
                        + line
                        + "¶________________________________¶From: Shop <help@shop.example>¶Sent:"
                        + " Monday¶To: Ann¶Subject: Bike");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, Nov 3, 2025 at 10:00 AM Shop <help@shop.example> wrote:",
                "On Mon, 3 Nov 2025 at 10:00, A very long name of a shop that makes the line"
                        + " break¶<help@shop.example> wrote:",
                "Am Mo., 3. Nov. 2025 um 10:00 Uhr schrieb Shop <help@shop.example>:",
                "Am 03.11.25 um 10:00 schrieb Shop:",
                "Le lun. 3 nov. 2025 à 10:00, Shop <help@shop.example> a écrit :",
                "El lun, 3 nov 2025 a las 10:00, Shop (<help@shop.example>) escribió:",
                "Il giorno lun 3 nov 2025 alle ore 10:00 Shop <help@shop.example> ha scritto:",
                "Em seg., 3 de nov. de 2025 às 10:00, Shop <help@shop.example> escreveu:",
                "Op ma 3 nov 2025 om 10:00 schreef Shop <help@shop.example>:",
                "пн, 3 нояб. 2025 г. в 10:00, Shop <help@shop.example>:",
                "03.11.2025 10:00, Shop пишет:",
                "3 ноября 2025, 10:00, Shop <help@shop.example> написал(а):",
                "pon., 3 lis 2025 o 10:00 Shop <help@shop.example> napisał(a):",
                "W dniu 3.11.2025 o 10:00, Shop pisze:",
                "-----Original Message-----¶From: Shop",
                "-----Ursprüngliche Nachricht-----¶Von: Shop",
                "-----Message d'origine-----",
                "-----Mensaje original-----",
                "-----Messaggio originale-----",
                "-----Mensagem original-----",
                "-----Oorspronkelijk bericht-----",
                "-----Исходное сообщение-----",
                "-----Wiadomość oryginalna-----",
                "From: Shop <help@shop.example>¶Sent: Monday, November 3, 2025 10:00 AM¶To:"
                        + " Ann¶Subject: Bike",
                "________________________________¶From: Shop <help@shop.example>¶Sent: Monday¶To:"
                        + " Ann¶Subject: Bike",
                "*From:* Shop <help@shop.example>¶*Date:* Monday¶*To:* Ann¶*Subject:* Bike",
                "Von: Shop <help@shop.example>¶Gesendet: Montag, 3. November 2025 10:00¶An:"
                        + " Ann¶Betreff: AW: Rad",
                "De : Shop <help@shop.example>¶Envoyé : lundi 3 novembre 2025 10:00¶À : Ann¶Objet :"
                        + " Vélo",
                "De: Shop <help@shop.example>¶Enviado: lunes, 3 de noviembre de 2025¶Para:"
                        + " Ann¶Asunto: Bici",
                "Da: Shop <help@shop.example>¶Inviato: lunedì 3 novembre 2025¶A: Ann¶Oggetto: Bici",
                "De: Shop <help@shop.example>¶Enviada em: segunda-feira¶Para: Ann¶Assunto:"
                        + " Bicicleta",
                "Van: Shop <help@shop.example>¶Verzonden: maandag 3 november 2025¶Aan:"
                        + " Ann¶Onderwerp: Fiets",
                "От: Shop <help@shop.example>¶Отправлено: 3 ноября 2025¶Кому: Ann¶Тема: Велосипед",
                "Od: Shop <help@shop.example>¶Wysłano: 3 listopada 2025¶Do: Ann¶Temat: Rower"
            })
    void theMailsBeforeAreCutOff(String over) throws Exception {
        assertFresh("Thank you, it came.", "Thank you, it came.¶¶" + over + "¶¶It is on its way.");
        assertFresh(
                "Thank you, it came.",
                "Thank you, it came.¶¶" + over + "¶> It is on its way.¶>¶> Shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "At 2025-11-03 10:00:00, \"Shop\" <help@shop.example> wrote:",
                "Shop <help@shop.example> escreveu no dia segunda, 3/11/2025 à(s) 10:00:",
                "25. 11. 3. 오전 10:00에 Shop 이(가) 쓴 글:",
                "Monday, November 3, 2025, 10:00:00 AM, you wrote:",
                "------ Original Message ------¶From \"Shop\" <help@shop.example>¶To \"Ann\"",
            })
    void aCustomersLineAboveThatLooksLikeTheirsStays(String over) throws Exception {
        String own = "On 12 March your technician wrote: broken.¶From: Berlin To: Oslo¶How long?";
        assertFresh(own, own + "¶" + over + "¶> It is on its way.");
    }

    @Test
    void whatIsWrittenBelowAQuotationStays() throws Exception {
        assertFresh(
                "The red one.¶¶And tomorrow.",
                """
                On Mon, Nov 3, 2025 at 10:00 AM Shop <help@shop.example> wrote:
                > Which one?
                The red one.

                > When?
                And tomorrow.
                """);
    }

    @Test
    void aSignatureIsCutOff() throws Exception {
        assertFresh("Yes please.", "Yes please.¶¶-- ¶Ann Miller¶CEO, Customer Ltd");
        assertFresh("Yes please.", "Yes please.¶¶Sent from my iPhone");
        assertFresh("Ja bitte.", "Ja bitte.¶¶Von meinem iPhone gesendet");
        assertFresh("Да.", "Да.¶¶Отправлено с iPhone¶");
    }

    /// Nothing but the prefix of the subject, or our own words below, tells that the mail is a reply.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "R: Bici|Da: Shop¶Inviato: lunedì 3 novembre 2025 10:00¶A: Ann¶Oggetto: Bici",
                "RES: Bicicleta|De: Shop¶Enviada em: segunda-feira, 3 de novembro de 2025"
                        + " 10:00¶Para: Ann¶Assunto: Bicicleta",
                "\u200f\u200fRE: אופניים|\u200fמאת: Shop¶\u200fנשלח: יום שני 03 נובמבר 2025"
                        + " 10:00¶\u200fאל: Ann¶\u200fנושא: אופניים",
                "Bici|Da: Shop¶Inviato: lunedì 3 novembre 2025¶A: Ann¶Oggetto: Bici",
                "אופניים|מאת: Shop¶נשלח: יום שני¶אל: Ann¶נושא: אופניים",
            })
    void theHeadOfOutlookNeedsNoAddress(String mail) throws Exception {
        String[] parts = mail.split("\\|", -1);
        String text = lines("It came.¶¶" + parts[1] + "¶¶It is on its way.¶¶Shop");
        assertEquals("It came.", fresh(MailFixture.utf8(parts[0]), text), mail);
    }

    @Test
    void aForwardedMailIsWhatTheSenderWantsToShow() throws Exception {
        String forwarded =
                "See below, is it real?¶¶---------- Forwarded message ---------¶From: Eve"
                    + " <eve@evil.example>¶Date: Mon, Nov 3, 2025¶Subject: You won¶To: Ann¶¶You won"
                    + " a bike.";
        assertFresh(forwarded, forwarded);
        String outlook =
                "See below.¶¶From: Eve¶Sent: Monday¶To: Ann¶Subject: You won¶¶You won a bike.";
        assertEquals(lines(outlook), fresh("FW: You won", lines(outlook)));
    }

    @Test
    void ordinaryWordsStay() throws Exception {
        for (String text :
                new String[] {
                    "On Monday he wrote:¶please send it back.",
                    "From: Berlin¶we go to Paris.",
                    "To: you¶Date: tomorrow",
                    "My order 2025-11 says:¶shipped",
                    "Am Montag kam es an.¶¶Danke:¶Ann",
                    "I ordered two - three bikes -- not four.",
                    "a¶¶b¶¶c",
                    "Hello,¶¶On 12 March 2025 your technician Mr. Smith wrote:¶The lamp cannot be"
                            + " repaired.¶¶I do not accept that.",
                    "Hello,¶¶On 12 March 2025 your technician wrote:¶> It cannot be repaired.¶¶I do"
                            + " not accept that.",
                    "Am 12.03.2025 schrieb mir Ihr Techniker:¶Das geht nicht.¶¶Ich möchte mein"
                            + " Geld.",
                    "A quote please.¶¶From: Berlin, Main Street 1¶To: Oslo¶Date: 12 May 2027¶¶About"
                            + " 20 boxes.",
                    "Von: Berlin¶Nach: Oslo¶Am: 12. Mai¶¶20 Kisten.",
                    "Hello,¶--¶Order number: 1234¶Problem: the lamp flickers",
                    "Hello,¶-- ¶Order number: 1234¶Problem: the lamp flickers",
                    "Hello,¶-----¶Order number: 1234¶-----¶Thanks",
                    "The display shows:¶> ERROR 42¶> sensor missing¶What does that mean?",
                    "The delivery note reads¶From: Shop warehouse¶Sent: Monday¶To: Ann¶Subject:"
                            + " lamp blue¶but I ordered red",
                    "注文です。¶差出人：田中¶送信日時：月曜¶宛先：鈴木¶件名：贈り物¶青いランプを",
                    "The app shows this:¶-----Original Message-----¶Error 7¶and then closes.",
                    "Die App zeigt:¶-----Ursprüngliche Nachricht-----¶Fehler 7¶Was nun?",
                    "Sent from our warehouse in Lund were three parcels.¶¶Where is the third?",
                    "Where is it?¶¶Sent from my office in Lund were three parcels"
                }) {
            assertFresh(text, text);
            assertEquals(lines(text), fresh("Complaint", lines(text)), text);
            assertEquals(
                    lines(text),
                    fresh("Complaint", lines(text), "In-Reply-To: <a@b.example>"),
                    text);
        }
    }

    @Test
    void wordsOfOursAreRecognisedWithoutMarks() throws Exception {
        assertFresh("Thanks.", "Thanks.¶> It is on its¶> way.¶>¶> Shop");
        assertFresh("Thanks.", "Thanks.¶¶Shop, 3 November 2025, said:¶It is on its way.¶Shop");
    }

    @Test
    void whatWasTakenOffIsKept() throws Exception {
        String text =
                "Thanks.\n\nOn 3 Nov 2025, at 10:00, Shop <help@shop.example> wrote:\n\n> Hello";
        ParsedMail mail = MailFixture.read(MailFixture.fromAnn("x", "Re: Bike", text));
        assertEquals(new MailText("Thanks.", Optional.of(text)), mail.read(List.of()));
        assertEquals(
                new MailText("Thanks.", Optional.empty()),
                MailFixture.read(MailFixture.fromAnn("y", "Bike", "Thanks.")).read(List.of()));
    }

    @Test
    void aMailThatWouldBeEmptyIsKeptWhole() throws Exception {
        assertFresh("> all of it¶> is quoted", "> all of it¶> is quoted");
        assertFresh(
                "On Mon, Nov 3, 2025 at 10:00 AM Shop wrote:¶> hello",
                "On Mon, Nov 3, 2025 at 10:00 AM Shop wrote:¶> hello");
        assertFresh("", "");
    }

    @Test
    void hostileTextsTakeNoTime() throws Exception {
        String[] hostile = {
            "On ".repeat(300_000),
            "On 1234 wrote\n".repeat(70_000),
            "> ".repeat(500_000),
            "\n".repeat(1_000_000),
            " ".repeat(1_000_000),
            "From: a\n".repeat(120_000),
            "-".repeat(1_000_000),
            "a:\n".repeat(300_000),
            "From: a\nTo: b\n".repeat(60_000)
        };
        for (String text : hostile) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> fresh("Re: x", text));
        }
    }

    /// What stands under the head is old to its end, or nothing is taken.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "________________________________¶",
                "-----Original Message-----¶",
                "",
            })
    void newWordsBelowTheOldOnesAreNotHidden(String rule) throws Exception {
        String above = "Thank you, one more thing.";
        String head =
                "¶¶"
                        + rule
                        + "From: Shop <help@shop.example>¶Sent: Tuesday, December 1, 2026 1:00"
                        + " PM¶To: Ann¶Subject: Re: Bike¶¶";
        String old = "It is on its way.¶¶Shop";
        assertFresh(above, above + head + old);
        assertFresh(above, above + head + old + "¶¶[1] Delivery");
        for (String below : List.of("¶¶And when do parcels to Norway leave?", "¶Norway, too?")) {
            assertFresh(above + head + old + below, above + head + old + below);
        }
    }
}
