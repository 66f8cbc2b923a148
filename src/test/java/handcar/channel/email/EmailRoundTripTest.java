package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A customer's mail program, a mail server, and the whole server behind it.
class EmailRoundTripTest {
    /// The subject of a first mail is a part of its message.
    private static final String FIRST = "About a bike\n\n";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final GreenMail MAIL = MailFixture.server();
    private static GreenMailUser help;
    private static TestServer shop;
    private static TestClient caller;

    private final String person = "p" + COUNT.incrementAndGet() + "@customer.example";

    @BeforeAll
    static void open() {
        MAIL.start();
        help = MAIL.setUser(MailFixture.HELP, "help", "secret");
        help.deliver(MailFixture.fromAnn("old@customer.example", "Years ago", "Is anybody there?"));
        shop = new TestServer(MailFixture.settings(MAIL));
        caller = shop.caller;
        Wait.until("the mailbox is read for the first time", () -> marks(), found -> found > 0);
    }

    @AfterAll
    static void close() {
        shop.close();
        MAIL.stop();
    }

    private static long marks() {
        return new MailStore(shop.db)
                .position(MailFixture.HELP, "INBOX")
                .map(MailStore.Position::uid)
                .orElse(0L);
    }

    private MimeMessage letter(String id, String text, String... more) {
        return from(person, id, text, more);
    }

    private static MimeMessage from(String who, String id, String text, String... more) {
        String[] lines = new String[more.length + 6];
        lines[0] = "From: Person <" + who + ">";
        lines[1] = "To: " + MailFixture.HELP;
        lines[2] = "Subject: About a bike";
        lines[3] = "Message-ID: <" + id + ">";
        System.arraycopy(more, 0, lines, 4, more.length);
        lines[more.length + 4] = "";
        lines[more.length + 5] = text;
        return MailFixture.raw(lines);
    }

    private static List<JsonView> conversations(String who) {
        return caller.get("/api/v1/conversations?channel=email&q=" + who, TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> each.at("contact").text("email").orElse("").equals(who))
                .toList();
    }

    private static List<JsonView> said(String who, String author) {
        return conversations(who).stream()
                .flatMap(
                        each ->
                                caller.get(
                                                "/api/v1/conversations/"
                                                        + each.text("id").orElseThrow()
                                                        + "/messages",
                                                TestClient.ADMIN)
                                        .body()
                                        .at("data")
                                        .each())
                .filter(message -> message.text("author").orElse("").equals(author))
                .toList();
    }

    private static List<String> contents(String who) {
        return said(who, "contact").stream().map(each -> each.text("content").orElse("")).toList();
    }

    private static List<MimeMessage> answers(String who) {
        return Arrays.stream(MAIL.getReceivedMessages())
                .filter(mail -> to(mail).contains(who))
                .toList();
    }

