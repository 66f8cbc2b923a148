package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

/// What docs/asvs.md says of itself is so: it has a line for each requirement, its figures are those of its lines, and what its lines
/// name is there.
final class SecurityDocsTest {
    /// The requirements of level 1 and 2 in OWASP ASVS 5.0.0, by chapter: how many of level 1, and of level 2.
    private static final Map<Integer, List<Integer>> REQUIREMENTS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry(1, List.of(8, 19)),
                            Map.entry(2, List.of(4, 7)),
                            Map.entry(3, List.of(8, 11)),
                            Map.entry(4, List.of(2, 8)),
                            Map.entry(5, List.of(4, 5)),
                            Map.entry(6, List.of(13, 22)),
                            Map.entry(7, List.of(6, 12)),
                            Map.entry(8, List.of(4, 3)),
                            Map.entry(9, List.of(4, 3)),
                            Map.entry(10, List.of(5, 24)),
                            Map.entry(11, List.of(3, 11)),
                            Map.entry(12, List.of(3, 6)),
                            Map.entry(13, List.of(1, 12)),
                            Map.entry(14, List.of(2, 7)),
                            Map.entry(15, List.of(3, 10)),
                            Map.entry(16, List.of(0, 16)),
                            Map.entry(17, List.of(0, 7))));

    private static final double LEAST = .92;
    private static final Path TABLE = Path.of("docs/asvs.md");
    private static final Path PAGE = Path.of("docs/security.md");
    private static final Pattern LINE =
            Pattern.compile(
                    "(?m)^\\| (\\d+)\\.(\\d+)\\.(\\d+) \\| ([12]) \\| (met|not met|n/a) \\| (\\S.*)"
                            + " \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)*");
    private static final Pattern FILE = Pattern.compile("(?:src|static|docs|scripts)/[\\w./-]+");
    private static final Pattern LINK = Pattern.compile("\\]\\(([\\w/-]+\\.md)(?:#([\\w-]+))?\\)");

    private record Line(
            int chapter, int section, int number, int level, String state, String where) {
        int place() {
            return (chapter * 100 + section) * 100 + number;
        }
    }

    private final List<Line> lines =
            LINE.matcher(SourceTree.read(TABLE))
                    .results()
                    .map(
                            found ->
                                    new Line(
                                            Integer.parseInt(found.group(1)),
                                            Integer.parseInt(found.group(2)),
                                            Integer.parseInt(found.group(3)),
                                            Integer.parseInt(found.group(4)),
                                            found.group(5),
                                            found.group(6)))
                    .toList();

    private long count(String state) {
        return lines.stream().filter(line -> line.state.equals(state)).count();
    }

    @Test
    void everyRequirementHasOneLine() {
        var found = new TreeMap<Integer, List<Integer>>();
        for (var chapter : REQUIREMENTS.keySet()) {
            var levels = new ArrayList<Integer>();
            for (var level = 1; level <= 2; level++) {
                var wanted = level;
                levels.add(
                        (int)
                                lines.stream()
                                        .filter(line -> line.chapter == chapter)
                                        .filter(line -> line.level == wanted)
                                        .count());
            }
            found.put(chapter, levels);
        }
        assertEquals(REQUIREMENTS, found);
        var places = lines.stream().map(Line::place).toList();
        assertEquals(new ArrayList<>(new TreeSet<>(places)), places, "out of order, or twice");
    }

    @Test
    void theFiguresAreThoseOfTheLines() {
        var met = count("met");
        var applicable = lines.size() - count("n/a");
        var share = "%.1f %%".formatted(100.0 * met / applicable);
        var sentence =
                "Of %d requirements %d are not applicable. Of the other %d, %d are met and %d are not: %s."
                        .formatted(
                                lines.size(),
                                count("n/a"),
                                applicable,
                                met,
                                count("not met"),
                                share);
        for (var page : List.of(TABLE, PAGE)) {
            assertTrue(
                    SourceTree.read(page).replaceAll("\\s+", " ").contains(sentence),
                    page + " does not say: " + sentence);
        }
        assertTrue(met >= LEAST * applicable, share);
    }

    @Test
    void whatTheLinesNameIsThere() {
        var types =
                SourceTree.java(Path.of("src")).stream()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        for (var page : List.of(TABLE, PAGE)) {
            var text = SourceTree.read(page);
            CODE.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> isMissing(name, types))
                    .forEach(missing::add);
            LINK.matcher(text)
                    .results()
                    .filter(found -> !leads(found.group(1), found.group(2)))
                    .forEach(found -> missing.add(found.group()));
        }
        assertEquals(Set.of(), missing);
    }

    /// Who says that something is met says where.
    @Test
    void whatIsNotMetSaysWhatToDo() {
        var silent =
                lines.stream()
                        .filter(line -> line.state.equals("not met"))
                        .filter(line -> line.where.length() < 20)
                        .toList();
        assertEquals(List.of(), silent);
    }

    private static boolean isMissing(String name, Set<String> types) {
        if (FILE.matcher(name).matches()) {
            return !Files.exists(Path.of(name));
        }
        var word = TYPE.matcher(name).matches() && name.chars().anyMatch(Character::isLowerCase);
        return word && !types.contains(name) && !Files.exists(Path.of(name));
    }

    private static boolean leads(String file, String anchor) {
        var text = SourceTree.read(Path.of("docs").resolve(file));
        return !text.isBlank()
                && (anchor == null
                        || text.lines()
                                .filter(line -> line.startsWith("#"))
                                .map(SecurityDocsTest::anchor)
                                .anyMatch(anchor::equals));
    }

    /// As the pages of a repository make it of a heading.
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
