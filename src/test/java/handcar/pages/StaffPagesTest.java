package handcar.pages;

import static handcar.pages.StaffPage.click;
import static handcar.pages.StaffPage.row;
import static handcar.pages.StaffPage.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.Viewport;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.net.HmacSignatures;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.TestClient;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The staff's pages about channels in a real Chromium, beside a WhatsApp that refuses every answer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class StaffPagesTest {
    private static final String SECRET = "the app secret of the tests";
    private static final List<String> ROOMS =
            List.of(
                    "agents",
                    "conversations",
                    "channels",
                    "deliveries",
                    "webhooks",
                    "subscriptions",
                    "staff",
                    "security",
                    "account");

    private final FakeServer whatsApp =
            new FakeServer(
                    FakeReply.json(
                            400,
                            Map.of(
                                    "error",
                                    Map.of("code", 131_026, "message", "Message undeliverable"))));
    private final FakeServer program = new FakeServer(FakeReply.json(200, Map.of("fine", true)));
    private ServerProcess server;
    private Chromium chromium;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        server =
                ServerProcess.withOwnDatabase(folder.resolve("data"))
                        .with(
                                Map.of(
                                        "WHATSAPP_APP_SECRET", SECRET,
                                        "WHATSAPP_ACCESS_TOKEN", "token",
                                        "WHATSAPP_PHONE_NUMBER_ID", "1065",
                                        "WHATSAPP_BASE_URL", whatsApp.baseUrl(),
                                        "PRIVATE_HOSTS", "127.0.0.1",
                                        "MESSAGE_BUFFER_SECONDS", "0"))
                        .start();
        chromium = Chromium.start(found.orElseThrow());
        write("Do you deliver to Malta?");
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            server.close();
        }
        whatsApp.close();
        program.close();
    }

    @Test
    void aChannelIsConnectedVerifiedSwitchedOffAndRemoved() {
        var tab = room("channels", Viewport.DESK);
        tab.until(row("from the environment"));
        click(tab, "document.querySelector('.room:not([hidden]) [data-action=add]')");
        tab.until("document.querySelector('[data-form]').open");
        set(tab, "kind", "slack");
        set(tab, "name", "Team Slack");
        click(tab, "document.querySelector('[data-go]')");
        tab.until("document.querySelector('[data-name=account] .problem').textContent.length > 3");
        set(tab, "account", "C0123");
        set(tab, "secrets.bot_token", "xoxb-1");
        set(tab, "secrets.webhook_secret", "cry");
        set(tab, "settings.base_url", "http://10.0.0.1/");
        click(tab, "document.querySelector('[data-go]')");
        tab.until(
                "document.querySelector('[data-name=\"settings.base_url\"] .problem')"
                        + ".textContent.includes('private network')");
        set(tab, "settings.base_url", "https://slack.invalid");
        click(tab, "document.querySelector('[data-go]')");
        tab.until(row("Team Slack"));
        assertTrue(
                Boolean.parseBoolean(
                        tab.eval(row("Team Slack") + ".textContent.includes('/webhooks/slack/')")));
        click(tab, row("Team Slack") + ".querySelector('[data-action=verify]')");
        tab.until(row("Team Slack") + ".querySelector('[data-verdict]').textContent[0] === '✗'");
        click(tab, row("Team Slack") + ".querySelector('[data-action=turn]')");
        tab.until(row("Team Slack") + ".querySelector('[data-state]').textContent === 'Off'");
        click(tab, row("Team Slack") + ".querySelector('[data-action=remove]')");
        click(tab, "document.querySelector('[data-go]')");
        tab.until("!" + row("Team Slack"));
        assertEquals(List.of(), honest(tab));
    }

    @Test
    void aRefusedAnswerIsSeenWithItsReasonAndSentAgain() {
        var tab = room("deliveries", Viewport.DESK);
        tab.until(row("Refused"));
        int before = whatsApp.requests().size();
        click(tab, row("Refused") + ".querySelector('[data-action=retry]')");
        assertTrue(
                Wait.until(
                                "WhatsApp is asked again",
                                () -> whatsApp.requests().size(),
                                now -> now > before)
                        > before);
        click(tab, row("WhatsApp") + ".querySelector('[data-action=open]')");
        tab.sees(".message[data-from=contact]");
        tab.until("document.querySelector('.messages').textContent.includes('not delivered')");
        assertTrue(tab.text(".messages").contains("Do you deliver to Malta?"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aWebhookEventIsLookedAtAndReplayedDryAndLive() {
        var tab = room("webhooks", Viewport.DESK);
        tab.until(row("WhatsApp"));
        click(tab, row("WhatsApp") + ".querySelector('[data-action=look]')");
        tab.until("document.querySelector('[data-sheet] .body').textContent.includes('Malta')");
        click(tab, "document.querySelector('[data-sheet] button.primary')");
        tab.until("document.querySelector('.result').textContent.includes('would do')");
        click(tab, "document.querySelector('[data-sheet] [data-buttons] button:nth-child(2)')");
        tab.until("document.querySelector('.result').textContent.includes('was done')");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aRoomIsFilteredByTheProviderOneChooses() {
        var tab = room("webhooks", Viewport.DESK);
        tab.until(row("WhatsApp"));
        String kinds = "document.querySelector('.room:not([hidden]) [data-kinds]')";
        tab.eval(kinds + ".value = 'telegram'");
        tab.eval(kinds + ".dispatchEvent(new Event('input', { bubbles: true }))");
        tab.until("!" + row("WhatsApp"));
        tab.until(
                "document.querySelector('.room:not([hidden]) [data-empty]').textContent"
                        + ".includes('Nothing fits')");
        tab.eval(kinds + ".value = 'whatsapp'");
        tab.eval(kinds + ".dispatchEvent(new Event('input', { bubbles: true }))");
        tab.until(row("WhatsApp"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aSubscriptionShowsItsKeyOnceAndWhyItIsNotSwitchedOn() {
        var tab = room("subscriptions", Viewport.DESK);
        click(tab, "document.querySelector('.room:not([hidden]) [data-action=add]')");
        set(tab, "url", program.baseUrl());
        click(tab, "document.querySelector('[data-go]')");
        tab.until("document.querySelector('[data-sheet]').open");
        assertTrue(tab.text("[data-sheet]").contains("whsec_"));
        assertTrue(tab.text("[data-sheet]").contains("challenge"));
        tab.escape();
        tab.until(row("127.0.0.1"));
        assertFalse(tab.text(".room:not([hidden])").contains("whsec_"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aRowShowsTheIconOfItsChannel() {
        for (Viewport look : List.of(Viewport.DESK, Viewport.PHONE)) {
            var tab = room("channels", look);
            tab.until(row("from the environment"));
            String icon = row("from the environment") + ".querySelector('[data-icon]')";
            tab.until(icon + ".naturalWidth > 0 && " + icon + ".clientWidth > 10");
            assertEquals("WhatsApp by Meta's Cloud API", tab.eval(icon + ".alt"));
            tab = room("deliveries", look);
            tab.until(row("WhatsApp") + ".querySelector('[data-icon]').naturalWidth > 0");
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void everyRoomFitsAPhoneAndTheDark() {
        for (String room : ROOMS) {
            for (Viewport look : List.of(Viewport.DESK, Viewport.PHONE, Viewport.DESK.darkened())) {
                var tab = room(room, look);
                assertFalse(tab.isTooWide(), room + " at " + look);
                assertEquals(List.of(), tab.complaints());
            }
        }
    }

    @Test
    void whatWasRefusedToStrangersIsCountedUnderSecurity() {
        String events = "/api/v1/security-events";
        server.caller.get(events, "hc_nobody-has-this-key");
        server.caller.get(events, "hc_nobody-has-this-key");
        Wait.until(
                "both are counted",
                () -> server.caller.get(events, TestClient.ADMIN).body().at("data").at(0),
                row -> row.number("count").orElse(0) == 2);
        var tab = room("security", Viewport.DESK);
        tab.until("!document.querySelector('.rooms a[href=\"/admin/security\"]').hidden");
        String refused = row("2 invalid tokens or keys");
        tab.until("(" + refused + ")?.textContent.includes('from 127.0.0.')");
        tab.eval(
                "(() => { const kind = document.querySelector('[data-room=security] [name=kind]');"
                        + " kind.value = 'log_in'; kind.dispatchEvent(new Event('input', { bubbles:"
                        + " true })); })()");
        tab.until("!" + refused);
        assertEquals(List.of(), tab.complaints());
    }

    private BrowserTab room(String name, Viewport look) {
        return StaffPage.enter(chromium, server, name, look);
    }

    /// A refused form is a failed request to the browser.
    private static List<String> honest(BrowserTab tab) {
        return tab.complaints().stream().filter(told -> !told.contains("status of 422")).toList();
    }

    private void write(String text) throws Exception {
        String body =
                """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"1065"},
                "contacts":[{"profile":{"name":"Ann"},"wa_id":"35621000000"}],
                "messages":[{"from":"35621000000","id":"wamid.1","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}
                """
                        .formatted(System.currentTimeMillis() / 1000, text);
        String proof =
                "sha256=" + HmacSignatures.hex(SECRET, body.getBytes(StandardCharsets.UTF_8));
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(server.url + "/webhooks/whatsapp"))
                                    .header("X-Hub-Signature-256", proof)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }
}
