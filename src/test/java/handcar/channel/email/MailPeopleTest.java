package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;

/// Persons behind the forms and lists whose mails carry another sender.
class MailPeopleTest {
    private static ParsedMail mail(String... headers) throws Exception {
        String[] lines = Arrays.copyOf(headers, headers.length + 2);
        lines[headers.length] = "";
        lines[headers.length + 1] = "How long is the warranty?";
        return MailFixture.read(MailFixture.raw(lines));
    }

    private static void assertPerson(String address, String name, String... headers)
            throws Exception {
        ParsedMail mail = mail(headers);
        assertEquals(address, mail.people().sender());
        assertEquals(address, mail.people().replyTo());
        assertEquals(name, mail.people().name().orElse(""));
        assertEquals(Optional.empty(), mail.unanswered(), String.join(", ", headers));
    }

    @Test
    void aFormThatSendsFromOurAddressWritesForItsVisitor() throws Exception {
        assertPerson(
                "carl@cust.example",
                "Carl",
                "From: Shop <help@shop.example>",
                "Reply-To: Carl <carl@cust.example>");
        assertPerson(
                "ann@cust.example",
                "",
                "From: Shop website <wordpress@shop.example>",
                "Reply-To: ann@cust.example",
                "Auto-Submitted: auto-generated",
                "Precedence: bulk");
        assertPerson(
                "ann@cust.example",
                "",
                "From: Forms <noreply@forms.example>",
                "Reply-To: help@shop.example, ann@cust.example");
        for (String service :
                List.of(
                        "submissions@formsubmit.example",
                        "formresponses@sites.example",
                        "Kontaktformular <mail@host.example>")) {
            assertPerson("ann@cust.example", "", "From: " + service, "Reply-To: ann@cust.example");
        }
    }

    @Test
    void theSubjectOfAFormStandsBesideTheQuestionAndIsNotAsked() throws Exception {
        String form = "From: Shop <help@shop.example>";
        String asked = "How long is the warranty?";
        for (String subject : List.of("New message from your website", "Tessel leads, Berlin")) {
            assertContent(asked, subject, form, "Reply-To: carl@cust.example");
        }
        assertContent(asked, "(no subject)", "From: Ann <ann@cust.example>");
        assertContent(asked, "Re: your order", "From: Ann <ann@cust.example>");
        for (String own : List.of("Do you open today?", "Where is order 5?")) {
            assertContent(own + "\n\n" + asked, "", form, "Reply-To: c@cust.example", own);
        }
        assertContent(
                "Broken lamp\n\n" + asked, "", "From: Ann <ann@cust.example>", "", "Broken lamp");
        assertContent(
                "Broken lamp\n\n" + asked,
                "",
                "From: 'Dora' via Help <help@shop.example>",
                "X-Original-Sender: dora@cust.example",
                "Broken lamp");
    }

    /// @param subject that stands beside the message, or nothing
    /// @param more another header, and a subject that is a part of the message
    private static void assertContent(String content, String subject, String from, String... more)
            throws Exception {
        String own = more.length > 1 ? more[1] : subject;
        List<String> headers = new ArrayList<>(List.of(from, "Subject: " + own));
        Stream.of(more).limit(1).filter(each -> !each.isEmpty()).forEach(headers::add);
        ParsedMail mail = mail(headers.toArray(String[]::new));
        assertEquals(content, MailContent.text(mail, mail.read(List.of())));
        assertEquals(
                Stream.of(subject).filter(each -> !each.isEmpty()).toList(),
                MailContent.attachments(mail, mail.read(List.of())).stream()
                        .flatMap(each -> each.caption().stream())
                        .toList());
    }

