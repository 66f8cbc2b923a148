package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent.Receipt.State;
import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutomaticMailTest {
    private static final UUID OURS = UUID.fromString("0193a1b2-0000-7000-8000-000000000001");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "Auto-Submitted: auto-generated; owner=x",
                "Precedence: bulk",
                "Precedence: LIST",
                "Precedence: junk",
                "Precedence: auto_reply",
                "List-Id: <news.shop.example>",
                "List-Unsubscribe: <mailto:out@b.example>",
                "Feedback-ID: 1:2:3:campaign",
                "X-Loop: help@shop.example",
                "X-Loop: yes",
                "X-Loop: <HELP@shop.example>",
                "X-Autoreply: yes",
                "X-Autorespond: 1",
                "Return-Path: <>"
            })
    void whatAMachineSentIsMarked(String header) throws Exception {
        assertTrue(
                MailFixture.read(MailFixture.raw("From: a@b.example", header, "", "x"))
                        .unanswered()
                        .isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAILER-DAEMON@b.example",
                "noreply@b.example",
                "no-reply+x@b.example",
                "postmaster@b.example"
            })
    void whatNobodyReadsIsMarked(String from) throws Exception {
        assertTrue(
                MailFixture.read(MailFixture.raw("From: " + from, "", "x"))
                        .unanswered()
                        .isPresent());
    }

    @Test
    void whatAPersonSentIsNotMarked() throws Exception {
        for (String header :
                List.of(
                        "X-Loop: a@b.example",
                        "Feedback-ID: 1:2:3:all\r\nUser-Agent: Thunderbird",
                        "Feedback-ID: 1:2:3:all\r\nIn-Reply-To: <1@shop.example>",
                        "Auto-Submitted: no",
                        "Precedence: first-class",
                        "Return-Path: <a@b.example>")) {
            assertFalse(
                    MailFixture.read(MailFixture.raw("From: a@b.example", header, "", "x"))
                            .unanswered()
                            .isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Ann Miller <a.miller@customer.example>,false",
        "Miller Ann <ann@customer.example>,false",
        "Issue Notifications <notifications@customer.example>,true",
        "Acme Support <acme-support@customer.example>,true",
        "Ann <a@customer.example>,false",
        "Annewsome <annewsome@customer.example>,false",
        "Info <info@customer.example>,false",
        "Acme <tickets@customer.example>,true"
    })
    void aHeaderThatAnOrganisationPutsOnAllItsMailsMakesNoPersonAProgram(
            String from, boolean program) throws Exception {
        String header = "X-Auto-Response-Suppress: All";
        assertEquals(
                program,
                MailFixture.read(MailFixture.raw("From: " + from, header, "", "Is it red?"))
                        .unanswered()
                        .isPresent());
    }

    private static Optional<UnansweredReason> unanswered(String... lines) throws Exception {
        return MailFixture.read(MailFixture.raw(lines)).unanswered();
    }

    @Test
    void whatAPersonWritesAboutAnAutomaticReplyIsAPersons() throws Exception {
        for (String subject :
                List.of(
                        "Automatic reply: not working!!",
                        "Out of office: who answers me now?",
                        "Auto-reply: why do I get one?",
                        "Abwesenheitsnotiz - was soll das",
                        "Delivery failure",
                        "Undeliverable: my parcel",
                        "Automatische Antwort: geht nicht",
                        "Réponse automatique : encore une")) {
            String line = MailFixture.utf8("Subject: " + subject);
            assertEquals(Optional.empty(), unanswered("From: Ann <ann@c.example>", line, "", "x"));
            for (String mark :
                    List.of(
                            "X-Auto-Response-Suppress: All",
                            "Precedence: auto_reply",
                            "Auto-Submitted: auto-replied",
                            "In-Reply-To: <1@shop.example>")) {
                assertTrue(
                        unanswered("From: Ann <ann@c.example>", line, mark, "", "x").isPresent(),
                        subject + ", " + mark);
            }
        }
        for (String subject :
                List.of("Out of office", "Automatic reply: Re: Lamps", "Abwesend: AW: Lampen")) {
            assertEquals(
                    Optional.of(UnansweredReason.OUT_OF_OFFICE),
                    unanswered("From: Ann <ann@c.example>", "Subject: " + subject, "", "x"));
        }
    }

    @Test
    void aFormIsAPersonsWhateverItsProgramDeclares() throws Exception {
        for (String from :
                List.of("wordpress@shop.example", "help@shop.example", "noreply@forms.example")) {
            for (String mark :
                    List.of(
                            "Auto-Submitted: auto-generated",
                            "Auto-Submitted: yes",
                            "X-Auto-Response-Suppress: All",
                            "X-Auto-Generated: true",
                            "Precedence: bulk")) {
                assertEquals(
                        Optional.empty(),
                        unanswered(
                                "From: " + from,
                                "Reply-To: ann@cust.example",
                                mark,
                                "",
                                "Name: Ann",
                                "Message: Where is my lamp?"),
                        from + ", " + mark);
            }
        }
        assertEquals(
                Optional.of(UnansweredReason.AUTOMATIC),
                unanswered(
                        "From: noreply@forms.example",
                        "Reply-To: support@forms.example",
                        "Auto-Submitted: auto-generated",
                        "",
                        "Your receipt is attached."));
    }

    private static DeliveryReportParser report(String action, String original) throws Exception {
        return MailFixture.read(
                        MailFixture.raw(
                                "From: MAILER-DAEMON@mx.example",
                                "Return-Path: <>",
                                "Content-Type: multipart/report; report-type=delivery-status;"
                                        + " boundary=r",
                                "",
                                "--r",
                                "Content-Type: text/plain",
                                "",
                                "I could not deliver your mail.",
                                "--r",
                                "Content-Type: message/delivery-status",
                                "",
                                "Reporting-MTA: dns; mx.example",
                                "",
                                "Final-Recipient: rfc822; ann@customer.example",
                                "Action: " + action,
                                "Status: 5.1.1",
                                "Diagnostic-Code: smtp; 550 5.1.1 no such",
                                "  user here",
                                "--r",
                                "Content-Type: message/rfc822",
                                "",
                                "Message-ID: <" + original + ">",
                                "Subject: Re: Bike",
                                "",
                                "old words",
                                "--r--"))
                .report()
                .orElseThrow();
    }

    @Test
    void aReturnedMailOfOursIsToldApart() throws Exception {
        DeliveryReportParser failed = report("failed", "handcar." + OURS + "@shop.example");
        assertEquals(Optional.of(State.FAILED), failed.state());
        assertEquals("550 5.1.1 no such user here", failed.reason());
        assertEquals(List.of(OURS), failed.deliveries());
        assertEquals(
                Optional.of(State.DELIVERED),
                report("delivered", "handcar." + OURS + "@shop.example").state());
        assertEquals(
                Optional.empty(), report("delayed", "handcar." + OURS + "@shop.example").state());
        assertEquals(List.of(), report("failed", "other@shop.example").deliveries());
    }

    @Test
    void aServerThatWritesToPeopleOnlyIsUnderstood() throws Exception {
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.raw(
                                "From: MAILER-DAEMON@mx.example",
                                "",
                                "Sorry, it did not work.",
                                "",
                                "--- Below this line is a copy of the message.",
                                "Message-ID: <handcar." + OURS + "@shop.example>"));
        assertEquals(List.of(OURS), mail.report().orElseThrow().deliveries());
        assertEquals(Optional.of(State.FAILED), mail.report().orElseThrow().state());
    }

    /// Only the subject and what is written speak for a program.
    @Test
    void anAutomaticSubjectAboveAnAbsenceOrAReceiptIsAPrograms() throws Exception {
        for (String[] each :
                new String[][] {
                    {"Automatic reply: Your order", "I am on holiday until 12 January."},
                    {"Automatische Antwort: Ihre Anfrage", "Ich bin im Urlaub. Danke."},
                    {"Automatic reply: Hello", "Thank you for your message. We answer soon."}
                }) {
            assertEquals(
                    Optional.of(UnansweredReason.OUT_OF_OFFICE),
                    MailFixture.read(MailFixture.fromAnn("x", each[0], each[1])).unanswered());
        }
        assertEquals(
                Optional.empty(),
                MailFixture.read(
                                MailFixture.fromAnn(
                                        "y",
                                        "Automatic reply: again",
                                        "Thank you for your automatic reply. When am I answered?"))
                        .unanswered());
    }
}
