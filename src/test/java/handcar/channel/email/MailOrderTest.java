package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Mails that do not lie in the mailbox in the order in which they were written.
class MailOrderTest {
    private static final GreenMail MAIL = MailFixture.server();
    private static GreenMailUser help;
    private static TestServer shop;

    @BeforeAll
    static void open() {
        MAIL.start();
        help = MAIL.setUser(MailFixture.HELP, "help", "secret");
        Map<String, String> settings = new HashMap<>(MailFixture.settings(MAIL));
        settings.put("IMAP_POLL_SECONDS", "3");
        shop = new TestServer(settings);
        Wait.until(
                "the mailbox is read for the first time",
                () -> MailFixture.isPolled(shop.db),
                Boolean.TRUE::equals);
    }

    @AfterAll
    static void close() {
        shop.close();
        MAIL.stop();
    }

    private static List<JsonView> conversations(String customer) {
        return shop.caller
                .get("/api/v1/conversations?channel=email", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> each.at("contact").text("email").equals(Optional.of(customer)))
                .toList();
    }

    private static List<String> said(JsonView conversation) {
        return shop.caller
                .get(
                        "/api/v1/conversations/"
                                + conversation.text("id").orElse("none")
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
                                        + each.text("content").orElse(""))
                .toList();
    }

    private static MimeMessage staffs(String name, String customer) {
        return MailFixture.raw(
                "From: Shop <" + MailFixture.HELP + ">",
                "Cc: " + MailFixture.HELP,
                "To: " + customer,
                "Subject: Your visit",
                "Message-ID: <" + name + "@shop.example>",
                "",
                "Does Monday suit you?");
    }

    private static MimeMessage reply(String name, String customer) {
        return MailFixture.raw(
                "From: Customer <" + customer + ">",
                "To: " + MailFixture.HELP,
                "Subject: Re: Your visit",
                "Message-ID: <re." + name + "@customer.example>",
                "In-Reply-To: <" + name + "@shop.example>",
                "",
                "Monday is fine. What does it cost?");
    }

    private static void assertPersonWasFirst(String customer) {
        JsonView one =
                Wait.until(
                                "both mails are in one conversation",
                                () -> conversations(customer),
                                found -> found.size() == 1 && said(found.getFirst()).size() > 1)
                        .getFirst();
        assertEquals(
                List.of(
                        "contact: Monday is fine. What does it cost?",
                        "staff: Your visit\n\nDoes Monday suit you?"),
                said(one).stream().sorted().toList());
        assertFalse(one.text("bot_paused_until").isEmpty());
    }

    @Test
    void theReplyThatLiesBeforeThePersonsMailIsNotAnswered() {
        help.deliver(reply("one", "ann@one.example"));
        help.deliver(staffs("one", "ann@one.example"));
        assertPersonWasFirst("ann@one.example");
    }

    @Test
    void theReplyWaitsForThePersonsMailOfTheNextLook() {
        help.deliver(reply("two", "ann@two.example"));
        // another mail shows that the mailbox was read in between
        help.deliver(MailFixture.fromAnn("between", "Hello", "How long is the warranty?"));
        Wait.until(
                "the mailbox is read",
                () -> conversations(MailFixture.ANN),
                found -> !found.isEmpty());
        help.deliver(staffs("two", "ann@two.example"));
        assertPersonWasFirst("ann@two.example");
    }

    /// Long after the next look: the agent has answered, and is silent from now on.
    @Test
    void aPersonsMailThatComesLateJoinsTheConversationOfItsReply() {
        help.deliver(reply("three", "ann@three.example"));
        Wait.until(
                "the reply is answered",
                () -> conversations("ann@three.example"),
                found -> !found.isEmpty() && said(found.getFirst()).size() == 2);
        help.deliver(staffs("three", "ann@three.example"));
        Wait.until(
                "the person's mail is in the same conversation",
                () -> conversations("ann@three.example"),
                found -> said(found.getFirst()).size() == 3);
        List<JsonView> found = conversations("ann@three.example");
        assertEquals(1, found.size());
        assertTrue(
                found.getFirst().text("bot_paused_until").isPresent(),
                () -> said(found.getFirst()).toString());
    }
}
