package handcar.rag.extract;

import module java.base;

/// What the styles of a document say about paragraphs and letters: which are headings, which are numbered, which are
/// hidden. The ids of styles are translated with the program ("berschrift1"); their names and outline levels are not, and a
/// style inherits from the one it is based on.
final class DocxStyles {
    /// A chain of styles based on each other; longer only when it is a ring.
    private static final int LONGEST_CHAIN = 12;

    private static final int OUTLINE_LEVELS = 9;

    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, String> lists = new HashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private final Map<String, Boolean> hidden = new HashMap<>();
    private final Map<String, Boolean> bold = new HashMap<>();

    /// The style that is being read.
    private String style = "";

    private DocxStyles() {}

    static DocxStyles read(ZipReader archive, String part) {
        DocxStyles styles = new DocxStyles();
        archive.eachElement(part, styles::element);
        return styles;
    }

    private void element(XmlReader xml) {
        String value = xml.attribute("val");
        switch (xml.name()) {
            case "style" -> style = xml.attribute("styleId");
            case "name" -> named(value.toLowerCase(Locale.ROOT));
            case "basedOn" -> parents.put(style, value);
            case "outlineLvl" -> level(value).ifPresent(level -> levels.put(style, level));
            case "numId" -> lists.put(style, value);
            case "ilvl" -> depths.put(style, DocxNumbers.level(value));
            case "vanish" -> hidden.put(style, xml.isOn());
            case "b" -> bold.putIfAbsent(style, xml.isOn());
            // of a part of a table only, such as its first row
            case "tblStylePr" -> xml.skip();
            default -> {}
        }
    }

    private void named(String name) {
        if (name.equals("title")) {
            levels.put(style, 1);
        } else if (name.matches("heading [1-9]")) {
            levels.put(style, name.charAt(name.length() - 1) - '0');
        }
    }

    /// The heading level, 1 outermost, of paragraphs in this style.
    Optional<Integer> heading(String style) {
        return inherited(levels, style);
    }

    /// The list whose numbers paragraphs in this style have, and how deep they are in it if the style says so.
    Optional<String> list(String style) {
        return inherited(lists, style);
    }

    Optional<Integer> depth(String style) {
        return inherited(depths, style);
    }

    boolean isHidden(String style) {
        return inherited(hidden, style).orElse(false);
    }

    boolean isBold(String style) {
        return inherited(bold, style).orElse(false);
    }

    private <T> Optional<T> inherited(Map<String, T> of, String style) {
        String at = style;
        for (int step = 0; step < LONGEST_CHAIN && at != null; step++) {
            T found = of.get(at);
            if (found != null) {
                return Optional.of(found);
            }
            at = parents.get(at);
        }
        return Optional.empty();
    }

    /// An outline level as Word writes it: 0 is the outermost heading, 9 is body text.
    static Optional<Integer> level(String outline) {
        return outline.matches("[0-8]")
                ? Optional.of(Math.min(Integer.parseInt(outline) + 1, OUTLINE_LEVELS))
                : Optional.empty();
    }
}
