package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.Account;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.config.Secret;
import handcar.fakes.FakeSmtp;
import handcar.json.JsonView;
import handcar.net.Guard;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Servers that do not take a mail.
class EmailTroubleTest {
    private final FakeSmtp smtp = new FakeSmtp();
    private final EmailChannel channel =
            new EmailChannel(new Way(Guard.publicAnd(Set.of("127.0.0.1"))));

    @AfterEach
    void close() {
        smtp.close();
    }

    private Account account() {
        return account(smtp, Map.of(MailServer.SMTP_TLS, MailServer.NO_TLS));
    }

    private static Account account(FakeSmtp server, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put(MailServer.SMTP_HOST, "127.0.0.1");
        settings.put(MailServer.SMTP_PORT, Integer.toString(server.port()));
        settings.put(MailServer.SMTP_USER, "help");
        return new Account(
                Email.KIND,
                Letters.HELP,
                Optional.empty(),
                Optional.empty(),
                settings,
                Map.of(MailServer.SMTP_PASSWORD, new Secret("secret")));
    }

    private Sending send() {
        return send(account());
    }

    @Test
    void whatTheServerRefusesForGoodIsRefused() {
        smtp.answering("RCPT", "550 5.1.1 no such user");
        Sending.Refused refused = assertInstanceOf(Sending.Refused.class, send());
        assertTrue(refused.reason().contains("550 5.1.1 no such user"), refused.reason());
        smtp.answering("RCPT", "250 ok").answering("END", "554 5.7.1 looks like spam");
        assertInstanceOf(Sending.Refused.class, send());
        smtp.answering("MAIL", "553 5.7.1 not your address");
        assertInstanceOf(Sending.Refused.class, send());
        smtp.answering("AUTH", "535 5.7.8 wrong password");
        assertInstanceOf(Sending.Refused.class, send());
    }

    @Test
    void whatTheServerRefusesForNowIsSentLater() {
        for (String command : List.of("GREETING", "AUTH", "MAIL", "RCPT", "DATA", "END")) {
            try (FakeSmtp busy = new FakeSmtp().answering(command, "451 4.3.0 come again")) {
                assertInstanceOf(Sending.TryLater.class, at(busy), command);
            }
        }
    }

    @Test
    void aConnectionThatBreaksBeforeTheEndOfTheMailHasSentNothing() {
        for (String command : List.of("GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA")) {
            try (FakeSmtp broken = new FakeSmtp().answering(command, FakeSmtp.CUT)) {
                assertInstanceOf(Sending.TryLater.class, at(broken), command);
                assertEquals(List.of(), broken.mails());
            }
        }
    }

    @Test
    void aConnectionThatBreaksAfterTheEndOfTheMailMayHaveSentIt() {
        smtp.answering("END", FakeSmtp.CUT);
        assertInstanceOf(Sending.Unknown.class, send());
        assertEquals(1, smtp.mails().size());
    }

    @Test
    void aServerThatSaysNothingIsLeftInTime() {
        smtp.answering("END", FakeSmtp.SILENCE);
        Instant start = Instant.now();
        assertInstanceOf(Sending.Unknown.class, send());
        assertTrue(Duration.between(start, Instant.now()).compareTo(Sending.LONGEST) <= 0);
    }

    @Test
    void aServerThatIsSlowInEveryStepIsLeftInTime() {
        smtp.slow(3_000);
        Instant start = Instant.now();
        assertInstanceOf(Sending.TryLater.class, send());
        assertTrue(Duration.between(start, Instant.now()).compareTo(Sending.LONGEST) <= 0);
    }

    @Test
    void aWordOfPartingThatIsMissingChangesNothing() {
        smtp.answering("QUIT", FakeSmtp.CUT);
        assertInstanceOf(Sending.Sent.class, send());
    }

    @Test
    void nobodyListeningIsTriedLater() {
        smtp.close();
        assertInstanceOf(Sending.TryLater.class, send());
    }

    @Test
    void aServerWithoutEncryptionIsToldNoPassword() {
        Account wary = account(smtp, Map.of());
        assertInstanceOf(Sending.TryLater.class, send(wary));
        assertTrue(
                smtp.heard().stream().noneMatch(line -> line.startsWith("AUTH")),
                smtp.heard().toString());
        assertFalse(channel.verify(wary).ok());
    }

    @Test
    void anAdministratorsServerOnThePrivateNetworkIsNotReached() {
        EmailChannel wary = new EmailChannel(new Way(Guard.publicOnly()));
        assertFalse(wary.verify(account()).ok());
        assertEquals(List.of(), smtp.heard());
    }

    private Sending at(FakeSmtp server) {
        return send(account(server, Map.of(MailServer.SMTP_TLS, MailServer.NO_TLS)));
    }

    private Sending send(Account account) {
        return channel.send(
                new Part(
                        UUID.randomUUID(),
                        "help@shop.example",
                        "t",
                        new JsonView(Map.of("to", "ann@customer.example")),
                        "x",
                        1,
                        1,
                        Optional.empty()),
                account);
    }
}
