package handcar.pages;

import static handcar.pages.StaffPage.click;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.StaffLogin;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient.Guest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Photographs every room with data, a thread with its evidence, a dialog and the chat page.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class ScreensTest {
    private static final List<String> ROOMS =
            List.of(
                    "conversations",
                    "search",
                    "knowledge",
                    "agents",
                    "channels",
                    "deliveries",
                    "webhooks",
                    "subscriptions",
                    "staff",
                    "security",
                    "account");

    private final LampShop shop = new LampShop();
    private Chromium chromium;

    @BeforeAll
    void start() {
        Optional<Path> found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        chromium = Chromium.start(found.orElseThrow());
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        shop.close();
    }

    @Test
    void everyRoomIsPhotographedWithWhatIsInIt() {
        Guest asked = shop.furnish();
        for (Viewport look : PhotoAlbum.LOOKS) {
            BrowserTab tab = chromium.open(look);
            StaffLogin.enter(tab, shop.server.url());
            for (String room : ROOMS) {
                enter(tab, room + (room.equals("search") ? "?q=lamp" : ""));
                fits(tab, room, look);
            }
            enter(tab, "conversations#" + asked.id());
            tab.sees("[data-action=evidence]");
            fits(tab, "thread", look);
            click(tab, "document.querySelector('[data-action=evidence]')");
            tab.sees("[data-sheet] .passages");
            fits(tab, "evidence", look);
            enter(tab, "staff");
            click(tab, "document.querySelector('[data-action=invite]')");
            tab.sees("[data-form] [name=email]");
            fits(tab, "dialog", look);
            tab.close();
        }
    }

    @Test
    void theChatIsPhotographedWithAnAnswer() {
        shop.open();
        for (Viewport look : PhotoAlbum.LOOKS) {
            BrowserTab tab = chromium.open(look);
            tab.go(shop.server.url() + "/?agent=" + shop.agent());
            tab.sees("[data-welcome]");
            tab.eval("document.querySelector('#words').focus()");
            tab.type("What does the brass lamp cost?");
            tab.enter();
            tab.sees("[data-from=agent] .thumbs");
            fits(tab, "chat", look);
            tab.close();
        }
    }

    private void enter(BrowserTab tab, String address) {
        tab.go(shop.server.url() + "/admin/" + address);
        tab.reload();
        String room = address.replaceAll("[?#].*", "");
        tab.sees("[data-room=" + room + "]:not([aria-busy])");
        tab.until(
                "document.querySelector('[data-room="
                        + room
                        + "] :is(.entry, .document, .found)') && document.querySelector('.pill')");
    }

    private static void fits(BrowserTab tab, String name, Viewport look) {
        PhotoAlbum.take(tab, name, look);
        assertFalse(tab.isTooWide(), name + " at " + look);
        assertEquals(List.of(), tab.complaints());
    }
}
