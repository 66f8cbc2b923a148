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

import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person of ours answers says whose conversation it is, whoever else is written to, in whatever order the mails are read.
class StaffThreadTest {
    private static final GreenMail MAIL = MailFixture.server();
    private static GreenMailUser help;
    private static TestServer shop;

    @BeforeAll
    static void open() {
        MAIL.start();
        help = MAIL.setUser(MailFixture.HELP, "help", "secret");
        Map<String, String> settings = new HashMap<>(MailFixture.settings(MAIL));
        settings.put("MESSAGE_BUFFER_SECONDS", "3"); // longer than two looks
        shop = new TestServer(settings);
        Wait.until("the first look", () -> MailFixture.isPolled(shop.db), polled -> polled);
    }

    @AfterAll
    static void close() {
        shop.close();
        MAIL.stop();
    }

    private static MimeMessage byStaff(String name, String to) {
        return MailFixture.raw(
                "From: Shop <" + MailFixture.HELP + ">",
                to.replace("|", "\r\n"),
                "Subject: Re: Lamp " + name,
                "Message-ID: <staff." + name + "@shop.example>",
                "In-Reply-To: <" + name + ".1@customer.example>",
                "",
                "It is three years.");
    }

    private static MimeMessage byCustomer(String name, String... more) {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "From: Ann <" + name + "@customer.example>",
                                "To: " + MailFixture.HELP,
                                "Subject: Lamp " + name,
                                "Message-ID: <" + name + ".1@customer.example>"));
        lines.addAll(List.of(more));
        lines.addAll(List.of("", "How long is the warranty?"));
        return MailFixture.raw(lines.toArray(String[]::new));
    }

    private static List<JsonView> talks(String name) {
        return shop.caller
                .get("/api/v1/conversations?channel=email&limit=200", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(
                        each ->
                                each.at("contact").text("email").orElse("").startsWith(name + "@")
                                        || each.at("contact")
                                                .text("email")
                                                .orElse("")
                                                .startsWith(name + "-home@"))
                .toList();
    }

    private static List<JsonView> messages(JsonView conversation) {
        return shop.caller
                .get(
                        "/api/v1/conversations/"
                                + conversation.text("id").orElseThrow()
                                + "/messages",
                        TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> !each.isTrue("private"))
                .toList();
    }

    /// The authors in each conversation of a customer, in any order.
    private static List<List<String>> authors(String name) {
        return talks(name).stream()
                .map(
                        each ->
                                messages(each).stream()
                                        .map(one -> one.text("author").orElse(""))
                                        .filter(author -> !author.equals("system"))
                                        .sorted()
                                        .toList())
                .toList();
    }

    private static void isSilent(String name, String... authors) {
        Wait.until(
                "one silent conversation", () -> authors(name), List.of(List.of(authors))::equals);
        // a mail that is answered shows that the agent had its time
        help.deliver(
                MailFixture.raw(
                        "From: Zed <zed." + name + "@customer.example>",
                        "To: " + MailFixture.HELP,
                        "Subject: Lamp",
                        "Message-ID: <zed." + name + "@customer.example>",
                        "",
                        "How long is the warranty?"));
        Wait.until(
                "the agent answers somebody else",
                () -> authors("zed." + name),
                all -> all.equals(List.of(List.of("agent", "contact"))));
        assertEquals(List.of(List.of(authors)), authors(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "two; To: two@customer.example, other@third.example",
                "last; To: other@third.example, Ann <last@customer.example>",
                "hidden; To: undisclosed-recipients:;|Bcc: hidden@customer.example",
                "nobody; To: undisclosed-recipients:;",
                "copied; To: ben@shop.example|Cc: copied@customer.example",
                "elsewhere; To: ann@elsewhere.example"
            })
    void theMailThatIsAnsweredSaysWhoseConversationItIs(String name, String to) {
        help.deliver(byCustomer(name));
        help.deliver(byStaff(name, to));
        isSilent(name, "contact", "staff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "etwo; To: etwo@customer.example, other@third.example",
                "elast; To: other@third.example, Ann <elast@customer.example>",
                "ehidden; To: undisclosed-recipients:;|Bcc: ehidden@customer.example",
                "enobody; To: undisclosed-recipients:;"
            })
    void itDoesAlsoWhenItIsReadFirst(String name, String to) throws Exception {
        help.deliver(byStaff(name, to));
        long uid = uidOfLast();
        Wait.until(
                "the answer was read",
                () ->
                        new MailStore(shop.db)
                                .position(MailFixture.HELP, "INBOX")
                                .orElseThrow()
                                .uid(),
                done -> done >= uid);
        help.deliver(byCustomer(name));
        isSilent(name, "contact", "staff");
    }

    private static long uidOfLast() throws Exception {
        return MAIL.getManagers()
                .getImapHostManager()
                .getInbox(help)
                .getMessages()
                .getLast()
                .getUid();
    }

    @Test
    void aCustomerWhoWantsTheAnswerElsewhereIsOnePerson() {
        String reply = "Reply-To: Ann <mira-home@customer.example>";
        help.deliver(byCustomer("mira", reply));
        help.deliver(byStaff("mira", "To: mira-home@customer.example"));
        isSilent("mira", "contact", "staff");
        help.deliver(
                MailFixture.raw(
                        "From: Ann <mira-home@customer.example>",
                        "To: " + MailFixture.HELP,
                        "Subject: Re: Lamp mira",
                        "Message-ID: <mira.2@customer.example>",
                        "In-Reply-To: <staff.mira@shop.example>",
                        "",
                        "And the returns?"));
        Wait.until(
                "the other address goes on in the same conversation",
                () -> authors("mira"),
                List.of(List.of("contact", "contact", "staff"))::equals);
    }

    @Test
    void theyAreAlsoWhenTheAnswerIsReadFirst() {
        help.deliver(byStaff("nora", "To: nora-home@customer.example"));
        Wait.until("staff's word", () -> authors("nora"), List.of(List.of("staff"))::equals);
        help.deliver(byCustomer("nora", "Reply-To: nora-home@customer.example"));
        isSilent("nora", "contact", "staff");
    }

    @Test
    void aFirstMailFromTheWebIsStaffs() {
        help.deliver(
                MailFixture.raw(
                        "From: Shop <" + MailFixture.HELP + ">",
                        "To: Ann <web@customer.example>",
                        "Subject: Your lamp",
                        "Message-ID: <CAKx7h2=Zt_8Q1n0Yw+JbR9mcDEFgHiJkL@mail.gmail.com>",
                        "",
                        "Hello Ann, the spare part goes out on Tuesday.",
                        "Ben"));
        isSilent("web", "staff");
    }

    @Test
    void aDraftIsLeftAloneUntilItIsNone() throws Exception {
        help.deliver(byCustomer("dora"));
        Wait.until(
                "the customer", () -> authors("dora").toString(), all -> all.contains("contact"));
        MimeMessage draft = byStaff("dora", "To: dora@customer.example");
        draft.setFlag(Flags.Flag.DRAFT, true);
        MAIL.getManagers()
                .getImapHostManager()
                .getInbox(help)
                .appendMessage(draft, new Flags(Flags.Flag.DRAFT), Date.from(Instant.now()));
        Wait.until(
                "the agent answers",
                () -> authors("dora"),
                List.of(List.of("agent", "contact"))::equals);
        Wait.until(
                "the draft waits",
                () ->
                        TestServer.count(
                                shop.db, "SELECT count(*) FROM mail_waits WHERE reason = 'draft'"),
                waiting -> waiting == 1);
        MAIL.getManagers()
                .getImapHostManager()
                .getInbox(help)
                .getMessages()
                .forEach(each -> each.setFlags(new Flags(Flags.Flag.DRAFT), false));
        Wait.until(
                "it counts when it is sent",
                () -> authors("dora"),
                List.of(List.of("agent", "contact", "staff"))::equals);
    }

    /// A colleague whose address we do not know copies us.
    @Test
    void aMailOfSomebodyElseToTheCustomerIsNotForTheAgent() {
        help.deliver(byCustomer("cora"));
        help.deliver(
                MailFixture.raw(
                        "From: Ben <ben@support.shop.example>",
                        "To: Ann <cora@customer.example>",
                        "Cc: " + MailFixture.HELP,
                        "Subject: Re: Lamp cora",
                        "Message-ID: <ben.cora@support.shop.example>",
                        "In-Reply-To: <cora.1@customer.example>",
                        "",
                        "It is three years. Shall we send it?"));
        isSilent("cora", "contact", "contact");
        JsonView talk = talks("cora").getFirst();
        assertEquals(Optional.of("needs_human"), talk.text("status"));
        assertEquals(Optional.of("copy"), talk.text("handoff_reason"));
        assertTrue(
                messages(talk).toString().contains("Ben, ben@support.shop.example"),
                () -> messages(talk).toString());
        assertEquals(List.of(), authors("ben"));
    }
}
