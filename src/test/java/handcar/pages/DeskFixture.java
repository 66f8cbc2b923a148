package handcar.pages;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.StaffLogin;
import handcar.browser.Viewport;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;

/// A server and a real Chromium, with the customers and colleagues that tests of the desk need.
final class DeskFixture implements AutoCloseable {
    static final String PASSWORD = "seventeen umbrellas on a bus";

    /// Where one writes, in JavaScript.
    static final String WORDS = "document.querySelector('[data-reply] textarea')";

    final TestServer server = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));
    final TestClient caller = server.caller;
    final Chromium chromium;

    private DeskFixture(Path browser) {
        chromium = Chromium.start(browser);
    }

    /// Skips the tests where there is no browser.
    static DeskFixture start() {
        Optional<Path> found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        return new DeskFixture(found.orElseThrow());
    }

    /// A customer who asked, was taken over and waits for an answer of the team.
    Guest waits(String name) {
        Guest guest = caller.guest("house");
        server.update(
                "UPDATE contacts SET name = '"
                        + name
                        + "', phone = '+4930123456', attributes = '{\"plan\": \"gold\"}' WHERE id ="
                        + " (SELECT contact_id FROM conversations WHERE id = '"
                        + guest.id()
                        + "')");
        caller.says(guest, "Is the brass lamp in stock?");
        staff(guest, "takeover", Map.of());
        caller.says(guest, "Hello?");
        return guest;
    }

    /// A colleague does something in the conversation of a customer.
    void staff(Guest guest, String what, Object body) {
        String path = "/api/v1/conversations/" + guest.id() + "/" + what;
        int status = caller.post(path, body, TestClient.ADMIN).status();
        assertTrue(status < 300, what + " " + status);
    }

    /// A colleague with the mail address `name@lamps.example`.
    void hire(String name, String role) {
        Map<String, String> user =
                Map.of("email", email(name), "name", name, "role", role, "password", PASSWORD);
        int status = caller.post("/api/v1/users", user, TestClient.ADMIN).status();
        assertTrue(status < 300, name + " " + status);
    }

    static String email(String name) {
        return name.toLowerCase(Locale.ROOT) + "@lamps.example";
    }

    /// A page of a colleague who is logged in.
    BrowserTab as(String name, Viewport look) {
        BrowserTab tab = chromium.open(look);
        tab.go(server.url() + "/admin");
        tab.eval(
                "await fetch('/api/v1/auth/login', { method: 'POST', headers: { 'Content-Type':"
                        + " 'application/json' }, body: JSON.stringify({ email: '"
                        + email(name)
                        + "', password: '"
                        + PASSWORD
                        + "' }) }), localStorage.setItem('handcar.session', 'yes')");
        return tab;
    }

    /// A room that an owner opened.
    ///
    /// @param address the room's name, and what is open in it behind a `#`
    BrowserTab room(String address, Viewport look) {
        BrowserTab tab = chromium.open(look);
        StaffLogin.enter(tab, server.url());
        return shows(tab, address);
    }

    /// Goes to a room with a fresh page.
    BrowserTab shows(BrowserTab tab, String address) {
        tab.go(server.url() + "/admin/" + address);
        tab.reload();
        tab.sees("[data-room=" + address.replaceAll("#.*", "") + "]");
        return tab;
    }

    /// The inbox with the views drawn.
    BrowserTab inbox(BrowserTab tab, String hash) {
        shows(tab, "conversations" + hash);
        tab.until("!!document.querySelector('[data-view=waiting][aria-pressed=true]')");
        return tab;
    }

    /// The inbox of an owner.
    BrowserTab inbox(Viewport look) {
        return inbox(room("conversations", look), "");
    }

    /// The inbox of an owner with the thread of a customer, which can be answered.
    BrowserTab opened(Guest guest, Viewport look) {
        BrowserTab tab = inbox(room("conversations", look), "#" + guest.id());
        tab.sees(".message");
        tab.until("!document.querySelector('[data-deeds]').hidden");
        return tab;
    }

    @Override
    public void close() {
        chromium.close();
        server.close();
    }
}
