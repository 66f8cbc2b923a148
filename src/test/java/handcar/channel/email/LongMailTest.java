package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

import handcar.db.Database;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Whoever mails a book costs the others nothing.
class LongMailTest {
    private static final String LINE = "Lorem ipsum dolor sit amet consectetur, not received? ";

    private static boolean isTo(MimeMessage mail, String person) {
        try {
            return mail.getHeader("To", ",").contains(person);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long letters(Database db) throws SQLException {
        try (Connection connection = db.source().getConnection();
                ResultSet kept =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT sum(length(content)) FROM messages WHERE author ="
                                                + " 'contact'")) {
            kept.next();
            return kept.getLong(1);
        }
    }

    @Test
    void theOthersAreAnsweredMeanwhileAndTheBookIsKept() throws SQLException {
        GreenMail mail = MailFixture.server();
        mail.start();
        GreenMailUser help = mail.setUser(MailFixture.HELP, "help", "secret");
        try (TestServer shop = new TestServer(MailFixture.settings(mail))) {
            Wait.until("the mailbox is read", () -> MailFixture.isPolled(shop.db));
            for (String person : List.of("ann", "bea", "cem")) {
                String text =
                        person.equals("cem") ? "How long is the warranty?" : LINE.repeat(22_000);
                help.deliver(
                        MailFixture.raw(
                                "From: " + person + "@customer.example",
                                "To: " + MailFixture.HELP,
                                "Subject: Lamp",
                                "Message-ID: <" + person + "@customer.example>",
                                "",
                                text.replace("? L", "?\r\nL")));
            }
            for (String person : List.of("cem", "ann", "bea")) {
                Wait.until(
                        person + " is answered",
                        Duration.ofMinutes(1),
                        () ->
                                Arrays.stream(mail.getReceivedMessages())
                                        .anyMatch(each -> isTo(each, person)),
                        Boolean.TRUE::equals);
            }
            assertTrue(letters(shop.db) > 1_900_000);
        } finally {
            mail.stop();
        }
    }
}
