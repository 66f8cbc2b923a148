package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.config.Secret;
import handcar.fakes.ClosedPort;
import handcar.fakes.FakeSmtp;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.TrustedHosts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Servers that do not take a mail.
class EmailFailureTest {
    private final FakeSmtp smtp = new FakeSmtp();
    private final EmailSender channel =
            new EmailSender(
                    new MailSocketFactory(AddressGuard.publicAnd(TrustedHosts.of("127.0.0.1"))));

    @AfterEach
    void close() {
        smtp.close();
    }

    private ChannelAccount account() {
        return account(smtp, Map.of(MailServer.SMTP_TLS, MailServer.NO_TLS));
    }

    private static ChannelAccount account(FakeSmtp server, Map<String, String> more) {
        return account(server.port(), more);
    }

    private static ChannelAccount account(int port, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put(MailServer.SMTP_HOST, "127.0.0.1");
        settings.put(MailServer.SMTP_PORT, Integer.toString(port));
        settings.put(MailServer.SMTP_USER, "help");
        return new ChannelAccount(
                EmailProvider.KIND,
                MailFixture.HELP,
                Optional.empty(),
                Optional.empty(),
                settings,
                Map.of(MailServer.SMTP_PASSWORD, new Secret("secret")));
    }

    private SendResult send() {
        return send(account());
    }

    @Test
    void whatTheServerRefusesForGoodIsRefused() {
        smtp.answering("RCPT", "550 5.1.1 no such user");
        SendResult.Refused refused = assertInstanceOf(SendResult.Refused.class, send());
        assertTrue(refused.reason().contains("550 5.1.1 no such user"), refused.reason());
        smtp.answering("RCPT", "250 ok").answering("END", "554 5.7.1 looks like spam");
        assertInstanceOf(SendResult.Refused.class, send());
        smtp.answering("MAIL", "553 5.7.1 not your address");
        assertInstanceOf(SendResult.Refused.class, send());
        smtp.answering("AUTH", "535 5.7.8 wrong password");
        assertInstanceOf(SendResult.Refused.class, send());
    }

    @Test
    void whatTheServerRefusesForNowIsSentLater() {
        for (String command : List.of("GREETING", "AUTH", "MAIL", "RCPT", "DATA", "END")) {
            try (FakeSmtp busy = new FakeSmtp().answering(command, "451 4.3.0 come again")) {
                assertInstanceOf(SendResult.TryLater.class, at(busy), command);
            }
        }
    }

    @Test
    void aConnectionThatBreaksBeforeTheEndOfTheMailHasSentNothing() {
        for (String command : List.of("GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA")) {
            try (FakeSmtp broken = new FakeSmtp().answering(command, FakeSmtp.CUT)) {
                assertInstanceOf(SendResult.TryLater.class, at(broken), command);
                assertEquals(List.of(), broken.mails());
            }
        }
    }

    @Test
    void aConnectionThatBreaksAfterTheEndOfTheMailMayHaveSentIt() {
        smtp.answering("END", FakeSmtp.CUT);
        assertInstanceOf(SendResult.Unknown.class, send());
        assertEquals(1, smtp.mails().size());
    }

    @Test
    void aServerThatSaysNothingIsLeftInTime() {
        smtp.answering("END", FakeSmtp.SILENCE);
        Instant start = Instant.now();
        assertInstanceOf(SendResult.Unknown.class, send());
        assertTrue(Duration.between(start, Instant.now()).compareTo(SendResult.LONGEST) <= 0);
    }

    @Test
    void aServerThatIsSlowInEveryStepIsLeftInTime() {
        smtp.slow(3_000);
        Instant start = Instant.now();
        assertInstanceOf(SendResult.TryLater.class, send());
        assertTrue(Duration.between(start, Instant.now()).compareTo(SendResult.LONGEST) <= 0);
    }

    @Test
    void aWordOfPartingThatIsMissingChangesNothing() {
        smtp.answering("QUIT", FakeSmtp.CUT);
        assertInstanceOf(SendResult.Sent.class, send());
    }

    @Test
    void nobodyListeningIsTriedLater() throws IOException {
        try (ClosedPort nobody = new ClosedPort()) {
            ChannelAccount account =
                    account(nobody.number(), Map.of(MailServer.SMTP_TLS, MailServer.NO_TLS));
            assertInstanceOf(SendResult.TryLater.class, send(account));
        }
    }

    @Test
    void aServerWithoutEncryptionIsToldNoPassword() {
        ChannelAccount wary = account(smtp, Map.of());
        assertInstanceOf(SendResult.TryLater.class, send(wary));
        assertTrue(
                smtp.heard().stream().noneMatch(line -> line.startsWith("AUTH")),
                smtp.heard().toString());
        assertFalse(channel.verify(wary).ok());
    }

    @Test
    void anAdministratorsServerOnThePrivateNetworkIsNotReached() {
        EmailSender wary = new EmailSender(new MailSocketFactory(AddressGuard.publicOnly()));
        assertFalse(wary.verify(account()).ok());
        assertEquals(List.of(), smtp.heard());
    }

    private SendResult at(FakeSmtp server) {
        return send(account(server, Map.of(MailServer.SMTP_TLS, MailServer.NO_TLS)));
    }

    private SendResult send(ChannelAccount account) {
        return channel.send(
                new OutboundPart(
                        UUID.randomUUID(),
                        "help@shop.example",
                        "t",
                        new JsonView(Map.of("to", "ann@customer.example")),
                        new Outbound.Text("x"),
                        1,
                        1,
                        Optional.empty()),
                account);
    }
}
