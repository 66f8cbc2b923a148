package handcar.pages;

import static handcar.pages.WidgetFixture.BUTTON;
import static handcar.pages.WidgetFixture.PANEL;
import static handcar.pages.WidgetFixture.QUESTION;
import static handcar.pages.WidgetFixture.ROOT;
import static handcar.pages.WidgetFixture.ask;
import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Viewport;
import handcar.json.JsonView;
import handcar.net.HmacSignatures;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient.Guest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the page around the widget can do to it and what it cannot, in a real Chromium.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class WidgetSafetyTest {
    private static final String HOSTILE =
            "<style>html { font-size: 40px; direction: rtl } body { transform: scale(0.5); filter:"
                + " blur(9px) } html > :not(head), body *, div, section, button, iframe, [popover],"
                + " [data-handcar] { display: none !important; opacity: 0 !important; position:"
                + " static !important; transform: rotate(9deg) !important; width: 1px !important;"
                + " margin: 99px !important; visibility: hidden !important; pointer-events: none"
                + " !important; animation: fade 1s infinite !important; zoom: 3 !important; font:"
                + " 80px serif !important; color: red !important } html > body { display: block"
                + " !important } @keyframes fade { to { opacity: 0 } }</style>";

    private WidgetFixture site;
    private ForeignSite stranger;

    @BeforeAll
    void start() {
        site = new WidgetFixture();
        stranger = new ForeignSite("stranger.localhost");
    }

    @AfterAll
    void stop() {
        if (stranger != null) {
            site.close();
            stranger.close();
        }
    }

    @Test
    void noStyleSheetOfThePageMovesIt() {
        site.shop.with("/hostile", HOSTILE + site.tag(""));
        BrowserTab tab = site.visit("/hostile", Viewport.DESK);
        assertEquals(
                "56 56 20 20 true",
                tab.eval(
                        "(r => [r.width, r.height, innerWidth - r.right, innerHeight - r.bottom,"
                                + " document.elementFromPoint(r.x + 28, r.y + 28) ==="
                                + " document.querySelector('[data-handcar]')].join(' '))("
                                + BUTTON
                                + ".getBoundingClientRect())"));
        BrowserTab frame = site.open(tab);
        ask(frame, QUESTION);
        assertEquals(
                "400 1 visible",
                tab.eval(
                        "["
                                + PANEL
                                + ".getBoundingClientRect().width, getComputedStyle("
                                + PANEL
                                + ").opacity, getComputedStyle("
                                + PANEL
                                + ").visibility].join(' ')"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aStrictPolicyOfThePageNeedsTwoWords() {
        site.shop.with(
                "/strict",
                site.tag(""),
                "default-src 'none'; script-src "
                        + site.server.url()
                        + "; frame-src "
                        + site.server.url()
                        + "; require-trusted-types-for 'script'");
        BrowserTab tab = site.visit("/strict", Viewport.DESK);
        BrowserTab frame = site.open(tab);
        ask(frame, QUESTION);
        assertEquals("400", tab.eval(PANEL + ".getBoundingClientRect().width"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void scriptsOfThePageNeverSeeTheToken() {
        BrowserTab tab = site.visit("/", Viewport.DESK);
        tab.eval("window.heard = [], addEventListener('message', event => heard.push(event.data))");
        BrowserTab frame = site.open(tab);
        ask(frame, QUESTION);
        tab.eval("handcar.close(), handcar.open(), handcar.identify({ name: 'Ann' })");
        Guest visit = site.kept(frame, "");
        String page =
                tab.eval(
                        "JSON.stringify([heard, { ...localStorage }, { ...sessionStorage },"
                                + " document.cookie, performance.getEntries(),"
                                + " document.documentElement.outerHTML, "
                                + ROOT
                                + ".querySelector('section').outerHTML])");
        assertTrue(page.contains("hello"), page);
        assertFalse(page.contains(visit.token()), page);
        assertFalse(page.contains(visit.id()), page);
        String inside =
                "document.querySelector('[data-handcar]').shadowRoot.querySelector('iframe')";
        assertEquals("null", tab.eval(inside + ".contentDocument"));
        assertEquals(
                "SecurityError",
                tab.eval(
                        "(() => { try { return "
                                + inside
                                + ".contentWindow.localStorage } catch (e) { return e.name }"
                                + " })()"));
        assertEquals(
                "200",
                tab.eval(
                        "await fetch('"
                                + site.server.url()
                                + "/health', { mode: 'no-cors' }).then(() => 200)"));
        assertEquals(
                "TypeError",
                tab.eval(
                        "await fetch('"
                                + site.server.url()
                                + "/api/v1/chat/agent').catch(e => e.name)"),
                "no CORS for a page that only has the widget");
    }

    @Test
    void messagesOfOthersAreNotHeard() {
        BrowserTab tab = site.visit("/", Viewport.DESK);
        BrowserTab frame = site.open(tab);
        tab.eval("postMessage({ handcar: 1, type: 'close' }, '*')");
        tab.eval(
                "await new Promise(done => { const other = document.createElement('iframe');"
                        + " other.src = '/other'; other.onload = done; document.body.append(other);"
                        + " })");
        tab.eval(
                "frames[0].eval(\"parent.postMessage({ handcar: 1, type: 'close' }, '*'); const"
                    + " frame ="
                    + " parent.document.querySelector('[data-handcar]').shadowRoot.querySelector('iframe');"
                    + " frame.contentWindow.postMessage({ handcar: 1, type: 'identify', visitor: {"
                    + " external_id: 'x' } }, '*')\")");
        tab.eval("await new Promise(done => setTimeout(done, 300))");
        assertEquals("false", tab.eval(PANEL + ".hidden"));
        frame.eval("window.mark = 1");
        assertEquals("1", frame.eval("window.mark"), "it did not begin anew");
        ask(frame, QUESTION);
        assertEquals("", proven(site.kept(frame, "")));
    }

    @Test
    void aSignedVisitorIsProvenAndAForgedOneIsNot() {
        String secret =
                site.server
                        .caller
                        .post("/api/v1/agents/" + site.agent + "/identity-secret", Map.of(), ADMIN)
                        .body()
                        .text("secret")
                        .orElseThrow();
        String proof = HmacSignatures.hex(secret, "crm-7".getBytes(StandardCharsets.UTF_8));
        BrowserTab tab = site.visit("/", Viewport.DESK);
        tab.eval(
                "handcar.identify({ external_id: 'crm-7', identity: '"
                        + proof
                        + "', name: 'Ann' })");
        BrowserTab frame = site.open(tab);
        ask(frame, QUESTION);
        Guest known = site.kept(frame, "crm-7 " + proof);
        assertEquals("crm-7", proven(known));

        tab.eval("handcar.identify({ external_id: 'crm-8', identity: '" + proof + "' })");
        frame.until("document.querySelectorAll('[data-from]').length === 0");
        frame.sees("[data-welcome]");
        ask(frame, QUESTION);
        assertEquals("", proven(site.kept(frame, "crm-8 " + proof)));
        assertTrue(
                tab.complaints().stream()
                        .anyMatch(
                                told ->
                                        told.contains("identify() was refused")
                                                && told.contains("HMAC")));

        tab.eval("handcar.identify(null)");
        frame.until("document.querySelectorAll('[data-from]').length === 0");
        tab.eval("handcar.identify({ external_id: 'crm-7', identity: '" + proof + "' })");
        frame.sees("[data-from=agent] button.cite");
        assertEquals(known, site.kept(frame, "crm-7 " + proof));
    }

    /// The id that a visitor was proven to have.
    private String proven(Guest visit) {
        JsonView contact =
                site.server
                        .caller
                        .get("/api/v1/conversations/" + visit.id(), ADMIN)
                        .body()
                        .at("contact");
        return contact.at("verified").isTrue("external_id")
                ? contact.text("external_id").orElse("")
                : "";
    }

    @Test
    void aForeignSiteIsToldWhatToDo() {
        stranger.with("/", ForeignSite.tag(site.server.url(), site.agent, ""));
        BrowserTab tab = site.chromium.open(Viewport.DESK);
        tab.go(stranger.origin() + "/");
        tab.until("!!document.querySelector('[data-handcar]')");
        tab.eval(BUTTON + ".click()");
        BrowserTab frame = site.chromium.frame(tab, site.server.url() + "/widget?");
        frame.until(
                "document.body.innerText.includes('add " + stranger.origin() + " to its sites')");
        frame.eval("document.querySelector('[data-action=leave]').click()");
        tab.until(PANEL + ".hidden");
        assertTrue(
                tab.complaints().stream()
                        .anyMatch(told -> told.contains("add " + stranger.origin())));
    }

    @Test
    void aForeignSiteThatClaimsAnotherOriginShowsNothing() {
        String claim =
                site.server.url() + "/widget?agent=" + site.agent + "&origin=" + site.shop.origin();
        stranger.with("/lie", "<iframe src='" + claim + "'></iframe>");
        BrowserTab tab = site.chromium.open(Viewport.DESK);
        tab.go(stranger.origin() + "/lie");
        isBlocked(tab);
    }

    @Test
    void nobodyFramesTheDeskOrTheChatPage() {
        for (String page : List.of("/admin", "/admin/agents", "/", "/widget/preview")) {
            site.shop.with("/frame", "<iframe src='" + site.server.url() + page + "'></iframe>");
            BrowserTab tab = site.chromium.open(Viewport.DESK);
            tab.go(site.shop.origin() + "/frame");
            isBlocked(tab);
            tab.close();
        }
    }

    private void isBlocked(BrowserTab tab) {
        tab.until("document.readyState === 'complete'");
        assertNotEquals(
                List.of(),
                tab.complaints().stream()
                        .filter(told -> told.contains("frame-ancestors"))
                        .toList());
        BrowserTab frame = site.chromium.frame(tab, site.server.url());
        assertEquals("chrome-error://chromewebdata/", frame.eval("location.href"));
    }
}
