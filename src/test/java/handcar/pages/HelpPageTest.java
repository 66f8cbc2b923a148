package handcar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.StaffLogin;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Handcar's own guide in a real Chromium: the Help panel of the staff's pages, and its fold in the list of documents.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class HelpPageTest {
    private static final String QUESTION = "How do I connect WhatsApp?";
    private static final String OPEN = "document.querySelector('[data-help]').open";

    private ServerProcess server;
    private Chromium chromium;

    @BeforeAll
    void start(@TempDir Path folder) {
        var found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        server = ServerProcess.withOwnDatabase(folder.resolve("data")).start();
        chromium = Chromium.start(found.orElseThrow());
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            server.close();
        }
    }

    @Test
    void aQuestionIsAnsweredWithSourcesByTheKeyboardAlone() {
        for (String page : List.of("/admin", "/admin/channels")) {
            var tab = open(page, Viewport.DESK);
            tab.tabTo("[data-action=help]");
            tab.enter();
            tab.until(OPEN + " && document.activeElement.matches('[data-help] input')");
            tab.type(QUESTION);
            tab.enter();
            tab.until("document.querySelectorAll('[data-sources] details').length > 0");
            assertEquals(QUESTION, tab.text("[data-question]"));
            assertTrue(tab.text("[data-answer]").length() > 20, tab.text("[data-answer]"));
            assertFalse(
                    Boolean.parseBoolean(
                            tab.eval("document.querySelector('[data-first]').checkVisibility()")));
            tab.until("document.activeElement.matches('[data-help] input')");
            tab.tabTo("[data-sources] summary");
            tab.enter();
            tab.until("document.querySelector('.sources blockquote').checkVisibility()");
            tab.escape();
            tab.until("!" + OPEN);
            tab.until("document.activeElement.matches('[data-action=help]')");
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void aQuestionMarkExplainsTheKeysButNotWhileSomebodyTypes() {
        var tab = open("/admin", Viewport.DESK);
        press(tab, "document.querySelector('[data-filters] input')");
        String sheet = "document.querySelector('[data-shortcuts]').open";
        assertEquals("false", tab.eval(sheet));
        press(tab, "document.body");
        tab.until(sheet);
        tab.eval("document.querySelector('[data-shortcuts] [data-action=help]').click()");
        tab.until("!" + sheet + " && " + OPEN);
        tab.eval("document.querySelector('[data-action=suggested]').click()");
        tab.until("document.querySelectorAll('[data-sources] details').length > 0");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void whatWentWrongIsSaidAndTheQuestionIsKept() {
        var tab = open("/admin/channels", Viewport.DESK);
        tab.eval("document.querySelector('[data-action=help]').click()");
        tab.eval("window.fetch = () => Promise.reject(new TypeError('no network'))");
        tab.type(QUESTION);
        tab.enter();
        tab.until("document.querySelector('.asked .problem')?.checkVisibility()");
        assertTrue(tab.text(".asked .problem").contains("could not be reached"));
        assertEquals(QUESTION, tab.eval("document.querySelector('[data-help] input').value"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void theListOfDocumentsFoldsItAway() {
        var tab = open("/admin", Viewport.DESK);
        tab.sees("[data-guide] summary");
        tab.sees("[data-start]");
        assertTrue(tab.text("[data-guide] summary").contains("Handcar’s guide"));
        String row = "document.querySelector('[data-guide] .document')";
        assertEquals("false", tab.eval(row + ".checkVisibility()"));
        tab.eval("document.querySelector('[data-guide] summary').click()");
        tab.until(row + ".checkVisibility()");
        assertEquals(
                "false",
                tab.eval(row + ".querySelector('[data-action=remove]').checkVisibility()"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void thePanelFitsAPhoneAndTheDark() {
        Viewport small = new Viewport(320, 640, false, "en");
        assertFalse(open("/admin", small).isTooWide());
        for (Viewport look :
                List.of(Viewport.DESK, Viewport.PHONE, small, Viewport.PHONE.darkened())) {
            var tab = open("/admin/channels", look);
            tab.eval("document.querySelector('[data-action=help]').click()");
            tab.eval("document.querySelector('[data-action=suggested]').click()");
            tab.until("document.querySelectorAll('[data-sources] details').length > 0");
            assertFalse(tab.isTooWide(), look.toString());
            assertEquals(
                    "true",
                    tab.eval(
                            "document.querySelector('[data-help] .body').scrollWidth <="
                                    + " document.querySelector('[data-help] .body').clientWidth"),
                    look.toString());
            assertEquals(List.of(), tab.complaints());
        }
    }

    private static void press(BrowserTab tab, String place) {
        tab.eval(
                place
                        + ".dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true,"
                        + " cancelable: true }))");
    }

    private BrowserTab open(String page, Viewport look) {
        var tab = chromium.open(look);
        StaffLogin.enter(tab, server.url);
        tab.sees("[data-desk]");
        tab.sees("[data-documents] li");
        if (!page.equals("/admin")) {
            tab.go(server.url + page);
            tab.until("!document.querySelector('[data-signed]').hidden");
        }
        return tab;
    }
}