    @Test
    void aListOfOursBringsMailsOfItsMembers() throws Exception {
        assertPerson(
                "dora@cust.example",
                "Dora",
                "From: 'Dora' via Help <help@shop.example>",
                "X-Original-Sender: dora@cust.example",
                "List-Id: <help.shop.example>",
                "Precedence: list");
        assertPerson(
                "emil@cust.example",
                "Emil",
                "From: Emil <emil@cust.example>",
                "Reply-To: help@shop.example",
                "List-Id: Help desk <support.shop.example>",
                "Precedence: list",
                "List-Unsubscribe: <mailto:support+unsubscribe@shop.example>");
    }

    @Test
    void ourOwnMailIsNobodys() throws Exception {
        assertEquals("", mail("From: Shop <help@shop.example>").people().sender());
        assertEquals(
                "",
                mail("From: help@shop.example", "Reply-To: Help <help@shop.example>")
                        .people()
                        .sender());
    }

    @Test
    void aPersonOfOursWritesToACustomer() throws Exception {
        for (String from :
                List.of("From: Shop <help@shop.example>", "From: Eva <eva@shop.example>")) {
            MailPeople people =
                    mail(from, "To: Ann <ann@cust.example>, Ben <ben@shop.example>").people();
            assertEquals("", people.sender());
            assertEquals(
                    Optional.of(
                            new MailRecipients.Customer(
                                    "ann@cust.example", Optional.of("Ann"), false, List.of())),
                    people.customer());
            assertEquals("ann@cust.example", people.outsider());
        }
        for (String[] headers :
                List.of(
                        new String[] {"From: help@shop.example", "To: help@shop.example"},
                        new String[] {"From: ann@cust.example", "To: help@shop.example"},
                        new String[] {
                            "From: help@shop.example",
                            "To: help@shop.example",
                            "Reply-To: a@b.example"
                        })) {
            assertEquals(Optional.empty(), mail(headers).people().customer());
        }
    }

    @Test
    void aPersonWhoWantsTheAnswerElsewhereIsKnownByTheSendersAddress() throws Exception {
        MailPeople people =
                mail("From: Eve <eve@cust.example>", "Reply-To: ann@cust.example").people();
        assertEquals("eve@cust.example", people.sender());
        assertEquals("ann@cust.example", people.replyTo());
    }

    private static Optional<UnansweredReason> reason(String subject, String... headers)
            throws Exception {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "From: a@b.example";
        all[headers.length + 1] = "Subject: " + subject;
        return mail(all).unanswered();
    }

    @Test
    void programsAreToldByWhatTheyDeclare() throws Exception {
        Optional<UnansweredReason> automatic = Optional.of(UnansweredReason.AUTOMATIC);
        assertEquals(automatic, reason("x", "X-Autogenerated: Reply"));
        assertEquals(Optional.empty(), reason("x", "X-Auto-Response-Suppress: All"));
        assertEquals(
                Optional.empty(),
                reason("Re: x", "X-Auto-Response-Suppress: All", "In-Reply-To: <a@shop.example>"));
        assertEquals(Optional.empty(), reason("x", "X-Auto-Response-Suppress: DR, OOF, AutoReply"));
        assertEquals(
                Optional.empty(),
                reason("x", "X-Auto-Response-Suppress: All", "Thread-Index: AdXyZ=="));
        assertEquals(Optional.empty(), reason("x", "Auto-Submitted: no"));
        assertEquals(
                Optional.of(UnansweredReason.MAILING_LIST),
                reason("x", "List-Unsubscribe: <https://news.example/leave>"));
        String ours = "In-Reply-To: <handcar." + UUID.randomUUID() + "@shop.example>";
        assertEquals(Optional.empty(), reason("Re: x", "List-Id: <team.cust.example>", ours));
    }

