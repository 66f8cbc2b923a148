package handcar.pages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.Viewport;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;

/// A shop on an origin of its own that has an agent's chat on its pages.
final class WidgetFixture implements AutoCloseable {
    static final String QUESTION = "What does the brass lamp cost?";

    /// The widget's parts on the shop's page, in JavaScript.
    static final String ROOT = "document.querySelector('[data-handcar]').shadowRoot";

    static final String BUTTON = ROOT + ".querySelector('.go')";
    static final String PANEL = ROOT + ".querySelector('.panel')";

    final TestServer server = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));
    final ForeignSite shop = new ForeignSite("shop.localhost");
    final Chromium chromium;
    final String agent;

    WidgetFixture() {
        var found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        chromium = Chromium.start(found.orElseThrow());
        agent = hire("Dora", List.of(shop.origin()));
        server.caller.shelve(agent, "Prices", "The brass lamp costs 49 EUR.");
        shop.with("/", tag("")).with("/other", tag(""));
    }

    /// An agent for everybody on these sites; its slug.
    String hire(String name, List<String> sites) {
        return server.caller
                .post(
                        "/api/v1/agents",
                        Map.of(
                                "name",
                                name,
                                "public",
                                true,
                                "greeting",
                                "Hello from " + name,
                                "allowed_sites",
                                sites),
                        TestClient.ADMIN)
                .body()
                .text("slug")
                .orElseThrow();
    }

    String tag(String more) {
        return ForeignSite.tag(server.url(), agent, more);
    }

    /// A page of the shop as soon as the widget is on it.
    BrowserTab visit(String path, Viewport look) {
        BrowserTab tab = chromium.open(look);
        tab.go(shop.origin() + path);
        tab.until("!!document.querySelector('[data-handcar]')");
        return tab;
    }

    /// Presses the button; what the frame shows.
    BrowserTab open(BrowserTab tab) {
        tab.eval(BUTTON + ".focus(), " + BUTTON + ".click()");
        return frame(tab);
    }

    /// The chat in the page, ready to be written in.
    BrowserTab frame(BrowserTab tab) {
        BrowserTab frame = chromium.frame(tab, server.url() + "/widget?");
        frame.until("!!document.querySelector('[data-name]').textContent");
        return frame;
    }

    /// Asks in the frame and waits for the answer with its source.
    static void ask(BrowserTab frame, String words) {
        frame.eval("document.querySelector('#words').focus()");
        frame.type(words);
        frame.enter();
        frame.sees("[data-from=agent] button.cite");
    }

    /// The conversation that the frame keeps for somebody whom the page names; for a stranger when `person` is empty.
    Guest kept(BrowserTab frame, String person) {
        String key = "handcar.visit." + agent + (person.isEmpty() ? "" : " " + person);
        JsonView visit =
                new JsonView(Json.object(frame.eval("localStorage.getItem('" + key + "')")));
        return new Guest(visit.text("id").orElseThrow(), visit.text("token").orElseThrow());
    }

    @Override
    public void close() {
        chromium.close();
        server.close();
        shop.close();
    }
}