    private static String to(MimeMessage mail) {
        try {
            return String.valueOf(mail.getHeader("To", null));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MimeMessage answered() {
        return Wait.until("an answer is mailed", () -> answers(person), found -> !found.isEmpty())
                .getFirst();
    }

    @Test
    void aMailIsAnsweredInItsThreadAndTheAnswerToThatContinuesTheConversation() throws Exception {
        String id = "first." + person;
        help.deliver(letter(id, "Where is my bike?\r\n\r\n-- \r\nPerson, CEO"));
        MimeMessage answer = answered();
        assertEquals("Re: About a bike", answer.getSubject());
        assertEquals("<" + id + ">", answer.getHeader("In-Reply-To", null));
        assertTrue(answer.getHeader("From", null).contains(MailFixture.HELP));
        assertEquals(List.of(FIRST + "Where is my bike?"), contents(person));

        String ours = answer.getHeader("Message-ID", null);
        help.deliver(
                letter(
                        "second." + person,
                        """
                        Thank you.\r
                        \r
                        On Mon, Nov 3, 2025 at 10:00 AM The Shop wrote:\r
                        > words\
                        """,
                        "In-Reply-To: " + ours,
                        "References: <" + id + "> " + ours));
        Wait.until(
                "both mails are in the conversation",
                () -> contents(person),
                List.of(FIRST + "Where is my bike?", "Thank you.")::equals);
        assertEquals(1, conversations(person).size());
        help.deliver(
                letter("third." + person, "One more.", "In-Reply-To: <second." + person + ">"));
        Wait.until(
                "three mails are in the conversation",
                () -> contents(person).size(),
                Integer.valueOf(3)::equals);
        assertEquals(1, conversations(person).size());
        Wait.until(
                "all mails are marked as seen", EmailRoundTripTest::allSeen, Boolean.TRUE::equals);
    }

    private static boolean allSeen() {
        try {
            for (var stored :
                    MAIL.getManagers().getImapHostManager().getInbox(help).getMessages()) {
                boolean old = stored.getMimeMessage().getSubject().equals("Years ago");
                if (stored.isSet(jakarta.mail.Flags.Flag.SEEN) == old) {
                    return false;
                }
            }
            return true;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMailThatIsReadAgainIsKeptOnce() {
        help.deliver(letter("once." + person, "Only once."));
        Wait.until(
                "the mail is stored",
                () -> contents(person),
                List.of(FIRST + "Only once.")::equals);
        answered();
        help.deliver(letter("once." + person, "Only once."));
        // as after a kill between keeping the mails and noting how far they are read
        shop.update("UPDATE mailboxes SET uid = 1");
        Wait.until("the mailbox is read to its end", EmailRoundTripTest::marks, mark -> mark > 2);
        // as after a move to another server
        shop.update("UPDATE mailboxes SET validity = 1, looked_at = now()");
        help.deliver(letter("next." + person, "And another."));
        Wait.until("the second mail is stored", () -> contents(person).size(), size -> size >= 2);
        assertEquals(
                List.of(FIRST + "And another.", FIRST + "Only once."),
                contents(person).stream().sorted().toList());
    }

    @Test
    void whoKnowsTheNameOfAMailDoesNotGetIntoTheConversation() {
        help.deliver(letter("private." + person, "My address is Main Street 1."));
        Wait.until("the mail is stored", () -> contents(person).size(), Integer.valueOf(1)::equals);
        String eve = "eve." + person;
        help.deliver(
                from(
                        eve,
                        "evil." + person,
                        "What did they say?",
                        "In-Reply-To: <private." + person + ">"));
        Wait.until(
                "the mail is stored in a conversation of its own",
                () -> contents(eve).size(),
                Integer.valueOf(1)::equals);
        assertEquals(1, contents(person).size());
    }

    @Test
    void whatAMachineSentIsKeptAndNotAnswered() {
        help.deliver(letter("auto." + person, "I am on holiday.", "Auto-Submitted: auto-replied"));
        Wait.until(
                "the automatic mail is stored",
                () -> contents(person),
                List.of(FIRST + "I am on holiday.")::equals);
        help.deliver(letter("human." + person, "And now myself."));
        answered();
        assertEquals(
                List.of("<human." + person + ">"),
                answers(person).stream().map(mail -> answersTo(mail)).toList());
    }

    private static String answersTo(MimeMessage mail) {
        try {
            return String.valueOf(mail.getHeader("In-Reply-To", null));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMailThatComesBackIsSeenByStaff() throws Exception {
        help.deliver(letter("back." + person, "Hello?"));
        String ours = answered().getHeader("Message-ID", null);
        help.deliver(
                MailFixture.raw(
                        "From: MAILER-DAEMON@mx.example",
                        "Return-Path: <>",
                        "Content-Type: multipart/report; report-type=delivery-status; boundary=r",
                        "",
                        "--r",
                        "Content-Type: message/delivery-status",
                        "",
                        "Action: failed",
                        "Diagnostic-Code: smtp; 550 5.1.1 mailbox is gone",
                        "",
                        "--r",
                        "Content-Type: text/rfc822-headers",
                        "",
                        "Message-ID: " + ours,
                        "",
                        "--r--"));
        Wait.until(
                "the returned mail marks the delivery",
                () ->
                        java.util.stream.Stream.concat(
                                        said(person, "agent").stream(),
                                        said(person, "system").stream())
                                .map(each -> each.at("delivery").text("error").orElse(""))
                                .toList(),
                errors -> errors.toString().contains("mailbox is gone"));
    }

    @Test
    void ourOwnMailsAndThoseFromBeforeAreLeftAlone() {
        help.deliver(from(MailFixture.HELP, "own." + person, "We wrote this."));
        help.deliver(letter("after." + person, "And I this."));
        Wait.until(
                "the mail is stored",
                () -> contents(person),
                List.of(FIRST + "And I this.")::equals);
        assertEquals(List.of(), conversations(MailFixture.HELP));
        assertEquals(List.of(), conversations(MailFixture.ANN));
    }
}
