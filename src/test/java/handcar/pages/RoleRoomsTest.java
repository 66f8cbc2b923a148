package handcar.pages;

import static handcar.pages.StaffPage.click;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient.Guest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every room as each role sees it, at a desk and on phones: what a role may not do is not there, and what is there works.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class RoleRoomsTest {
    private static final String OF_ALL =
            "conversations search knowledge agents deliveries webhooks account";
    private static final String OF_ADMINS =
            "conversations search knowledge agents channels deliveries webhooks subscriptions"
                    + " security account";
    private static final String OF_OWNERS =
            "conversations search knowledge agents channels deliveries webhooks subscriptions staff"
                    + " security account";

    /// Who has which role, and the rooms of it.
    private record Colleague(String name, String role, String rooms) {}

    private static final List<Colleague> TEAM =
            List.of(
                    new Colleague("Vera", "viewer", OF_ALL),
                    new Colleague("Bea", "agent", OF_ALL),
                    new Colleague("Carl", "admin", OF_ADMINS),
                    new Colleague("Olga", "owner", OF_OWNERS));

    /// What would take away what the others are to see.
    private static final Set<String> SPARED =
            Set.of("knowledge remove", "staff turn", "account others", "account leave");

    /// What changes something, by the names of its buttons.
    private static final Set<String> CHANGES =
            Set.of(
                    "add",
                    "assign",
                    "close",
                    "edit",
                    "invite",
                    "later",
                    "pause",
                    "priority",
                    "release",
                    "remove",
                    "retry",
                    "settle",
                    "snooze",
                    "suggest",
                    "tags",
                    "takeover",
                    "text",
                    "link",
                    "turn",
                    "verify");

    private static final String ROOM = "document.querySelector('[data-rooms] > :not([hidden])')";

    private final LampShop shop = new LampShop();
    private Chromium chromium;
    private Guest asked;

    @BeforeAll
    void start() {
        Optional<Path> found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        asked = shop.furnish();
        shop.hire("Vera", "viewer");
        shop.hire("Olga", "owner");
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
    void everyRoomOfARoleOpensWithItsDataAndFitsEveryWidth() {
        for (Colleague colleague : TEAM) {
            for (int width : List.of(1280, 390, 320)) {
                BrowserTab tab = enter(colleague, Viewport.wide(width));
                for (String room : colleague.rooms().split(" ")) {
                    visit(tab, room);
                    String where = colleague.role() + " in " + room + " at " + width;
                    assertFalse(tab.isTooWide(), where);
                    assertEquals(List.of(), tab.complaints(), where);
                }
                tab.close();
            }
        }
    }

    @Test
    void noButtonOfARoleIsRefused() {
        for (Colleague colleague : TEAM) {
            BrowserTab tab = enter(colleague, Viewport.DESK);
            for (String room : colleague.rooms().split(" ")) {
                visit(tab, room);
                Set<String> pressed = new TreeSet<>();
                for (String action = next(tab, pressed);
                        !action.isEmpty();
                        action = next(tab, pressed)) {
                    pressed.add(action);
                    if (!SPARED.contains(room + " " + action)) {
                        press(tab, action);
                    }
                }
                List<String> refused =
                        tab.complaints().stream().filter(one -> one.contains("403")).toList();
                assertEquals(List.of(), refused, colleague.role() + " in " + room + " " + pressed);
                boolean acts = !colleague.role().equals("viewer") || room.equals("account");
                assertTrue(acts || Collections.disjoint(pressed, CHANGES), room + " " + pressed);
            }
            tab.close();
        }
    }

    /// Goes there by its link, and waits until it shows what it has.
    private void visit(BrowserTab tab, String room) {
        click(tab, "document.querySelector('a[href=\"/admin/" + room + "\"]')");
        tab.sees("[data-room=" + room + "]:not([aria-busy])");
        if (room.equals("search")) {
            tab.eval(
                    "(q => { q.value = 'lamp'; q.dispatchEvent(new Event('input', { bubbles: true"
                            + " })); })("
                            + ROOM
                            + ".querySelector('input'))");
        }
        if (room.equals("conversations")) {
            click(tab, "document.querySelector('[data-view=all]')");
            tab.eval("location.hash = '#" + asked.id() + "'");
            tab.sees(".message");
        }
        String shown = ".querySelector(':is(.entry, .document, .found)')";
        tab.until("!!" + ROOM + shown);
    }

    /// The next kind of button that can be seen and was not pressed yet; empty when there is none.
    private static String next(BrowserTab tab, Set<String> pressed) {
        String known =
                pressed.stream().map(one -> "'" + one + "'").collect(Collectors.joining(","));
        return tab.eval(
                "[..."
                        + ROOM
                        + ".querySelectorAll('button[data-action]')].filter(one =>"
                        + " one.checkVisibility() && !one.disabled).map(one =>"
                        + " one.dataset.action).find(one => !["
                        + known
                        + "].includes(one)) ?? ''");
    }

    /// Presses it, waits for what the server says, and closes what it opened.
    private static void press(BrowserTab tab, String action) {
        tab.eval(
                "await (async () => { const real = window.fetch; let waiting = 0; window.fetch ="
                    + " async (...all) => { waiting++; try { return await real(...all); } finally {"
                    + " waiting--; } }; [..."
                        + ROOM
                        + ".querySelectorAll('[data-action=\""
                        + action
                        + "\"]')].find(one => one.checkVisibility())?.click(); const turn = () =>"
                        + " new Promise(done => setTimeout(done, 50)); do await turn(); while"
                        + " (waiting); window.fetch = real;"
                        + " document.querySelectorAll('dialog[open]').forEach(one => one.close());"
                        + " })()");
    }

    private BrowserTab enter(Colleague colleague, Viewport look) {
        BrowserTab tab = chromium.open(look);
        tab.go(shop.server.url() + "/admin");
        tab.sees("#email");
        tab.eval(
                "document.querySelector('#email').value = '"
                        + DeskFixture.email(colleague.name())
                        + "'");
        tab.eval("document.querySelector('#password').value = '" + DeskFixture.PASSWORD + "'");
        tab.eval("document.querySelector('#password').focus()");
        tab.enter();
        tab.sees(".rooms");
        boolean isAdmin = Set.of("admin", "owner").contains(colleague.role());
        tab.sees("[data-room=" + (isAdmin ? "knowledge" : "conversations") + "]");
        String rooms =
                tab.eval(
                        "[...document.querySelectorAll('.rooms a')].map(one =>"
                                + " one.pathname.slice(7)).join(' ')");
        assertEquals(colleague.rooms(), rooms, colleague.role());
        if (!isAdmin) {
            // a room of others leads to one's own
            tab.go(shop.server.url() + "/admin/staff");
            tab.until("location.pathname === '/admin/conversations'");
        }
        assertEquals(List.of(), tab.complaints(), colleague.role());
        return tab;
    }
}
