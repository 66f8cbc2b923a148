package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

import handcar.chat.UnansweredReason;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is not answered stands in the log of webhooks with its reason.
class SkippedEventsTest {
    private static final String SECRET = "a-long-word-of-our-own";
    private static final Path SOURCES = Path.of("src/main/java/handcar/channel");
    private static final Pattern SKIPPED = Pattern.compile("IgnoredEvent\\(\\s*\"([^\"]+)\"\\)");
    private static final GreenMail MAIL = MailFixture.server();

    private static GreenMailUser help;
    private static TestServer shop;

    @BeforeAll
    static void open() {
        MAIL.start();
        help = MAIL.setUser(MailFixture.HELP, "help", "secret");
        Map<String, String> settings = new HashMap<>(MailFixture.settings(MAIL));
        settings.put("TELEGRAM_BOT_TOKEN", "1:token");
        settings.put("TELEGRAM_WEBHOOK_SECRET", SECRET);
        shop = new TestServer(settings);
        Wait.until(
                "the mailbox is read for the first time",
                () -> MailFixture.isPolled(shop.db),
                Boolean.TRUE::equals);
    }

    @AfterAll
    static void close() {
        shop.close();
        MAIL.stop();
    }

    private static List<JsonView> events(String kind) {
        return shop.caller
                .get("/api/v1/webhook-events?kind=" + kind, TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .toList();
    }

    private static List<String> reasons(String kind) {
        return events(kind).reversed().stream()
                .flatMap(each -> each.at("reasons").each())
                .map(
                        each ->
                                each.text("reason").orElseThrow()
                                        + ": "
                                        + each.text("text").orElse(""))
                .toList();
    }

    private static void update(int number, String body) {
        assertEquals(
                200,
                shop.caller
                        .knock(
                                "/webhooks/telegram",
                                "{\"update_id\":" + number + "," + body + "}",
                                Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET))
                        .status());
    }

    @Test
    void eachMailThatIsNotAnsweredSaysWhy() {
        help.deliver(
                MailFixture.raw(
                        "From: MAILER-DAEMON@relay.example",
                        "To: " + MailFixture.HELP,
                        "Subject: Undelivered Mail Returned to Sender",
                        "Message-ID: <bounce@relay.example>",
                        "Content-Type: multipart/report; report-type=delivery-status; boundary=r",
                        "",
                        "--r",
                        "",
                        "It came back.",
                        "--r",
                        "Content-Type: message/delivery-status",
                        "",
                        "Action: failed",
                        "Status: 5.1.1",
                        "",
                        "--r--"));
        help.deliver(
                MailFixture.fromAnn(
                        "away@customer.example",
                        "Out of office",
                        "I am away.",
                        "Auto-Submitted: auto-replied"));
        help.deliver(answer());
        assertEquals(
                List.of(
                        "mail.report: a mail came back, or was read, that Handcar did not send or"
                                + " whose Message-ID was changed on the way",
                        "out_of_office: an out-of-office reply",
                        "mail.sent: a mail that Handcar sent and that a mailing list or a rule"
                                + " brought back"),
                Wait.until("all are stored", () -> reasons("email"), all -> all.size() == 3));
    }

    /// What the shop answers to a question.
    private static MimeMessage answer() {
        help.deliver(
                MailFixture.raw(
                        "From: " + MailFixture.ANN,
                        "To: " + MailFixture.HELP,
                        "Subject: Lamps",
                        "Message-ID: <question@customer.example>",
                        "",
                        "Do you ship lamps to Norway?"));
        return Wait.until(
                "it is answered",
                () -> MAIL.getReceivedMessagesForDomain(MailFixture.ANN),
                all -> all.length > 0)[0];
    }

    @Test
    void eachEventThatIsNotAnsweredSaysWhy() {
        String chat = "\"chat\":{\"id\":-5,\"type\":\"group\"},\"from\":{\"id\":7}";
        update(1, "\"message\":{\"message_id\":1,\"date\":1764000000," + chat + ",\"text\":\"x\"}");
        update(2, "\"poll\":{\"id\":\"1\"}");
        update(3, "\"a_new_type\":{\"id\":\"1\"}");
        assertEquals(
                List.of(
                        "message.group: a group chat",
                        "poll: carries no message (poll)",
                        "unknown:a_new_type: of a type that Handcar does not know (a_new_type)"),
                reasons("telegram"));
    }

    @Test
    void everyReasonInTheCodeHasASentence() throws IOException {
        Properties sentences = new Properties();
        try (Reader file =
                Files.newBufferedReader(
                        Path.of("src/main/resources/handcar/channel/inbound/skipped.properties"))) {
            sentences.load(file);
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                SKIPPED.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> names.add(found.group(1)));
            }
        }
        assertFalse(names.size() < 30, names::toString);
        for (UnansweredReason reason : UnansweredReason.values()) {
            names.add(reason.wire());
        }
        names.removeIf(sentences::containsKey);
        assertEquals(List.of(), names);
    }
}
