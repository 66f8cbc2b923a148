package handcar.pages;

import static handcar.pages.WidgetFixture.BUTTON;
import static handcar.pages.WidgetFixture.PANEL;
import static handcar.pages.WidgetFixture.QUESTION;
import static handcar.pages.WidgetFixture.ROOT;
import static handcar.pages.WidgetFixture.ask;
import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.browser.Axe;
import handcar.browser.BrowserTab;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient.Guest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The widget on a page of a foreign origin, in a real Chromium, as its visitors use it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class WidgetPageTest {
    private static final int MOST_BYTES = 6 * 1024;

    private WidgetFixture site;

    @BeforeAll
    void start() {
        site = new WidgetFixture();
    }

    @AfterAll
    void stop() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void anUnopenedWidgetCostsItsPageOneSmallRequest() throws Exception {
        BrowserTab tab = site.visit("/", Viewport.DESK);
        tab.eval("await new Promise(done => setTimeout(() => requestIdleCallback(done), 500))");
        assertEquals(
                site.server.url() + "/widget.js",
                tab.eval(
                        "performance.getEntriesByType('resource').map(one => one.name)"
                                + ".filter(name => name.startsWith('"
                                + site.server.url()
                                + "')).join()"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> first = script(client, "Accept-Encoding", "gzip");
            assertTrue(first.body().length <= MOST_BYTES, first.body().length + " bytes");
            assertEquals(
                    "public, max-age=300",
                    first.headers().firstValue("cache-control").orElseThrow());
            String tag = first.headers().firstValue("etag").orElseThrow();
            HttpResponse<byte[]> again =
                    script(client, "Accept-Encoding", "gzip", "If-None-Match", tag);
            assertEquals(304, again.statusCode());
        }
        assertEquals(List.of(), tab.complaints());
    }

    private HttpResponse<byte[]> script(HttpClient client, String... headers) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(site.server.url() + "/widget.js"))
                        .headers(headers)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void anAnswerWithItsSourceIsThereAfterAReloadAndOnTheNextPage() {
        BrowserTab tab = site.visit("/", Viewport.DESK);
        BrowserTab frame = site.open(tab);
        assertEquals("Hello from Dora", frame.text("[data-greeting]"));
        frame.until("document.activeElement.id === 'words'");
        ask(frame, QUESTION);
        frame.eval("document.querySelector('button.cite').click()");
        frame.sees("dialog.passage");
        Guest visit = site.kept(frame, "");

        tab.reload();
        frame = site.frame(tab);
        frame.sees("[data-from=agent] button.cite");
        assertEquals(QUESTION, frame.text("[data-from=contact] .content"));
        assertEquals(visit, site.kept(frame, ""));
        assertEquals("false", tab.eval(PANEL + ".hidden"), "as it was left");

        tab.eval(BUTTON + ".click()");
        tab.go(site.shop.origin() + "/other");
        frame = site.frame(tab);
        frame.until("!!document.querySelector('[data-from=agent] button.cite')");
        assertEquals("true", tab.eval(PANEL + ".hidden"), "as it was left");
        assertEquals(List.of(), tab.complaints());
        assertEquals(List.of(), frame.complaints());
    }

    @Test
    void itStaysWhereASinglePageApplicationChangesEverything() {
        BrowserTab tab = site.visit("/", Viewport.DESK);
        BrowserTab frame = site.open(tab);
        frame.eval("window.mark = 'still the same'");
        tab.eval(
                "history.pushState({}, '', '/lamps'), document.body.replaceChildren(),"
                        + " document.body.replaceWith(document.createElement('body'))");
        assertEquals("false", tab.eval(PANEL + ".hidden"));
        assertEquals("still the same", frame.eval("window.mark"));
        tab.eval(
                "await new Promise(done => { const again = document.createElement('script');"
                        + " again.src = document.querySelector('script').src; again.dataset.agent ="
                        + " 'dora'; again.onload = done; document.body.append(again); })");
        assertEquals("1", tab.eval("document.querySelectorAll('[data-handcar]').length"));
        tab.eval("document.querySelector('[data-handcar]').remove()");
        tab.until("!!document.querySelector('[data-handcar]')");
        tab.eval("handcar.destroy()");
        assertEquals(
                "null undefined",
                tab.eval("document.querySelector('[data-handcar]') + ' ' + handcar.open"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void twoAgentsStandOnOnePage() {
        String second = site.hire("Emil", List.of(site.shop.origin()));
        site.shop.with(
                "/two",
                site.tag("") + ForeignSite.tag(site.server.url(), second, "data-color='#ffdd00'"));
        BrowserTab tab = site.visit("/two", Viewport.DESK);
        tab.until("document.querySelectorAll('[data-handcar]').length === 2");
        String overlap =
                "(() => { const [a, b] = [...document.querySelectorAll('[data-handcar]')].map(one"
                        + " => one.shadowRoot.querySelector('.go').getBoundingClientRect()); return"
                        + " a.top < b.bottom && b.top < a.bottom; })()";
        assertEquals("false", tab.eval(overlap));
        tab.eval("handcar.agents.emil.open(), handcar.agents.dora.open()");
        for (String name : List.of("Dora", "Emil")) {
            BrowserTab frame =
                    site.chromium.frame(
                            tab,
                            site.server.url() + "/widget?agent=" + name.toLowerCase(Locale.ROOT));
            frame.until(
                    "document.querySelector('[data-greeting]').textContent === 'Hello from "
                            + name
                            + "'");
        }
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void itFillsAPhoneHoldsTheFocusAndGivesItBack() {
        BrowserTab tab = site.visit("/", Viewport.PHONE);
        BrowserTab frame = site.open(tab);
        assertEquals(
                "0 0 true true",
                tab.eval(
                        "(r => [r.x, r.y, r.width === innerWidth, r.height === innerHeight].join('"
                                + " '))("
                                + PANEL
                                + ".getBoundingClientRect())"));
        assertEquals("none", tab.eval("getComputedStyle(" + BUTTON + ").display"));
        String inside = PANEL + ".contains(" + ROOT + ".activeElement)";
        tab.until(inside);
        for (int step = 0; step < 24; step++) {
            if (step < 16) {
                tab.tab();
            } else {
                tab.shiftTab();
            }
            assertEquals("true", tab.eval(inside), "after " + step);
        }
        frame.sees("[data-action=leave]");
        frame.eval("document.querySelector('#words').focus()");
        frame.escape();
        tab.until(PANEL + ".hidden");
        tab.until(ROOT + ".activeElement === " + BUTTON);
        assertFalse(tab.isTooWide());
        assertEquals(List.of(), tab.complaints());
        assertEquals(List.of(), frame.complaints());
    }

    @Test
    void whatCameWhileItWasClosedIsCountedAndShown() {
        BrowserTab tab = site.visit("/", Viewport.DESK);
        tab.eval(
                "window.told = [], ['open', 'close', 'message', 'unread'].forEach(name =>"
                    + " handcar.on(name, value => told.push(name + ' ' + JSON.stringify(value ??"
                    + " ''))))");
        BrowserTab frame = site.open(tab);
        ask(frame, QUESTION);
        tab.eval("handcar.close()");
        String path = "/api/v1/conversations/" + site.kept(frame, "").id();
        site.server.caller.post(path + "/takeover", Map.of(), ADMIN);
        site.server.caller.post(
                path + "/replies", Map.of("content", "A **new** lamp is here."), ADMIN);
        String bubble = ROOT + ".querySelector('.bubble')";
        tab.until("!" + bubble + ".hidden");
        assertEquals("A new lamp is here.", tab.eval(ROOT + ".querySelector('.text').textContent"));
        assertEquals("1", tab.eval(ROOT + ".querySelector('b').textContent"));
        assertEquals("Open the chat (1)", tab.eval(BUTTON + ".ariaLabel"));
        tab.eval(ROOT + ".querySelector('.text').click()");
        tab.until(ROOT + ".querySelector('b').hidden && told.includes('unread 0')");
        String told = tab.eval("told.join(';')");
        for (String event :
                List.of(
                        "open \"\"",
                        "close \"\"",
                        "unread 1",
                        "unread 0",
                        "\"author\":\"staff\"")) {
            assertTrue(told.contains(event), told);
        }
        assertFalse(told.contains("new"), told);
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void bothPagesAreAccessible() throws Exception {
        Axe axe = Axe.install();
        for (Viewport look : List.of(Viewport.DESK, Viewport.DESK.darkened(), Viewport.PHONE)) {
            for (String color : List.of("", "#ffdd00", "#7a7a7a", "#123456")) {
                site.server.caller.send(
                        "PATCH",
                        "/api/v1/agents/" + site.agent,
                        Map.of("look", Map.of("color", color)),
                        ADMIN);
                BrowserTab tab = site.visit("/", look);
                assertEquals(List.of(), axe.broken(tab), look + color);
                BrowserTab frame = site.open(tab);
                ask(frame, QUESTION);
                frame.until("document.getAnimations().every(one => one.playState !== 'running')");
                assertEquals(List.of(), axe.broken(frame), look + color);
                assertEquals(List.of(), axe.broken(tab), look + color);
                tab.close();
            }
        }
    }
}
