package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Programs that answer each other by mail: the whole server, and another one or a program that never says that it is one.
class MailLoopTest {
    private static final String ROBOT = "support@them.example";
    private static final String OTHER = "desk@other.example";

    private final GreenMail mail =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
                    });
    private GreenMailUser help;
    private TestServer shop;

    @BeforeEach
    void open() {
        mail.start();
        help = mail.setUser(MailFixture.HELP, "help", "secret");
        mail.setUser(OTHER, "other", "secret");
        shop = server("help", MailFixture.HELP);
    }

    @AfterEach
    void close() {
        shop.close();
        mail.stop();
    }

    private TestServer server(String user, String address) {
        TestServer server =
                new TestServer(
                        Map.ofEntries(
                                Map.entry("SMTP_HOST", "127.0.0.1"),
                                Map.entry("SMTP_PORT", "" + mail.getSmtp().getPort()),
                                Map.entry("SMTP_TLS", "none"),
                                Map.entry("SMTP_USERNAME", user),
                                Map.entry("SMTP_PASSWORD", "secret"),
                                Map.entry("IMAP_HOST", "127.0.0.1"),
                                Map.entry("IMAP_PORT", "" + mail.getImap().getPort()),
                                Map.entry("IMAP_TLS", "none"),
                                Map.entry("IMAP_POLL_SECONDS", "1"),
                                Map.entry("MESSAGE_BUFFER_SECONDS", "0"),
                                Map.entry("FROM_ADDRESS", address)));
        Wait.until(
                "the mailbox is read for the first time",
                () -> new MailStore(server.db).position(address, "INBOX").isPresent(),
                Boolean.TRUE::equals);
        return server;
    }

    private List<MimeMessage> sentTo(String address) {
        return Arrays.stream(mail.getReceivedMessages())
                .filter(each -> recipient(each).contains(address))
                .toList();
    }

    private static String recipient(MimeMessage message) {
        try {
            return Arrays.toString(message.getRecipients(RecipientType.TO));
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonView> conversations(TestServer server) {
        return server.caller
                .get("/api/v1/conversations?channel=email", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .toList();
    }

    private static List<JsonView> messages(TestServer server) {
        return conversations(server).stream()
                .flatMap(
                        each ->
                                server.caller
                                        .get(
                                                "/api/v1/conversations/"
                                                        + each.text("id").orElseThrow()
                                                        + "/messages",
                                                TestClient.ADMIN)
                                        .body()
                                        .at("data")
                                        .each())
                .filter(each -> each.text("author").orElse("").equals("contact"))
                .toList();
    }

    @Test
    void aProgramThatAnswersEveryAnswerGetsTwoAndThenStaffAreCalled() {
        for (int ticket = 1; ticket <= 5; ticket++) {
            help.deliver(
                    MailFixture.raw(
                            "From: Support <" + ROBOT + ">",
                            "To: " + MailFixture.HELP,
                            "Subject: Ticket received - " + ticket,
                            "Message-ID: <" + ticket + "@them.example>",
                            "",
                            "Dear customer, the ticket "
                                    + ticket
                                    + " waits in the queue of our agents."));
            int stored = ticket;
            Wait.until("the mail is stored", () -> messages(shop).size(), size -> size == stored);
        }
        Wait.until("two are answered", () -> sentTo(ROBOT).size(), size -> size >= 2);
        assertEquals(
                3,
                messages(shop).stream()
                        .filter(each -> each.text("unanswered").orElse("").equals("loop"))
                        .count());
        assertEquals(
                3,
                conversations(shop).stream()
                        .filter(each -> each.text("status").orElse("").equals("needs_human"))
                        .filter(each -> each.text("priority").orElse("").equals("high"))
                        .count());
        assertEquals(2, sentTo(ROBOT).size());
    }

    /// Each mail begins a conversation of its own.
    @Test
    void aProgramThatWritesOtherWordsEachTimeGetsTwoAnswersToo() {
        List<String> texts =
                List.of(
                        "The inquiry is with our agents since this morning.",
                        "Your case has been updated by the system.",
                        "Please note that this mailbox is read on weekdays only.",
                        "The team has put your case into its queue for today.");
        getsTwoAnswers(texts, _ -> "Re: hello");
    }

    /// No person replies within seconds again and again, whatever it asks.
    @Test
    void aProgramThatAsksSomethingElseWithinSecondsGetsTwoAnswers() {
        List<String> texts =
                List.of(
                        "Do you ship to Norway?",
                        "Which lamp do you mean?",
                        "What is your name?",
                        "How may I help you?");
        getsTwoAnswers(texts, i -> i == 0 ? "Hello" : "Re: Hello");
    }

    /// The program sends each text when the one before is answered or not; the last two are a loop.
    private void getsTwoAnswers(List<String> texts, IntFunction<String> subject) {
        for (int i = 0; i < texts.size(); i++) {
            help.deliver(
                    MailFixture.raw(
                            "From: Support <" + ROBOT + ">",
                            "To: " + MailFixture.HELP,
                            "Subject: " + subject.apply(i),
                            "Message-ID: <" + i + "@them.example>",
                            "",
                            texts.get(i)));
            int stored = i + 1;
            Wait.until("the mail is stored", () -> messages(shop).size(), size -> size == stored);
            Wait.until(
                    "it is answered",
                    () -> sentTo(ROBOT).size(),
                    size -> size >= Math.min(2, stored));
        }
        assertEquals(
                2,
                messages(shop).stream()
                        .filter(each -> each.text("unanswered").orElse("").equals("loop"))
                        .count());
        assertEquals(2, sentTo(ROBOT).size());
    }

    @Test
    void twoServersThatAnswerByThemselvesStopAtOnce() {
        try (TestServer other = server("other", OTHER)) {
            help.deliver(
                    MailFixture.raw(
                            "From: Desk <" + OTHER + ">",
                            "To: " + MailFixture.HELP,
                            "Subject: Hello",
                            "Message-ID: <first@other.example>",
                            "",
                            "Do you ship to Norway?"));
            JsonView back =
                    Wait.until(
                                    "the answer is stored by the other server",
                                    () -> messages(other),
                                    found -> !found.isEmpty())
                            .getFirst();
            assertEquals(Optional.of("automatic"), back.text("unanswered"));
            assertTrue(sentTo(OTHER).size() <= 2);
            assertEquals(List.of(), sentTo(MailFixture.HELP).stream().skip(1).toList());
        }
    }

    @Test
    void theWholeMessageIsOneClickAway() {
        help.deliver(
                MailFixture.fromAnn(
                        "re@customer.example",
                        "Re: Bike",
                        "The red one.\r\n\r\n"
                                + "On Mon, Nov 3, 2025 at 10:00 AM Shop <help@shop.example>"
                                + " wrote:\r\n\r\n"
                                + "> Which one?",
                        "In-Reply-To: <old@shop.example>"));
        JsonView message =
                Wait.until("the mail is stored", () -> messages(shop), found -> !found.isEmpty())
                        .getFirst();
        assertEquals(Optional.of("The red one."), message.text("content"));
        assertTrue(message.isTrue("has_original"));
        String whole =
                shop.caller
                        .get(
                                "/api/v1/conversations/"
                                        + message.text("conversation_id").orElseThrow()
                                        + "/messages/"
                                        + message.text("id").orElseThrow()
                                        + "/original",
                                TestClient.ADMIN)
                        .body()
                        .text("content")
                        .orElse("");
        assertTrue(whole.endsWith("> Which one?"), whole);
    }
}
