package handcar.pages;

import static handcar.pages.StaffPage.click;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.StaffLogin;
import handcar.browser.Viewport;
import handcar.channel.meta.MetaFixture;
import handcar.channel.whatsapp.WhatsAppFixture;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A member of staff sends files in a real Chromium: to a customer on WhatsApp and to one on our own page.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class ComposerPageTest {
    private static final String SECRET = "the app secret of the tests";

    /// The smallest picture there is.
    private static final byte[] PNG =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final FakeServer graph =
            new FakeServer(
                    (request, wire) -> FakeReply.json(200, accepted(request)).to(request, wire));
    private TestServer server;
    private Chromium chromium;
    private Path folder;

    private static Map<String, ?> accepted(FakeRequest request) {
        return request.path().endsWith("/media")
                ? Map.of("id", "4711")
                : Map.of("messages", List.of(Map.of("id", "wamid." + System.nanoTime())));
    }

    @BeforeAll
    void start(@TempDir Path files) throws IOException {
        Optional<Path> found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        folder = files;
        Files.write(file("cat.png"), PNG);
        Files.writeString(file("Preisliste – März.txt"), "Palms are 12.50 €.\n");
        Files.writeString(file("empty.txt"), "");
        server =
                new TestServer(
                        Map.of(
                                "WHATSAPP_APP_SECRET",
                                SECRET,
                                "WHATSAPP_ACCESS_TOKEN",
                                "token",
                                "WHATSAPP_PHONE_NUMBER_ID",
                                WhatsAppFixture.NUMBER,
                                "WHATSAPP_BASE_URL",
                                graph.baseUrl(),
                                "MEDIA_MAX_MB",
                                "1",
                                "MESSAGE_BUFFER_SECONDS",
                                "0"));
        chromium = Chromium.start(found.orElseThrow());
        String said =
                WhatsAppFixture.message(
                        Map.of(
                                "timestamp",
                                Long.toString(Instant.now().getEpochSecond()),
                                "type",
                                "text",
                                "text",
                                Map.of("body", "Please send me the price list.")));
        String signature = "sha256=" + MetaFixture.hex(said, SECRET);
        server.caller.knock("/webhooks/whatsapp", said, Map.of("X-Hub-Signature-256", signature));
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            server.close();
        }
        graph.close();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private String conversation() {
        return Wait.until(
                        "the customer's conversation is there",
                        () ->
                                server.caller
                                        .get(
                                                "/api/v1/conversations?channel=whatsapp",
                                                TestClient.ADMIN)
                                        .body()
                                        .at("data")
                                        .each()
                                        .toList(),
                        all -> !all.isEmpty())
                .getFirst()
                .text("id")
                .orElseThrow();
    }

    private BrowserTab opened(String conversation, Viewport look) {
        BrowserTab tab = chromium.open(look);
        StaffLogin.enter(tab, server.url());
        tab.sees("[data-desk]");
        // what another test has begun to write
        String draft = "/api/v1/conversations/" + conversation + "/draft";
        tab.eval("await fetch('" + draft + "', { method: 'DELETE' })");
        tab.go(server.url() + "/admin/conversations#" + conversation);
        tab.sees(".message[data-from=contact]");
        tab.until(
                "document.querySelector('[data-action=attach]').title !== 'One moment, please.'"
                        + " && document.querySelector('[data-action=attach]')"
                        + ".getAttribute('aria-disabled') !== null");
        return tab;
    }

    private static String chip(String name) {
        return "[...document.querySelectorAll('.chip')].find(c => c.textContent.includes('"
                + name
                + "'))";
    }

    private void choose(BrowserTab tab, String name) {
        tab.until(
                "document.querySelector('[data-action=attach]').getAttribute('aria-disabled')"
                        + " === 'false'");
        tab.choose("[data-pick]", file(name));
        tab.until("!!(" + chip(name) + ")");
    }

    private List<FakeRequest> sent(String what) {
        return graph.requests().stream()
                .filter(request -> request.path().endsWith("/messages"))
                .filter(request -> request.text().contains(what))
                .toList();
    }

    @Test
    void filesAreChosenUploadedAndSentWithTheWordsAsTheirCaption() {
        BrowserTab tab = opened(conversation(), Viewport.DESK);
        choose(tab, "cat.png");
        choose(tab, "Preisliste – März.txt");
        tab.until(chip("cat.png") + ".dataset.tone === 'good'");
        tab.until(chip("Preisliste") + ".dataset.tone === 'good'");
        tab.eval("document.querySelector('[data-reply] textarea').focus()");
        tab.type("Here it is, with a cat.");
        tab.enter();
        tab.until("document.querySelectorAll('.chip').length === 0");
        tab.until("document.querySelector('[data-reply] textarea').value === ''");
        JsonView photo =
                Wait.until(
                                "the picture is sent",
                                () -> sent("\"image\""),
                                found -> !found.isEmpty())
                        .getFirst()
                        .json();
        assertEquals("Here it is, with a cat.", photo.at("image").text("caption").orElse(""));
        assertEquals("4711", photo.at("image").text("id").orElse(""));
        JsonView list =
                Wait.until(
                                "the list is sent",
                                () -> sent("\"document\""),
                                found -> !found.isEmpty())
                        .getFirst()
                        .json();
        assertEquals("Preisliste – März.txt", list.at("document").text("filename").orElse(""));
        tab.until(
                "document.querySelector('.messages').textContent.includes('Preisliste –"
                        + " März.txt')");
        tab.until("document.querySelector('.messages').textContent.includes('✓ sent')");
        tab.until("document.querySelector('[data-who]').textContent.includes('With a person')");
        assertEquals(1, sent("\"image\"").size());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void whatCannotBeSentSaysWhyAndIsRemovedByTheKeyboard() throws IOException {
        Files.write(file("film.mp4"), new byte[1_200_000]);
        BrowserTab tab = opened(conversation(), Viewport.PHONE);
        choose(tab, "empty.txt");
        choose(tab, "film.mp4");
        tab.until(chip("empty.txt") + ".textContent.includes('It is empty.')");
        tab.until(chip("film.mp4") + ".textContent.includes('at most 1 MB')");
        tab.eval("document.querySelector('[data-reply] textarea').focus()");
        tab.type("Hello");
        tab.enter();
        tab.until(
                "document.querySelector('[data-reply]"
                        + " [data-problem]').textContent.startsWith('Remove')");
        assertEquals(List.of(), sent("Hello"));
        tab.eval("document.querySelector('.chip [data-action=remove]').focus()");
        tab.enter();
        tab.until("document.querySelectorAll('.chip').length === 1");
        assertTrue(
                Boolean.parseBoolean(
                        tab.eval("document.activeElement.matches('.chip [data-action=remove]')")));
        tab.enter();
        tab.until("document.querySelectorAll('.chip').length === 0");
        assertTrue(Boolean.parseBoolean(tab.eval("document.activeElement.matches('textarea')")));
        assertFalse(tab.isTooWide());
    }

    @Test
    void aFileIsPastedAndDropped() {
        BrowserTab tab = opened(conversation(), Viewport.DESK.darkened());
        tab.until(
                "document.querySelector('[data-action=attach]').getAttribute('aria-disabled')"
                        + " === 'false'");
        String data =
                "(() => { const d = new DataTransfer(); d.items.add(new File(['a,b'], 'NAME',"
                        + " {type: 'text/csv'})); return d; })()";
        tab.eval(
                "document.querySelector('[data-reply] textarea').dispatchEvent(new"
                        + " ClipboardEvent('paste', {clipboardData: "
                        + data.replace("NAME", "pasted.csv")
                        + ", bubbles: true, cancelable: true}))");
        tab.until(chip("pasted.csv") + "?.dataset.tone === 'good'");
        tab.eval(
                "window.dispatchEvent(new DragEvent('dragenter', {dataTransfer: "
                        + data.replace("NAME", "dropped.csv")
                        + "}))");
        tab.sees("[data-drop]");
        tab.eval(
                "window.dispatchEvent(new DragEvent('drop', {cancelable: true, dataTransfer: "
                        + data.replace("NAME", "dropped.csv")
                        + "}))");
        tab.until(chip("dropped.csv") + "?.dataset.tone === 'good'");
        tab.look(new Viewport(320, 700, true, "en"));
        assertFalse(tab.isTooWide());
    }

    @Test
    void aVisitorSeesAndSavesWhatStaffSent() {
        String agent = server.caller.agent("Shop");
        TestClient.Guest guest = server.caller.guest(agent);
        server.caller.says(guest, "Please send me a picture.");
        BrowserTab desk = opened(guest.id(), Viewport.DESK);
        choose(desk, "cat.png");
        desk.until(chip("cat.png") + ".dataset.tone === 'good'");
        click(desk, "document.querySelector('[data-send]')");
        desk.until("document.querySelectorAll('.chip').length === 0");
        JsonView file = server.caller.from("staff", guest).getFirst().at("attachments").at(0);
        assertEquals("image/png", file.text("mime_type").orElse(""));
        BrowserTab visitor = chromium.open(Viewport.PHONE);
        visitor.go(server.url() + "/?agent=" + agent);
        visitor.eval(
                "localStorage.setItem('handcar.visit."
                        + agent
                        + "', JSON.stringify({id: '"
                        + guest.id()
                        + "', token: '"
                        + guest.token()
                        + "'}))");
        visitor.reload();
        visitor.sees(".message[data-from=staff] .files img");
        assertEquals("cat.png", visitor.eval("document.querySelector('.files img').alt"));
        assertFalse(visitor.isTooWide());
        assertEquals(List.of(), visitor.complaints());
    }
}
