package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

/// Mails whose `From` names nobody, and reactions by mail.
class MissingSenderTest {
    private static List<JsonView> conversations(TestServer shop) {
        return shop.caller
                .get("/api/v1/conversations?channel=email", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .toList();
    }

    private static List<JsonView> messages(TestServer shop, JsonView conversation) {
        return shop.caller
                .get(
                        "/api/v1/conversations/"
                                + conversation.text("id").orElseThrow()
                                + "/messages",
                        TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .toList();
    }

    private static String from(JsonView conversation) {
        return conversation.at("contact").text("email").orElse("nobody");
    }

    @Test
    void whoIsNamedForTheAnswerIsTheCustomerAndNobodysMailIsShown() {
        GreenMail mail = MailFixture.server();
        mail.start();
        GreenMailUser help = mail.setUser(MailFixture.HELP, "help", "secret");
        try (TestServer shop = new TestServer(MailFixture.settings(mail))) {
            Wait.until(
                    "the mailbox is read",
                    () -> MailFixture.isPolled(shop.db),
                    Boolean.TRUE::equals);
            help.deliver(
                    MailFixture.raw(
                            "From: x67 at cust dot example",
                            "Reply-To: x67@cust.example",
                            "To: " + MailFixture.HELP,
                            "Subject: Lamp",
                            "Message-ID: <broken@cust.example>",
                            "",
                            "How much is the lamp?"));
            help.deliver(
                    MailFixture.raw(
                            "To: " + MailFixture.HELP,
                            "Subject: Chair",
                            "Message-ID: <none@cust.example>",
                            "",
                            "How much is the chair?"));
            List<JsonView> found =
                    Wait.until(
                            "both mails are stored",
                            () -> conversations(shop),
                            all ->
                                    all.size() == 2
                                            && all.stream()
                                                    .anyMatch(
                                                            each ->
                                                                    each.text("status")
                                                                            .orElse("")
                                                                            .equals(
                                                                                    "needs_human")));
            Map<String, JsonView> by =
                    found.stream().collect(Collectors.toMap(MissingSenderTest::from, each -> each));
            assertEquals(Set.of("x67@cust.example", "nobody"), by.keySet());
            JsonView nobodys = Objects.requireNonNull(by.get("nobody"));
            assertEquals(Optional.of("needs_human"), nobodys.text("status"));
            JsonView message = messages(shop, nobodys).getFirst();
            assertEquals(Optional.of("Chair\n\nHow much is the chair?"), message.text("content"));
            assertEquals(Optional.of("unreadable"), message.text("unanswered"));
            assertEquals(
                    List.of("This mail does not tell who wrote it."),
                    message.at("attachments")
                            .each()
                            .flatMap(each -> each.text("caption").stream())
                            .toList());
        } finally {
            mail.stop();
        }
    }

    private static String reaction(String emoji) {
        return MailFixture.utf8(
                "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAnn reacted via Gmail\r\n"
                        + "--b\r\nContent-Type: text/vnd.google.email-reaction+json;"
                        + " charset=utf-8\r\n\r\n{\"version\":1,\"emoji\":\""
                        + emoji
                        + "\"}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Ann"
                        + " reacted via Gmail</p>\r\n--b--");
    }

    @Test
    void aReactionInGmailRatesOurMailAndIsNotAnswered() throws Exception {
        GreenMail mail = MailFixture.server();
        mail.start();
        GreenMailUser help = mail.setUser(MailFixture.HELP, "help", "secret");
        mail.setUser(MailFixture.ANN, "ann", "secret");
        try (TestServer shop = new TestServer(MailFixture.settings(mail))) {
            Wait.until(
                    "the mailbox is read",
                    () -> MailFixture.isPolled(shop.db),
                    Boolean.TRUE::equals);
            shop.caller.shelve("house", "Delivery", "We deliver bicycles within two days.");
            help.deliver(
                    MailFixture.fromAnn(
                            "first@a.example", "Hello", "When do you deliver bicycles?"));
            Wait.until("it is answered", () -> mail.getReceivedMessages().length, n -> n >= 2);
            String ours =
                    Arrays.stream(mail.getReceivedMessages())
                            .map(MissingSenderTest::name)
                            .filter(each -> each.contains("handcar."))
                            .findFirst()
                            .orElseThrow();
            String type = "Content-Type: multipart/alternative; boundary=b";
            String mime = "MIME-Version: 1.0";
            help.deliver(
                    MailFixture.fromAnn(
                            "up@a.example",
                            "Re: Hello",
                            reaction("👍"),
                            "In-Reply-To: " + ours,
                            mime,
                            type));
            JsonView conversation = conversations(shop).getFirst();
            Wait.until(
                    "our mail is rated",
                    () ->
                            messages(shop, conversation).stream()
                                    .flatMap(each -> each.at("feedback").text("rating").stream())
                                    .toList(),
                    List.of("up")::equals);
            help.deliver(
                    MailFixture.fromAnn("other@a.example", "Re: Sofa", reaction("🎉"), mime, type));
            JsonView shown =
                    Wait.until(
                                    "the reaction to another mail is shown",
                                    () ->
                                            conversations(shop).stream()
                                                    .flatMap(each -> messages(shop, each).stream())
                                                    .filter(
                                                            each ->
                                                                    each.text("content")
                                                                            .orElse("")
                                                                            .equals("🎉"))
                                                    .toList(),
                                    all -> all.size() == 1)
                            .getFirst();
            assertEquals(Optional.of("automatic"), shown.text("unanswered"));
            assertEquals(
                    1,
                    Arrays.stream(mail.getReceivedMessages())
                            .map(MissingSenderTest::name)
                            .filter(each -> each.contains("handcar."))
                            .count());
        } finally {
            mail.stop();
        }
    }

    private static String name(jakarta.mail.internet.MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
