package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;

import handcar.channel.outbound.VisitorMailJob;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A visitor of the web chat leaves an address, and the conversation goes on by mail.
class VisitorMailTest {
    private static final GreenMail MAIL = MailFixture.server();
    private static GreenMailUser help;
    private static TestServer shop;
    private static TestClient caller;
    private static String agent;

    @BeforeAll
    static void open() {
        MAIL.start();
        help = MAIL.setUser(MailFixture.HELP, "help", "secret");
        help.deliver(MailFixture.fromAnn("old@customer.example", "Years ago", "Is anybody there?"));
        shop = new TestServer(MailFixture.settings(MAIL));
        caller = shop.caller;
        agent = caller.agent("Answers");
        Wait.until(
                "the mailbox is read for the first time",
                () -> MailFixture.isPolled(shop.db),
                polled -> polled);
    }

    @AfterAll
    static void close() {
        shop.close();
        MAIL.stop();
    }

    private static void reply(Guest guest, String text) {
        assertEquals(
                201,
                caller.post(
                                "/api/v1/conversations/" + guest.id() + "/replies",
                                Map.of("content", text),
                                TestClient.ADMIN)
                        .status());
    }

    private static void leave(Guest guest, String email) {
        assertEquals(
                200,
                caller.post(guest.path("/email"), Map.of("email", email), guest.token()).status());
    }

    /// The minute in which a visitor may still see an answer is over.
    private static void aMinuteLater() {
        shop.update("UPDATE jobs SET due_at = now() WHERE kind = '" + VisitorMailJob.KIND + "'");
        shop.update("SELECT pg_notify('handcar', '0 jobs:" + VisitorMailJob.KIND + "')");
        Wait.until(
                "the job is done",
                () ->
                        shop.count(
                                "SELECT count(*) FROM jobs WHERE kind = '"
                                        + VisitorMailJob.KIND
                                        + "'"),
                left -> left == 0);
    }

    private static List<MimeMessage> mailsTo(String email) {
        return Arrays.stream(MAIL.getReceivedMessages())
                .filter(mail -> header(mail, "To").contains(email))
                .toList();
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return String.valueOf(mail.getHeader(name, null));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> contents(Guest guest, String author) {
        return caller.from(author, guest).stream()
                .map(each -> each.text("content").orElse(""))
                .toList();
    }

    @Test
    void whatAVisitorWhoLeftDoesNotSeeIsMailedAndTheirMailComesBackIntoTheChat() throws Exception {
        Guest guest = caller.guest(agent);
        reply(guest, "Said before there was an address.");
        leave(guest, "kim@home.example");
        reply(guest, "Your **order** is on its way.");
        aMinuteLater();
        MimeMessage mail =
                Wait.until(
                                "the answer is mailed",
                                () -> mailsTo("kim@home.example"),
                                found -> !found.isEmpty())
                        .getFirst();
        assertTrue(GreenMailUtil.getWholeMessage(mail).contains("on its way"));
        assertFalse(GreenMailUtil.getWholeMessage(mail).contains("before there was"));

        aMinuteLater();
        assertEquals(1, mailsTo("kim@home.example").size(), "each answer once");

        help.deliver(
                MailFixture.raw(
                        "From: Kim <kim@home.example>",
                        "To: " + MailFixture.HELP,
                        "Subject: Re: your order",
                        "Message-ID: <answer-1@home.example>",
                        "In-Reply-To: " + mail.getMessageID(),
                        "References: " + mail.getMessageID(),
                        "",
                        "Thank you, when does it arrive?"));
        Wait.until(
                "the mail is a message of the chat",
                () -> contents(guest, "contact"),
                found -> found.stream().anyMatch(text -> text.contains("when does it arrive")));

        reply(guest, "On Friday.");
        aMinuteLater();
        List<MimeMessage> both =
                Wait.until(
                        "the next answer is mailed, too",
                        () -> mailsTo("kim@home.example"),
                        found -> found.size() == 2);
        assertEquals("<answer-1@home.example>", header(both.getLast(), "In-Reply-To"));
    }

    @Test
    void somebodyElseWhoKnowsTheMailDoesNotGetIntoTheChat() throws Exception {
        Guest guest = caller.guest(agent);
        leave(guest, "lee@home.example");
        reply(guest, "Your code is 4711.");
        aMinuteLater();
        MimeMessage mail =
                Wait.until(
                                "the answer is mailed",
                                () -> mailsTo("lee@home.example"),
                                found -> !found.isEmpty())
                        .getFirst();
        help.deliver(
                MailFixture.raw(
                        "From: Mallory <mallory@elsewhere.example>",
                        "To: " + MailFixture.HELP,
                        "Subject: Re: your code",
                        "Message-ID: <forged-1@elsewhere.example>",
                        "In-Reply-To: " + mail.getMessageID(),
                        "",
                        "Please send it to me."));
        Wait.until(
                "the stranger has a conversation of their own",
                () ->
                        caller.get(
                                        "/api/v1/conversations?channel=email&q=mallory",
                                        TestClient.ADMIN)
                                .body()
                                .at("data")
                                .each()
                                .count(),
                found -> found == 1);
        assertEquals(List.of(), contents(guest, "contact"));
    }

    @Test
    void whatWasSeenIsNotMailed() {
        Guest guest = caller.guest(agent);
        leave(guest, "max@home.example");
        reply(guest, "Here I am.");
        JsonView now = caller.get(guest.path(""), guest.token()).body();
        caller.post(
                guest.path("/read"),
                Map.of("seq", now.number("last_seq").orElseThrow()),
                guest.token());
        aMinuteLater();
        assertEquals(
                0,
                shop.count(
                        "SELECT count(*) FROM deliveries WHERE channel = 'email' AND"
                                + " conversation_id = '"
                                + guest.id()
                                + "'"));
    }

    @Test
    void theAgentsWordsAreMailedOnlyToAnAddressThatHasAnswered() throws Exception {
        Guest guest = caller.guest(agent);
        leave(guest, "lea@home.example");
        caller.ask(guest, "Hello");
        aMinuteLater();
        assertEquals(List.of(), mailsTo("lea@home.example"));

        reply(guest, "Good day, Lea.");
        aMinuteLater();
        MimeMessage mail =
                Wait.until(
                                "staff's words are mailed",
                                () -> mailsTo("lea@home.example"),
                                found -> !found.isEmpty())
                        .getFirst();
        assertFalse(GreenMailUtil.getWholeMessage(mail).contains("Hello"));
        caller.post("/api/v1/conversations/" + guest.id() + "/release", Map.of(), TestClient.ADMIN);
        help.deliver(
                MailFixture.raw(
                        "From: Lea <lea@home.example>",
                        "To: " + MailFixture.HELP,
                        "Subject: Re: your order",
                        "Message-ID: <answer-3@home.example>",
                        "In-Reply-To: " + mail.getMessageID(),
                        "References: " + mail.getMessageID(),
                        "",
                        "Hello again"));
        int said = contents(guest, "agent").size();
        Wait.until("the agent answers", () -> contents(guest, "agent"), all -> all.size() > said);
        aMinuteLater();
        Wait.until(
                "the agent's answer is mailed",
                () -> mailsTo("lea@home.example"),
                found -> found.size() == 2);
    }
}
