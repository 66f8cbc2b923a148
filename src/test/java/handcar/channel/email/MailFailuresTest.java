package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.icegreen.greenmail.util.GreenMail;

import handcar.channel.ChannelAccount;
import handcar.channel.email.MailPeople.OurAddresses;
import handcar.chat.UnansweredReason;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.ImapProxy;
import handcar.net.AddressGuard;
import handcar.net.TrustedHosts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A mail that the server of a mailbox cannot give, while one process after the other looks.
class MailFailuresTest {
    private final GreenMail mail = MailFixture.server();
    private final Database db = TestDatabase.open(TestDatabase.withSchema());
    private final MailStore store = new MailStore(db);

    @BeforeEach
    void open() {
        mail.start();
        mail.setUser(MailFixture.HELP, "help", "secret")
                .deliver(MailFixture.fromAnn("broken", "Lamp", "How much is the lamp?"));
    }

    @AfterEach
    void close() {
        mail.stop();
        db.close();
    }

    private MailServer at(int port) {
        return MailServer.imap(
                        new ChannelAccount(
                                EmailProvider.KIND,
                                MailFixture.HELP,
                                Optional.empty(),
                                Optional.empty(),
                                Map.ofEntries(
                                        Map.entry(MailServer.IMAP_HOST, "127.0.0.1"),
                                        Map.entry(MailServer.IMAP_PORT, "" + port),
                                        Map.entry(MailServer.IMAP_TLS, MailServer.NO_TLS),
                                        Map.entry(MailServer.IMAP_USER, "help")),
                                Map.of(MailServer.IMAP_PASSWORD, new Secret("secret"))))
                .orElseThrow();
    }

    /// What a process that has just begun finds.
    private MailReader.Batch look(int port) throws Exception {
        MailSocketFactory sockets =
                new MailSocketFactory(AddressGuard.publicAnd(TrustedHosts.of("127.0.0.1")));
        try (ImapFolder box = ImapFolder.open(at(port), "INBOX", sockets)) {
            if (store.position(MailFixture.HELP, "INBOX").isEmpty()) {
                store.remember(MailFixture.HELP, "INBOX", box.validity(), 0);
            }
            return new MailReader(
                            store.failures(MailFixture.HELP, "INBOX"),
                            new OurAddresses(Set.of(MailFixture.HELP)))
                    .read(box, box.validity(), box.above(0, box.last()));
        }
    }

    private static List<Optional<UnansweredReason>> reasons(MailReader.Batch batch) {
        return batch.mails().stream().map(each -> each.mail().unanswered()).toList();
    }

    @Test
    void theSecondProcessThatCannotReadItSetsItAside() throws Exception {
        try (ImapProxy broken = new ImapProxy(mail.getImap().getPort(), "BODY", true)) {
            assertTrue(look(broken.port()).failure().isPresent());
            MailReader.Batch second = look(broken.port());
            assertEquals(Optional.empty(), second.failure());
            assertEquals(List.of(Optional.of(UnansweredReason.UNREADABLE)), reasons(second));
        }
    }

    @Test
    void onlyFailuresInARowCount() throws Exception {
        try (ImapProxy broken = new ImapProxy(mail.getImap().getPort(), "BODY", true)) {
            assertTrue(look(broken.port()).failure().isPresent());
            assertEquals(List.of(Optional.empty()), reasons(look(mail.getImap().getPort())));
            assertTrue(look(broken.port()).failure().isPresent());
        }
    }

    @Test
    void whatLiesBehindIsForgotten() throws Exception {
        try (ImapProxy broken = new ImapProxy(mail.getImap().getPort(), "BODY", true)) {
            assertTrue(look(broken.port()).failure().isPresent());
        }
        long validity = store.position(MailFixture.HELP, "INBOX").orElseThrow().validity();
        MailFailures failures = store.failures(MailFixture.HELP, "INBOX");
        store.remember(MailFixture.HELP, "INBOX", validity, 0);
        assertEquals(Set.of(1L), failures.lately(validity));
        store.remember(MailFixture.HELP, "INBOX", validity, 1);
        assertEquals(Set.of(), failures.lately(validity));
    }
}
