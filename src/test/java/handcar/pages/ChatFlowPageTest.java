package handcar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.Viewport;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a visitor does in the chat beside asking: rates answers, meets people of the team, leaves an address, sends files and
/// goes between conversations, in a real Chromium at the widths of a desk and of two phones.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class ChatFlowPageTest {
    private static final String PASSWORD = "a-lantern-beside-the-harbour";

    private TestServer server;
    private Chromium chromium;
    private Path folder;
    private String agent;

    /// The access token of a member of staff who is called Robin.
    private String robin;

    @BeforeAll
    void start(@TempDir Path files) {
        Optional<Path> found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        folder = files;
        server = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));
        agent = server.caller.agent("Lamps");
        server.caller.shelve(
                agent, "Lamps", "The brass lamp costs 49.00 €.\n\nIts warranty is two years.");
        Map<String, Object> allowing = Map.of("attachments", true);
        assertEquals(
                200,
                server.caller
                        .send("PATCH", "/api/v1/agents/" + agent, allowing, TestClient.ADMIN)
                        .status());
        Map<String, Object> user =
                Map.of(
                        "email",
                        "robin@lamps.example",
                        "name",
                        "Robin Vale",
                        "role",
                        "agent",
                        "password",
                        PASSWORD);
        assertEquals(201, server.caller.post("/api/v1/users", user, TestClient.ADMIN).status());
        robin =
                server.caller
                        .post(
                                "/api/v1/auth/login",
                                Map.of("email", "robin@lamps.example", "password", PASSWORD),
                                "")
                        .body()
                        .text("access_token")
                        .orElseThrow();
        chromium = Chromium.start(found.orElseThrow());
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390, 320})
    void aRatingIsThereAfterAReload(int width) {
        BrowserTab tab = asked(width);
        tab.eval("document.querySelector('[data-action=down]').click()");
        tab.sees(".comment input");
        tab.type("The price of the shade");
        tab.enter();
        tab.until("!document.querySelector('.comment')");
        tab.reload();
        tab.until(
                "document.querySelector('[data-action=down]')?.getAttribute('aria-pressed') ==="
                        + " 'true'");
        assertEquals(
                "false",
                tab.eval(
                        "document.querySelector('[data-action=up]').getAttribute('aria-pressed')"));
        assertTrue(toStaff(tab).contains("The price of the shade"));
        isSound(tab);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390, 320})
    void whoComesAndLeavesIsSaidByName(int width) {
        BrowserTab tab = asked(width);
        staff(tab, "takeover", Map.of());
        tab.until(says("Robin Vale has joined the conversation"));
        assertEquals("You are talking with Robin Vale", tab.text("[data-status]"));
        staff(tab, "replies", Map.of("content", "Shall I keep one for you?"));
        tab.until(says("Shall I keep one for you?"));
        staff(tab, "release", Map.of());
        tab.until(says("Robin Vale has left. The assistant answers again."));
        tab.reload();
        tab.until(says("Robin Vale has left. The assistant answers again."));
        assertEquals("AI assistant", tab.text("[data-status]"));
        isSound(tab);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390, 320})
    void whoeverWaitsLongIsAskedForAnAddress(int width) {
        BrowserTab tab = asked(width);
        tab.eval("(() => { const now = Date.now; Date.now = () => now() + 60000; })()");
        tab.eval("document.querySelector('[data-action=person]').click()");
        tab.sees("#email");
        tab.eval("document.querySelector('#email').focus()");
        tab.type("ada");
        tab.enter();
        tab.sees("#email-problem");
        tab.type("@customer.example");
        tab.enter();
        tab.sees("[data-kept]");
        assertTrue(tab.text("[data-where]").contains("ada@customer.example"));
        assertEquals("ada@customer.example", facts(tab).text("answer_email").orElseThrow());
        staff(tab, "takeover", Map.of());
        staff(tab, "replies", Map.of("content", "Here I am."));
        tab.until(says("Here I am."));
        tab.until("!document.querySelector('[data-email]').checkVisibility()");
        isSound(tab);
    }

    @Test
    void anAnswerOfTheServerTakesNobodyOutOfTheFieldTheyWriteIn() {
        BrowserTab tab = asked(1280);
        tab.eval(
                """
                (() => {
                  const now = Date.now, asked = window.fetch;
                  let held;
                  window.hold = () => (held = new Promise(done => (window.release = done)));
                  window.fetch = (...all) => asked(...all).then(answer => held.then(() => answer));
                  Date.now = () => now() + 60000;
                  hold();
                  document.querySelector('[data-action=person]').click();
                })()
                """);
        tab.sees("#email");
        tab.eval("(document.querySelector('#email').focus(), release())");
        tab.until("document.body.textContent.includes('We have told the team')");
        assertEquals("email", tab.eval("document.activeElement.id"));
        tab.type("ada@customer.example");
        tab.eval("hold()");
        tab.enter();
        tab.eval("(document.querySelector('#words').focus(), release())");
        tab.sees("[data-kept]");
        assertEquals("words", tab.eval("document.activeElement.id"));
        isSound(tab);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390, 320})
    void aFileGoesWithTheWordsAndCanBeTakenBackBefore(int width) throws IOException {
        BrowserTab tab = asked(width);
        tab.sees("[data-action=attach]");
        tab.choose(
                ".composer input[type=file]", Files.writeString(folder.resolve("wrong.txt"), "x"));
        tab.sees("[data-picked] li");
        tab.eval("document.querySelector('[data-picked] button').click()");
        tab.until("!document.querySelector('[data-picked] li')");
        tab.choose(
                ".composer input[type=file]",
                Files.writeString(folder.resolve("Rechnung – März.txt"), "Two lamps"));
        say(tab, "This is the bill.");
        tab.until(
                "[...document.querySelectorAll('[data-from=contact]')].some(one =>"
                        + " one.textContent.includes('This is the bill.') &&"
                        + " one.querySelector('button.file')?.textContent.includes('Rechnung –"
                        + " März.txt'))");
        assertEquals("", tab.eval("document.querySelector('[data-picked] li') ?? ''"));
        assertTrue(toStaff(tab).contains("Rechnung – März.txt"));
        isSound(tab);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390, 320})
    void eachConversationIsFoundAgainAndSaysWhatIsNew(int width) {
        BrowserTab tab = asked(width);
        String first = kept(tab, "id");
        tab.eval("document.querySelector('[data-action=new]').click()");
        tab.sees("[data-welcome]");
        say(tab, "How long is the warranty?");
        tab.until("document.querySelectorAll('.thumbs').length === 1");
        assertTrue(!first.equals(kept(tab, "id")));
        post("/api/v1/conversations/" + first + "/takeover", Map.of());
        post("/api/v1/conversations/" + first + "/replies", Map.of("content", "We have one left."));
        tab.reload();
        tab.until(says("two years"));
        tab.until("document.querySelector('[data-action=visits]')?.hasAttribute('data-unread')");
        tab.eval("document.querySelector('[data-action=visits]').click()");
        tab.until("document.querySelectorAll('[data-visits] li').length === 2");
        tab.sees("[data-visits] .badge");
        tab.eval("document.querySelector('[data-visits] [aria-current=false]').click()");
        tab.until(says("We have one left."));
        assertEquals(first, kept(tab, "id"));
        tab.until("!document.querySelector('[data-action=visits]').hasAttribute('data-unread')");
        isSound(tab);
    }

    @Test
    void aStreamThatIsOpenAtOneEndOnlyIsNoticedAndOpenedAgain() {
        BrowserTab tab = chromium.open(Viewport.DESK);
        tab.go(server.url() + "/?agent=" + agent);
        tab.sees("[data-welcome]");
        // the first stream is one on which nothing ever comes
        tab.eval(
                "(() => { const Real = window.EventSource; window.dead = 0; window.EventSource ="
                        + " class extends EventTarget { static OPEN = 1; static CLOSED = 2;"
                        + " constructor(address) { super(); if (window.dead) return new"
                        + " Real(address); window.dead = 1; this.readyState = 1; } close() {"
                        + " this.readyState = 2; } }; })()");
        say(tab, "What does the brass lamp cost?");
        tab.until("window.dead === 1");
        tab.until(says("49.00 €"));
        isSound(tab);
    }

    /// A fresh page of this width on which a question was answered.
    private BrowserTab asked(int width) {
        BrowserTab tab = chromium.open(Viewport.wide(width));
        tab.go(server.url() + "/?agent=" + agent);
        tab.sees("[data-welcome]");
        say(tab, "What does the brass lamp cost?");
        tab.until(says("49.00 €"));
        tab.sees(".thumbs");
        return tab;
    }

    private static void say(BrowserTab tab, String words) {
        tab.eval("document.querySelector('#words').focus()");
        tab.type(words);
        tab.enter();
    }

    private static String says(String words) {
        return "document.querySelector('[data-thread]').textContent.includes('" + words + "')";
    }

    /// What the browser keeps of the conversation that is open.
    private static String kept(BrowserTab tab, String field) {
        return tab.eval(
                "JSON.parse(Object.entries(localStorage).find(([key]) =>"
                        + " key.startsWith('handcar.visit.'))[1])."
                        + field);
    }

    private JsonView facts(BrowserTab tab) {
        String path = "/api/v1/chat/conversations/" + kept(tab, "id");
        return server.caller.get(path, kept(tab, "token")).body();
    }

    /// What staff see of the conversation.
    private String toStaff(BrowserTab tab) {
        String path = "/api/v1/conversations/" + kept(tab, "id") + "/messages";
        return Json.text(server.caller.get(path, robin).body().value());
    }

    /// Robin does something in the visitor's conversation.
    private void staff(BrowserTab tab, String what, Map<String, ?> body) {
        post("/api/v1/conversations/" + kept(tab, "id") + "/" + what, body);
    }

    private void post(String path, Map<String, ?> body) {
        TestClient.Said said = server.caller.post(path, body, robin);
        assertTrue(said.status() < 300, path + " " + said.body());
    }

    private static void isSound(BrowserTab tab) {
        assertTrue(!tab.isTooWide(), "it scrolls sideways");
        assertEquals(List.of(), tab.complaints());
        tab.close();
    }
}
