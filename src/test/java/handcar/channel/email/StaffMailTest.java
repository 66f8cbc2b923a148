package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

/// A person of ours answers a customer from their own mail program.
class StaffMailTest {
    private static final String CUSTOMER = "zoe@customer.example";

    private static JsonView conversation(TestClient caller, String customer) {
        return caller.get("/api/v1/conversations?channel=email", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> each.at("contact").text("email").equals(Optional.of(customer)))
                .findFirst()
                .orElse(new JsonView(null));
    }

    private static List<String> said(TestClient caller) {
        return said(caller, CUSTOMER);
    }

    private static List<String> said(TestClient caller, String customer) {
        return caller.get(
                        "/api/v1/conversations/"
                                + conversation(caller, customer).text("id").orElse("none")
                                + "/messages",
                        TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> !each.isTrue("private"))
                .map(
                        each ->
                                each.text("author").orElse("")
                                        + ": "
                                        + each.text("content").orElse("").replace("\n", " "))
                .toList();
    }

    /// A colleague sends a customer's mail on: the agent is silent, a person is called, and whose mail it is can be answered.
    private static void sendsOn(GreenMailUser help, TestClient caller) {
        help.deliver(
                MailFixture.raw(
                        "From: Eva <eva@shop.example>",
                        "To: " + MailFixture.HELP,
                        "Subject: For you",
                        "Message-ID: <eva.2@shop.example>",
                        "Content-Type: multipart/mixed; boundary=b",
                        "",
                        "--b",
                        "Content-Type: text/plain",
                        "",
                        "Who takes it?",
                        "--b",
                        "Content-Type: message/rfc822",
                        "",
                        "From: Xia <xia@customer.example>",
                        "Subject: Lamp",
                        "Content-Type: multipart/alternative; boundary=c",
                        "",
                        "--c",
                        "Content-Type: text/plain",
                        "",
                        "How long is the warranty?",
                        "--c--",
                        "--b--"));
        Wait.until(
                "the mail that was sent on is the customer's",
                () -> said(caller, "xia@customer.example"),
                List.of("contact: For you  Who takes it?  How long is the warranty?")::equals);
        JsonView sentOn = conversation(caller, "xia@customer.example");
        assertEquals(Optional.of("needs_human"), sentOn.text("status"));
        assertEquals(Optional.of("forwarded"), sentOn.text("handoff_reason"));
        assertEquals(Optional.of("Xia"), sentOn.at("contact").text("name"));
    }

    @Test
    void theAnswerIsStaffsAndTheBotIsSilent() {
        GreenMail mail =
                new GreenMail(
                        new ServerSetup[] {
                            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
                        });
        mail.start();
        GreenMailUser help = mail.setUser(MailFixture.HELP, "help", "secret");
        try (TestServer shop =
                new TestServer(
                        Map.ofEntries(
                                Map.entry("SMTP_HOST", "127.0.0.1"),
                                Map.entry("SMTP_PORT", "" + mail.getSmtp().getPort()),
                                Map.entry("SMTP_TLS", "none"),
                                Map.entry("SMTP_USERNAME", "help"),
                                Map.entry("SMTP_PASSWORD", "secret"),
                                Map.entry("IMAP_HOST", "127.0.0.1"),
                                Map.entry("IMAP_PORT", "" + mail.getImap().getPort()),
                                Map.entry("IMAP_TLS", "none"),
                                Map.entry("IMAP_POLL_SECONDS", "1"),
                                Map.entry("MESSAGE_BUFFER_SECONDS", "0"),
                                Map.entry("FROM_ADDRESS", MailFixture.HELP)))) {
            Wait.until(
                    "the mailbox is read for the first time",
                    () -> new MailStore(shop.db).position(MailFixture.HELP, "INBOX"),
                    Optional::isPresent);
            // a person answers what we never saw, and the customer answers that
            help.deliver(
                    MailFixture.raw(
                            "From: Eva <" + MailFixture.HELP + ">",
                            "To: Zoe <" + CUSTOMER + ">",
                            "Subject: Re: My lamp",
                            "Message-ID: <staff.1@shop.example>",
                            "In-Reply-To: <unseen@customer.example>",
                            "",
                            "Is tomorrow at five fine?"));
            Wait.until(
                    "the word of the person is stored",
                    () -> said(shop.caller),
                    List.of("staff: Is tomorrow at five fine?")::equals);
            assertFalse(conversation(shop.caller, CUSTOMER).text("bot_paused_until").isEmpty());
            help.deliver(
                    MailFixture.raw(
                            "From: Zoe <" + CUSTOMER + ">",
                            "To: " + MailFixture.HELP,
                            "Subject: Re: My lamp",
                            "Message-ID: <zoe.1@customer.example>",
                            "In-Reply-To: <staff.1@shop.example>",
                            "",
                            "Yes, at five."));
            Wait.until(
                    "the customer's answer is in the same conversation",
                    () -> said(shop.caller),
                    List.of("staff: Is tomorrow at five fine?", "contact: Yes, at five.")::equals);
            // the confirmation of an order is no person's
            help.deliver(
                    MailFixture.raw(
                            "From: Shop <" + MailFixture.HELP + ">",
                            "To: " + CUSTOMER,
                            "Subject: Your order 12",
                            "Message-ID: <order.12@shop.example>",
                            "",
                            "Thank you for your order."));
            help.deliver(
                    MailFixture.raw(
                            "From: Zoe <" + CUSTOMER + ">",
                            "To: " + MailFixture.HELP,
                            "Subject: Re: My lamp",
                            "Message-ID: <zoe.2@customer.example>",
                            "In-Reply-To: <zoe.1@customer.example>",
                            "",
                            "One more thing."));
            Wait.until(
                    "the last mail is stored",
                    () -> said(shop.caller),
                    all -> all.contains("contact: One more thing."));
            assertEquals(3, said(shop.caller).size());
            // a colleague writes first, and copies us
            help.deliver(
                    MailFixture.raw(
                            "From: Eva <eva@shop.example>",
                            "To: Yan <yan@customer.example>",
                            "Cc: " + MailFixture.HELP,
                            "Subject: Your visit",
                            "Message-ID: <eva.1@shop.example>",
                            "",
                            "Does Monday suit you?"));
            help.deliver(
                    MailFixture.raw(
                            "From: Yan <yan@customer.example>",
                            "To: eva@shop.example",
                            "Cc: " + MailFixture.HELP,
                            "Subject: Re: Your visit",
                            "Message-ID: <yan.1@customer.example>",
                            "In-Reply-To: <eva.1@shop.example>",
                            "",
                            "Monday is fine. What does it cost?"));
            Wait.until(
                    "the colleague's word stands first and the bot is silent",
                    () -> said(shop.caller, "yan@customer.example"),
                    List.of(
                                    "staff: Your visit  Does Monday suit you?",
                                    "contact: Monday is fine. What does it cost?")
                            ::equals);
            assertFalse(
                    conversation(shop.caller, "yan@customer.example")
                            .text("bot_paused_until")
                            .isEmpty());
            sendsOn(help, shop.caller);
        } finally {
            mail.stop();
        }
    }
}
