package handcar.browser;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

/// How fast and how steady a page is, as the browser itself notes it from the first byte on.
public final class PageMeter {
    /// Notes when a selector is first painted, which parts moved without anybody's doing, and for each key how long it took from the
    /// press until the frame with it was painted.
    private static final String NOTES =
            """
            (() => {
              const meter = (window.meter = { drawn: 0, moved: [], keys: [] });
              new PerformanceObserver((list) => {
                for (const one of list.getEntries()) {
                  if (!one.hadRecentInput) meter.moved.push(`${one.value} ${one.sources.map(({ node, previousRect: from, currentRect: to }) => `${(node?.outerHTML ?? node?.parentElement?.outerHTML)?.slice(0, 120)} from ${from.x},${from.y} ${from.width}x${from.height} to ${to.x},${to.y} ${to.width}x${to.height}`).join(' | ')}`);
                }
              }).observe({ type: 'layout-shift', buffered: true });
              const painted = (then) => requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => then(performance.now());
                port2.postMessage(0);
              });
              addEventListener('keydown', (event) => painted((now) => meter.keys.push(now - event.timeStamp)), true);
              new MutationObserver((_, observer) => {
                if (!document.querySelector(SELECTOR)) return;
                observer.disconnect();
                painted((now) => (meter.drawn = now));
              }).observe(document, { childList: true, subtree: true });
            })();
            """;

    private final BrowserTab tab;

    /// Notes what happens on every page that the tab opens from now on.
    ///
    /// @param selector what the page is opened for
    public PageMeter(BrowserTab tab, String selector) {
        this.tab = tab;
        String notes = NOTES.replace("SELECTOR", Json.text(selector));
        tab.ask("Page.addScriptToEvaluateOnNewDocument", Map.of("source", notes));
    }

    /// Milliseconds until the page showed anything.
    public double firstPaint() {
        String paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
        tab.until(paint);
        return Double.parseDouble(tab.eval(paint));
    }

    /// Milliseconds until the page showed what it is opened for.
    public double drawn() {
        tab.until("window.meter?.drawn");
        return Double.parseDouble(tab.eval("meter.drawn"));
    }

    /// Begins anew with what moves and what is typed.
    public void forget() {
        tab.eval("(meter.moved = [], meter.keys = [])");
    }

    /// What moved without anybody's doing, and how much.
    public List<String> moved() {
        return notes("moved").map(one -> one.text().orElse("")).toList();
    }

    /// Milliseconds within which all but the slowest twentieth of the keys were seen.
    ///
    /// @param pressed how many keys
    public double late(int pressed) {
        tab.until("meter.keys.length === " + pressed);
        List<Double> keys =
                notes("keys")
                        .map(one -> Double.valueOf(String.valueOf(one.value())))
                        .sorted()
                        .toList();
        return keys.get(keys.size() * 95 / 100);
    }

    /// Bytes of the page and of all it fetched, as they were encoded for the wire.
    public long bytes() {
        return Long.parseLong(
                tab.eval(
                        "[...performance.getEntriesByType('navigation'),"
                                + " ...performance.getEntriesByType('resource')].filter(one =>"
                                + " !one.name.includes('/api/')).reduce((sum, one) => sum +"
                                + " one.encodedBodySize, 0)"));
    }

    private Stream<JsonView> notes(String name) {
        return new JsonView(Json.object(tab.eval("JSON.stringify(meter)"))).at(name).each();
    }
}
