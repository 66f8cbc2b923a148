package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.Outbound;
import handcar.channel.OutboundFile;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.config.Secret;
import handcar.fakes.FakeSmtp;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.TrustedHosts;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmailSenderTest {
    private static final UUID ID = UUID.fromString("0193a1b2-0000-7000-8000-000000000001");
    private static final String NAME = "handcar." + ID + "@shop.example";

    private final FakeSmtp smtp = new FakeSmtp();
    private final EmailSender channel =
            new EmailSender(
                    new MailSocketFactory(AddressGuard.publicAnd(TrustedHosts.of("127.0.0.1"))));

    @AfterEach
    void close() {
        smtp.close();
    }

    private ChannelAccount account() {
        return new ChannelAccount(
                EmailProvider.KIND,
                "help@shop.example",
                Optional.empty(),
                Optional.empty(),
                Map.of(
                        MailServer.SMTP_HOST, "127.0.0.1",
                        MailServer.SMTP_PORT, Integer.toString(smtp.port()),
                        MailServer.SMTP_TLS, MailServer.NO_TLS,
                        MailServer.SMTP_USER, "help@shop.example",
                        EmailSender.FROM, "Müller's Shop <help@shop.example>"),
                Map.of(MailServer.SMTP_PASSWORD, new Secret("secret")));
    }

    private SendResult send(String text) {
        return send(text, "Where is my bike?", Map.of());
    }

    private SendResult send(String text, String subject, Map<String, Object> more) {
        return send(new Outbound.Text(text), subject, more);
    }

    private SendResult send(Outbound content) {
        return send(content, "Where is my bike?", Map.of());
    }

    private SendResult send(Outbound content, String subject, Map<String, Object> more) {
        Map<String, Object> address = new HashMap<>();
        address.put("to", "ann@customer.example");
        address.put("to_name", "Ann Müller");
        address.put("message_id", "second@customer.example");
        address.put("references", "<first@customer.example>");
        address.putAll(more);
        OutboundPart part =
                new OutboundPart(
                        ID,
                        "help@shop.example",
                        "first@customer.example/1",
                        new JsonView(address),
                        content,
                        1,
                        1,
                        Optional.of(subject));
        return channel.send(part, account());
    }

    @Test
    void filesAreAttachmentsOfTheOneMailUnderAnyName() throws Exception {
        List<String> names = List.of("Rechnung – 價目表 😀.pdf", "a\"b\r\nBcc: x@y.example\r\n.pdf");
        List<Outbound.Media> files =
                names.stream()
                        .map(
                                name ->
                                        new Outbound.Media(
                                                Outbound.Media.Type.DOCUMENT,
                                                new Outbound.Source.Kept(file(name)),
                                                Optional.empty(),
                                                Optional.of(name)))
                        .toList();
        assertEquals(new SendResult.Sent(NAME), send(new Outbound.Bundle("Your **bill**.", files)));
        assertEquals(1, smtp.mails().size());
        assertFalse(smtp.mails().getLast().contains("\nBcc:"), smtp.mails().getLast());
        MimeMultipart all = new MimeMultipart(mail().getDataHandler().getDataSource());
        assertEquals(3, all.getCount());
        assertTrue(all.getBodyPart(0).getContentType().startsWith("multipart/alternative"));
        assertEquals("attachment", all.getBodyPart(1).getDisposition());
        assertTrue(all.getBodyPart(1).getContentType().startsWith("application/pdf"));
        assertEquals(
                "%PDF-1.7 ü",
                new String(
                        all.getBodyPart(1).getInputStream().readAllBytes(),
                        StandardCharsets.UTF_8));
        assertEquals(names.getFirst(), MimeParser.words(all.getBodyPart(1).getFileName()));
    }

    private static OutboundFile file(String name) {
        byte[] bytes = "%PDF-1.7 ü".getBytes(StandardCharsets.UTF_8);
        return new OutboundFile(
                name,
                "application/pdf",
                bytes.length,
                () -> new ByteArrayInputStream(bytes),
                Optional.empty());
    }

    private MimeMessage mail() throws Exception {
        byte[] bytes = smtp.mails().getLast().getBytes(StandardCharsets.UTF_8);
        return new MimeMessage(MailSession.forReading(), new ByteArrayInputStream(bytes));
    }

    private String body(int index) throws Exception {
        MimeMultipart bodies = new MimeMultipart(mail().getDataHandler().getDataSource());
        return new String(
                bodies.getBodyPart(index)
                        .getDataHandler()
                        .getDataSource()
                        .getInputStream()
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerIsAMailInTheCustomersThread() throws Exception {
        assertEquals(new SendResult.Sent(NAME), send("It is **on its way**."));
        assertEquals("Re: Where is my bike?", mail().getSubject());
        assertEquals("<" + NAME + ">", mail().getHeader("Message-ID", null));
        assertEquals("<second@customer.example>", mail().getHeader("In-Reply-To", null));
        assertEquals(
                List.of("first@customer.example", "second@customer.example"),
                MessageIds.names(mail().getHeader("References", null)));
        assertEquals(
                "Müller's Shop <help@shop.example>",
                MimeParser.words(mail().getHeader("From", null)));
        assertEquals(
                "Ann Müller <ann@customer.example>",
                MimeParser.words(mail().getHeader("To", null)));
        assertTrue(
                Duration.between(mail().getSentDate().toInstant(), Instant.now()).abs().toMinutes()
                        < 2);
        assertTrue(smtp.heard().contains("MAIL FROM:<help@shop.example>"), smtp.heard().toString());
        assertTrue(
                smtp.heard().contains("RCPT TO:<ann@customer.example>"), smtp.heard().toString());
    }

    @Test
    void theSameWordsAreThereAsTextAndAsHtml() throws Exception {
        send(
                """
                It is **on its way**: [track it](https://dhl.example/1?a=b&c=d)

                - grün & <rot>
                - два
                """);
        assertEquals("text/plain; charset=utf-8", part(0));
        assertEquals("text/html; charset=utf-8", part(1));
        String text = body(0);
        assertTrue(text.contains("It is on its way"), text);
        assertTrue(text.contains("https://dhl.example/1?a=b&c=d"), text);
        assertTrue(text.contains("- grün & <rot>\r\n- два"), text);
        String html = body(1);
        assertTrue(html.contains("<b>on its way</b>"), html);
        assertTrue(
                html.contains("<a href=\"https://dhl.example/1?a=b&amp;c=d\">track it</a>"), html);
        assertTrue(html.contains("grün &amp; &lt;rot&gt;"), html);
    }

    private String part(int index) throws Exception {
        MimeMultipart bodies = new MimeMultipart(mail().getDataHandler().getDataSource());
        return bodies.getBodyPart(index).getContentType();
    }

    @Test
    void nothingInAnAnswerBecomesMarkup() throws Exception {
        send(
                "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=y>"
                        + " [y](https://a.example/\"onclick=\"z)");
        String html = body(1);
        assertFalse(html.contains("<script"), html);
        assertFalse(html.contains("<img"), html);
        assertFalse(html.contains("href=\"javascript"), html);
        assertFalse(html.contains("\"onclick"), html);
    }

    @Test
    void noLineOfASubjectOrANameBecomesAHeader() throws Exception {
        send(
                "ok",
                "Hi\r\nBcc: eve@evil.example\r\n\r\nbody",
                Map.of(
                        "to_name",
                        "Ann\r\nBcc: eve@evil.example",
                        "message_id",
                        "a@b>\r\nBcc: eve@evil.example"));
        assertEquals("Re: Hi Bcc: eve@evil.example body", mail().getSubject());
        assertFalse(smtp.mails().getLast().contains("\nBcc:"), smtp.mails().getLast());
        assertEquals(1, smtp.heard().stream().filter(line -> line.startsWith("RCPT")).count());
    }

    @Test
    void aLineWithADotDoesNotEndTheMail() throws Exception {
        send("one\n.\n..\n.three");
        assertEquals("one\r\n.\r\n..\r\n.three\r\n", body(0));
    }

    @Test
    void oneReIsEnough() {
        for (String subject :
                List.of("Re: Bike", "RE: re: AW: Bike", "Antw: SV: Bike", "Re[2]: Bike", "Bike")) {
            assertEquals("Re: Bike", EmailPayload.answering(Optional.of(subject)), subject);
        }
        assertEquals("Re: Reisen", EmailPayload.answering(Optional.of("Reisen")));
        assertEquals("Re: your message", EmailPayload.answering(Optional.of("  ")));
        assertEquals("Re: your message", EmailPayload.answering(Optional.empty()));
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (String to : List.of("", "ann", "a@b\r\nRCPT TO:<eve@evil.example>", "a@b, c@d")) {
            assertInstanceOf(SendResult.Refused.class, send("x", "s", Map.of("to", to)), to);
        }
        assertEquals(List.of(), smtp.mails());
    }

    @Test
    void theUserAndThePasswordAreVerified() {
        assertTrue(channel.verify(account()).ok());
        smtp.answering("AUTH", "535 5.7.8 wrong password");
        assertFalse(channel.verify(account()).ok());
    }
}
