package handcar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import handcar.browser.Axe;
import handcar.browser.BrowserTab;
import handcar.browser.Viewport;
import handcar.testing.SeparateProcess;

import org.junit.jupiter.api.Test;

/// The kit: every component of the desk in every state, drawn by the desk's own modules and styles in its own page.
@SeparateProcess
final class KitPageTest {
    private static final Path KIT = Path.of("src/test/kit");
    private static final Path STATIC = Path.of("static");
    private static final List<String> FILES =
            List.of("kit.js", "parts.js", "inbox.js", "dialogs.js");

    /// What makes elements.
    private static final Pattern DRAWS =
            Pattern.compile("'\\S*lit-html\\.js'|\\bstamp\\(|createElement\\(|\\bpart\\(");

    private static final Pattern NAMED = Pattern.compile("\\b(?:desk|admin|shared)/[\\w/-]+\\.js");
    private static final Pattern ROOM = Pattern.compile("import\\('\\.{1,2}/([\\w/-]+\\.js)'\\)");

    /// They draw nothing of their own.
    private static final Set<String> TOOLS =
            Set.of("shared/dom.js", "desk/router.js", "admin/agents.js");

    /// They are seen in every message and answer.
    private static final Set<String> TEXT =
            Set.of("shared/markdown.js", "shared/markdown-inline.js");

    /// Forms with a page of the server within; the tests of their rooms open them.
    private static final Set<String> FORMS = Set.of("desk/agent-website.js");

    @Test
    void everyComponentIsInTheKitOrIsARoom() {
        var shown = new TreeSet<String>(TOOLS);
        shown.addAll(FORMS);
        shown.addAll(TEXT);
        for (String file : FILES) {
            NAMED.matcher(read(KIT.resolve(file))).results().forEach(one -> shown.add(one.group()));
        }
        ROOM.matcher(read(STATIC.resolve("desk/rooms.js")))
                .results()
                .map(one -> one.group(1))
                .forEach(one -> shown.add(one.contains("/") ? one : "desk/" + one));
        var missing = new TreeSet<String>();
        for (String folder : List.of("desk", "admin", "shared")) {
            for (Path module : modules(STATIC.resolve(folder))) {
                String name = STATIC.relativize(module).toString().replace('\\', '/');
                if (DRAWS.matcher(read(module)).find() && !shown.contains(name)) {
                    missing.add(name);
                }
            }
        }
        assertEquals(Set.of(), missing, "show them in src/test/kit");
    }

    @Test
    void theKitIsPhotographedFitsEveryWidthAndIsAccessible() throws Exception {
        Axe axe = Axe.install();
        var broken = new TreeSet<String>();
        try (DeskFixture desk = DeskFixture.start()) {
            for (Viewport look : PhotoAlbum.LOOKS) {
                BrowserTab tab = desk.room("account", look);
                for (String file : FILES) {
                    tab.eval(script(read(KIT.resolve(file))));
                }
                String sections =
                        tab.eval(
                                "[...document.querySelectorAll('[data-section]')].map(one =>"
                                        + " one.dataset.section).join(' ')");
                for (String section : sections.split(" ")) {
                    PhotoAlbum.take(
                            tab, "kit-" + section, look, "[data-section='" + section + "']");
                }
                // the parts of several pages stand on one
                axe.broken(tab).stream()
                        .filter(one -> !one.startsWith("landmark-"))
                        .forEach(one -> broken.add(look.width() + " " + look.dark() + " " + one));
                assertFalse(tab.isTooWide(), look.toString());
                assertEquals(List.of(), tab.complaints());
                tab.close();
            }
        }
        assertEquals(Set.of(), broken);
    }

    /// As an expression that waits for a file which ends with one.
    private static String script(String file) {
        return file.contains("window.kit = ")
                ? "(() => {" + file + "})()"
                : "await "
                        + file.strip()
                                .replaceFirst("(?s)^.*?\n(?=\\(async)", "")
                                .replaceFirst(";$", "");
    }

    private static List<Path> modules(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(
                            file ->
                                    file.toString().endsWith(".js")
                                            && !file.toString().contains("translations"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
