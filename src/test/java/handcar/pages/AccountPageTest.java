package handcar.pages;

import static handcar.pages.StaffPage.click;
import static handcar.pages.StaffPage.row;
import static handcar.pages.StaffPage.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// An invitation, a second factor and the list of log-ins, as a new colleague meets them in a real Chromium.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class AccountPageTest {
    private static final String PASSWORD = "plum-harvest-lantern-42";

    /// What an authenticator app shows for the secret on the page, in JavaScript.
    private static final String SHOWN_CODE =
            """
            await (async () => {
                const text = document.querySelector('[data-sheet] code').textContent.replaceAll(' ', '');
                const bits = [...text].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
                const key = Uint8Array.from(bits.match(/.{8}/g), byte => parseInt(byte, 2));
                const step = new DataView(new ArrayBuffer(8));
                step.setBigUint64(0, BigInt(Math.floor(Date.now() / 30000)));
                const mac = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
                const hash = new DataView(await crypto.subtle.sign('HMAC', mac, step));
                return String((hash.getUint32(hash.getUint8(19) & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
            })()
            """;

    private ServerProcess server;
    private Chromium chromium;

    @BeforeAll
    void start(@TempDir Path folder) {
        var found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        server = ServerProcess.withOwnDatabase(folder.resolve("data")).start();
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
    void aColleagueIsInvitedSetsUpASecondFactorAndLogsInWithIt() {
        var tab = StaffPage.enter(chromium, server, "staff", Viewport.DESK);
        click(tab, "document.querySelector('[data-action=invite]')");
        set(tab, "email", "ada@shop.example");
        set(tab, "name", "Ada");
        set(tab, "role", "owner");
        click(tab, "document.querySelector('[data-go]')");
        tab.until(
                "document.querySelector('[data-sheet]"
                        + " code')?.textContent.includes('#invitation=')");
        String link = tab.text("[data-sheet] code");
        assertEquals(List.of(), tab.complaints());

        // pasted into the open page
        tab.eval("document.querySelector('[data-sheet]').close()");
        tab.eval("location.hash = '" + link.substring(link.indexOf('#') + 1) + "'");
        tab.sees("[data-entry]");
        tab.eval("document.querySelector('#chosen').value = '" + PASSWORD + "'");
        click(tab, "document.querySelector('[data-entry] button')");
        tab.until("document.querySelector('[data-me]').textContent === 'Ada'");

        tab.go(server.url + "/admin/account");
        tab.until(row("This browser"));
        click(tab, "document.querySelector('[data-action=enrol]')");
        tab.sees("[data-sheet] svg");
        String code = tab.eval(SHOWN_CODE);
        click(tab, "document.querySelector('[data-sheet] button.primary')");
        set(tab, "code", code);
        click(tab, "document.querySelector('[data-go]')");
        tab.until("document.querySelectorAll('[data-sheet] li code').length === 10");
        String recovery = tab.text("[data-sheet] li code");
        tab.until("document.querySelector('[data-factor]').textContent.includes('left: 10')");
        assertTrue(!tab.isTooWide());
        assertEquals(List.of(), tab.complaints());

        tab.eval("document.querySelector('[data-sheet]').close()");
        click(tab, "document.querySelector('[data-action=leave]')");
        logIn(tab, recovery);
    }

    private static void logIn(BrowserTab tab, String recovery) {
        tab.sees("#password");
        tab.eval("document.querySelector('#email').value = 'ada@shop.example'");
        tab.eval("document.querySelector('#password').value = '" + PASSWORD + "'");
        click(tab, "document.querySelector('[data-login] button.primary')");
        tab.sees("#code");
        tab.eval("document.querySelector('#code').value = '" + recovery + "'");
        click(tab, "document.querySelector('[data-login] button.primary')");
        tab.until("document.querySelector('[data-factor]').textContent.includes('left: 9')");
        tab.until(row("This browser"));
    }

    /// Compared with what other encoders make of the same text, at the lowest level and under the first mask.
    @Test
    void theQrCodeIsOneThatCamerasRead() {
        var tab = StaffPage.enter(chromium, server, "account", Viewport.PHONE);
        assertTrue(!tab.isTooWide());
        Map.of(
                        "https://handcar.example/",
                        "15bbdea1fa29f830ba289c90cd4ff3d5588271db2ce5364fa136ca6aea63901c",
                        "otpauth://totp/Handcar:" + "x".repeat(140),
                        "6e9250965c270e438a323ba51afd97feb190e304fc92bebbd4cb4482a7706cb2")
                .forEach((text, hash) -> assertEquals(hash, tab.eval(drawn(text))));
        assertEquals(List.of(), tab.complaints());
    }

    private static String drawn(String text) {
        return """
        await (async () => {
            const { modules } = await import(document.querySelector('script[src$="desk/main.js"]').src.replace('main.js', 'qr.js'));
            const bits = modules('%s').flat().map(Number).join('');
            const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(bits));
            return Array.from(new Uint8Array(hash), byte => byte.toString(16).padStart(2, '0')).join('');
        })()
        """
                .formatted(text);
    }
}
