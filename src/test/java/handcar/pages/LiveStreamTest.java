package handcar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/// Many tabs of one browser share one event stream, in a real Chromium, which opens six connections to a server and no more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class LiveStreamTest {
    private static final int TABS = 10;

    /// How soon a tab hears what happened, in milliseconds.
    private static final int SOON = 1_000;

    private TestServer server;
    private TestClient caller;
    private Chromium chromium;

    @BeforeAll
    void start() {
        Optional<Path> found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        server = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0", "METRICS_PUBLIC", "true"));
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

    @Test
    void tenTabsShareOneStreamAndAnotherTabGoesOnWhenTheFirstCloses() {
        Guest guest = caller.guest("house");
        caller.says(guest, "Good morning.");
        BrowserTab first = chromium.open(Viewport.DESK);
        StaffLogin.enter(first, server.url());
        List<BrowserTab> tabs = new ArrayList<>(List.of(first));
        while (tabs.size() < TABS) {
            tabs.add(chromium.beside(first));
        }
        for (BrowserTab tab : tabs) {
            tab.go(server.url() + "/admin/conversations#" + guest.id());
            tab.reload();
            tab.until(shown("Good morning."));
        }
        assertEquals(1, streams());
        allSee(tabs, guest, "Is the lamp brass?");

        tabs.removeFirst().close();
        // told while nobody listens: whoever goes on reads it
        caller.says(guest, "Or is it steel?");
        tabs.forEach(tab -> tab.until(shown("Or is it steel?")));
        Wait.until("one stream", this::streams, now -> now == 1);
        allSee(tabs, guest, "And its price?");
        assertEquals(1, streams());
        tabs.forEach(tab -> assertEquals(List.of(), tab.complaints()));
        tabs.forEach(BrowserTab::close);
        Wait.until("no stream", this::streams, now -> now == 0);
    }

    @Test
    void aStreamThatIsOpenAtOneEndOnlyIsNoticedAndOpenedAgain() {
        Guest guest = caller.guest("house");
        caller.says(guest, "Good morning.");
        BrowserTab tab = chromium.open(Viewport.DESK);
        StaffLogin.enter(tab, server.url());
        tab.go(server.url() + "/admin/conversations#" + guest.id());
        tab.reload();
        tab.until(shown("Good morning."));
        // the next stream is one on which nothing ever comes
        tab.eval(
                "(() => { const real = window.fetch; window.dead = 0; window.fetch = (where, how)"
                        + " => { if (window.dead || !String(where).startsWith('/api/v1/events'))"
                        + " return real(where, how); window.dead = 1; return Promise.resolve(new"
                        + " Response(new ReadableStream({ start: stream =>"
                        + " how.signal.addEventListener('abort', () => stream.error(new"
                        + " DOMException('gone', 'AbortError'))) }))); };"
                        + " dispatchEvent(new Event('pagehide'));"
                        + " dispatchEvent(new Event('pageshow')); })()");
        tab.until("window.dead === 1");
        caller.says(guest, "Is anybody there?");
        tab.until(shown("Is anybody there?"));
        caller.says(guest, "Hello?");
        tab.until(shown("Hello?"));
        tab.close();
        Wait.until("no stream", this::streams, now -> now == 0);
    }

    /// Every tab soon hears what the customer says now, and shows it.
    private void allSee(List<BrowserTab> tabs, Guest guest, String words) {
        tabs.forEach(tab -> listen(tab, words));
        long said = System.currentTimeMillis();
        caller.says(guest, words);
        for (BrowserTab tab : tabs) {
            long late = Long.parseLong(tab.eval("await window.heard")) - said;
            assertTrue(late < SOON, late + " ms");
            tab.until(shown(words));
        }
    }

    /// Lets the page note when its own rooms are told.
    private static void listen(BrowserTab tab, String words) {
        tab.eval(
                "await (async () => { const main ="
                    + " document.querySelector('script[type=module]').src; const { live } = await"
                    + " import(main.replace('main.js', 'live.js')); window.heard = new Promise(done"
                    + " => live({ message: news => news.content === '"
                        + words
                        + "' && done(Date.now()) })); })()");
    }

    private int streams() {
        try (InputStream metrics = URI.create(server.url() + "/metrics").toURL().openStream()) {
            String all = new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("(?m)^event_streams\\S* (\\d+)")
                    .matcher(all)
                    .results()
                    .mapToInt(found -> Integer.parseInt(found.group(1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(String words) {
        return "document.querySelector('.messages').textContent.includes('" + words + "')";
    }
}
