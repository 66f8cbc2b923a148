package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent.Attachment;

import org.junit.jupiter.api.Test;

/// Mails by which websites tell what was filled into their forms, as HTML.
class MailFormTest {
    private static final String FORM = "From: Shop <wordpress@shop.example>";
    private static final String ANN = "Reply-To: ann@cust.example";
    private static final List<String> FIELDS =
            List.of(
                    "Name=Ann Maria van Dyke",
                    "E-mail=ann@cust.example",
                    "Message=Hello,\nmy lamp 111 came broken & dark.");

    /// How builders of forms write three fields; the last has two lines.
    private static final List<String> PAGES =
            List.of(
                    // two columns, plain cells
                    "<table><tr><td>Name</td><td>Ann Maria van"
                        + " Dyke</td></tr><tr><td>E-mail</td><td>ann@cust.example</td></tr><tr><td>Message</td><td>Hello,<br>my"
                        + " lamp 111 came broken &amp; dark.</td></tr></table>",
                    // two columns, header cells, colons, an empty field
                    "<p>You have a new message.</p><table><tbody><tr><th>Name:</th><td>Ann Maria"
                        + " van Dyke</td></tr><tr><th>Phone:</th><td></td></tr><tr><th>E-mail:</th><td><a"
                        + " href=\"mailto:ann@cust.example\">ann@cust.example</a></td></tr><tr><th>Message:</th><td><p>Hello,<br>my"
                        + " lamp 111 came broken &amp; dark.</p></td></tr></tbody></table><p>Sent"
                        + " from shop.example</p>",
                    // a row for the label and one, with an empty cell, for the value, inside the
                    // table of the page
                    "<table><tr><td><table><tr><td"
                        + " colspan=2><strong>Name</strong></td></tr><tr><td>&nbsp;</td><td>Ann"
                        + " Maria van Dyke</td></tr><tr><td"
                        + " colspan=2><font><strong>E-mail</strong></font></td></tr><tr><td>&nbsp;</td><td>ann@cust.example</td></tr><tr><td"
                        + " colspan=2><b>Message</b></td></tr><tr><td></td><td>Hello,<br/>my lamp"
                        + " 111 came broken &amp; dark.</td></tr></table></td></tr></table>",
                    // bold labels and line breaks
                    "<b>Name:</b> Ann Maria van Dyke<br><b>E-mail:</b>"
                            + " ann@cust.example<br><b>Message:</b><br>Hello,<br>my lamp 111 came"
                            + " broken &amp; dark.<br>--<br>Sent from shop.example",
                    "<strong>Name</strong><br>Ann Maria van"
                        + " Dyke<br><br><strong>E-mail</strong><br>ann@cust.example<br><br><strong>Message</strong><br>Hello,<br>my"
                        + " lamp 111 came broken &amp; dark.",
                    "<p><strong>Name</strong>: Ann Maria van Dyke</p><p><strong>E-mail</strong>:"
                        + " ann@cust.example</p><p><span style='font-weight:bold'>Message</span>:"
                        + " Hello,<br>my lamp 111 came broken &amp; dark.</p>",
                    // a list of terms, and headings
                    "<dl><dt>Name</dt><dd>Ann Maria van"
                        + " Dyke</dd><dt>E-mail</dt><dd>ann@cust.example</dd><dt>Message</dt><dd>Hello,<br>my"
                        + " lamp 111 came broken &amp; dark.</dd></dl>",
                    "<h1>New contact</h1><h4>Name</h4><p>Ann Maria van"
                        + " Dyke</p><h4>E-mail</h4><p>ann@cust.example</p><h4>Message</h4><p>Hello,<br>my"
                        + " lamp 111 came broken &amp; dark.</p>");

    private static ParsedMail mail(String html, String... headers) throws Exception {
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.addAll(
                List.of(
                        "To: " + MailFixture.HELP,
                        "Subject: New entry",
                        "Message-ID: <form@shop.example>",
                        "Content-Type: text/html; charset=utf-8",
                        "",
                        MailFixture.utf8(html)));
        return MailFixture.read(MailFixture.raw(lines.toArray(String[]::new)));
    }

    static List<String> fields(ParsedMail mail) {
        return MailContent.attachments(mail, mail.read(List.of())).stream()
                .filter(each -> each.type().equals("field"))
                .map(each -> each.name().orElse("") + "=" + each.caption().orElse(""))
                .toList();
    }

    static String content(ParsedMail mail) {
        return MailContent.text(mail, mail.read(List.of()));
    }

    @Test
    void eachFieldIsOneWhateverTheMailLooksLike() throws Exception {
        for (String page : PAGES) {
            ParsedMail mail = mail(page, FORM, ANN);
            assertEquals(FIELDS, fields(mail), page);
            assertEquals("ann@cust.example", mail.people().sender());
            assertEquals("Ann Maria van Dyke", mail.people().name().orElse(""), page);
            for (Attachment each : MailContent.attachments(mail, mail.read(List.of()))) {
                boolean isField = each.type().equals("field");
                assertTrue(
                        !isField || content(mail).contains(each.caption().orElseThrow()),
                        content(mail));
            }
        }
    }

    @Test
    void nothingBesideTheFieldsIsCut() throws Exception {
        String content = content(mail(PAGES.get(1), FORM, ANN));
        assertTrue(content.startsWith("You have a new message.\nName: Ann Maria"), content);
        assertTrue(content.endsWith("Sent from shop.example"), content);
    }

    @Test
    void withoutReplyToTheCustomerIsWhoseAddressWasFilledIn() throws Exception {
        for (String from : List.of(FORM, "From: Shop <help@shop.example>")) {
            for (String page : PAGES) {
                ParsedMail mail = mail(page, from, "Auto-Submitted: auto-generated");
                assertEquals("ann@cust.example", mail.people().sender(), page);
                assertEquals("ann@cust.example", mail.people().replyTo());
                assertEquals(Optional.empty(), mail.unanswered());
                assertEquals(FIELDS, fields(mail), page);
            }
        }
        ParsedMail plain =
                MailFixture.read(
                        MailFixture.raw(
                                FORM,
                                "To: " + MailFixture.HELP,
                                "Subject: New entry",
                                "",
                                "Name: Ann",
                                "Email: ann@cust.example",
                                "Message: Where is my lamp?",
                                "",
                                "-- ",
                                "This e-mail was sent from a contact form on Shop"));
        assertEquals("ann@cust.example", plain.people().sender());
        assertEquals("Message=Where is my lamp?", fields(plain).getLast());
    }

    @Test
    void aMailOfOursThatNamesACustomerIsNoForm() throws Exception {
        String order =
                "<table><tr><td>Order</td><td>4711</td></tr><tr><td>E-mail</td><td>ann@cust.example</td></tr></table>";
        assertEquals("", mail(order, "From: Shop <help@shop.example>").people().sender());
    }

    @Test
    void aTableInAMailOfAPersonIsNoForm() throws Exception {
        assertEquals(List.of(), fields(mail(PAGES.getFirst(), "From: Ann <ann@cust.example>")));
    }

    @Test
    void theHtmlOfAFormIsReadBesideAPlainerText() throws Exception {
        ParsedMail mail =
                MailFixture.read(
                        MailFixture.raw(
                                FORM,
                                ANN,
                                "Content-Type: multipart/alternative; boundary=b",
                                "",
                                "--b",
                                "Content-Type: text/plain",
                                "",
                                "Name Ann Maria van Dyke Message Hello",
                                "--b",
                                "Content-Type: text/html",
                                "",
                                PAGES.getFirst(),
                                "--b--"));
        assertEquals(FIELDS, fields(mail));
    }
}
