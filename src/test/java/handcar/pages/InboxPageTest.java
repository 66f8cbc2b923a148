package handcar.pages;

import static handcar.pages.StaffPage.click;
import static handcar.pages.StaffPage.row;

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
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A member of staff works in the inbox, in a real Chromium, while a colleague does so by the API.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class InboxPageTest {
    private static final String WORDS = "document.querySelector('[data-reply] textarea')";

    private TestServer server;
    private TestClient caller;
    private Chromium chromium;

    @BeforeAll
    void start() {
        Optional<Path> found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        server = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));
        caller = server.caller;
        chromium = Chromium.start(found.orElseThrow());
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            server.close();
        }
    }

    private Guest waits(String name) {
        Guest guest = caller.guest("house");
        server.update(
                "UPDATE contacts SET name = '"
                        + name
                        + "' WHERE id = (SELECT contact_id FROM conversations WHERE id = '"
                        + guest.id()
                        + "')");
        caller.says(guest, "Is the brass lamp in stock?");
        staff(guest, "takeover", Map.of());
        caller.says(guest, "Hello?");
        return guest;
    }

    private void staff(Guest guest, String what, Object body) {
        int status =
                caller.post(
                                "/api/v1/conversations/" + guest.id() + "/" + what,
                                body,
                                TestClient.ADMIN)
                        .status();
        assertTrue(status < 300, what + " " + status);
    }

    private BrowserTab inbox(Viewport look) {
        BrowserTab tab = chromium.open(look);
        StaffLogin.enter(tab, server.url());
        tab.go(server.url() + "/admin/conversations");
        tab.sees("[data-view=waiting][aria-pressed=true]");
        return tab;
    }

    private BrowserTab opened(Guest guest, Viewport look) {
        BrowserTab tab = inbox(look);
        tab.go(server.url() + "/admin/conversations#" + guest.id());
        tab.reload();
        tab.sees(".message");
        tab.until("!document.querySelector('[data-deeds]').hidden");
        return tab;
    }

    private static void write(BrowserTab tab, String words) {
        tab.eval(WORDS + ".focus()");
        tab.type(words);
    }

    private static String shown(String words) {
        return "document.querySelector('.messages').textContent.includes('" + words + "')";
    }

    @Test
    void aConversationGoesFromViewToViewAsWorkOnItGoesOn() {
        Guest guest = waits("Ada of the views");
        BrowserTab tab = inbox(Viewport.DESK);
        click(tab, "(" + row("Ada of the views") + ")?.querySelector('[data-action=open]')");
        tab.until("(" + row("Ada of the views") + ")?.textContent.includes('Hello?')");
        click(tab, "document.querySelector('[data-deeds] [data-action=snooze]')");
        tab.until("document.querySelector('[data-form]').open");
        click(tab, "document.querySelector('[data-go]')");
        tab.until("!(" + row("Ada of the views") + ")");
        click(tab, "document.querySelector('[data-view=all]')");
        tab.until("(" + row("Ada of the views") + ")?.textContent.includes('put off until')");
        caller.says(guest, "Anybody?");
        click(tab, "document.querySelector('[data-view=waiting]')");
        tab.until("(" + row("Ada of the views") + ")?.textContent.includes('Anybody?')");
        click(tab, "document.querySelector('[data-deeds] [data-action=close]')");
        tab.until("!(" + row("Ada of the views") + ")");
        click(
                tab,
                "[...document.querySelectorAll('.toast button')].find(b => b.textContent ==="
                        + " 'Undo')");
        click(tab, "document.querySelector('[data-view=all]')");
        tab.until("(" + row("Ada of the views") + ")?.textContent.includes('With a person')");
        assertTrue(tab.text("[data-view=all]").matches("All\\s*[1-9].*"), tab.text("[data-views]"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aLongThreadIsReadToItsBeginningAndStaysSoWhenSomethingHappens() {
        Guest guest = waits("Long");
        for (int i = 0; i < 70; i++) {
            staff(guest, "replies", Map.of("content", "Reply number " + i + "."));
        }
        BrowserTab tab = opened(guest, Viewport.PHONE);
        assertFalse(Boolean.parseBoolean(tab.eval(shown("brass lamp"))));
        click(tab, "document.querySelector('[data-action=earlier]')");
        tab.until(shown("brass lamp"));
        tab.until("!document.querySelector('[data-action=earlier]')");
        staff(guest, "notes", Map.of("content", "A note of a colleague."));
        tab.until(shown("A note of a colleague."));
        assertTrue(Boolean.parseBoolean(tab.eval(shown("brass lamp"))));
        assertEquals(
                "none twice",
                tab.eval(
                        "(all => new Set(all).size === all.length ? 'none twice' : all.join())"
                                + "([...document.querySelectorAll('.message .content')]"
                                + ".map(one => one.textContent))"));
        assertFalse(tab.isTooWide());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void whatIsBegunStaysWithItsConversationAndOutlivesThePage() {
        Guest one = waits("One");
        Guest two = waits("Two");
        BrowserTab tab = opened(one, Viewport.DESK);
        write(tab, "Dear One, we");
        tab.eval("location.hash = '#" + two.id() + "'");
        tab.until("document.querySelector('[data-who]').textContent.startsWith('Two')");
        tab.until(WORDS + ".value === ''");
        tab.until(
                "(await (await fetch('/api/v1/conversations/"
                        + one.id()
                        + "/draft')).json()).content === 'Dear One, we'");
        BrowserTab other = opened(one, Viewport.PHONE);
        other.until(WORDS + ".value === 'Dear One, we'");
        other.eval(WORDS + ".focus()");
        other.eval(WORDS + ".setSelectionRange(99, 99)");
        other.type(" are open.");
        other.enter();
        other.until(shown("Dear One, we are open."));
        other.until(WORDS + ".value === ''");
        BrowserTab third = opened(one, Viewport.DESK);
        third.until("document.querySelector('[data-action=attach]').title !== ''");
        assertEquals("", third.eval(WORDS + ".value"));
    }

    @Test
    void nobodyAnswersOverAColleagueUnseen() {
        Guest guest = waits("Busy");
        BrowserTab tab = opened(guest, Viewport.DESK);
        write(tab, "It is sold out.");
        staff(guest, "replies", Map.of("content", "It is in stock."));
        tab.until(shown("It is in stock."));
        tab.enter();
        tab.until(
                "document.querySelector('[data-reply]"
                        + " [data-problem]').textContent.startsWith('Somebody')");
        assertFalse(Boolean.parseBoolean(tab.eval(shown("It is sold out."))));
        assertEquals("It is sold out.", tab.eval(WORDS + ".value"));
        tab.until(
                "document.querySelector('[data-sheet] .meanwhile').textContent.includes('stock')");
        click(
                tab,
                "[...document.querySelectorAll('[data-sheet] button')].find(b => b.textContent ==="
                        + " 'Send mine, too')");
        tab.until(shown("It is sold out."));
    }

    @Test
    void aNoteStaysAmongStaffAndASavedReplyIsChosenByTheKeyboard() {
        Guest guest = waits("Key");
        caller.post(
                "/api/v1/saved-replies",
                Map.of("shortcut", "stock", "content", "It is in stock, {{contact.name}}."),
                TestClient.ADMIN);
        BrowserTab tab = opened(guest, Viewport.DESK.darkened());
        click(tab, "document.querySelector('[data-action=as-note]')");
        write(tab, "Key is a regular.");
        tab.enter();
        tab.until(shown("Key is a regular."));
        assertEquals(0, caller.from("staff", guest).size());
        tab.until("document.querySelector('[data-action=as-reply]').ariaPressed === 'true'");
        write(tab, "/sto");
        tab.until("document.querySelector('[data-saved]').textContent.includes('/stock')");
        tab.enter();
        tab.until(WORDS + ".value.startsWith('It is in stock')");
        tab.enter();
        tab.until(shown("It is in stock, Key."));
        assertEquals(1, caller.from("staff", guest).size());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aColleagueWhoTypesIsSeen() {
        Guest guest = waits("Shared");
        caller.post(
                "/api/v1/users",
                Map.of(
                        "email", "bob@lamps.example",
                        "name", "Bob",
                        "role", "agent",
                        "password", "seventeen umbrellas on a bus"),
                TestClient.ADMIN);
        String bob =
                caller.post(
                                "/api/v1/auth/login",
                                Map.of(
                                        "email", "bob@lamps.example",
                                        "password", "seventeen umbrellas on a bus"),
                                "")
                        .body()
                        .text("access_token")
                        .orElseThrow();
        BrowserTab tab = opened(guest, Viewport.DESK);
        Wait.until(
                "Bob is seen",
                () -> {
                    caller.post("/api/v1/conversations/" + guest.id() + "/typing", Map.of(), bob);
                    return tab.text("[data-presence]");
                },
                "Bob is typing…"::equals);
    }
}
