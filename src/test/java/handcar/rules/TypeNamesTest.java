package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

/// A type is a noun phrase of the field, and a simple name exists once in the tree, tests included.
final class TypeNamesTest {
    private static final Pattern NESTED_IMPORT =
            Pattern.compile("^import handcar\\.(?:[a-z0-9]+\\.)+[A-Z]\\w*\\.([A-Z]\\w*);");

    /// Nouns that only look like a participle.
    private static final Set<String> NOUNS =
            Set.of(
                    "LexicalRanking",
                    "LoadShedding",
                    "Logging",
                    "SendTiming",
                    "Setting",
                    "TestLogging");

    @Test
    void everySimpleNameExistsOnce() {
        var places = new TreeMap<String, Set<String>>();
        for (Path file : files()) {
            places.computeIfAbsent(name(file), _ -> new TreeSet<>()).add(file.toString());
        }
        places.values().removeIf(files -> files.size() == 1);
        assertEquals(Set.of(), Set.copyOf(places.values()));
    }

    /// Several owners may have a nested type of one name, such as `SendResult.Refused`. Where the name is a file's as well, it
    /// is written with its owner everywhere, as in `Config.Server`.
    @Test
    void noNestedTypeIsImportedUnderTheNameOfAFile() {
        var names = files().stream().map(TypeNamesTest::name).collect(Collectors.toSet());
        assertEquals(
                Set.of(),
                SourceTree.places(
                        files(),
                        line ->
                                NESTED_IMPORT
                                        .matcher(line)
                                        .results()
                                        .anyMatch(found -> names.contains(found.group(1)))));
    }

    @Test
    void namesAreNounsThatSaySomething() {
        var weak = Pattern.compile(".*(?:Manager|Service|Helper|Util|Utils|Impl|ed|ing)$");
        var found =
                files().stream()
                        .map(TypeNamesTest::name)
                        .filter(name -> weak.matcher(name).matches() && !NOUNS.contains(name))
                        .filter(name -> !name.endsWith("Seed"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), found);
    }

    private static List<Path> files() {
        return SourceTree.java(Path.of("src")).stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
