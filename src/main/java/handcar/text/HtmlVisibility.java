package handcar.text;

import module java.base;

import org.jsoup.nodes.Element;

/// What of a page a reader does not see, as far as its elements say so themselves: hidden and struck-out elements, letters
/// of no size and white letters on a white page, and what the page's own style sheets hide (see [HtmlStyleSheet]).
final class HtmlVisibility {
    /// Elements whose content is not shown as text, or only crossed out.
    private static final Set<String> HIDDEN =
            Set.of(
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "svg",
                    "iframe",
                    "object",
                    "math",
                    "select",
                    "textarea",
                    "audio",
                    "video",
                    "canvas",
                    "rp",
                    "s",
                    "strike",
                    "del");

    /// Styles with which nothing of an element is seen, or only crossed out.
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "display\\s*:\\s*none|visibility\\s*:\\s*(?:hidden|collapse)"
                        + "|content-visibility\\s*:\\s*hidden"
                        + "|opacity\\s*:\\s*0*(?:\\.0*)?\\s*(?:;|!|$)"
                        + "|(?<![\\w-])(?:left|top|text-indent)\\s*:\\s*-\\d{3,}|clip(?:-path)?\\s*:\\s*(?:rect\\(\\s*[01](?:px)?["
                        + " ,]|inset\\((?:50|100)%)|transform\\s*:[^;]*scale\\(0\\)"
                        + "|text-decoration[\\w-]*\\s*:[^;]*line-through");

    /// A style that takes back what a style sheet says.
    private static final Pattern SHOWN =
            Pattern.compile(
                    "(?<![\\w-])(?:display\\s*:\\s*(?!none)\\w|text-decoration\\s*:\\s*none)");

    private static final Pattern NO_HEIGHT =
            Pattern.compile(
                    "(?<![\\w-])(?:max-)?(?:height|width)\\s*:\\s*[01](?:px)?\\s*(?:;|!|$)");

    private static final Pattern SIZE =
            Pattern.compile("font-size\\s*:\\s*(\\d*\\.?\\d+)(px|pt|em|rem|%)?");

    private static final Pattern COLOR = Pattern.compile("(?<![\\w-])color\\s*:\\s*([^;!]+)");

    private static final Pattern WHITE =
            Pattern.compile(
                    "#fff(?:fff)?|white|transparent|rgba?\\(\\s*255\\s*,\\s*255\\s*,\\s*255.*");

    /// Pixels or points; nobody reads smaller letters.
    private static final double SMALLEST = 2;

    /// The letters of an element: whether they have no size, whether they are white, and whether there may be something
    /// behind them. An element inside may change each of them, as mail templates do.
    private record Letters(boolean sizeless, boolean white, boolean backed) {}

    private static final Letters PLAIN = new Letters(false, false, false);

    private final Deque<Letters> open = new ArrayDeque<>();

    /// The page has a style sheet, which may colour anything.
    private boolean styled;

    private final HtmlStyleSheet sheet;

    HtmlVisibility(boolean scripted) {
        sheet = new HtmlStyleSheet(scripted);
    }

    /// Takes in what a `style` element says.
    void style(String css) {
        sheet.add(css);
    }

    /// Whether an element is left out with everything in it.
    boolean hides(Element element, boolean inline) {
        String name = element.normalName();
        styled |= name.equals("style") || name.equals("link");
        if (HIDDEN.contains(name)
                || (element.hasAttr("hidden") && !element.attr("hidden").equals("until-found"))
                || (name.equals("dialog") && !element.hasAttr("open"))
                || (element.attr("aria-hidden").equals("true") && !inline)) {
            return true;
        }
        String style = style(element);
        if (sheet.hides(element) && !SHOWN.matcher(style).find()) {
            return true;
        }
        return !style.isEmpty()
                && (UNSEEN.matcher(style).find()
                        || (style.contains("overflow") && NO_HEIGHT.matcher(style).find()));
    }

    private static String style(Element element) {
        return element.attr("style").toLowerCase(Locale.ROOT);
    }

    /// An element that is not hidden begins.
    void start(Element element) {
        Letters around = Objects.requireNonNullElse(open.peek(), PLAIN);
        String style = style(element);
        Matcher size = SIZE.matcher(style);
        Matcher color = COLOR.matcher(style);
        String named = color.find() ? color.group(1) : element.attr("color");
        open.push(
                new Letters(
                        size.find() ? isTiny(size) : around.sizeless,
                        named.isEmpty()
                                ? around.white
                                : WHITE.matcher(named.strip().toLowerCase(Locale.ROOT)).matches(),
                        around.backed
                                || element.hasAttr("class")
                                || element.hasAttr("bgcolor")
                                || style.contains("background")));
    }

    private static boolean isTiny(Matcher size) {
        double number = Double.parseDouble(size.group(1));
        boolean absolute = "px".equals(size.group(2)) || "pt".equals(size.group(2));
        return number == 0 || (absolute && number < SMALLEST);
    }

    /// An element that is not hidden ends.
    void end() {
        open.poll();
    }

    /// Whether letters at this place are seen.
    boolean shows() {
        Letters letters = Objects.requireNonNullElse(open.peek(), PLAIN);
        return !letters.sizeless && (!letters.white || letters.backed || styled);
    }
}
