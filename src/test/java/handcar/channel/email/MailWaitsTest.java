package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.SlowImap;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;

/// A customer answers a mail of a person of ours that comes later than the answer, or writes anew about it.
class MailWaitsTest {
    private static final String BOX = MailFixture.HELP;

    private static MimeMessage byStaff(String customer, String subject, String id) {
        return MailFixture.raw(
                "From: Eva <eva@shop.example>",
                "To: Zoe <" + customer + ">",
                "Cc: " + BOX,
                "Subject: " + subject,
                "Message-ID: <" + id + ">",
                "",
                "When do you come?");
    }

    private static MimeMessage byCustomer(String customer, String subject, String... more) {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "From: Zoe <" + customer + ">",
                                "To: " + BOX,
                                "Subject: " + subject,
                                "Message-ID: <" + UUID.randomUUID() + "@customer.example>"));
        lines.addAll(List.of(more));
        lines.addAll(List.of("", "At five. How long is the warranty?"));
        return MailFixture.raw(lines.toArray(String[]::new));
    }

    /// The authors of the messages in each conversation of a customer.
    private static List<List<String>> talks(TestClient caller, String customer) {
        return caller.get("/api/v1/conversations?channel=email", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> each.at("contact").text("email").equals(Optional.of(customer)))
                .map(each -> authors(caller, each))
                .toList();
    }

    private static List<String> authors(TestClient caller, JsonView conversation) {
        return caller.get(
                        "/api/v1/conversations/"
                                + conversation.text("id").orElseThrow()
                                + "/messages",
                        TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> !each.isTrue("private"))
                .map(each -> each.text("author").orElse(""))
                .toList();
    }

    @Test
    void aSlowLookAndANewMailDoNotTalkOverStaff() throws Exception {
        GreenMail mail = MailFixture.server();
        mail.start();
        GreenMailUser help = mail.setUser(BOX, "help", "secret");
        try (SlowImap slow = new SlowImap(mail.getImap().getPort())) {
            Map<String, String> settings = new HashMap<>(MailFixture.settings(mail));
            settings.put("IMAP_PORT", "" + slow.port());
            try (TestServer shop = new TestServer(settings)) {
                Wait.until(
                        "the mailbox is read for the first time",
                        () -> MailFixture.isPolled(shop.db),
                        polled -> polled);
                lookIsSlow(help, slow, shop);
                customerWritesAnew(help, shop);
                staffNamedNobody(help, shop);
            }
        } finally {
            mail.stop();
        }
    }

    private static void lookIsSlow(GreenMailUser help, SlowImap slow, TestServer shop) {
        String zoe = "zoe@customer.example";
        slow.hold();
        help.deliver(byCustomer(zoe, "Re: Your order", "In-Reply-To: <eva.1@shop.example>"));
        Instant received = Instant.now();
        Wait.until("the look has begun", slow::isHolding, held -> held);
        help.deliver(byStaff(zoe, "Your order", "eva.1@shop.example"));
        Wait.until(
                "the look takes longer than a mail waits",
                () -> Duration.between(received, Instant.now()),
                since -> since.toSeconds() >= 4);
        slow.goOn();
        Wait.until(
                "staff's word and the answer are one conversation",
                () -> talks(shop.caller, zoe),
                List.of(List.of("staff", "contact"))::equals);
    }

    private static void customerWritesAnew(GreenMailUser help, TestServer shop) {
        String yan = "yan@customer.example";
        help.deliver(byStaff(yan, "Your visit", "eva.2@shop.example"));
        Wait.until(
                "staff's word is stored",
                () -> talks(shop.caller, yan),
                List.of(List.of("staff"))::equals);
        help.deliver(byCustomer(yan, "AW: Re:  your Visit"));
        Wait.until(
                "the same subject belongs to staff's conversation",
                () -> talks(shop.caller, yan),
                List.of(List.of("staff", "contact"))::equals);
        help.deliver(byCustomer(yan, "Another thing"));
        Wait.until(
                "another subject begins its own, which the agent answers",
                () -> talks(shop.caller, yan),
                all -> all.size() == 2 && all.stream().anyMatch(one -> one.contains("agent")));
        assertTrue(talks(shop.caller, yan).contains(List.of("staff", "contact")));
        // of somebody else
        help.deliver(byCustomer("xia@customer.example", "Your visit"));
        Wait.until(
                "the subject alone opens nobody's conversation",
                () -> talks(shop.caller, "xia@customer.example"),
                all -> all.size() == 1 && all.getFirst().contains("agent"));
    }

    /// Only the mail that it answers tells to whom staff wrote; the agent has no time between the two, however long that one takes.
    private static void staffNamedNobody(GreenMailUser help, TestServer shop) {
        help.deliver(
                MailFixture.raw(
                        "From: Eva <" + BOX + ">",
                        "To: undisclosed-recipients:;",
                        "Subject: Re: Lamp",
                        "Message-ID: <eva.3@shop.example>",
                        "In-Reply-To: <wim.1@customer.example>",
                        "",
                        "Two years."));
        Wait.until(
                "the mail waits",
                () ->
                        TestServer.count(
                                shop.db,
                                "SELECT count(*) FROM mail_waits WHERE reason = 'unnamed'"),
                waiting -> waiting == 1);
        String wim = "wim@customer.example";
        help.deliver(
                MailFixture.raw(
                        "From: Wim <" + wim + ">",
                        "To: " + BOX,
                        "Subject: Lamp",
                        "Message-ID: <wim.1@customer.example>",
                        "",
                        "How long is the warranty?"));
        String val = "val@customer.example";
        help.deliver(byCustomer(val, "Lamp"));
        Wait.until(
                "the agent answers somebody else",
                () -> talks(shop.caller, val),
                all -> all.size() == 1 && all.getFirst().contains("agent"));
        Wait.until(
                "the mail waits no more",
                () -> TestServer.count(shop.db, "SELECT count(*) FROM mail_waits"),
                waiting -> waiting == 0);
        assertEquals(
                List.of(List.of("contact", "staff")),
                talks(shop.caller, wim).stream()
                        .map(each -> each.stream().sorted().toList())
                        .toList());
    }

    @Test
    void aMailWaitsForALookThatBeganLaterAndEnded() {
        try (Database db = TestDatabase.open(TestDatabase.withSchema())) {
            MailStore store = new MailStore(db);
            store.remember(BOX, "INBOX", 7, 1);
            MailWaits waits = store.waits(BOX, "INBOX");
            waits.add(7, 2, "unseen@shop.example", MailWaits.WaitReason.REPLY);
            Instant now = store.position(BOX, "INBOX").orElseThrow().begun();
            assertEquals(List.of(), waits.over(7, now, true));
            assertEquals(List.of(), waits.over(7, now.plusSeconds(4), false));
            // seen again, by another process
            store.waits(BOX, "INBOX").add(7, 2, "unseen@shop.example", MailWaits.WaitReason.REPLY);
            assertEquals(List.of(2L), waits.over(7, now.plusSeconds(4), true));
            store.remember(BOX, "INBOX", 7, 9);
            assertEquals(List.of(2L), waits.over(7, now.plusSeconds(4), true));
            assertEquals(List.of(), waits.over(8, now.plusSeconds(4), true));
            // a mailbox that is never read to its end
            TestServer.update(db, "UPDATE mail_waits SET seen_at = now() - interval '6 minutes'");
            assertEquals(List.of(2L), waits.over(7, now.minusSeconds(900), false));
            waits.remove(7, 2);
            assertEquals(List.of(), waits.over(7, now.plusSeconds(900), true));
        }
    }

    @Test
    void subjectsAreComparedWithoutWhatProgramsAdd() {
        for (String subject :
                List.of(
                        "Your order 7",
                        "Re: Your order 7",
                        "AW: RE: your  Order 7",
                        "Re[2]: Your order 7",
                        "Sv: Fwd: Your order 7",
                        "回复：Your order 7")) {
            assertEquals("your order 7", MailSubject.plain(subject), subject);
        }
        assertFalse(MailSubject.plain("Your order 8").equals("your order 7"));
        assertEquals("reservation: tomorrow", MailSubject.plain("Reservation: tomorrow"));
    }
}
