package handcar.pages;

import static handcar.pages.StaffPage.click;
import static handcar.pages.StaffPage.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A member of staff works in the inbox, in a real Chromium, while a colleague does so by the API.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class InboxPageTest {
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

    private static void write(BrowserTab tab, String words) {
        tab.eval(DeskFixture.WORDS + ".focus()");
        tab.type(words);
    }

    private static String shown(String words) {
        return "document.querySelector('.messages').textContent.includes('" + words + "')";
    }

    @Test
    void aConversationGoesFromViewToViewAsWorkOnItGoesOn() {
        Guest guest = desk.waits("Ada of the views");
        BrowserTab tab = desk.inbox(Viewport.DESK);
        click(tab, "(" + row("Ada of the views") + ")?.querySelector('[data-action=open]')");
        tab.until("(" + row("Ada of the views") + ")?.textContent.includes('Hello?')");
        click(tab, "document.querySelector('[data-deeds] [data-action=snooze]')");
        tab.until("document.querySelector('[data-form]').open");
        click(tab, "document.querySelector('[data-go]')");
        tab.until("!(" + row("Ada of the views") + ")");
        click(tab, "document.querySelector('[data-view=all]')");
        tab.until("(" + row("Ada of the views") + ")?.textContent.includes('put off until')");
        desk.caller.says(guest, "Anybody?");
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
        Guest guest = desk.waits("Long");
        for (int i = 0; i < 70; i++) {
            desk.staff(guest, "replies", Map.of("content", "Reply number " + i + "."));
        }
        BrowserTab tab = desk.opened(guest, Viewport.PHONE);
        assertFalse(Boolean.parseBoolean(tab.eval(shown("brass lamp"))));
        click(tab, "document.querySelector('[data-action=earlier]')");
        tab.until(shown("brass lamp"));
        tab.until("!document.querySelector('[data-action=earlier]')");
        desk.staff(guest, "notes", Map.of("content", "A note of a colleague."));
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
        Guest one = desk.waits("One");
        Guest two = desk.waits("Two");
        BrowserTab tab = desk.opened(one, Viewport.DESK);
        write(tab, "Dear One, we");
        tab.eval("location.hash = '#" + two.id() + "'");
        tab.until("document.querySelector('[data-who]').textContent.startsWith('Two')");
        tab.until(DeskFixture.WORDS + ".value === ''");
        tab.until(
                "(await (await fetch('/api/v1/conversations/"
                        + one.id()
                        + "/draft')).json()).content === 'Dear One, we'");
        BrowserTab other = desk.opened(one, Viewport.PHONE);
        other.until(DeskFixture.WORDS + ".value === 'Dear One, we'");
        other.eval(DeskFixture.WORDS + ".focus()");
        other.eval(DeskFixture.WORDS + ".setSelectionRange(99, 99)");
        other.type(" are open.");
        other.enter();
        other.until(shown("Dear One, we are open."));
        other.until(DeskFixture.WORDS + ".value === ''");
        BrowserTab third = desk.opened(one, Viewport.DESK);
        third.until("document.querySelector('[data-action=attach]').title !== ''");
        assertEquals("", third.eval(DeskFixture.WORDS + ".value"));
    }

    @Test
    void nobodyAnswersOverAColleagueUnseen() {
        Guest guest = desk.waits("Busy");
        BrowserTab tab = desk.opened(guest, Viewport.DESK);
        write(tab, "It is sold out.");
        desk.staff(guest, "replies", Map.of("content", "It is in stock."));
        tab.until(shown("It is in stock."));
        tab.enter();
        tab.until(
                "document.querySelector('[data-reply]"
                        + " [data-problem]').textContent.startsWith('Somebody')");
        assertFalse(Boolean.parseBoolean(tab.eval(shown("It is sold out."))));
        assertEquals("It is sold out.", tab.eval(DeskFixture.WORDS + ".value"));
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
        Guest guest = desk.waits("Key");
        desk.caller.post(
                "/api/v1/saved-replies",
                Map.of("shortcut", "stock", "content", "It is in stock, {{contact.name}}."),
                TestClient.ADMIN);
        BrowserTab tab = desk.opened(guest, Viewport.DESK.darkened());
        click(tab, "document.querySelector('[data-action=as-note]')");
        write(tab, "Key is a regular.");
        tab.enter();
        tab.until(shown("Key is a regular."));
        assertEquals(0, desk.caller.from("staff", guest).size());
        tab.until("document.querySelector('[data-action=as-reply]').ariaPressed === 'true'");
        write(tab, "/sto");
        tab.until("document.querySelector('[data-saved]').textContent.includes('/stock')");
        tab.enter();
        tab.until(DeskFixture.WORDS + ".value.startsWith('It is in stock')");
        tab.enter();
        tab.until(shown("It is in stock, Key."));
        assertEquals(1, desk.caller.from("staff", guest).size());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aColleagueWhoTypesIsSeen() {
        Guest guest = desk.waits("Shared");
        desk.caller.post(
                "/api/v1/users",
                Map.of(
                        "email", "bob@lamps.example",
                        "name", "Bob",
                        "role", "agent",
                        "password", "seventeen umbrellas on a bus"),
                TestClient.ADMIN);
        String bob =
                desk.caller
                        .post(
                                "/api/v1/auth/login",
                                Map.of(
                                        "email", "bob@lamps.example",
                                        "password", "seventeen umbrellas on a bus"),
                                "")
                        .body()
                        .text("access_token")
                        .orElseThrow();
        BrowserTab tab = desk.opened(guest, Viewport.DESK);
        Wait.until(
                "Bob is seen",
                () -> {
                    desk.caller.post(
                            "/api/v1/conversations/" + guest.id() + "/typing", Map.of(), bob);
                    return tab.text("[data-presence]");
                },
                "Bob is typing…"::equals);
    }
}
