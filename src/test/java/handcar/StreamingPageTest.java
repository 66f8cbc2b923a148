package handcar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import handcar.browser.Chromium;
import handcar.browser.Look;
import handcar.fakes.FakeOpenAi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The chat page with a model that takes its time.
final class StreamingPageTest {
    private static final String ANSWER =
            "To connect **WhatsApp**, create an app with the product WhatsApp at"
                    + " developers.facebook.com, set four variables, and enter the address of your"
                    + " server as its webhook [1].";

    @Test
    void anAnswerIsReadWhileItIsWritten(@TempDir Path folder) {
        var program = Chromium.installed();
        assumeTrue(program.isPresent(), Chromium.ADVICE);
        try (var model = new FakeOpenAi();
                var chromium = Chromium.start(program.orElseThrow())) {
            model.answering(_ -> ANSWER).pausing(Duration.ofMillis(120));
            var settings = Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", model.baseUrl());
            try (var server = LiveServer.start(folder, settings)) {
                var tab = chromium.open(Look.DESK);
                tab.go(server.address() + "/");
                tab.sees("[data-welcome]");
                tab.eval("document.querySelector('#words').focus()");
                tab.type("How do I connect WhatsApp?");
                tab.enter();
                tab.sees("[data-draft] .content p");
                var early = tab.text("[data-draft] .content");
                tab.sees("[data-from=agent] .thumbs");
                var whole = tab.text("[data-from=agent] .content");
                assertTrue(early.length() < whole.length(), early);
                assertTrue(whole.startsWith(early.strip()), early);
                assertEquals("WhatsApp", tab.text("[data-from=agent] .content strong"));
                assertEquals("0", tab.eval("document.querySelectorAll('[data-draft]').length"));
                tab.sees("button.cite");
                assertEquals(List.of(), tab.complaints());
            }
        }
    }
}
