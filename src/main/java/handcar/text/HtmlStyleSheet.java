package handcar.text;

import module java.base;

import org.jsoup.nodes.Element;

/// The rules of a page's own style sheets that hide an element or strike it out. Rules for print and for narrow screens do
/// not count, nor do selectors that look at a state or at what stands beside an element.
///
/// Grammar: https://www.w3.org/TR/css-syntax-3/
final class HtmlStyleSheet {
    /// Rules with which an element is compared; pages have a few dozen.
    private static final int MOST_RULES = 500;

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?(?:\\*/|$)|<!--|-->");
    private static final Pattern STRUCK =
            Pattern.compile("text-decoration[\\w-]*\\s*:[^;]*line-through");
    private static final Pattern GONE =
            Pattern.compile(
                    "(?<![\\w-])(?:display\\s*:\\s*none|visibility\\s*:\\s*(?:hidden|collapse))");
    private static final Pattern SHOWN =
            Pattern.compile(
                    "(?<![\\w-])(?:display\\s*:\\s*(?!none)\\w|visibility\\s*:\\s*visible)");

    /// A medium whose rules hold for everybody who reads the page on a screen.
    private static final Pattern SCREEN =
            Pattern.compile("@(?:media\\s+(?:only\\s+)?(?:screen|all)|layer\\b.*|supports\\b.*)");

    private static final Pattern SIMPLE =
            Pattern.compile("(?:[a-z][\\w-]*|\\*)?(?:[.#][\\w-]+|\\[[\\w-]+])*");
    private static final Pattern PART = Pattern.compile("[.#]?[\\w-]+|\\[[\\w-]+]|\\*");

    private final List<Rule> rules = new ArrayList<>();

    /// Classes and ids that a rule shows in some state of the page, such as an answer that a click unfolds.
    private final Set<String> unfolded = new HashSet<>();

    /// Whether the page's scripts may show what its style sheets hide.
    private final boolean scripted;

    /// @param steps parts of the selector from the outermost element to the element itself
    private record Rule(List<List<String>> steps, boolean struck) {}

    HtmlStyleSheet(boolean scripted) {
        this.scripted = scripted;
    }

    /// Takes one more style sheet in.
    void add(String css) {
        block(COMMENT.matcher(css).replaceAll(" ").toLowerCase(Locale.ROOT));
    }

    private void block(String css) {
        for (int at = 0; at < css.length(); ) {
            int open = css.indexOf('{', at);
            if (open < 0) {
                return;
            }
            int end = close(css, open);
            String head =
                    css.substring(
                                    css.lastIndexOf(';', open) >= at
                                            ? css.lastIndexOf(';', open) + 1
                                            : at,
                                    open)
                            .strip();
            String body = css.substring(open + 1, end);
            if (!head.startsWith("@")) {
                rule(head, body);
            } else if (SCREEN.matcher(head).matches()) {
                block(body);
            }
            at = end + 1;
        }
    }

    private static int close(String css, int open) {
        int depth = 0;
        for (int at = open; at < css.length(); at++) {
            depth += css.charAt(at) == '{' ? 1 : css.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return css.length();
    }

    private void rule(String selectors, String body) {
        boolean struck = STRUCK.matcher(body).find();
        boolean gone = GONE.matcher(body).find();
        boolean shown = SHOWN.matcher(body).find();
        for (String selector : selectors.split(",", -1)) {
            String[] steps = selector.strip().split("[\\s>+~]+", -1);
            if (shown) {
                PART.matcher(steps[steps.length - 1].replaceFirst("(?<=.)::?.*", ""))
                        .results()
                        .map(MatchResult::group)
                        .forEach(unfolded::add);
            } else if ((struck || gone) && rules.size() < MOST_RULES && isPlain(selector, steps)) {
                rules.add(
                        new Rule(Arrays.stream(steps).map(HtmlStyleSheet::parts).toList(), struck));
            }
        }
    }

    private static boolean isPlain(String selector, String[] steps) {
        return !selector.contains("+")
                && !selector.contains("~")
                && Arrays.stream(steps)
                        .allMatch(step -> !step.isEmpty() && SIMPLE.matcher(step).matches());
    }

    private static List<String> parts(String step) {
        return PART.matcher(step).results().map(MatchResult::group).toList();
    }

    /// Whether a reader of the page does not see the element, or sees it crossed out.
    boolean hides(Element element) {
        for (Rule rule : rules) {
            List<String> last = rule.steps.getLast();
            if (has(element, last)
                    && (rule.struck || (!scripted && Collections.disjoint(last, unfolded)))
                    && isInside(element, rule.steps.subList(0, rule.steps.size() - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInside(Element element, List<List<String>> steps) {
        int step = steps.size() - 1;
        for (Element outer = element.parent(); outer != null && step >= 0; outer = outer.parent()) {
            step -= has(outer, steps.get(step)) ? 1 : 0;
        }
        return step < 0;
    }

    private static boolean has(Element element, List<String> parts) {
        for (String part : parts) {
            String name = part.substring(1);
            boolean has =
                    switch (part.charAt(0)) {
                        case '.' -> element.hasClass(name);
                        case '#' -> element.id().equalsIgnoreCase(name);
                        case '[' -> element.hasAttr(name.substring(0, name.length() - 1));
                        case '*' -> true;
                        default -> element.normalName().equals(part);
                    };
            if (!has) {
                return false;
            }
        }
        return true;
    }
}
