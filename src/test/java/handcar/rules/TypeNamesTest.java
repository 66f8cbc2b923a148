package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A type is a noun phrase of the field, and a simple name exists once in the tree, tests included.
final class TypeNamesTest {
    private static final Pattern NESTED =
            Pattern.compile(
                    "(?m)^ +(?:(?:public|protected|private|static|final|sealed|abstract|non-sealed)"
                            + " )*(?:class|record|interface|enum) ([A-Z]\\w*)");
    private static final Pattern TEXT_BLOCK = Pattern.compile("(?s)\"\"\".*?\"\"\"");

    /// Nouns that only look like a participle.
    private static final Set<String> NOUNS =
            Set.of("LexicalRanking", "LoadShedding", "Logging", "Setting", "TestLogging");

    @Test
    void everySimpleNameExistsOnce() {
        var places = new TreeMap<String, Set<String>>();
        for (Path file : files()) {
            places.computeIfAbsent(name(file), _ -> new TreeSet<>()).add(file.toString());
        }
        places.values().removeIf(files -> files.size() == 1);
        assertEquals(Set.of(), Set.copyOf(places.values()));
    }

    /// A nested type is called by its owner's name, too, as in `SendResult.Refused`, so that several owners may have one;
    /// but a name of the tree means one thing everywhere.
    @Test
    void noNestedTypeHasTheNameOfAFile() {
        var names = files().stream().map(TypeNamesTest::name).collect(Collectors.toSet());
        var twice =
                files().stream()
                        .flatMap(
                                file ->
                                        NESTED.matcher(code(file))
                                                .results()
                                                .map(found -> found.group(1))
                                                .filter(names::contains)
                                                .map(nested -> name(file) + "." + nested))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), twice);
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

    private static String code(Path file) {
        return TEXT_BLOCK.matcher(SourceTree.read(file)).replaceAll("");
    }
}
