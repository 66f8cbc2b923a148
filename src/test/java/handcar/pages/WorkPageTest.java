package handcar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;
import handcar.testing.TestServer;

import org.junit.jupiter.api.Test;

/// A visitor in a burst of others: the chat page does the work that the server asks for, unseen.
@SeparateProcess
final class WorkPageTest {
    @Test
    void thePageDoesTheWorkAndTheVisitorIsAnswered() {
        Optional<Path> program = Chromium.installed();
        assumeTrue(program.isPresent(), Chromium.ADVICE);
        try (TestServer shop =
                        new TestServer(
                                Map.of(
                                        "CONVERSATIONS_PER_NETWORK_PER_MINUTE", "1",
                                        "MESSAGE_BUFFER_SECONDS", "0"));
                Chromium chromium = Chromium.start(program.orElseThrow())) {
            shop.caller.guest("house");
            BrowserTab tab = chromium.open(Viewport.DESK);
            tab.go(shop.url() + "/");
            tab.sees("[data-welcome]");
            tab.eval("document.querySelector('#words').focus()");
            tab.type("Hello!");
            tab.enter();
            tab.sees("[data-from=agent] .thumbs");
            assertEquals(
                    1,
                    shop.count("SELECT count(*) FROM spent_challenges"),
                    "the conversation was paid with work");
            assertTrue(
                    tab.complaints().stream().allMatch(line -> line.contains("429")),
                    tab.complaints().toString());
        }
    }
}
