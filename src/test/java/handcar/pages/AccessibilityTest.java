package handcar.pages;

import static handcar.pages.StaffPage.click;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.Axe;
import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.StaffLogin;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every room of the desk with data, and its dialogs while they are open, light and dark, by the rules of axe-core.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class AccessibilityTest {
    private static final String ADMIN = TestClient.ADMIN;

    /// What opens a dialog in each room, in JavaScript.
    private static final Map<String, List<String>> DIALOGS =
            Map.of(
                    "knowledge", List.of("[data-action=text]", "[data-action=link]"),
                    "agents", List.of("[data-action=add]", "[data-rows] [data-action=try]"),
                    "channels", List.of("[data-action=add]"),
                    "subscriptions", List.of("[data-action=add]"),
                    "staff", List.of("[data-action=invite]", "[data-action=rules]"));

    private TestServer server;
    private Chromium chromium;
    private Axe axe;

    @BeforeAll
    void start() throws Exception {
        Optional<Path> found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        axe = Axe.install();
        server = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));
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
    void everyRoomAndDialogIsAccessibleInTheLightAndInTheDark() {
        Guest guest = furnish();
        Set<String> broken = new TreeSet<>();
        for (Viewport look : List.of(Viewport.DESK, Viewport.DESK.darkened(), Viewport.PHONE)) {
            BrowserTab tab = chromium.open(look);
            StaffLogin.enter(tab, server.url());
            look(tab, "login page left", broken);
            for (String room :
                    tab.eval(
                                    "[...document.querySelectorAll('#menu .rest a, .rooms a')]"
                                            + ".map(one => one.pathname.slice(7)).join(' ')")
                            .split(" ")) {
                click(tab, "document.querySelector('a[href=\"/admin/" + room + "\"]')");
                String place = "document.querySelector('[data-room=" + room + "]')";
                tab.until(place + "?.checkVisibility()");
                if (room.equals("conversations")) {
                    tab.eval("location.hash = '#" + guest.id() + "'");
                    tab.sees(".message table");
                }
                look(tab, room, broken);
                for (String opener : DIALOGS.getOrDefault(room, List.of())) {
                    // a room that has just come listens a moment later
                    tab.until(
                            "document.querySelector('dialog[open]') || ("
                                    + place
                                    + ".querySelector('"
                                    + opener
                                    + "')?.click(), false)");
                    look(tab, room + " " + opener, broken);
                    tab.eval("document.querySelector('dialog[open]').close()");
                }
            }
            for (String opener : List.of("palette", "shortcuts", "help")) {
                click(tab, "document.querySelector('[data-action=" + opener + "]')");
                tab.until("!!document.querySelector('dialog[open]')");
                look(tab, opener, broken);
                tab.eval("document.querySelector('dialog[open]').close()");
            }
            tab.eval("document.querySelector('#menu').showPopover()");
            look(tab, "menu", broken);
            assertEquals(List.of(), tab.complaints());
        }
        assertEquals(Set.of(), broken);
    }

    private void look(BrowserTab tab, String where, Set<String> broken) {
        tab.until("document.getAnimations().every(one => one.playState !== 'running')");
        String width =
                tab.eval(
                        "innerWidth + (matchMedia('(prefers-color-scheme: dark)').matches ? ' dark'"
                                + " : '')");
        axe.broken(tab).forEach(one -> broken.add(where + " " + width + ": " + one));
    }

    /// Something of everything.
    private Guest furnish() {
        TestClient caller = server.caller;
        caller.shelve(caller.agent("Dora"), "Prices", "A lamp costs 12 EUR.");
        Guest guest = caller.guest("house");
        caller.says(guest, "What does a lamp cost?");
        String root = "/api/v1/conversations/" + guest.id();
        String answer =
                """
                | Lamp | EUR |
                |---|---|
                | brass | 12 |

                Run `lamp --on`:

                ```
                lamp --on
                ```\
                """;
        caller.post(root + "/takeover", Map.of(), ADMIN);
        caller.post(root + "/replies", Map.of("content", answer), ADMIN);
        caller.post(root + "/notes", Map.of("content", "A regular."), ADMIN);
        caller.says(guest, "Thank you!");
        caller.get("/api/v1/security-events", "hc_nobody-has-this-key");
        return guest;
    }
}
