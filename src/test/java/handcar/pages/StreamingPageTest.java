package handcar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.Viewport;
import handcar.fakes.FakeOpenAi;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.TestClient;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The chat page with a model that takes its time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class StreamingPageTest {
    private static final String ANSWER =
            "To connect **WhatsApp**, create an app with the product WhatsApp at"
                    + " developers.facebook.com, set five variables, and enter the address of your"
                    + " server as its webhook [1]. Publish the app; in development mode Meta"
                    + " delivers test messages only [1]. The server must be reachable by https from"
                    + " the internet [1].";
    private static final String DRAFT = "[data-draft] .content";
    private static final String CONTENT = "[data-from=agent] .content";
    private static final String ANSWERED = "[data-from=agent] .thumbs";

    private final FakeOpenAi model = new FakeOpenAi();
    private Chromium chromium;
    private ServerProcess server;

    @BeforeAll
    void start(@TempDir Path folder) {
        var program = Chromium.installed();
        assumeTrue(program.isPresent(), Chromium.ADVICE);
        model.answering(_ -> ANSWER).pausing(Duration.ofMillis(120));
        server = ServerProcess.withOwnDatabase(folder).with(model).start();
        chromium = Chromium.start(program.orElseThrow());
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            server.close();
        }
        model.close();
    }

    @Test
    void anAnswerIsReadWhileItIsWritten() {
        var tab = asked();
        tab.sees(DRAFT + " p");
        var early = tab.text(DRAFT).strip();
        tab.sees(ANSWERED);
        var whole = tab.text(CONTENT);
        assertTrue(early.length() < whole.length() && whole.startsWith(early), early);
        assertEquals("WhatsApp", tab.text(CONTENT + " strong"));
        tab.sees("button.cite");
        assertEquals("0", count(tab, "[data-draft]"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void anAnswerCutOffByAKillIsWrittenAgainAndOnce() {
        var tab = asked();
        tab.sees(DRAFT + " p");
        server.kill();
        server.start();
        tab.sees(ANSWERED);
        assertTrue(tab.text(CONTENT).contains("enter the address of your server"));
        assertEquals("1", count(tab, "[data-from=agent]"));
        assertEquals("1", count(tab, "[data-from=contact]"));
    }

    @Test
    void whatWasSaidStaysToBeReadAfterClosingAndTheNextWordsBeginANewConversation() {
        var tab = asked();
        tab.sees(ANSWERED);
        String kept = "(JSON.parse(localStorage.getItem('handcar.visit.'))?.id ?? '')";
        String id = tab.eval(kept);
        server.caller.post("/api/v1/conversations/" + id + "/close", Map.of(), TestClient.ADMIN);
        tab.until("document.querySelector('[data-status]').dataset.status === 'closed'");
        assertTrue(tab.text("[data-status]").contains("Write again to begin a new one"));
        assertEquals("1", count(tab, "[data-from=agent]"));

        say(tab, "Are you still there?");
        tab.until("!['', '" + id + "'].includes(" + kept + ")");
        tab.sees(ANSWERED);
        assertEquals("1", count(tab, "[data-from=contact]"));
        assertTrue(tab.text("[data-thread]").contains("Are you still there?"));
        tab.until("document.querySelector('[data-status]').dataset.status !== 'closed'");

        // a page that is opened after the end says so, too
        String next = tab.eval(kept);
        tab.go(server.url + "/openapi.json");
        server.caller.post("/api/v1/conversations/" + next + "/close", Map.of(), TestClient.ADMIN);
        tab.go(server.url + "/");
        tab.until("document.querySelector('[data-status]')?.dataset.status === 'closed'");
    }

    private BrowserTab asked() {
        var tab = chromium.open(Viewport.DESK);
        tab.go(server.url + "/");
        tab.sees("[data-welcome]");
        say(tab, "How do I connect WhatsApp?");
        return tab;
    }

    private static void say(BrowserTab tab, String words) {
        tab.eval("document.querySelector('#words').focus()");
        tab.type(words);
        tab.enter();
    }

    private static String count(BrowserTab tab, String selector) {
        return tab.eval("document.querySelectorAll('" + selector + "').length");
    }
}
