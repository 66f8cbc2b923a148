package handcar.pages;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.StaffLogin;
import handcar.browser.Viewport;
import handcar.testing.ServerProcess;

/// A room of the staff's desk in a browser, and how a person uses what stands in it.
final class StaffPage {
    private StaffPage() {}

    /// Goes into a room and waits until it shows what it has.
    static BrowserTab enter(Chromium chromium, ServerProcess server, String name, Viewport look) {
        var tab = chromium.open(look);
        StaffLogin.enter(tab, server.url);
        tab.sees("[data-desk]");
        tab.go(server.url + "/admin/" + name);
        tab.sees("[data-room=" + name + "]");
        tab.until(
                "document.querySelector('.room:not([hidden]) [data-rows]').children.length > 0"
                        + " || !document.querySelector('.room:not([hidden]) [data-empty]').hidden");
        return tab;
    }

    /// The row that says these words, in JavaScript.
    static String row(String words) {
        return "[...document.querySelectorAll('.room:not([hidden]) .entry')]"
                + ".find(each => each.textContent.includes('"
                + words
                + "'))";
    }

    /// @param what in JavaScript
    static void click(BrowserTab tab, String what) {
        tab.until("!!(" + what + ")");
        tab.eval(what + ".click()");
    }

    /// Fills in a field of the form that is open.
    static void set(BrowserTab tab, String name, String value) {
        String field = "document.querySelector('[data-form] [name=\"" + name + "\"]')";
        tab.until("!!(" + field + ")");
        tab.eval(
                "(() => { const f = "
                        + field
                        + "; f.value = '"
                        + value
                        + "'; f.dispatchEvent(new Event('change', { bubbles: true })); })()");
    }
}
