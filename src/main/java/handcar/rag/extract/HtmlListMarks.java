package handcar.rag.extract;

import module java.base;

import org.jsoup.nodes.Element;

/// What stands before the items of lists: a dash, or the item's number as a browser shows it (HTML, 4.4.5 and 4.4.8).
final class HtmlListMarks {
    private static final List<Map.Entry<Integer, String>> ROMAN =
            List.of(
                    Map.entry(1_000, "m"),
                    Map.entry(900, "cm"),
                    Map.entry(500, "d"),
                    Map.entry(400, "cd"),
                    Map.entry(100, "c"),
                    Map.entry(90, "xc"),
                    Map.entry(50, "l"),
                    Map.entry(40, "xl"),
                    Map.entry(10, "x"),
                    Map.entry(9, "ix"),
                    Map.entry(5, "v"),
                    Map.entry(4, "iv"),
                    Map.entry(1, "i"));

    private static final int LARGEST_ROMAN = 3_999;

    private record Numbering(String type, int next, int step) {}

    /// The open lists, innermost first; no numbering: a list of dashes.
    private final Deque<Optional<Numbering>> lists = new ArrayDeque<>();

    private String mark = "";

    /// A list or an item begins.
    void start(Element element) {
        switch (element.normalName()) {
            case "ol" -> lists.push(numbering(element));
            case "ul", "menu" -> lists.push(Optional.empty());
            case "li" -> mark = next(element);
            default -> {}
        }
    }

    /// A list or an item ends; whether it was the outermost list.
    boolean end(Element element) {
        return switch (element.normalName()) {
            case "ol", "ul", "menu" -> {
                mark = "";
                yield lists.poll() != null && lists.isEmpty();
            }
            case "li" -> {
                mark = "";
                yield false;
            }
            default -> false;
        };
    }

    /// The mark of the item that has begun, once: its first text carries it.
    String take() {
        String taken = mark;
        mark = "";
        return taken;
    }

    /// A list that counts down from the number of its items has none here: they are not known at its beginning.
    private static Optional<Numbering> numbering(Element list) {
        boolean reversed = list.hasAttr("reversed");
        boolean counts = !reversed || list.hasAttr("start");
        return Optional.of(
                        new Numbering(
                                list.attr("type"),
                                number(list.attr("start"), 1),
                                reversed ? -1 : 1))
                .filter(_ -> counts);
    }

    private static int number(String written, int otherwise) {
        return written.strip().matches("-?\\d{1,6}")
                ? Integer.parseInt(written.strip())
                : otherwise;
    }

    private String next(Element item) {
        Optional<Numbering> list = lists.isEmpty() ? Optional.empty() : lists.pop();
        int number = number(item.attr("value"), list.map(Numbering::next).orElse(0));
        lists.push(list.map(of -> new Numbering(of.type, number + of.step, of.step)));
        return list.map(of -> label(of.type, number) + ". ").orElse("- ");
    }

    private static String label(String type, int number) {
        boolean letter = number > 0 && number <= 26;
        return switch (type) {
            case "a" -> letter ? String.valueOf((char) ('a' + number - 1)) : "" + number;
            case "A" -> letter ? String.valueOf((char) ('A' + number - 1)) : "" + number;
            case "i" -> roman(number);
            case "I" -> roman(number).toUpperCase(Locale.ROOT);
            default -> "" + number;
        };
    }

    private static String roman(int number) {
        if (number < 1 || number > LARGEST_ROMAN) {
            return "" + number;
        }
        StringBuilder roman = new StringBuilder();
        int rest = number;
        for (Map.Entry<Integer, String> digit : ROMAN) {
            while (rest >= digit.getKey()) {
                roman.append(digit.getValue());
                rest -= digit.getKey();
            }
        }
        return roman.toString();
    }
}
