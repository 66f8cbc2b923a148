package handcar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Chromium;
import handcar.browser.StaffLogin;
import handcar.browser.Viewport;
import handcar.testing.PdfFixture;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.TestClient;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The pages as people use them: a real Chromium, the real server, the built-in model. Any complaint of the browser, be it
/// an exception, a failed request or a refusal by the Content-Security-Policy, fails the test it happens in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SeparateProcess
final class VisitorPagesTest {
    private static final String QUESTION = "How do I connect WhatsApp?";
    private static final List<String> BROCHURE =
            List.of(
                    "The Zebrano standing desk",
                    "The Zebrano desk weighs 47 kilograms and carries up to 120 kilograms.",
                    "It rises from 62 to 127 centimetres in eleven seconds.",
                    "The warranty on the motors is seven years.");
    private static final String ANSWERED = "[data-from=agent] .thumbs";

    private Path folder;
    private ServerProcess server;
    private Chromium chromium;

    @BeforeAll
    void start(@TempDir Path fresh) {
        folder = fresh;
        var program = Chromium.installed();
        assumeTrue(program.isPresent(), Chromium.ADVICE);
        server = ServerProcess.withOwnDatabase(folder.resolve("data")).start();
        chromium = Chromium.start(program.orElseThrow());
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            server.close();
        }
    }

    @Test
    void anAnswerComesWithACitationThatOpensItsPassage() {
        var tab = asked(Viewport.DESK, QUESTION);
        tab.eval("document.querySelector('button.cite').click()");
        tab.sees("dialog.passage");
        tab.until("document.querySelector('[data-quote]').textContent.length > 10");
        tab.until(
                "document.querySelector('[data-before]').textContent +"
                        + " document.querySelector('[data-after]').textContent");
        tab.escape();
        tab.until("!document.querySelector('dialog.passage').open");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aReloadFindsTheConversationAsItWas() {
        var tab = asked(Viewport.DESK, QUESTION);
        var answer = tab.text("[data-from=agent] .content");
        tab.reload();
        tab.sees(ANSWERED);
        assertEquals(answer, tab.text("[data-from=agent] .content"));
        assertEquals(QUESTION, tab.text("[data-from=contact] .content"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void anOpenPageGoesOnAfterTheServerWasRestarted() {
        var tab = asked(Viewport.DESK, QUESTION);
        server.kill();
        server.start();
        tab.until("document.querySelector('[data-note]').hidden");
        say(tab, "Which languages does it speak?");
        tab.until("document.querySelectorAll('" + ANSWERED + "').length === 2");
        assertEquals("2", tab.eval("document.querySelectorAll('[data-from=contact]').length"));
        // While the server was away or starting the browser reported that, and only that.
        assertEquals(
                List.of(),
                tab.complaints().stream()
                        .filter(told -> !told.matches(".*(ERR_|status of 503).*"))
                        .toList());
    }

    @Test
    void staffLogInUploadAPdfAndAskAboutIt() {
        var tab = chromium.open(Viewport.DESK);
        StaffLogin.enter(tab, server.url);
        tab.sees("[data-desk]");
        assertEquals("", tab.eval("location.hash"));
        tab.choose(
                "input[data-files]",
                PdfFixture.write(folder.resolve("Zebrano brochure.pdf"), BROCHURE));
        tab.until(row("Zebrano brochure") + "?.dataset.is === 'ready'");
        tab.eval(
                "document.querySelector('.trial input').value = 'How much does the Zebrano desk"
                        + " weigh?'");
        tab.eval("document.querySelector('.trial form').requestSubmit()");
        tab.until("document.querySelector('.hit')?.textContent.includes('47 kilograms')");
        assertEquals(List.of(), tab.complaints());

        var visitor = asked(Viewport.DESK, "How much does the Zebrano desk weigh?");
        assertTrue(visitor.text("[data-from=agent] .content").contains("47 kilograms"));
        assertTrue(visitor.text("[data-from=agent] [data-sources]").contains("Zebrano brochure"));
        assertEquals(List.of(), visitor.complaints());
    }

    @Test
    void aRemovedDocumentComesBackWithUndo() {
        var tab = admin(Viewport.DESK);
        tab.eval("document.querySelector('[data-action=text]').click()");
        tab.type("Opening hours");
        tab.tab();
        tab.type("The shop is open from nine to five.");
        tab.eval("document.querySelector('[data-go]').click()");
        tab.until(row("Opening hours") + "?.dataset.is === 'ready'");
        tab.eval(row("Opening hours") + ".querySelector('[data-action=remove]').click()");
        tab.until("!" + row("Opening hours"));
        tab.eval("document.querySelector('.toast .remedy').click()");
        tab.until(row("Opening hours"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aWrongPasswordIsSaidAndTheTokenWorks() {
        var tab = chromium.open(Viewport.PHONE);
        tab.go(server.url + "/admin");
        tab.sees("#email");
        tab.type("nobody@example.com");
        tab.tab();
        tab.type("not the password");
        tab.enter();
        tab.sees("[data-problem]");
        assertTrue(tab.complaints().stream().allMatch(told -> told.contains("401")));
        tab.eval("document.querySelector('[data-action=other]').click()");
        tab.type(TestClient.ADMIN);
        tab.enter();
        tab.sees("[data-desk]");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aPhoneInTheDarkScrollsDownOnly() {
        var tab = asked(Viewport.PHONE.darkened(), QUESTION);
        assertFalse(tab.isTooWide());
        assertEquals(
                "rgb(17, 21, 19)",
                tab.eval("getComputedStyle(document.documentElement).backgroundColor"));
        var admin = admin(Viewport.PHONE.darkened());
        assertFalse(admin.isTooWide());
        assertEquals(List.of(), tab.complaints());
        assertEquals(List.of(), admin.complaints());
    }

    @Test
    void everythingCanBeReachedByKeyboard() {
        var tab = asked(Viewport.DESK, QUESTION);
        tab.tabTo("button.cite");
        tab.enter();
        tab.sees("dialog.passage");
        tab.escape();
        tab.until("document.activeElement.matches('button.cite')");
        tab.tabTo("[data-action=up]");
        tab.enter();
        tab.until("document.activeElement.getAttribute('aria-pressed') === 'true'");
        tab.tabTo("[data-action=person]");
        tab.enter();
        tab.until("document.querySelector('[data-status]').dataset.status === 'needs_human'");
        tab.until("document.activeElement.id === 'words'");
        tab.tabTo("[data-action=new]");
        tab.enter();
        tab.sees("[data-greeting]");
        assertEquals(List.of(), tab.complaints());

        var admin = admin(Viewport.DESK);
        admin.slash();
        admin.until("document.activeElement.name === 'q'");
        admin.type("no such document");
        admin.sees("[data-empty]");
        admin.escape();
        admin.until("!document.querySelector('[data-empty]').checkVisibility()");
        assertEquals(List.of(), admin.complaints());
    }

    @Test
    void thePageSpeaksTheReadersLanguageAndTurnsForItsScript() {
        var german = chromium.open(Viewport.DESK.in("de-AT"));
        german.go(server.url + "/");
        german.sees("[data-welcome]");
        assertEquals("de", german.eval("document.documentElement.lang"));
        assertEquals("KI-Assistent", german.text("[data-status]"));

        var arabic = asked(Viewport.PHONE.in("ar"), "كيف أربط واتساب؟");
        assertEquals("rtl", arabic.eval("document.documentElement.dir"));
        assertEquals(
                "rtl",
                arabic.eval(
                        "getComputedStyle(document.querySelector('[data-from=contact]"
                                + " p[dir]')).direction"));
        assertFalse(arabic.isTooWide());
        assertEquals(List.of(), german.complaints());
        assertEquals(List.of(), arabic.complaints());
    }

    @Test
    void anAnswersMarkdownCanBringNeitherHtmlNorOddLinks() {
        var tab = chromium.open(Viewport.DESK);
        tab.go(server.url + "/");
        assertEquals(
                "<p dir=\"auto\">&lt;img src=x onerror=alert(1)&gt;</p>",
                drawn(tab, "<img src=x onerror=alert(1)>"));
        assertFalse(
                drawn(tab, "[a](javascript:alert(1)) [b](data:text/html,x) [c](//x.y)")
                        .contains("<a"));
        assertTrue(
                drawn(tab, "[a](https://example.com/a_b) <b>")
                        .contains("rel=\"noopener noreferrer nofollow\""));
        assertEquals(
                "<p dir=\"auto\"><strong>a <em>b</em></strong> <code>*c*</code>"
                        + " snake_case_name</p>",
                drawn(tab, "**a *b*** `*c*` snake_case_name")
                        .replace("</em></strong>*", "</em></strong>"));
        assertEquals(
                "<ol dir=\"auto\"><li>a<ul dir=\"auto\"><li>b</li></ul></li><li>c</li></ol>",
                drawn(tab, "1. a\n   - b\n2. c"));
        assertEquals(
                "<pre dir=\"ltr\" tabindex=\"0\"><code dir=\"ltr\">x &lt; y\n\nz</code></pre>",
                drawn(tab, "```java\nx < y\n\nz\n```"));
        assertEquals(List.of(), tab.complaints());
    }

    /// A visitor's fresh page on which `question` was asked and answered.
    private BrowserTab asked(Viewport look, String question) {
        var tab = chromium.open(look);
        tab.go(server.url + "/");
        tab.sees("[data-welcome]");
        say(tab, question);
        tab.sees(ANSWERED);
        return tab;
    }

    private static void say(BrowserTab tab, String words) {
        tab.eval("document.querySelector('#words').focus()");
        tab.type(words);
        tab.enter();
    }

    private BrowserTab admin(Viewport look) {
        var tab = chromium.open(look);
        StaffLogin.enter(tab, server.url);
        tab.sees("[data-documents] li");
        return tab;
    }

    /// What the page makes of an answer's Markdown.
    private static String drawn(BrowserTab tab, String markdown) {
        tab.eval("window.markdown = " + handcar.json.Json.text(markdown));
        return tab.eval(
                """
                await (async () => {
                  const module = document.querySelector('link[href$="shared/markdown.js"]').href;
                  const root = document.createElement('div');
                  (await import(module)).render(root, window.markdown, (index) => document.createTextNode(`{${index}}`));
                  return root.innerHTML;
                })()\
                """);
    }

    private static String row(String title) {
        return "[...document.querySelectorAll('.document')].find((one) =>"
                + " one.textContent.includes('"
                + title
                + "'))";
    }
}
