package handcar.browser;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.Wait;

/// One page, used as a person would: by typing, pressing keys and looking. It keeps whatever the browser complained about.
public final class BrowserTab {
    /// An answer through the whole server on a busy machine; a page that needs longer is broken.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int SHIFT = 8;
    private static final int CONTROL = 2;

    private final DevToolsSocket wire;
    private final String session;
    private final Chromium.Place place;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Viewport viewport;

    BrowserTab(DevToolsSocket wire, String session, Chromium.Place place, Viewport look) {
        this.wire = wire;
        this.session = session;
        this.place = place;
        this.viewport = look;
        wire.listen(this::hear);
        List.of("Page", "Runtime", "Log", "DOM", "Network").forEach(part -> ask(part + ".enable"));
    }

    /// Changes what the page is looked at with.
    public void look(Viewport look) {
        viewport = look;
        boolean phone = look.width() < 600;
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        look.width(),
                        "height",
                        look.height(),
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        phone));
        var scheme =
                Map.of("name", "prefers-color-scheme", "value", look.dark() ? "dark" : "light");
        ask("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
        var agent = eval("navigator.userAgent");
        ask(
                "Emulation.setUserAgentOverride",
                Map.of("userAgent", agent, "acceptLanguage", look.language()));
    }

    Viewport look() {
        return viewport;
    }

    String profile() {
        return place.profile();
    }

    /// Closes the tab as a person does.
    public void close() {
        wire.ask("", "Target.closeTarget", Map.of("targetId", place.target()));
    }

    /// Goes to an address and waits until its modules ran.
    public void go(String address) {
        ask("Page.navigate", Map.of("url", address));
        until("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    public void reload() {
        eval("window.before = true");
        ask("Page.reload");
        until("!window.before && document.readyState === 'complete'");
    }

    /// The value of a JavaScript expression, which may `await`, as text.
    public String eval(String expression) {
        var answer =
                ask(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                "(async () => String(" + expression + "))()",
                                "awaitPromise",
                                true,
                                "returnByValue",
                                true));
        if (answer.at("exceptionDetails").value() != null) {
            throw new IllegalStateException(
                    expression + ": " + answer.at("exceptionDetails").value());
        }
        return answer.at("result").text("value").orElse("");
    }

    /// Runs a whole script, which the page's Content-Security-Policy would refuse from anybody else.
    void run(String script) {
        ask("Runtime.evaluate", Map.of("expression", script + "\nundefined"));
    }

    /// Waits until the expression is true; the failure says what the page showed instead.
    public void until(String expression) {
        try {
            Wait.until(expression, PATIENCE, () -> holds(expression));
        } catch (AssertionError e) {
            throw new AssertionError("The page shows " + eval("document.body.innerText"), e);
        }
    }

    /// Waits until a CSS selector finds something that can be seen.
    public void sees(String selector) {
        until("(document.querySelector(" + quoted(selector) + ")?.checkVisibility() ?? false)");
    }

    /// The text of what a selector finds first.
    public String text(String selector) {
        return eval("(document.querySelector(" + quoted(selector) + ")?.textContent ?? '')");
    }

    /// Types into whatever has the focus.
    public void type(String text) {
        ask("Input.insertText", Map.of("text", text));
    }

    public void enter() {
        key("Enter", 13, 0, "\r");
    }

    public void tab() {
        key("Tab", 9, 0, "");
    }

    public void shiftTab() {
        key("Tab", 9, SHIFT, "");
    }

    public void escape() {
        key("Escape", 27, 0, "");
    }

    /// Presses one letter or sign.
    public void press(String sign) {
        key(sign, sign.toUpperCase(Locale.ROOT).charAt(0), 0, sign);
    }

    /// The same with the control key.
    public void control(String letter) {
        key(letter, letter.toUpperCase(Locale.ROOT).charAt(0), CONTROL, "");
    }

    public void slash() {
        key("/", 191, 0, "/");
    }

    /// Moves on with Tab until the selector has the focus.
    public void tabTo(String selector) {
        for (int steps = 0; steps < 60; steps++) {
            if (holds("document.activeElement?.matches(" + quoted(selector) + ")")) {
                return;
            }
            tab();
        }
        throw new AssertionError("The keyboard does not reach " + selector);
    }

    /// Chooses files in a file input.
    public void choose(String selector, Path file) {
        var root = ask("DOM.getDocument").at("root").number("nodeId").orElseThrow();
        var node =
                ask("DOM.querySelector", Map.of("nodeId", root, "selector", selector))
                        .number("nodeId")
                        .orElseThrow();
        ask(
                "DOM.setFileInputFiles",
                Map.of("nodeId", node, "files", List.of(file.toAbsolutePath().toString())));
    }

    /// From now on the processor is so many times slower; 1 is as it is.
    public void slowDown(int times) {
        ask("Emulation.setCPUThrottlingRate", Map.of("rate", times));
    }

    /// Whether one would have to scroll sideways.
    public boolean isTooWide() {
        return holds("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /// What the page or one of its parts looks like now, as a WebP of at most `most` bytes: the more there is to see, the coarser.
    ///
    /// @param part a CSS selector; empty for what the window shows
    public byte[] photo(String part, int most) {
        var clip = part.isEmpty() ? Map.<String, Object>of() : Map.of("clip", place(part));
        for (int quality = 35; quality > 0; quality -= 10) {
            var wanted = new HashMap<String, Object>(clip);
            wanted.putAll(Map.of("format", "webp", "quality", quality));
            wanted.put("captureBeyondViewport", !part.isEmpty());
            var answer = ask("Page.captureScreenshot", wanted);
            var photo = Base64.getDecoder().decode(answer.text("data").orElseThrow());
            if (photo.length <= most) {
                return photo;
            }
        }
        throw new AssertionError(part + " does not fit into " + most + " bytes");
    }

    /// Where something stands on the whole page.
    private Map<String, Object> place(String selector) {
        String box = "document.querySelector(" + quoted(selector) + ").getBoundingClientRect()";
        return Json.object(
                eval(
                        "(r => JSON.stringify({ x: r.x + scrollX, y: r.y + scrollY, width: r.width,"
                                + " height: r.height, scale: 1 }))("
                                + box
                                + ")"));
    }

    /// Uncaught exceptions, console errors and what the Content-Security-Policy refused, since the last time asked.
    public List<String> complaints() {
        var told = List.copyOf(complaints);
        complaints.clear();
        return told;
    }

    private void key(String name, int code, int modifiers, String text) {
        var press = new LinkedHashMap<String, Object>();
        press.put("key", name);
        press.put("code", name);
        press.put("windowsVirtualKeyCode", code);
        press.put("modifiers", modifiers);
        var release = Map.copyOf(press);
        press.put("text", text);
        press.put("type", text.isEmpty() ? "rawKeyDown" : "keyDown");
        ask("Input.dispatchKeyEvent", press);
        var up = new LinkedHashMap<String, Object>(release);
        up.put("type", "keyUp");
        ask("Input.dispatchKeyEvent", up);
    }

    /// On a page that is just left for another, and of an element that is not drawn yet, nothing holds yet.
    private boolean holds(String expression) {
        try {
            return eval("Boolean(" + expression + ")").equals("true");
        } catch (IllegalStateException e) {
            String told = String.valueOf(e.getMessage());
            if (told.contains("target navigated") || told.contains("of null (reading")) {
                return false;
            }
            throw e;
        }
    }

    private void hear(JsonView event) {
        if (!event.text("sessionId").orElse("").equals(session)) {
            return;
        }
        var about = event.at("params");
        switch (event.text("method").orElse("")) {
            case "Runtime.exceptionThrown" ->
                    complaints.add(Json.text(about.at("exceptionDetails").value()));
            case "Runtime.consoleAPICalled" -> {
                if (about.text("type").orElse("").equals("error")) {
                    complaints.add(Json.text(about.at("args").value()));
                }
            }
            case "Log.entryAdded" -> {
                var entry = about.at("entry");
                if (entry.text("level").orElse("").equals("error")) {
                    complaints.add(
                            entry.text("text").orElse("") + " " + entry.text("url").orElse(""));
                }
            }
            default -> {
                // Other events are of no interest here.
            }
        }
    }

    private JsonView ask(String method) {
        return ask(method, Map.of());
    }

    JsonView ask(String method, Map<String, ?> parameters) {
        return wire.ask(session, method, parameters);
    }

    private static String quoted(String text) {
        return Json.text(text);
    }
}
