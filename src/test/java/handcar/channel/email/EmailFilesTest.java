package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Files of mails, from a mail server to who asks for them.
class EmailFilesTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final GreenMail MAIL = MailFixture.server();
    private static GreenMailUser help;
    private static TestServer shop;

    private final String person = "p" + COUNT.incrementAndGet() + "@customer.example";

    @BeforeAll
    static void open() {
        MAIL.start();
        help = MAIL.setUser(MailFixture.HELP, "help", "secret");
        shop = new TestServer(MailFixture.settings(MAIL));
        Wait.until("the mailbox is read a first time", () -> MailFixture.isPolled(shop.db));
    }

    @AfterAll
    static void close() {
        shop.close();
        MAIL.stop();
    }

    /// `Message-ID`s as programs write them.
    static List<String> names() {
        return List.of(
                "<files.%s>", "<<files.%s>>", "<«files.%s>>", "<[files].%s>", "files %s", "<>");
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFilesOfAMailAreKeptAndTheMailOnce(String name) {
        String[] lines = {
            "From: Person <" + person + ">",
            "To: " + MailFixture.HELP,
            "Subject: About a bike",
            "Message-ID: " + name.formatted(person),
            "Date: Mon, 3 Nov 2025 10:00:00 +0000",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=M",
            "",
            "--M",
            "Content-Type: multipart/related; boundary=R",
            "",
            "--R",
            "Content-Type: text/html",
            "",
            "<p>Does it look like this?<img src=cid:1></p>",
            "--R",
            "Content-Type: image/png; name=bike.png",
            "Content-ID: <1>",
            "Content-Disposition: inline; filename=bike.png",
            "Content-Transfer-Encoding: base64",
            "",
            "iVBORw0KGgo=",
            "--R--",
            "--M",
            "Content-Type: application/pdf; name=bill.pdf",
            "Content-Disposition: attachment; filename=bill.pdf",
            "Content-Transfer-Encoding: base64",
            "",
            "JVBERi0xLjcK",
            "--M--"
        };
        help.deliver(MailFixture.raw(lines));
        help.deliver(MailFixture.raw(lines));
        List<JsonView> files =
                Wait.until(
                        "the files are here",
                        this::files,
                        found ->
                                found.size() == 2
                                        && found.stream().allMatch(EmailFilesTest::isStored));
        assertEquals(List.of("bike.png", "bill.pdf"), texts(files, "name"));
        assertEquals(List.of("image/png", "application/pdf"), texts(files, "mime_type"));
        assertEquals(
                List.of("\u0089PNG\r\n\u001a\n", "%PDF-1.7\n"),
                texts(files, "url").stream().map(EmailFilesTest::bytes).toList());
        help.deliver(MailFixture.raw("From: " + person, "", "That was all."));
        Wait.until("the last mail is stored", () -> said().size() >= 2);
        assertEquals(2, said().size());
    }

    /// What stands around a file without words of its sender.
    static List<String> wordless() {
        return List.of(
                "",
                "Sent from my iPhone",
                "\r\n> On Mon, 3 Nov 2025 at 10:00, Shop <"
                        + MailFixture.HELP
                        + "> wrote:\r\n> Is it this one?");
    }

    @ParameterizedTest
    @MethodSource("wordless")
    void aMailThatBringsAFileAloneAsksNothing(String around) {
        help.deliver(
                MailFixture.raw(
                        "From: Person <" + person + ">",
                        "To: " + MailFixture.HELP,
                        "Subject: When do you deliver bicycles?",
                        "Message-ID: <only." + person + ">",
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/mixed; boundary=M",
                        "",
                        "--M",
                        "Content-Type: text/plain",
                        "",
                        around,
                        "--M",
                        "Content-Type: application/pdf; name=bill.pdf",
                        "Content-Disposition: attachment; filename=bill.pdf",
                        "Content-Transfer-Encoding: base64",
                        "",
                        "JVBERi0xLjcK",
                        "--M--"));
        Wait.until("the mail is stored", () -> said().size() == 1);
        JsonView mail = said().getFirst();
        assertEquals(Optional.of("no_text"), mail.text("unanswered"));
        assertEquals(
                Optional.of("[file: bill.pdf]"),
                mail.text("content").map(text -> text.replaceAll(", \\d+ kB", "")));
        assertEquals(
                Optional.of("When do you deliver bicycles?"),
                mail.at("attachments").at(0).text("caption"));
    }

    /// What this person wrote.
    private List<JsonView> said() {
        return shop.caller
                .get("/api/v1/conversations?channel=email&limit=200", TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .filter(each -> each.at("contact").text("email").filter(person::equals).isPresent())
                .flatMap(
                        each ->
                                shop.caller
                                        .get(
                                                "/api/v1/conversations/"
                                                        + each.text("id").orElseThrow()
                                                        + "/messages",
                                                TestClient.ADMIN)
                                        .body()
                                        .at("data")
                                        .each())
                .filter(message -> message.text("author").filter("contact"::equals).isPresent())
                .toList();
    }

    private List<JsonView> files() {
        return said().stream().flatMap(message -> message.at("attachments").each()).toList();
    }

    private static boolean isStored(JsonView file) {
        return file.text("state").filter("stored"::equals).isPresent();
    }

    private static List<String> texts(List<JsonView> files, String field) {
        return files.stream().map(file -> file.text(field).orElse("")).toList();
    }

    private static String bytes(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(shop.url() + path))
                            .header("Authorization", "Bearer " + TestClient.ADMIN)
                            .build();
            return client.send(
                            request,
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1))
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
