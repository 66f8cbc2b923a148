package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import handcar.channel.ChannelAccount;
import handcar.channel.MessageSender.Verified;
import handcar.channel.TestAccount;
import handcar.config.Secret;
import handcar.fakes.FakeSmtp;
import handcar.net.AddressGuard;
import handcar.net.TrustedHosts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MailEncryptionTest {
    private static final AddressGuard GUARD =
            AddressGuard.publicAnd(TrustedHosts.of("localhost", "127.0.0.1"));
    private static final GreenMail MAIL =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS)
                    });

    private static MailSocketFactory trusting = new MailSocketFactory(GUARD);
    private static Optional<SSLContext> own = Optional.empty();

    /// A certificate for `localhost`, and somebody who vouches for it.
    @BeforeAll
    static void open() throws Exception {
        Path file = Files.createTempDirectory("handcar-mail").resolve("keys.p12");
        String tool = System.getProperty("java.home") + "/bin/keytool";
        Process made =
                new ProcessBuilder(
                                tool,
                                "-genkeypair",
                                "-alias",
                                "mail",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .start();
        assertEquals(0, made.waitFor());
        System.setProperty("greenmail.tls.keystore.file", file.toString());
        System.setProperty("greenmail.tls.keystore.password", "changeit");
        KeyStore keys = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("mail", keys.getCertificate("mail"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        trusting = new MailSocketFactory(GUARD, Optional.of(context.getSocketFactory()));
        KeyManagerFactory owned =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        owned.init(keys, "changeit".toCharArray());
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(owned.getKeyManagers(), null, null);
        own = Optional.of(server);
        MAIL.start();
        MAIL.setUser(MailFixture.HELP, "help", "secret");
    }

    @AfterAll
    static void close() {
        MAIL.stop();
    }

    private static ChannelAccount account(String password) {
        return account(password, "localhost");
    }

    private static ChannelAccount account(String password, String host) {
        return new ChannelAccount(
                EmailProvider.KIND,
                MailFixture.HELP,
                Optional.empty(),
                Optional.empty(),
                Map.of(
                        MailServer.SMTP_HOST,
                        host,
                        MailServer.SMTP_PORT,
                        "" + MAIL.getSmtps().getPort(),
                        MailServer.SMTP_TLS,
                        MailServer.TLS,
                        MailServer.SMTP_USER,
                        "help",
                        MailServer.IMAP_HOST,
                        host,
                        MailServer.IMAP_PORT,
                        "" + MAIL.getImaps().getPort(),
                        MailServer.IMAP_TLS,
                        MailServer.TLS),
                Map.of(MailServer.SMTP_PASSWORD, new Secret(password)));
    }

    private static Verified verify(ChannelAccount account, MailSocketFactory way) {
        return new EmailSender(way).verify(account);
    }

    @Test
    void bothServersAreReachedEncryptedFromTheFirstByte() {
        Verified verified = verify(account("secret"), trusting);
        assertTrue(verified.ok(), verified.detail());
        assertTrue(verified.detail().contains("0 mails in INBOX"), verified.detail());
    }

    /// RFC 3207: what was said before the upgrade counts for nothing, and the password is said after it only.
    @Test
    void aServerThatBeginsInTheOpenIsUpgradedBeforeThePasswordIsSaid() {
        try (FakeSmtp smtp = new FakeSmtp().encrypting(own.orElseThrow())) {
            ChannelAccount account =
                    TestAccount.of(
                            EmailProvider.KIND,
                            MailFixture.HELP,
                            Map.of(
                                    MailServer.SMTP_HOST, "localhost",
                                    MailServer.SMTP_PORT, "" + smtp.port(),
                                    MailServer.SMTP_USER, "help"),
                            Map.of(MailServer.SMTP_PASSWORD, "secret"));
            Verified verified = verify(account, trusting);
            assertTrue(verified.ok(), verified.detail());
            assertEquals(
                    List.of("EHLO", "STARTTLS", "EHLO", "AUTH"),
                    smtp.heard().stream().map(said -> said.split(" ", 2)[0]).limit(4).toList());
            assertFalse(verify(account, new MailSocketFactory(GUARD)).ok());
        }
    }

    @Test
    void aWrongPasswordIsTold() {
        Verified verified = verify(account("wrong"), trusting);
        assertFalse(verified.ok());
        assertEquals("The mail server says: ", verified.detail().substring(0, 22));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotAccepted() {
        assertFalse(verify(account("secret"), new MailSocketFactory(GUARD)).ok());
    }

    @Test
    void aCertificateForAnotherNameIsNotAccepted() {
        assertFalse(verify(account("secret", "127.0.0.1"), trusting).ok());
    }
}
