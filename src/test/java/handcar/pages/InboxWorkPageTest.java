package handcar.pages;

import static handcar.pages.StaffPage.click;
import static handcar.pages.StaffPage.row;
import static handcar.pages.StaffPage.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Viewport;
import handcar.json.JsonView;
import handcar.testing.SeparateProcess;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What staff do with conversations besides answering them, in a real Chromium, and that their colleagues see it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class InboxWorkPageTest {
    private DeskFixture desk;

    @BeforeAll
    void start() {
        desk = DeskFixture.start();
        desk.hire("Dave", "agent");
        desk.hire("Vera", "viewer");
    }

    @AfterAll
    void stop() {
        if (desk != null) {
            desk.close();
        }
    }

    private JsonView shown(Guest guest) {
        return desk.caller.get("/api/v1/conversations/" + guest.id(), TestClient.ADMIN).body();
    }

    private static void press(BrowserTab tab, String label) {
        click(
                tab,
                "[...document.querySelectorAll('button')].find(b => b.checkVisibility() &&"
                        + " b.textContent.trim() === '"
                        + label
                        + "')");
    }

    private static void choose(BrowserTab tab, String words) {
        tab.until("document.activeElement?.matches('.picker input')");
        tab.type(words);
        tab.until(says(".picker [data-at]", words));
        tab.enter();
    }

    private static String says(String place, String words) {
        return "document.querySelector('" + place + "')?.textContent.includes('" + words + "')";
    }

    @Test
    void manyAreClosedAtOnceAndOpenedAgain() {
        List<Guest> guests =
                List.of(desk.waits("Bulk one"), desk.waits("Bulk two"), desk.waits("Bulk three"));
        BrowserTab tab = desk.inbox(Viewport.DESK);
        for (String name : List.of("Bulk one", "Bulk two", "Bulk three")) {
            click(tab, "(" + row(name) + ")?.querySelector('[data-pick]')");
        }
        tab.until(says("[data-bulk]", "3 selected"));
        press(tab, "Tag");
        choose(tab, "spring sale");
        press(tab, "Done");
        tab.until("(" + row("Bulk two") + ")?.textContent.includes('spring sale')");
        for (String name : List.of("Bulk one", "Bulk two", "Bulk three")) {
            click(tab, "(" + row(name) + ")?.querySelector('[data-pick]')");
        }
        press(tab, "Close");
        tab.until("!(" + row("Bulk one") + ") && !(" + row("Bulk three") + ")");
        guests.forEach(each -> assertEquals("closed", shown(each).text("status").orElseThrow()));
        click(
                tab,
                "[...document.querySelectorAll('.toast')].find(one =>"
                        + " one.textContent.includes('3 closed'))?.querySelector('button')");
        tab.until("!!(" + row("Bulk one") + ") && !!(" + row("Bulk three") + ")");
        guests.forEach(
                each -> assertTrue(shown(each).text("waiting_since").isPresent(), "waits again"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aConversationIsGivenAwayTaggedAndMadeUrgentByTheKeyboard() {
        Guest guest = desk.waits("Given");
        BrowserTab tab = desk.opened(guest, Viewport.DESK);
        click(tab, "document.querySelector('.fact[data-action=assign]')");
        choose(tab, "Dave");
        tab.until(says(".fact[data-action=assign]", "Dave"));
        click(tab, "document.querySelector('.fact[data-action=priority]')");
        choose(tab, "urgent");
        tab.until(says(".fact[data-action=priority]", "urgent"));
        click(tab, "document.querySelector('.fact[data-action=tags]')");
        choose(tab, "return");
        press(tab, "Done");
        tab.until(says(".fact[data-action=tags]", "return"));
        assertEquals("urgent", shown(guest).text("priority").orElseThrow());
        BrowserTab dave = desk.inbox(desk.as("Dave", Viewport.DESK), "");
        click(dave, "document.querySelector('[data-view=mine]')");
        dave.until("(" + row("Given") + ")?.textContent.includes('urgent')");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aReplyForLaterIsChangedAndTakenBackWithoutLosingItsWords() {
        Guest guest = desk.waits("Later");
        BrowserTab tab = desk.opened(guest, Viewport.PHONE);
        tab.eval(DeskFixture.WORDS + ".focus()");
        tab.type("It has arrived.");
        press(tab, "Later");
        click(tab, "document.querySelector('[data-go]')");
        tab.until(says("[data-scheduled]", "It has arrived."));
        tab.until(DeskFixture.WORDS + ".value === ''");
        press(tab, "Change");
        set(tab, "content", "It has arrived today.");
        click(tab, "document.querySelector('[data-go]')");
        tab.until(says("[data-scheduled]", "It has arrived today."));
        press(tab, "Take back");
        tab.until("document.querySelector('[data-scheduled]').hidden");
        tab.until(DeskFixture.WORDS + ".value === 'It has arrived today.'");
        assertEquals(0, desk.caller.from("staff", guest).size());
        assertEquals(false, tab.isTooWide());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void whoIsNamedInANoteSeesItAtOnce() {
        Guest guest = desk.waits("Named");
        BrowserTab dave = desk.inbox(desk.as("Dave", Viewport.DESK), "");
        dave.until(says("[data-view=mentioned] [data-count]", "0"));
        BrowserTab tab = desk.opened(guest, Viewport.DESK);
        click(tab, "document.querySelector('[data-action=as-note]')");
        tab.eval(DeskFixture.WORDS + ".focus()");
        tab.type("Is this yours, @Da");
        tab.until(says("[data-saved]", "@Dave"));
        tab.enter();
        tab.until(DeskFixture.WORDS + ".value === 'Is this yours, @Dave '");
        tab.enter();
        tab.until("document.querySelector('.message .mention')?.textContent === '@Dave'");
        dave.until(says("[data-view=mentioned] [data-count]", "1"));
        click(dave, "document.querySelector('[data-view=mentioned]')");
        click(dave, "(" + row("Named") + ")?.querySelector('[data-action=open]')");
        dave.until(says("[data-view=mentioned] [data-count]", "0"));
        assertEquals(List.of(), dave.complaints());
    }

    @Test
    void anAnswerShowsItsEvidenceAndTheContactWhatIsProven() {
        desk.caller.agent("Proof");
        desk.caller.shelve(
                "proof", "Opening hours", "We are open from 9 to 17 on all working days.");
        Guest guest = desk.caller.guest("proof");
        desk.caller.ask(guest, "When are you open?");
        desk.staff(guest, "takeover", Map.of());
        BrowserTab tab = desk.opened(guest, Viewport.DESK.darkened());
        press(tab, "Evidence");
        tab.until(says("[data-sheet] .evidence", "Opening hours"));
        tab.until(says("[data-sheet] .evidence", "built-in model"));
        tab.until(says("[data-sheet] .evidence", "cited [1]"));
        press(tab, "Close");
        Guest known = desk.waits("Known");
        tab.eval("location.hash = '#" + known.id() + "'");
        tab.until(says("[data-person]", "+4930123456"));
        tab.until(says("[data-person]", "claimed"));
        tab.until(says("[data-person]", "gold"));
        tab.until(says("[data-person]", "This is the first one."));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aViewIsKeptUnderItsName() {
        Guest guest = desk.waits("Sorted");
        desk.staff(guest, "tags", Map.of("tags", List.of("warranty")));
        desk.waits("Unsorted");
        BrowserTab tab = desk.inbox(Viewport.DESK);
        press(tab, "Filter");
        tab.until(
                "[...document.querySelector('[name=tag]').options].some(o => o.value ==="
                        + " 'warranty')");
        tab.eval(
                "(s => { s.value = 'warranty'; s.dispatchEvent(new Event('input', { bubbles: true"
                        + " })); })(document.querySelector('[name=tag]'))");
        tab.until("!(" + row("Unsorted") + ") && !!(" + row("Sorted") + ")");
        press(tab, "Saved");
        choose(tab, "Save this view");
        set(tab, "name", "Warranties");
        click(tab, "document.querySelector('[data-go]')");
        tab.until(says(".toasts", "Warranties"));
        BrowserTab dave = desk.inbox(desk.as("Dave", Viewport.DESK), "");
        dave.until("!!(" + row("Unsorted") + ")");
        // the views are read after the list
        dave.until("document.querySelector('[name=tag]').options.length > 1");
        press(dave, "Saved");
        choose(dave, "Warranties");
        dave.until("!(" + row("Unsorted") + ") && !!(" + row("Sorted") + ")");
        assertEquals(List.of(), dave.complaints());
    }

    @Test
    void whoOnlyLooksHasNothingToPress() {
        Guest guest = desk.waits("Looked at");
        BrowserTab tab = desk.inbox(desk.as("Vera", Viewport.DESK), "#" + guest.id());
        tab.sees(".message");
        tab.until("!!(" + row("Looked at") + ")");
        assertEquals(
                "",
                tab.eval(
                        "[...document.querySelectorAll('[data-pick], [data-reply],"
                                + " .thread [data-action]:not([data-action=back],"
                                + " [data-action=person])')].filter(one => one.checkVisibility())"
                                + ".map(one => one.outerHTML).join('')"));
        assertEquals(List.of(), tab.complaints());
    }
}
