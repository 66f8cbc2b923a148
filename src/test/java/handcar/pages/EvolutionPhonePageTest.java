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
import handcar.browser.Viewport;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;

import javax.imageio.ImageIO;

/// A phone is connected to an Evolution instance in the staff's page, beside a server that speaks Evolution's API.
/// <https://doc.evolution-api.com/v2/api-reference/instance-controller/instance-connect>
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class EvolutionPhonePageTest {
    private static final String SHEET = "document.querySelector('[data-sheet]')";
    private static final String STATE = SHEET + ".querySelector('[role=status]').textContent";
    private static final String IMAGE = SHEET + ".querySelector('img.code')";
    private static final String PICTURE = picture();

    private final FakeServer evolution =
            new FakeServer((request, wire) -> answer(request).to(request, wire));
    private volatile String state = "absent";
    private ServerProcess server;
    private Chromium chromium;

    @BeforeAll
    void start(@TempDir Path folder) {
        var found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        server =
                ServerProcess.withOwnDatabase(folder.resolve("data"))
                        .with(
                                Map.of(
                                        "BACKEND_URL", "http://handcar.example",
                                        "EVOLUTION_API_URL", evolution.baseUrl(),
                                        "EVOLUTION_API_KEY", "429683C4C977415CAAFCCE10F7D57E11",
                                        "EVOLUTION_INSTANCE", "shop",
                                        "EVOLUTION_WEBHOOK_SECRET", "a long word of ours"))
                        .start();
        chromium = Chromium.start(found.orElseThrow());
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            server.close();
        }
        evolution.close();
    }

    @BeforeEach
    void unknown() {
        state = "absent";
    }

    private FakeReply answer(FakeRequest request) {
        if (request.path().startsWith("/instance/create")) {
            state = "connecting";
            return FakeReply.json(
                    201,
                    Map.of(
                            "instance",
                            Map.of("instanceName", "shop", "status", state),
                            "qrcode",
                            code()));
        }
        if (state.equals("absent")) {
            return FakeReply.json(404, Map.of("status", 404, "error", "Not Found"));
        }
        return request.path().startsWith("/instance/connect/")
                ? FakeReply.json(200, code())
                : FakeReply.json(
                        200, Map.of("instance", Map.of("instanceName", "shop", "state", state)));
    }

    static Map<String, Object> code() {
        return Map.of("base64", PICTURE, "code", "2@abc", "pairingCode", "WZYEH1YY", "count", 1);
    }

    private BrowserTab dialog(Viewport look) {
        var tab = StaffPage.enter(chromium, server, "channels", look);
        click(tab, row("Evolution") + ".querySelector('[data-action=phone]')");
        tab.until(SHEET + ".open");
        return tab;
    }

    @Test
    void aCodeIsShownUntilThePhoneScannedItAndTheProviderIsAskedOnlyWhileOneLooks() {
        var tab = dialog(Viewport.DESK);
        tab.until(STATE + ".includes('no such instance')");
        click(tab, SHEET + ".querySelector('[data-buttons] .primary')");
        tab.until(IMAGE + ".naturalWidth > 0 && " + IMAGE + ".checkVisibility()");
        assertTrue(tab.text("[data-sheet]").contains("WZYEH1YY"));
        state = "open";
        tab.until(STATE + ".startsWith('Connected')");
        assertFalse(Boolean.parseBoolean(tab.eval(IMAGE + ".checkVisibility()")));
        assertFalse(tab.text("[data-sheet]").contains("WZYEH1YY"));
        tab.escape();
        tab.until("!" + SHEET + ".open");
        int asked = evolution.requests().size();
        Wait.pause(Duration.ofSeconds(4), "the page must not ask any more");
        assertEquals(asked, evolution.requests().size());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void theCodeFitsAPhoneAndTheDark() {
        for (Viewport look :
                List.of(Viewport.PHONE, Viewport.PHONE.darkened(), Viewport.DESK.darkened())) {
            state = "close";
            var tab = dialog(look);
            tab.until(IMAGE + ".naturalWidth > 0 && " + IMAGE + ".checkVisibility()");
            assertFalse(tab.isTooWide(), look.toString());
            assertEquals(List.of(), tab.complaints());
        }
    }

    /// Squares, as the picture of a code has them, on white with a quiet edge.
    private static String picture() {
        BufferedImage image = new BufferedImage(264, 264, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < 264; y++) {
            for (int x = 0; x < 264; x++) {
                image.setRGB(x, y, 0xFFFFFF);
            }
        }
        for (int row = 1; row < 32; row++) {
            for (int column = 1; column < 32; column++) {
                if (random.nextBoolean()) {
                    square(image, column * 8, row * 8);
                }
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static void square(BufferedImage image, int left, int top) {
        for (int i = 0; i < 64; i++) {
            image.setRGB(left + i % 8, top + i / 8, 0);
        }
    }
}
