package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A colleague sends a customer's mail on to the inbox.
class ForwardedMailTest {
    private static final Optional<UnansweredReason> FORWARDED =
            Optional.of(UnansweredReason.FORWARDED);

    private static ParsedMail from(String sender, String subject, String text, String... more)
            throws Exception {
        List<String> lines = new ArrayList<>(List.of(more));
        lines.addAll(
                List.of(
                        "From: " + sender,
                        "To: " + MailFixture.HELP,
                        "Subject: " + MailFixture.utf8(subject),
                        "Message-ID: <f.1@shop.example>",
                        "Content-Type: text/plain; charset=utf-8",
                        "",
                        MailFixture.utf8(text.replace("¶", "\r\n"))));
        return MailFixture.read(MailFixture.raw(lines.toArray(String[]::new)));
    }

    private static ParsedMail fromBen(String subject, String text, String... more)
            throws Exception {
        return from("Ben Ito <ben@shop.example>", subject, text, more);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Gmail
                "Fwd: Lamp|FYI¶¶---------- Forwarded message ---------¶From: Zoe Lind"
                        + " <zoe@cust.example>¶Date: Mon, Nov 3, 2025 at 10:00 AM¶Subject: Lamp¶To:"
                        + " <ben@shop.example>¶¶¶How long is the warranty?",
                "Fwd: Lampe|---------- Forwarded message ---------¶Von: Zoe Lind"
                    + " <zoe@cust.example>¶Date: Mo., 3. Nov. 2025 um 10:00 Uhr¶Subject: Lampe¶To:"
                    + " Ben <ben@shop.example>¶¶Wie lange ist die Garantie?",
                // Outlook
                "WG: Lampe|Von: Zoe Lind <zoe@cust.example> ¶Gesendet: Montag, 3. November 2025"
                        + " 10:00¶An: Ben Ito <ben@shop.example>¶Betreff: Lampe¶¶Wie lange?",
                "TR: Lampe|Bonjour,¶¶________________________________¶De : Zoe Lind"
                        + " <zoe@cust.example>¶Envoyé : lundi 3 novembre 2025 10:00¶À : Ben"
                        + " <ben@shop.example>¶Objet : Lampe¶¶Combien de temps ?",
                "FW: Lamp|From: Zoe Lind [mailto:zoe@cust.example]¶Sent: Monday, November 3, 2025"
                        + " 10:00 AM¶To: Ben Ito¶Subject: Lamp¶¶How long?",
                "VS: Lampe|Fra: Zoe Lind <zoe@cust.example>¶Sendt: 3. november 2025 10:00¶Til: Ben"
                        + " <ben@shop.example>¶Emne: Lampe¶¶Hvor længe?",
                "Lamp|*From:* Zoe Lind <zoe@cust.example<mailto:zoe@cust.example>>¶*Sent:* Monday,"
                        + " November 3, 2025 10:00 AM¶*To:* Ben Ito¶*Subject:* Lamp¶¶How long?",
                // Apple Mail
                "Fwd: Lamp|Begin forwarded message:¶¶> From: Zoe Lind <zoe@cust.example>¶> Subject:"
                        + " Lamp¶> Date: 3 November 2025 at 10:00:00 CET¶> To:"
                        + " ben@shop.example¶> ¶> How long?",
                "Fwd: 灯|开始转发的邮件：¶¶发件人: Zoe Lind <zoe@cust.example>¶主题: 灯¶日期:"
                        + " 2025年11月3日 10:00¶收件人: ben@shop.example¶¶保修期多久？",
                // Thunderbird
                "Fwd: Lamp|-------- Forwarded Message --------¶Subject: \tLamp¶Date: \tMon, 3 Nov"
                        + " 2025 10:00:00 +0100¶From: \tZoe Lind <zoe@cust.example>¶To:"
                        + " \tben@shop.example¶¶How long?",
            })
    void isTheCustomersWhereItsHeadTellsWhoTheyAre(String told) throws Exception {
        String[] subjectAndText = told.split("\\|", 2);
        ParsedMail mail = fromBen(subjectAndText[0], subjectAndText[1]);
        assertEquals(FORWARDED, mail.unanswered());
        assertEquals("zoe@cust.example", mail.people().sender());
        assertEquals("zoe@cust.example", mail.people().replyTo());
        assertEquals(Optional.of("Zoe Lind"), mail.people().name());
        assertEquals("ben@shop.example", mail.from());
        assertTrue(!mail.isByStaff());
        Attachment by = mail.attachments().getFirst();
        assertEquals(Optional.of("Forwarded by"), by.name());
        assertEquals(Optional.of("Ben Ito, ben@shop.example"), by.caption());
        assertEquals(Optional.empty(), mail.read(List.of()).whole());
    }

    @Test
    void isTheCustomersWhenItIsAPartOfTheMail() throws Exception {
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.raw(
                                "From: Ben <ben@shop.example>",
                                "To: " + MailFixture.HELP,
                                "Subject: One for you",
                                "Message-ID: <f.2@shop.example>",
                                "Content-Type: multipart/mixed; boundary=b",
                                "",
                                "--b",
                                "Content-Type: text/plain",
                                "",
                                "Can somebody take this?",
                                "--b",
                                "Content-Type: message/rfc822",
                                "Content-Disposition: attachment; filename=lamp.eml",
                                "",
                                "From: =?utf-8?q?Zo=C3=A9?= <zoe@cust.example>",
                                "To: ben@shop.example",
                                "Subject: Lamp",
                                "",
                                "How long is the warranty?",
                                "--b--"));
        assertEquals(FORWARDED, mail.unanswered());
        assertEquals("zoe@cust.example", mail.people().sender());
        assertEquals(Optional.of("Zoé"), mail.people().name());
        assertEquals("Can somebody take this?\n\nHow long is the warranty?", mail.text());
    }

    @Test
    void isTheColleaguesWhereNobodyIsCertain() throws Exception {
        for (String text :
                List.of(
                        "---------- Forwarded message ---------¶From: Zoe Lind¶Date: today¶"
                                + "Subject: Lamp¶¶How long is the warranty?",
                        "From: Zoe <zoe@cust.example>; Yan <yan@cust.example>¶Sent: Monday 10:00¶"
                                + "Subject: Lamp¶¶How long is the warranty?",
                        "From: Eva <eva@shop.example>¶Sent: Monday 10:00¶Subject: Lamp¶¶How long is"
                                + " the warranty?",
                        "How long is the warranty?")) {
            ParsedMail mail = fromBen("Fwd: Lamp", text);
            assertEquals(FORWARDED, mail.unanswered());
            assertEquals("ben@shop.example", mail.people().sender());
        }
    }

    @Test
    void whatElseAColleagueOrACustomerWritesIsAsBefore() throws Exception {
        String forwarded =
                "---------- Forwarded message ---------¶From: Eve <eve@mail.example>¶Date: Mon, Nov"
                        + " 3, 2025 at 10:00 AM¶Subject: Lamp¶¶Is it real?";
        ParsedMail customers = from("Zoe <zoe@cust.example>", "Fwd: Lamp", forwarded);
        assertEquals(Optional.empty(), customers.unanswered());
        assertEquals("zoe@cust.example", customers.people().sender());
        ParsedMail question = fromBen("Lamp", "How long is the warranty?");
        assertEquals(Optional.empty(), question.unanswered());
        ParsedMail form =
                from(
                        "Website <www@shop.example>",
                        "Fwd: Lamp",
                        forwarded,
                        "Reply-To: Zoe <zoe@cust.example>");
        assertEquals(Optional.empty(), form.unanswered());
        assertEquals("zoe@cust.example", form.people().sender());
    }
}
