package handcar.pages;

import static handcar.pages.StaffPage.click;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The desk's shell in a real Chromium: rooms, roles, language, keyboard, search, and a session that ends.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class ShellPageTest {
    private DeskFixture desk;

    @BeforeAll
    void start() {
        desk = DeskFixture.start();
    }

    @AfterAll
    void stop() {
        if (desk != null) {
            desk.close();
        }
    }

    private BrowserTab room(String address, Viewport look) {
        BrowserTab tab = desk.room(address, look);
        tab.eval("window.same = true");
        return tab;
    }

    private static boolean isSamePage(BrowserTab tab) {
        return Boolean.parseBoolean(tab.eval("window.same"));
    }

    private static String shows(String room) {
        return "document.querySelector('[data-room=" + room + "]')?.checkVisibility()";
    }

    @Test
    void aRoomStaysAsItWasLeftAndBackLeadsToIt() {
        BrowserTab tab = room("conversations", Viewport.DESK);
        String search = "document.querySelector('[data-room=conversations] [name=q]')";
        tab.eval(search + ".value = 'half a wo'");
        click(tab, "document.querySelector('.rooms a[href=\"/admin/deliveries\"]')");
        tab.until(shows("deliveries"));
        assertEquals("/admin/deliveries", tab.eval("location.pathname"));
        assertEquals(
                "Deliveries · Handcar", tab.eval("document.title.replace(/^\\(\\d+\\) /, '')"));
        tab.eval("history.back()");
        tab.until(shows("conversations") + " && !" + shows("deliveries"));
        assertEquals("half a wo", tab.eval(search + ".value"));
        assertTrue(isSamePage(tab));
        tab.go(desk.server.url() + "/admin");
        tab.until("location.pathname === '/admin/conversations'");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void whoseSessionEndsLogsInOverThePageAndLosesNothing() {
        Guest guest = desk.waits("Endless");
        BrowserTab tab = room("conversations#" + guest.id(), Viewport.DESK);
        tab.sees(".message");
        tab.eval(DeskFixture.WORDS + ".focus()");
        tab.type("Dear Endless, we");
        tab.eval(
                "await fetch('/api/v1/auth/logout', { method: 'POST', headers: { 'Content-Type':"
                        + " 'application/json' }, body: '{}' })");
        // whoever is no longer let in is told at the next event
        desk.caller.says(guest, "Are you there?");
        tab.until("document.querySelector('dialog.gate')?.open");
        click(tab, "document.querySelector('.gate [data-action=other]')");
        tab.type(TestClient.ADMIN);
        tab.enter();
        tab.until("!document.querySelector('dialog.gate')");
        assertEquals("Dear Endless, we", tab.eval(DeskFixture.WORDS + ".value"));
        assertTrue(isSamePage(tab));
        tab.until("document.querySelector('.messages').textContent.includes('Are you there?')");
        desk.caller.says(guest, "Hello?");
        tab.until("document.querySelector('.messages').textContent.includes('Hello?')");
    }

    @Test
    void theDeskSpeaksGermanWhereTheBrowserDoesAndWhereItIsChosen() {
        BrowserTab tab = room("deliveries", Viewport.DESK.in("de"));
        tab.until("document.querySelector('.rooms a').textContent.includes('Posteingang')");
        assertEquals("Zustellungen", tab.text("[data-room=deliveries] h1"));
        assertEquals("de", tab.eval("document.documentElement.lang"));
        assertEquals(
                "Dieses Gespräch gibt es nicht.",
                tab.eval(
                        "await import(document.querySelector('script[type=module]').src.replace("
                                + "'desk/main.js', 'shared/api.js')).then(({ call }) =>"
                                + " call('GET', '/api/v1/conversations/"
                                + UUID.randomUUID()
                                + "')).catch(problem => problem.sentence)"));
        // the browser notes each refusal
        tab.complaints();
        tab.eval(
                "(() => { const choice = document.querySelector('#menu select'); choice.value ="
                        + " 'en'; choice.dispatchEvent(new Event('change')); })()");
        tab.until("document.querySelector('.rooms a')?.textContent.includes('Inbox')");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void theKeyboardGoesEverywhere() {
        Guest guest = desk.waits("Keyes");
        BrowserTab tab = room("deliveries", Viewport.DESK);
        tab.control("k");
        tab.until("document.activeElement.matches('[data-palette] input')");
        tab.type("subscr");
        tab.enter();
        tab.until(shows("subscriptions"));
        tab.control("k");
        tab.type("Keyes");
        tab.until("document.querySelector('[data-choices]').textContent.includes('Hello?')");
        tab.enter();
        tab.until("document.querySelector('[data-who]')?.textContent.startsWith('Keyes')");
        tab.press("n");
        tab.until("document.activeElement.matches('[data-reply] textarea')");
        tab.type("A note.");
        tab.enter();
        tab.until("document.querySelector('.messages').textContent.includes('A note.')");
        tab.escape();
        tab.until("!document.activeElement.matches('textarea')");
        tab.press("e");
        tab.until("!!document.querySelector('[data-deeds] [data-action=reopen]')");
        tab.press("e");
        tab.until("!!document.querySelector('[data-deeds] [data-action=close]')");
        tab.press("?");
        tab.until("document.querySelector('[data-shortcuts]').open");
        tab.escape();
        tab.press("g");
        tab.press("k");
        tab.until(shows("knowledge"));
        assertTrue(isSamePage(tab));
        tab.eval("history.back()");
        tab.until("location.hash === '#" + guest.id() + "'");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aHitOfTheSearchLeadsToItsPlaceInALongThread() {
        Guest guest = desk.waits("Long");
        String replies = "/api/v1/conversations/" + guest.id() + "/replies";
        desk.caller.says(guest, "The zebrano lamp flickers.");
        for (int i = 0; i < 120; i++) {
            Map<String, Object> body = Map.of("content", "Reply number " + i + ".");
            assertTrue(desk.caller.post(replies, body, TestClient.ADMIN).status() < 300);
        }
        for (Viewport look : List.of(Viewport.DESK, Viewport.PHONE)) {
            BrowserTab tab = room("search", look);
            tab.until("document.activeElement.matches('[data-room=search] input')");
            tab.type("zebrano flickers");
            tab.until("document.querySelector('.found mark')?.textContent === 'zebrano'");
            assertTrue(tab.eval("location.search").contains("zebrano"));
            click(tab, "document.querySelector('.found a')");
            tab.until("document.querySelector('[data-found]')?.textContent.includes('zebrano')");
            assertTrue(isSamePage(tab));
            assertFalse(tab.isTooWide());
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void whoLooksElsewhereIsToldThatACustomerWaits() {
        Guest guest = desk.waits("Caller");
        BrowserTab tab = room("deliveries", Viewport.DESK);
        tab.eval(
                "(() => { window.notes = []; window.Notification = class { static permission ="
                        + " 'granted'; static requestPermission = async () => 'granted';"
                        + " constructor(title, more) { window.notes.push(title + ': ' + more.body);"
                        + " } close() {} }; document.hasFocus = () => false;"
                        + " dispatchEvent(new Event('blur')); })()");
        tab.eval("document.querySelector('#menu input[type=checkbox]').click()");
        tab.until("JSON.parse(localStorage.getItem('handcar.notices') ?? '{}').desktop");
        desk.caller.says(guest, "Anybody there?");
        tab.until("window.notes.includes('Caller: Anybody there?')");
        tab.until("document.title.startsWith('(')");

        // also of what came while the page heard nothing
        tab.eval("dispatchEvent(new Event('pagehide'))");
        desk.caller.says(guest, "I am still here.");
        tab.eval("dispatchEvent(new Event('pageshow'))");
        tab.until("window.notes.includes('Caller: I am still here.')");

        // and behind other windows, however long
        tab.eval(
                "(() => { const real = setTimeout; window.setTimeout = (run, wait, ...more) =>"
                        + " real(run, wait === 300000 ? 0 : wait, ...more);"
                        + " Object.defineProperty(document, 'hidden', { value: true });"
                        + " document.dispatchEvent(new Event('visibilitychange')); })()");
        desk.caller.says(guest, "Shall I call?");
        tab.until("window.notes.includes('Caller: Shall I call?')");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aNewerServerIsOfferedAndNotForced() {
        BrowserTab tab = room("conversations", Viewport.DESK);
        tab.eval(
                "(() => { const real = window.fetch; window.fetch = (where, how) => where ==="
                        + " '/admin' ? Promise.resolve(new Response('/s/another/desk/main.js')) :"
                        + " real(where, how); })()");
        // the page knows its own server first
        tab.eval(
                "await (async () => { const main ="
                    + " document.querySelector('script[type=module]').src; const { live } = await"
                    + " import(main.replace('main.js', 'live.js')); await new Promise(done =>"
                    + " live({}, state => state === 'open' && done())); })()");
        assertEquals("", tab.text(".fresh"));
        tab.eval("(dispatchEvent(new Event('pagehide')), dispatchEvent(new Event('pageshow')))");
        tab.sees(".fresh");
        assertTrue(isSamePage(tab));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void allOfTheDeskIsSmall() {
        BrowserTab tab = room("conversations", Viewport.DESK);
        String loaded =
                "performance.getEntriesByType('resource').filter(one => one.name.includes('/s/'))";
        // the other rooms follow when what one came for is shown
        tab.until(loaded + ".some(one => one.name.endsWith('/account.js'))");
        tab.until(loaded + ".every(one => one.responseEnd > 0)");
        int bytes =
                Integer.parseInt(
                        tab.eval(loaded + ".reduce((sum, one) => sum + one.encodedBodySize, 0)"));
        assertTrue(bytes > 30_000 && bytes < 200_000, bytes + " bytes");
    }
}
