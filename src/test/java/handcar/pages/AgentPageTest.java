package handcar.pages;

import static handcar.pages.StaffPage.click;
import static handcar.pages.StaffPage.row;
import static handcar.pages.StaffPage.set;
import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.StaffLogin;
import handcar.browser.Viewport;
import handcar.json.JsonView;
import handcar.rag.PdfFiles;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The pages of agents and what they know in a real Chromium, from the guide of a new installation to an agent of one's own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SeparateProcess
final class AgentPageTest {
    private static final String ADD =
            "document.querySelector('.room:not([hidden]) [data-action=add]')";
    private static final String GO = "document.querySelector('[data-go]')";
    private static final String SITES =
            "document.querySelector('[data-form] [name=allowed_sites]')";

    private ServerProcess server;
    private Chromium chromium;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path place) {
        var found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        folder = place;
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

    private BrowserTab room(Viewport look) {
        return StaffPage.enter(chromium, server, "agents", look);
    }

    @Test
    @Order(1)
    void aNewcomerTriesTheGuideByTheKeyboardAlone() {
        var tab = room(Viewport.DESK);
        tab.until(row("Answers from the guide"));
        tab.tabTo("[data-action=try]");
        tab.enter();
        tab.until("document.activeElement.matches('[data-try] input')");
        assertTrue(tab.text("[data-greeting]").contains("Handcar"));
        tab.type("How do I connect WhatsApp?");
        tab.enter();
        tab.until("document.querySelectorAll('[data-try] [data-sources] details').length > 0");
        assertTrue(tab.text("[data-try] [data-note]").contains("built-in model"));
        tab.escape();
        tab.until("!document.querySelector('[data-try]').open");
        tab.until("document.activeElement.matches('[data-action=try]')");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    @Order(2)
    void theSitesAnAgentMayLinkToAreTypedCheckedAndSeenAgain() {
        var tab = room(Viewport.DESK);
        click(tab, ADD);
        set(tab, "name", "Dora");
        set(tab, "languages", "en, de");
        set(tab, "public", "yes");
        click(tab, GO);
        click(tab, row("Dora") + "?.querySelector('[data-action=site]')");
        tab.until("document.querySelector('[data-form]').open && !!" + SITES);
        set(tab, "allowed_sites", "shop.example\\nhttps://help.example/faq");
        click(tab, GO);
        tab.until(
                "document.querySelector('[data-name=allowed_sites] .problem').textContent"
                        + ".includes('\"https://help.example/faq\" is none')");
        assertEquals("true", tab.eval("document.activeElement === " + SITES));
        assertEquals(
                "true",
                tab.eval(
                        "document.querySelector('[data-name=allowed_sites]')"
                                + ".getBoundingClientRect().bottom <="
                                + GO
                                + ".getBoundingClientRect().top"),
                "what is wrong is not hidden by the buttons");
        set(tab, "allowed_sites", "shop.example\\n\\n https://help.example/");
        click(tab, GO);
        tab.until(row("on 2 sites"));
        JsonView dora = dora();
        assertEquals(
                List.of("https://shop.example", "https://help.example"),
                texts(dora, "allowed_sites"));
        assertEquals(List.of("en", "de"), texts(dora, "languages"));
        assertEquals(List.of("stop"), texts(dora, "stop_phrases"));
        click(tab, row("Dora") + ".querySelector('[data-action=site]')");
        tab.until(SITES + ".value === 'https://shop.example\\nhttps://help.example'");
        set(tab, "allowed_sites", "");
        click(tab, GO);
        tab.until("!" + row("on 2 sites"));
        assertEquals(List.of(), texts(dora(), "allowed_sites"));
        assertEquals(
                List.of(),
                tab.complaints().stream().filter(told -> !told.contains("status of 422")).toList());
    }

    @Test
    @Order(3)
    void howItLooksAndGreetsOnAWebsiteIsSeenBeforeItIsSaved() {
        var tab = room(Viewport.DESK);
        click(tab, row("Dora") + ".querySelector('[data-action=site]')");
        String code = "document.querySelector('[data-form] code').textContent";
        tab.until(code + ".includes('/widget.js\"')");
        assertEquals(
                "<script src=\"" + server.url + "/widget.js\" data-agent=\"dora\" async></script>",
                tab.eval(code));
        set(tab, "color", "#aa3300");
        set(tab, "position", "left");
        tab.eval(
                "document.querySelector('[data-form] [name=position]').dispatchEvent(new"
                        + " Event('input', { bubbles: true }))");
        tab.until(code + ".includes('data-color=\"#aa3300\" data-position=\"left\"')");
        String widget =
                "document.querySelector('.preview').contentDocument?.querySelector('[data-handcar]')"
                    + "?.shadowRoot";
        tab.until(
                widget
                        + "?.querySelector('.left .go') && getComputedStyle("
                        + widget
                        + ".querySelector('.go')).backgroundColor === 'rgb(170, 51, 0)'");
        tab.until(
                widget
                        + ".querySelector('iframe').contentDocument?.querySelector('[data-greeting]')"
                        + "?.textContent");
        set(tab, "greeting", "Hello from Dora!");
        set(tab, "language", "de");
        set(tab, "greeting", "Guten Tag von Dora!");
        set(tab, "suggestions", "Was kostet das?");
        set(tab, "language", "");
        tab.until(
                "document.querySelector('[data-form] [name=greeting]').value === 'Hello from"
                        + " Dora!'");
        click(tab, GO);
        tab.until("!document.querySelector('[data-form]').open");
        JsonView dora = dora();
        assertEquals(
                Map.of("avatar_url", "", "color", "#aa3300", "position", "left"),
                dora.at("look").fields());
        assertEquals("Hello from Dora!", dora.text("greeting").orElseThrow());
        assertEquals(
                Map.of(
                        "greeting",
                        "Guten Tag von Dora!",
                        "suggestions",
                        List.of("Was kostet das?")),
                dora.at("greetings").at("de").fields());
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    @Order(3)
    void whatIsTriedNamesThePageOfItsSource() throws Exception {
        Path file = folder.resolve("returns.pdf");
        Files.write(
                file,
                PdfFiles.pages(
                        "#Welcome",
                        "",
                        "This is our handbook.",
                        "\f",
                        "#Returns",
                        "",
                        "Plants can be returned within 30 days."));
        var tab = chromium.open(Viewport.DESK);
        StaffLogin.enter(tab, server.url);
        tab.go(server.url + "/admin/knowledge");
        tab.until("!!document.querySelector('[data-guide-documents] .document')");
        tab.choose("input[data-files]", file);
        tab.until("!!document.querySelector('.document[data-is=ready]:not([data-guide] *)')");
        tab = room(Viewport.DESK);
        assertFalse(tab.text(".room:not([hidden]) [data-rows]").contains("the guide"));
        click(tab, row("Dora") + ".querySelector('[data-action=try]')");
        tab.type("Within how many days can plants be returned?");
        tab.enter();
        tab.until("document.querySelectorAll('[data-try] [data-sources] details').length > 0");
        assertTrue(tab.text("[data-try] summary").endsWith(", p. 2"), tab.text("[data-try]"));
        String answer =
                server.caller
                        .ask(server.caller.guest("dora"), "In how many days are plants returned?")
                        .toString();
        assertTrue(answer.contains("page=2"), answer);
        tab = StaffPage.enter(chromium, server, "conversations", Viewport.DESK);
        click(tab, "document.querySelector('[data-view=all]')");
        click(tab, "(" + row("Visitor") + ")?.querySelector('[data-action=open]')");
        tab.until("!!document.querySelector('.message summary')");
        assertTrue(tab.text(".message summary").endsWith(", p. 2"), tab.text(".messages"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    @Order(3)
    void aChangedFileTakesThePlaceOfTheOlderOneInTheList() throws Exception {
        var tab = chromium.open(Viewport.DESK);
        StaffLogin.enter(tab, server.url);
        tab.go(server.url + "/admin/knowledge");
        tab.until("!!document.querySelector('[data-guide-documents] .document')");
        String rows =
                "[...document.querySelectorAll('[data-documents] > .document')]"
                        + ".filter(one => one.textContent.includes('fees'))"
                        + ".map(one => one.dataset.is).join()";
        for (String text : List.of("A lamp costs 10 EUR.", "A lamp costs 12 EUR, as of today.")) {
            tab.choose("input[data-files]", Files.writeString(folder.resolve("fees.txt"), text));
            tab.until(
                    "document.querySelector('[data-documents]').textContent.includes('"
                            + text.length()
                            + " bytes')");
            tab.until(rows + " === 'ready'");
        }
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    @Order(4)
    void onlyWhoMayChangeAgentsIsOfferedIt() {
        Map<String, String> account =
                Map.of(
                        "email", "vera@shop.example",
                        "role", "viewer",
                        "password", "a long password of the tests 7");
        assertEquals(201, server.caller.post("/api/v1/users", account, ADMIN).status());
        var tab = chromium.open(Viewport.DESK);
        tab.go(server.url + "/admin/agents");
        tab.sees("[data-login]");
        for (String name : List.of("email", "password")) {
            tab.eval("document.querySelector('#" + name + "').focus()");
            tab.type(account.getOrDefault(name, ""));
        }
        tab.enter();
        tab.until(row("Dora"));
        assertEquals("false", tab.eval(ADD + ".checkVisibility()"));
        assertEquals("false", tab.eval("!!document.querySelector('[data-action=edit]')"));
        click(tab, row("Dora") + ".querySelector('[data-action=try]')");
        tab.type("Within how many days can plants be returned?");
        tab.enter();
        tab.until("document.querySelectorAll('[data-try] [data-sources] details').length > 0");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    @Order(5)
    void itFitsAPhoneAndTheDark() {
        Viewport small = new Viewport(320, 640, false, "en");
        for (Viewport look :
                List.of(Viewport.DESK, Viewport.PHONE, small, Viewport.PHONE.darkened())) {
            var tab = room(look);
            tab.until(row("Dora"));
            assertFalse(tab.isTooWide(), look.toString());
            click(tab, row("Dora") + ".querySelector('[data-action=edit]')");
            tab.until("document.querySelector('[data-form]').open");
            assertFalse(tab.isTooWide(), look.toString());
            assertEquals(List.of(), tab.complaints());
        }
    }

    private JsonView dora() {
        return server.caller.get("/api/v1/agents/dora", ADMIN).body();
    }

    private static List<String> texts(JsonView agent, String field) {
        return agent.at(field).each().map(each -> each.text().orElse("")).toList();
    }
}
