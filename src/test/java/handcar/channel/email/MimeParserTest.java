package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import module java.base;

import handcar.channel.InboundEvent.Attachment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MimeParserTest {
    private static String text(String type, String encoding, String body) throws Exception {
        return MailFixture.read(
                        MailFixture.raw(
                                "From: a@b.example",
                                "Content-Type: " + type,
                                "Content-Transfer-Encoding: " + encoding,
                                "",
                                body))
                .read(List.of())
                .fresh();
    }

    @Test
    void aMailSaysWhoWroteWhatInWhichThread() throws Exception {
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.fromAnn(
                                "2@customer.example",
                                "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=",
                                "Thank you.",
                                "In-Reply-To: <x@shop.example>",
                                "References: <1@customer.example>\r\n <x@shop.example>"));
        assertEquals("2@customer.example", mail.name());
        assertEquals(MailFixture.ANN, mail.from());
        assertEquals(MailFixture.ANN, mail.people().replyTo());
        assertEquals(Optional.of("Ann Miller"), mail.people().name());
        assertEquals(Optional.of("Grüße"), mail.subject());
        assertEquals(List.of("x@shop.example", "1@customer.example"), mail.answered());
        assertEquals("Thank you.", mail.read(List.of()).fresh());
        assertEquals(Optional.empty(), mail.unanswered());
        assertEquals(Optional.empty(), mail.report());
    }

    @Test
    void aFormOnAWebsiteIsAnsweredWhereItWantsToBe() throws Exception {
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.raw(
                                "From: noreply@forms.example",
                                "Reply-To: Ann <ANN@customer.example>",
                                "",
                                "hello"));
        assertEquals("noreply@forms.example", mail.from());
        assertEquals(MailFixture.ANN, mail.people().replyTo());
        assertEquals(Optional.empty(), mail.unanswered());
    }

    @Test
    void lettersAreWhatWasMeant() throws Exception {
        String latin = "Gr\u00fc\u00dfe";
        assertEquals("Grüße", text("text/plain; charset=utf-8", "8bit", MailFixture.utf8("Grüße")));
        assertEquals("Grüße", text("text/plain; charset=iso-8859-1", "8bit", latin));
        assertEquals("Grüße", text("text/plain", "8bit", latin));
        assertEquals(
                "Grüße", text("text/plain; charset=us-ascii", "8bit", MailFixture.utf8("Grüße")));
        assertEquals(
                "Grüße",
                text("text/plain; charset=x-nobody-knows", "8bit", MailFixture.utf8("Grüße")));
        assertEquals("Grüße", text("text/plain; charset=utf-8", "8bit", latin));
        assertEquals(
                "Grüße", text("text/plain; charset=utf-8", "quoted-printable", "Gr=C3=BC=C3=9Fe"));
        assertEquals("“so”", text("text/plain; charset=iso-8859-1", "8bit", "\u0093so\u0094"));
        assertEquals(
                "Привет",
                text("text/plain; charset=koi8-r", "base64", encoded("Привет", "KOI8-R")));
        assertEquals(
                "Привет",
                text(
                        "text/plain; charset=windows-1251",
                        "base64",
                        encoded("Привет", "windows-1251")));
        assertEquals(
                "こんにちは",
                text("text/plain; charset=iso-2022-jp", "base64", encoded("こんにちは", "ISO-2022-JP")));
        assertEquals("你好", text("text/plain; charset=gb2312", "base64", encoded("你好", "GB2312")));
    }

    private static String encoded(String text, String charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(Charset.forName(charset)));
    }

    @Test
    void encodingsThatAreBrokenAreReadAsFarAsTheyGo() throws Exception {
        assertEquals("a=zzb", text("text/plain", "quoted-printable", "a=zzb").replace("\n", ""));
        assertEquals("hello", text("text/plain", "base64", "aGVs!!bG8="));
        assertEquals("hello", text("text/plain", "x-unknown", "hello"));
        assertEquals("hello", text("this is no type", "7bit", "hello"));
        assertEquals("hello", text("text/plain; charset=\"", "7bit", "hello"));
    }

    @Test
    void headersInAnyLettersAreRead() throws Exception {
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.raw(
                                "From: " + MailFixture.utf8("Jürgen Müller") + " <J@B.Example>",
                                "Subject: " + MailFixture.utf8("Fährrad"),
                                "",
                                "x"));
        assertEquals(Optional.of("Jürgen Müller"), mail.people().name());
        assertEquals("j@b.example", mail.from());
        assertEquals(Optional.of("Fährrad"), mail.subject());
        ParsedMail encoded =
                MailFixture.read(
                        MailFixture.raw(
                                "From: =?utf-8?B?0JDQvdC90LA=?= <a@b.example>",
                                "Subject: =?utf-8?Q?one_?=",
                                " =?utf-8?Q?two?=",
                                "",
                                "x"));
        assertEquals(Optional.of("Анна"), encoded.people().name());
        assertEquals(Optional.of("one two"), encoded.subject());
    }

    @Test
    void sendersWhoAreWrittenOddlyAreFound() throws Exception {
        for (String from :
                List.of(
                        "a@b.example",
                        "<a@b.example>",
                        "Ann <a@b.example> (home)",
                        "\"Ann, the first\" <a@b.example>",
                        "Ann, the first <a@b.example>",
                        "A@B.EXAMPLE, c@d.example")) {
            assertEquals(
                    "a@b.example",
                    MailFixture.read(MailFixture.raw("From: " + from, "", "x")).from(),
                    from);
        }
        assertEquals("", MailFixture.read(MailFixture.raw("From: nobody", "", "x")).from());
        assertEquals("", MailFixture.read(MailFixture.raw("Subject: x", "", "x")).from());
    }

    @Test
    void theTextIsPreferredToItsHtmlAndAttachmentsAreReferences() throws Exception {
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.raw(
                                "From: a@b.example",
                                "Content-Type: multipart/mixed; boundary=m",
                                "",
                                "--m",
                                "Content-Type: multipart/alternative; boundary=a",
                                "",
                                "--a",
                                "Content-Type: text/plain",
                                "",
                                "plain words",
                                "--a",
                                "Content-Type: text/html",
                                "",
                                "<p>html words</p>",
                                "--a--",
                                "--m",
                                "Content-Type: image/jpeg; name=\"=?utf-8?Q?R=C3=A4der?=.jpg\"",
                                "Content-Disposition: attachment; filename*=utf-8''R%C3%A4der.jpg",
                                "Content-Transfer-Encoding: base64",
                                "",
                                Base64.getMimeEncoder().encodeToString(new byte[3_000]),
                                "--m",
                                "Content-Type: message/rfc822",
                                "",
                                "Subject: inner",
                                "",
                                "inner words",
                                "--m--"));
        assertEquals("plain words", mail.read(List.of()).fresh());
        assertEquals(2, mail.attachments().size());
        Attachment image = mail.attachments().getFirst();
        assertEquals("image", image.type());
        assertEquals(Optional.of("image/jpeg"), image.mimeType());
        assertEquals(Optional.of("Räder.jpg"), image.name());
        assertEquals(3_000, image.bytes().orElseThrow(), 30);
        assertEquals(Optional.of("imap:INBOX/;section=2"), image.reference());
        assertEquals("file", mail.attachments().get(1).type());
    }

    @Test
    void aMailThatIsOnlyHtmlBecomesText() throws Exception {
        assertEquals(
                "Hello\n\nbye", text("text/html; charset=utf-8", "7bit", "<p>Hello</p><p>bye</p>"));
        ParsedMail empty =
                MailFixture.read(
                        MailFixture.raw(
                                "From: a@b.example",
                                "Content-Type: multipart/alternative; boundary=a",
                                "",
                                "--a",
                                "Content-Type: text/plain",
                                "",
                                "   ",
                                "--a",
                                "Content-Type: text/html",
                                "",
                                "<p>Hello</p>",
                                "--a--"));
        assertEquals("Hello", empty.read(List.of()).fresh());
    }

    @Test
    void shortLinesOfAFlowingTextAreOne() throws Exception {
        assertEquals(
                "one two three\nfour",
                text("text/plain; format=flowed", "7bit", "one \r\ntwo \r\nthree\r\nfour"));
    }

    @Test
    void aMailWithoutANameHasOneOfItsOwn() throws Exception {
        ParsedMail one =
                MailFixture.read(MailFixture.raw("From: a@b.example", "Date: x", "", "hello"));
        ParsedMail again =
                MailFixture.read(MailFixture.raw("From: a@b.example", "Date: x", "", "hello"));
        ParsedMail other =
                MailFixture.read(
                        MailFixture.raw("From: a@b.example", "Date: x", "", "hello again"));
        assertEquals(one.key(), again.key());
        assertNotEquals(one.key(), other.key());
    }

    @Test
    void mailsOfOneNameThatDifferAreTwo() throws Exception {
        ParsedMail one =
                MailFixture.read(
                        MailFixture.raw(
                                "From: scan@b.example", "Message-ID: <scan@b>", "", "page 1"));
        ParsedMail two =
                MailFixture.read(
                        MailFixture.raw(
                                "From: scan@b.example", "Message-ID: <scan@b>", "", "page 2"));
        assertEquals(one.name(), two.name());
        assertNotEquals(one.key(), two.key());
    }

    @Test
    void mailsThatAreBuiltToHurtAreBounded() throws Exception {
        StringBuilder deep = new StringBuilder("From: a@b.example\r\n");
        for (int i = 0; i < 200; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        deep.append("Content-Type: text/plain\r\n\r\nfound\r\n");
        assertEquals(
                "[This mail is longer than is shown here: the rest stands in the whole message and"
                        + " in the mailbox.]",
                MailFixture.read(MailFixture.raw(deep.toString())).read(List.of()).fresh());
        String huge = "a".repeat(7_000_000);
        ParsedMail large =
                MailFixture.read(
                        MailFixture.raw("From: a@b.example", "Content-Type: text/plain", "", huge));
        assertEquals(1_000_000, large.text().length());
        ParsedMail odd =
                MailFixture.read(
                        MailFixture.raw(
                                "From: a@b.example", "Content-Type: text/plain", "", "a\u0000b"));
        assertEquals("a\uFFFDb", odd.read(List.of()).fresh());
        assertEquals(
                StandardCharsets.UTF_8.newEncoder().canEncode(odd.read(List.of()).fresh()), true);
    }

    /// A mail that was days on its way is late; a clock that is wrong by years tells nothing.
    @ParameterizedTest
    @CsvSource({"5, 5", "0, 0", "400, 0"})
    void aMailIsAsOldAsItsDateWithinReason(int written, int counted) throws Exception {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).minusDays(written));
        ParsedMail mail =
                MailFixture.read(MailFixture.raw("From: ann@x.example", "Date: " + date, "", "Hi"));
        assertEquals(counted, Duration.between(mail.at(), Instant.now()).toDays());
    }
}
