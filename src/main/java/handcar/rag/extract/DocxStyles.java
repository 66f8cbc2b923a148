package handcar.rag.extract;

import module java.base;

/// Which paragraph styles are headings. The ids of styles are translated with the program ("berschrift1"); their names
/// and outline levels are not, and a style inherits both from the one it is based on.
final class DocxStyles {
    /// A chain of styles based on each other; longer only when it is a ring.
    private static final int LONGEST_CHAIN = 12;

    private static final int OUTLINE_LEVELS = 9;

    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    /// The style that is being read.
    private String style = "";

    private DocxStyles() {}

    static DocxStyles read(ZipReader archive, String part) {
        DocxStyles styles = new DocxStyles();
        archive.eachElement(part, styles::element);
        return styles;
    }

    private void element(XmlReader xml) {
        switch (xml.name()) {
            case "style" -> style = xml.attribute("styleId");
            case "name" -> named(xml.attribute("val").toLowerCase(Locale.ROOT));
            case "basedOn" -> parents.put(style, xml.attribute("val"));
            case "outlineLvl" ->
                    level(xml.attribute("val")).ifPresent(level -> levels.put(style, level));
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
        String at = style;
        for (int step = 0; step < LONGEST_CHAIN && at != null; step++) {
            Integer level = levels.get(at);
            if (level != null) {
                return Optional.of(level);
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
