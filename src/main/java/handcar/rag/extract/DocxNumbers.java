package handcar.rag.extract;

import module java.base;

/// The numbers that Word writes before paragraphs: they stand nowhere in the document and are counted here, paragraph by
/// paragraph in its order.
///
/// Format: ECMA-376 part 1, 17.9 (Numbering).
final class DocxNumbers {
    private static final int LEVELS = 9;

    private static final Pattern PLACE = Pattern.compile("%([1-9])");

    private static final String[] TENS = {
        "", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"
    };

    private static final String[] ONES = {
        "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"
    };

    private static final class Level {
        private int start = 1;
        private String format = "decimal";
        private String text = "";
        private boolean legal;
        private OptionalInt restartAfter = OptionalInt.empty();
    }

    /// What a paragraph's properties say: which list, and how deep in it.
    record Place(String list, int level) {}

    private final Map<String, Map<Integer, Level>> definitions = new HashMap<>();
    private final Map<String, String> definitionOf = new HashMap<>();
    private final Map<Place, Integer> startOver = new HashMap<>();
    private final Map<Place, Level> own = new HashMap<>();

    /// The level that is for paragraphs of a style, by definition and style.
    private final Map<String, Map<String, Integer>> styles = new HashMap<>();

    private final Map<String, int[]> counts = new HashMap<>();
    private final Set<Place> begun = new HashSet<>();

    /// What is being read.
    private String definition = "";

    private String list = "";
    private int at;
    private Level level = new Level();

    private DocxNumbers() {}

    static DocxNumbers read(ZipReader archive, String part) {
        DocxNumbers numbers = new DocxNumbers();
        archive.eachElement(part, numbers::element);
        return numbers;
    }

    private void element(XmlReader xml) {
        String value = xml.attribute("val");
        switch (xml.name()) {
            case "abstractNum" -> {
                definition = xml.attribute("abstractNumId");
                list = "";
            }
            case "num" -> list = xml.attribute("numId");
            case "abstractNumId" -> definitionOf.put(list, value);
            case "lvlOverride" -> at = level(xml.attribute("ilvl"));
            case "startOverride" -> startOver.put(new Place(list, at), number(value));
            case "lvl" -> {
                at = level(xml.attribute("ilvl"));
                level = new Level();
                if (list.isEmpty()) {
                    definitions.computeIfAbsent(definition, _ -> new HashMap<>()).put(at, level);
                } else {
                    own.put(new Place(list, at), level);
                }
            }
            case "start" -> level.start = number(value);
            case "numFmt" -> level.format = value;
            case "lvlText" -> level.text = value;
            case "isLgl" -> level.legal = xml.isOn();
            case "lvlRestart" -> level.restartAfter = OptionalInt.of(number(value));
            case "pStyle" ->
                    styles.computeIfAbsent(definition, _ -> new HashMap<>()).put(value, at);
            default -> {}
        }
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
    }

    static int level(String digits) {
        return Math.min(number(digits), LEVELS - 1);
    }

    /// The level at which a list has paragraphs of this style, if it says so.
    Optional<Integer> levelOf(String list, String style) {
        return Optional.ofNullable(
                styles.getOrDefault(definitionOf.getOrDefault(list, ""), Map.of()).get(style));
    }

    /// What stands before the next paragraph at this place: its number, or `-` where Word draws a bullet or nothing is known
    /// of the list. Empty where the list shows nothing.
    String next(Place place) {
        String defined = definitionOf.getOrDefault(place.list, "");
        Optional<Level> found = find(place);
        if (found.isEmpty()) {
            return "-";
        }
        Level shown = found.get();
        int[] counted = counts.computeIfAbsent(defined, _ -> new int[LEVELS]);
        Integer again = startOver.get(place);
        if (again != null && begun.add(place)) {
            counted[place.level] = again;
        } else if (counted[place.level] == 0) {
            counted[place.level] = Math.max(shown.start, 1);
        } else {
            counted[place.level]++;
        }
        for (int deeper = place.level + 1; deeper < LEVELS; deeper++) {
            int level = deeper;
            boolean restarts =
                    find(new Place(place.list, level))
                            .map(
                                    one ->
                                            one.restartAfter.isEmpty()
                                                    || place.level < one.restartAfter.getAsInt())
                            .orElse(true);
            counted[deeper] = restarts ? 0 : counted[deeper];
        }
        return switch (shown.format) {
            case "bullet" -> "-";
            case "none" -> shown.text.replaceAll("%[1-9]", "").strip();
            default -> filled(shown, place, counted);
        };
    }

    private Optional<Level> find(Place place) {
        Map<Integer, Level> levels =
                definitions.getOrDefault(definitionOf.getOrDefault(place.list, ""), Map.of());
        return Optional.ofNullable(own.getOrDefault(place, levels.get(place.level)));
    }

    private String filled(Level shown, Place place, int[] counted) {
        return PLACE.matcher(shown.text)
                .replaceAll(
                        match -> {
                            int outer = match.group(1).charAt(0) - '1';
                            Level level = find(new Place(place.list, outer)).orElseGet(Level::new);
                            int count =
                                    counted[outer] == 0 ? Math.max(level.start, 1) : counted[outer];
                            return written(count, shown.legal ? "decimal" : level.format);
                        })
                .strip();
    }

    private static String written(int count, String format) {
        return switch (format) {
            case "decimalZero" -> String.format(Locale.ROOT, "%02d", count);
            case "upperRoman" -> roman(count).toUpperCase(Locale.ROOT);
            case "lowerRoman" -> roman(count);
            case "upperLetter" -> letters(count).toUpperCase(Locale.ROOT);
            case "lowerLetter" -> letters(count);
            case "bullet", "none" -> "";
            default -> String.valueOf(count);
        };
    }

    /// `a` to `z`, then `aa`, `bb`.
    private static String letters(int count) {
        String letter = String.valueOf((char) ('a' + (count - 1) % 26));
        return letter.repeat(Math.min((count - 1) / 26 + 1, 10));
    }

    private static String roman(int count) {
        int hundreds = Math.min(count / 100, 30);
        return "c".repeat(hundreds) + TENS[count / 10 % 10] + ONES[count % 10];
    }
}