    @Test
    void outOfOfficeRepliesAreToldByTheirSubject() throws Exception {
        for (String subject :
                List.of(
                        "Out of office: Re: Returns",
                        "Automatic reply: Returns",
                        "Automatische Antwort: Returns",
                        "Abwesend: Re: Returns",
                        "Automatisk svar: Returns",
                        "Automatisch antwoord: x",
                        "Respuesta =?utf-8?q?autom=C3=A1tica?=: x",
                        "=?utf-8?b?6Ieq5YuV5b+c562U?=: x")) {
            assertEquals(
                    Optional.of(UnansweredReason.OUT_OF_OFFICE),
                    reason(subject, "X-Auto-Response-Suppress: All"),
                    subject);
        }
        for (String subject :
                List.of(
                        "Out of office chairs",
                        "Auto: Kratzer im Lack",
                        "Absence: my son is ill",
                        "Automatic reply does not work")) {
            assertEquals(
                    Optional.empty(), reason(subject, "X-Auto-Response-Suppress: All"), subject);
        }
        assertEquals(Optional.of(UnansweredReason.RETURNED), reason("Undeliverable: Re: Returns"));
    }

    /// Nobody is talked over, not even when the customer has not written yet.
    @Test
    void aColleaguesFirstMailIsStaffsWord() throws Exception {
        String ann = "To: Ann <ann@cust.example>";
        for (String[] headers :
                new String[][] {
                    {"From: Eva <eva@shop.example>", ann, "Cc: " + MailFixture.HELP},
                    {"From: Eva <" + MailFixture.HELP + ">", ann, "Cc: " + MailFixture.HELP},
                    {"From: Eva <" + MailFixture.HELP + ">", ann + ", " + MailFixture.HELP},
                    {
                        "From: Eva <" + MailFixture.HELP + ">",
                        ann,
                        "User-Agent: Mozilla Thunderbird"
                    },
                    {"From: Eva <eva@shop.example>", ann + ", ben@shop.example"},
                    {"From: Eva <eva@shop.example>", ann + ", " + MailFixture.HELP},
                    {"From: Sales <sales@shop.example>", ann, "Cc: Help <" + MailFixture.HELP + ">"}
                }) {
            ParsedMail mail = mail(headers);
            assertTrue(mail.isByStaff(), Arrays.toString(headers));
            assertEquals("ann@cust.example", mail.people().customer().orElseThrow().address());
        }
        for (String[] headers :
                new String[][] {
                    {"From: Shop <" + MailFixture.HELP + ">", ann},
                    {"From: Shop <noreply@shop.example>", ann, "Cc: " + MailFixture.HELP},
                    {"From: Orders <orders@shop.example>", ann},
                    {
                        "From: Shop <" + MailFixture.HELP + ">",
                        ann,
                        "Cc: " + MailFixture.HELP,
                        "Auto-Submitted: auto-generated"
                    },
                    {
                        "From: Shop <shop@shop.example>",
                        ann,
                        "Cc: " + MailFixture.HELP,
                        "X-Mailer: PHPMailer 6.8.0"
                    },
                    {"From: Eva <eva@shop.example>", "To: " + MailFixture.HELP}
                }) {
            assertFalse(mail(headers).isByStaff(), Arrays.toString(headers));
        }
    }

    @Test
    void aTextWithANameIsTheBodyOfAMailThatHasNoOther() throws Exception {
        ParsedMail mail =
                mail("From: a@b.example", "Content-Type: text/plain; name=\"message.txt\"");
        assertEquals("How long is the warranty?", mail.read(List.of()).fresh());
        assertEquals(List.of(), mail.attachments());
    }

    @Test
    void lettersThatAProgramCutInTwoAreWhole() throws Exception {
        assertEquals(
                Optional.of("pasižadėjimų"),
                mail("Subject: =?UTF-8?Q?pasi=C5=BEad=C4?=\r\n =?UTF-8?Q?=97jim=C5=B3?=")
                        .subject());
    }

    @Test
    void japaneseOfVendorsIsRead() throws Exception {
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.raw(
                                "From: a@b.example",
                                "Content-Type: text/plain; charset=ISO-2022-JP",
                                "",
                                "\u001B$B-!$N%i%s%W\u001B(B OK"));
        assertEquals("①のランプ OK", mail.read(List.of()).fresh());
    }
}
