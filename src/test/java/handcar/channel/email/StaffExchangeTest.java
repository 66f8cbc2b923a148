package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who answers what a person of ours wrote or has is that person's matter, whatever address they write from.
class StaffExchangeTest {
    private static final GreenMail MAIL = MailFixture.server();
    private static GreenMailUser help;
    private static TestServer shop;

    @BeforeAll
    static void open() {
        MAIL.start();
        help = MAIL.setUser(MailFixture.HELP, "help", "secret");
        Map<String, String> settings = new HashMap<>(MailFixture.settings(MAIL));
        settings.put("MESSAGE_BUFFER_SECONDS", "4"); // longer than two looks
        shop = new TestServer(settings);
        Wait.until("the first look", () -> MailFixture.isPolled(shop.db), polled -> polled);
    }

    @AfterAll
    static void close() {
        shop.close();
        MAIL.stop();
    }

    /// A mail about a lamp. The name of the case is the domain of all who take part in it, but us.
    ///
    /// @param id its name, and after a blank the one that it answers
    private static MimeMessage mail(String name, String id, String from, String... head) {
        String[] ids = id.split(" ");
        String domain = "@" + name + ".example";
        List<String> lines = new ArrayList<>();
        lines.add("From: " + (from.contains("@") ? from : from + domain));
        for (String each : head) {
            lines.add(each.replace("@x", domain));
        }
        lines.add("Subject: " + (ids[0].equals("c1") ? "Lamp " : "Re: Lamp ") + name);
        lines.add("Message-ID: <" + ids[0] + domain + ">");
        if (ids.length > 1) {
            lines.add("In-Reply-To: <" + ids[1] + domain + ">");
        }
        lines.addAll(List.of("", "How long is the warranty? This is " + ids[0] + "."));
        return MailFixture.raw(lines.toArray(String[]::new));
    }

    private static MimeMessage customers(String name, String... head) {
        return mail(name, "c1", "ann", with("To: " + MailFixture.HELP, head));
    }

    private static MimeMessage staffs(String name, String id, String... head) {
        return mail(name, id, MailFixture.HELP, head);
    }

    private static MimeMessage toUs(String name, String id, String from, String... head) {
        return mail(name, id, from, with("To: " + MailFixture.HELP, head));
    }

