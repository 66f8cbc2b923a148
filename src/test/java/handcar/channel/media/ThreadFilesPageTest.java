package handcar.channel.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.StaffLogin;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;

import org.junit.jupiter.api.Test;

/// Staff see what a customer sent, in a real Chromium.
@SeparateProcess
final class ThreadFilesPageTest {
    private static final int MOST_BYTES = 500_000;
    private static final byte[] PNG =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// A second of silence.
    private static byte[] wav() {
        ByteBuffer wav = ByteBuffer.allocate(44 + 8_000).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 8_000);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(8_000);
        wav.putShort((short) 1).putShort((short) 8);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(8_000);
        while (wav.hasRemaining()) {
            wav.put((byte) 128);
        }
        return wav.array();
    }

    @Test
    void picturesSoundAndFilesAreShownForWhatTheyAre() {
        Optional<Path> found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        try (MediaFixture fixture = new MediaFixture(Map.of());
                Chromium chromium = Chromium.start(found.orElseThrow())) {
            fixture.provider.file = wav();
            String number = fixture.arrives("whatsapp", "audio");
            fixture.attachment(number, "stored");
            fixture.provider.file = PNG;
            fixture.arrives("whatsapp", "image", number);
            fixture.attachment(number, 1, "stored");
            fixture.provider.file = FakeMediaProvider.voice(1_500_000);
            fixture.arrives("whatsapp", "video", number);
            String id = fixture.conversation(number).text("id").orElseThrow();
            BrowserTab tab = chromium.open(Viewport.DESK);
            StaffLogin.enter(tab, fixture.shop.url());
            tab.sees("[data-desk]");
            tab.go(fixture.shop.url() + "/admin/conversations#" + id);
            tab.sees(".message .picture img");
            tab.until("document.querySelector('.message .picture img').naturalWidth === 1");
            tab.until(
                    "document.querySelector('.message[data-from=contact] [data-content]')"
                            + ".textContent.includes('deliver bicycles')");
            tab.until("document.body.textContent.includes('too large to keep')");
            tab.eval(
                    "(() => { const a = document.querySelector('.message audio');"
                            + " a.preload = 'metadata'; a.load(); })()");
            tab.until("document.querySelector('.message audio').duration > 0.9");
            tab.eval("document.querySelector('.message .picture').click()");
            tab.sees("dialog.picture-in-full[open] img");
            tab.escape();
            tab.until("!document.querySelector('dialog.picture-in-full')");
            assertFalse(tab.isTooWide());
            picture(tab, "thread-files-1280");
            for (Viewport look :
                    List.of(
                            Viewport.PHONE,
                            new Viewport(320, 640, false, "en"),
                            Viewport.DESK.darkened())) {
                tab.look(look);
                assertFalse(tab.isTooWide(), look.toString());
                picture(tab, "thread-files-" + look.width() + (look.dark() ? "-dark" : ""));
            }
            assertEquals(List.of(), tab.complaints());
        }
    }

    private static void picture(BrowserTab tab, String name) {
        try {
            Files.write(Path.of("target", name + ".webp"), tab.photo("", MOST_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
