package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

import handcar.fakes.ImapProxy;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mails that the mail server cannot give, or that do not tell where their parts begin.
class UnreadableMailTest {
    private static final String NOTICE = "[This mail could not be read. Open it in the mailbox.]";

    /// Who wrote, and what stands in the desk.
    private static Map<String, JsonView> conversations(TestServer shop) {
        return shop.caller
                .get("/api/v1/conversations?channel=email", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .collect(
                        Collectors.toMap(
                                each -> each.at("contact").text("email").orElse("nobody"),
                                each -> each));
    }

    private static String said(TestServer shop, JsonView conversation) {
        return shop.caller
                .get(
                        "/api/v1/conversations/"
                                + conversation.text("id").orElseThrow()
                                + "/messages",
                        TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> each.text("author").orElse("").equals("contact"))
                .map(each -> each.text("content").orElse(""))
                .collect(Collectors.joining("|"));
    }

    /// A server gives a mail its UID first and shows it later; who asks in between must not take it for read.
    @Test
    void aMailWhoseUidWasCountedBeforeItCouldBeReadIsAnswered() {
        GreenMail mail = MailFixture.server();
        mail.start();
        GreenMailUser help = mail.setUser(MailFixture.HELP, "help", "secret");
        try (ImapProxy proxy = ImapProxy.ahead(mail.getImap().getPort())) {
            Map<String, String> settings = new HashMap<>(MailFixture.settings(mail));
            settings.put("IMAP_PORT", "" + proxy.port());
            try (TestServer shop = new TestServer(settings)) {
                for (String name : List.of("first", "second")) {
                    Wait.until(
                            "the mailbox is read",
                            () -> MailFixture.isPolled(shop.db),
                            Boolean.TRUE::equals);
                    help.deliver(
                            MailFixture.raw(
                                    "From: " + name + "@customer.example",
                                    "To: " + MailFixture.HELP,
                                    "Subject: Lamp",
                                    "Message-ID: <" + name + "@customer.example>",
                                    "",
                                    "How much is the lamp?"));
                    Wait.until(
                            "the " + name + " mail is stored",
                            () -> conversations(shop).keySet(),
                            writers -> writers.contains(name + "@customer.example"));
                }
            }
        } finally {
            mail.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BODYSTRUCTURE, false, bea@customer.example, How much is the lamp?, ai_active",
        "BODY, false, nobody, " + NOTICE + ", needs_human",
        "BODY, true, nobody, " + NOTICE + ", needs_human",
        "INTERNALDATE, true, bea@customer.example, Lamp  " + NOTICE + ", needs_human",
        "nothing, false, bea@customer.example, How much is the lamp?, ai_active",
    })
    void aMailThatTheServerCannotGiveIsShownAndThoseBehindItCome(
            String broken, boolean cuts, String writer, String shown, String status) {
        GreenMail mail = MailFixture.server();
        mail.start();
        GreenMailUser help = mail.setUser(MailFixture.HELP, "help", "secret");
        try (ImapProxy proxy = new ImapProxy(mail.getImap().getPort(), broken, cuts)) {
            Map<String, String> settings = new HashMap<>(MailFixture.settings(mail));
            settings.put("IMAP_PORT", "" + proxy.port());
            try (TestServer shop = new TestServer(settings)) {
                Wait.until(
                        "the mailbox is read for the first time",
                        () -> MailFixture.isPolled(shop.db),
                        Boolean.TRUE::equals);
                help.deliver(
                        MailFixture.raw(
                                "From: Bea <bea@customer.example>",
                                "To: " + MailFixture.HELP,
                                "Subject: Lamp",
                                "Message-ID: <broken@customer.example>",
                                "MIME-Version: 1.0",
                                "Content-Type: multipart/mixed",
                                "",
                                "How much is the lamp?"));
                help.deliver(MailFixture.fromAnn("behind", "Chair", "How much is the chair?"));
                Map<String, JsonView> found =
                        Wait.until(
                                "both mails are stored",
                                () -> conversations(shop),
                                all -> all.size() == 2);
                assertEquals(Set.of(writer, MailFixture.ANN), found.keySet());
                JsonView one = Objects.requireNonNull(found.get(writer));
                assertEquals(
                        shown.replace("  ", "\n\n"),
                        said(shop, one).replaceFirst("^Lamp\n\n(?=How)", ""));
                assertEquals(Optional.of(status), one.text("status"));
            }
        } finally {
            mail.stop();
        }
    }
}