    private static String[] with(String first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    private static List<JsonView> talks(String name) {
        return shop.caller
                .get("/api/v1/conversations?channel=email&limit=200", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(
                        each ->
                                each.at("contact")
                                        .text("email")
                                        .orElse("")
                                        .endsWith("@" + name + ".example"))
                .toList();
    }

    private static String path(JsonView conversation) {
        return "/api/v1/conversations/" + conversation.text("id").orElseThrow();
    }

    private static String authors(JsonView conversation) {
        return shop.caller
                .get(path(conversation) + "/messages", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> !each.isTrue("private"))
                .map(each -> each.text("author").orElse(""))
                .filter(author -> !author.equals("system"))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /// Each conversation of a case as its customer and the authors in it.
    private static Set<String> told(String name) {
        return talks(name).stream()
                .map(
                        each ->
                                each.at("contact")
                                                .text("email")
                                                .orElse("")
                                                .replaceFirst("@.*", ": ")
                                        + authors(each))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void isTold(String name, String... told) {
        Wait.until("the mails are read", () -> told(name), Set.of(told)::equals);
    }

    private static void staysTold(String name, String... told) {
        isTold(name, told);
        // a mail that is answered shows that the agent had its time
        help.deliver(toUs(name + "-after", "c1", "zed"));
        isTold(name + "-after", "zed: agent contact");
        assertEquals(Set.of(told), told(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"both; To: ann@x, hal@x", "copied; To: ann@x|Cc: hal@x"})
    void whomStaffWroteToGoesOnWithThem(String name, String to) {
        help.deliver(customers(name, "Cc: hal@" + name + ".example"));
        help.deliver(staffs(name, "s1 c1", to.split("\\|")));
        isTold(name, "ann: contact staff");
        help.deliver(toUs(name, "h1 s1", "hal"));
        isTold(name, "ann: contact contact staff");
        help.deliver(toUs(name, "h2", "hal"));
        staysTold(name, "ann: contact contact contact staff");
    }

    @Test
    void theyDoAlsoWhenTheirMailLiesFirst() {
        String name = "order";
        help.deliver(toUs(name, "h1 s1", "hal"));
        help.deliver(customers(name));
        help.deliver(staffs(name, "s1 c1", "To: ann@x, hal@x"));
        Wait.until(
                "all is read",
                () -> told(name).toString(),
                told -> told.split("contact", -1).length == 3 && told.contains("staff"));
        help.deliver(toUs(name + "-after", "c1", "zed"));
        isTold(name + "-after", "zed: agent contact");
        assertFalse(told(name).toString().contains("agent"));
    }

    @Test
    void aCustomerGoesOnFromThePrivateAddressThatStaffWroteTo() {
        String name = "home";
        help.deliver(customers(name));
        help.deliver(staffs(name, "s1 c1", "To: ann-home@x"));
        isTold(name, "ann: contact staff");
        help.deliver(toUs(name, "p1 s1", "ann-home"));
        staysTold(name, "ann: contact contact staff");
    }

    @Test
    void anAnswerFromElsewhereGoesOnWhereItsReplyToIsKnown() {
        String name = "reply";
        help.deliver(staffs(name, "s1", "To: ann@x"));
        isTold(name, "ann: staff");
        help.deliver(toUs(name, "w1 s1", "work", "Reply-To: ann@x"));
        staysTold(name, "ann: contact staff");
        help.deliver(toUs(name, "w2 s1", "work"));
        staysTold(name, "ann: contact staff", "work: contact");
        JsonView begun =
                talks(name).stream()
                        .filter(each -> authors(each).equals("contact"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Optional.of("needs_human"), begun.text("status"));
        assertEquals(Optional.of("answers_staff"), begun.text("handoff_reason"));
    }

    /// The next answer is the customer's, whoever else wrote last; and nobody becomes one of ours by naming our address.
    @Test
    void nobodyElseGetsTheNextAnswer() {
        String name = "next";
        help.deliver(customers(name));
        help.deliver(staffs(name, "s1 c1", "To: ann@x, hal@x"));
        isTold(name, "ann: contact staff");
        help.deliver(toUs(name, "h1 s1", "hal", "Reply-To: evil@elsewhere.example"));
        isTold(name, "ann: contact contact staff");
        help.deliver(
                mail(
                        name,
                        "e1 c1",
                        "\"Shop @ home\"",
                        "Reply-To: " + MailFixture.HELP,
                        "To: ann@x",
                        "Cc: evil@elsewhere.example"));
        help.deliver(customers(name + "-later"));
        isTold(name + "-later", "ann: agent contact");
        assertFalse(told(name).toString().contains("staff staff"), () -> told(name).toString());
        answersInTheDesk(name);
        Wait.until(
                "the answer is mailed",
                () ->
                        Arrays.stream(MAIL.getReceivedMessages())
                                .filter(each -> isTo(each, "@" + name + ".example"))
                                .toList(),
                mails -> mails.stream().anyMatch(each -> isTo(each, "ann@")));
        assertEquals(
                0,
                Arrays.stream(MAIL.getReceivedMessages())
                        .filter(
                                each ->
                                        isTo(each, "evil@")
                                                || (!isTo(each, "ann@") && isTo(each, "hal@next")))
                        .count());
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return mail.getHeader("To", ",").contains(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes the conversation over and answers in the desk. Returns the name of the mail that is sent.
    private static String answersInTheDesk(String name) {
        JsonView talk = talks(name).getFirst();
        shop.caller.post(path(talk) + "/takeover", Map.of(), TestClient.ADMIN);
        shop.caller.post(
                path(talk) + "/replies", Map.of("content", "Three years."), TestClient.ADMIN);
        UUID delivery =
                Wait.until("the reply is on its way", () -> delivery(talk), Optional::isPresent)
                        .orElseThrow();
        return "<" + MessageIds.of(delivery, MailFixture.HELP) + ">";
    }

    private static Optional<UUID> delivery(JsonView talk) {
        return shop.caller
                .get("/api/v1/deliveries?limit=200", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> each.text("conversation_id").equals(talk.text("id")))
                .flatMap(each -> each.text("id").stream())
                .map(UUID::fromString)
                .findFirst();
    }

    @Test
    void whoeverAnswersAMailFromTheDeskIsForThePerson() {
        String name = "desk";
        help.deliver(customers(name));
        isTold(name, "ann: contact");
        String sent = answersInTheDesk(name);
        help.deliver(toUs(name, "x1", "third", "In-Reply-To: " + sent));
        staysTold(name, "ann: contact staff", "third: contact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bcc: help@shop.example"})
    void aHiddenCopyOfSomebodyElsesMailIsOne(String bcc) {
        String name = bcc.isEmpty() ? "unsaid" : "said";
        help.deliver(customers(name));
        help.deliver(
                bcc.isEmpty()
                        ? mail(name, "b1 c1", "ben@gmail.example", "To: ann@x")
                        : mail(name, "b1 c1", "ben@gmail.example", "To: ann@x", bcc));
        staysTold(name, "ann: contact contact");
        assertEquals(Optional.of("copy"), talks(name).getFirst().text("handoff_reason"));
        assertEquals(Set.of(), told("gmail"));
    }
}
