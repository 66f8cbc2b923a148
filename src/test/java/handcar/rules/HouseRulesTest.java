package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the house asks for and no tool knows. Each rule answers with the list of places that break it.
final class HouseRulesTest {
    private static final Path MAIN = Path.of("src/main/java/handcar");
    private static final int LONGEST_FILE = 300;

    /// Lists may be as long as what they list.
    private static final Set<String> TABLES =
            Set.of("Config.java", "Routes.java", "OpenApi.java", "Prompt.java");

    /// What must speak to the database before there are tables and named statements.
    private static final Set<String> BEFORE_STATEMENTS =
            Set.of("EmbeddedPostgres.java", "Migrations.java");

    private static final Pattern STATEMENT_NAME = Pattern.compile("(?m)^-- name: *(\\S+) *$");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern SQL =
            Pattern.compile(
                    "\"\\s*(?:select\\s[^;\"]+?\\sfrom|insert\\s+into|update\\s+\\w+\\s+set|delete\\s+from|with\\s+\\w+\\s+as"
                        + "|(?:create|alter|drop)\\s+(?:table|index|extension|user))\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern TEMPLATE_NAME = Pattern.compile("(?m)^#? ?([A-Z][A-Z0-9_]*)=");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?:^|[^\\w.~$}/-])/(?:work|farm|root|home/\\w+|tmp/(?:wt|bash\\w*))/");

    @Test
    void everyStatementIsUsedByItsOwnRoomOnly() {
        var names = statements();
        var unused = new TreeSet<>(names.keySet());
        var strangers = new TreeSet<String>();
        for (var file : java(MAIN)) {
            LITERAL.matcher(read(file))
                    .results()
                    .map(found -> found.group(1))
                    .filter(names::containsKey)
                    .forEach(
                            name -> {
                                unused.remove(name);
                                if (!room(file).equals(names.get(name))) {
                                    strangers.add(file + " uses " + name);
                                }
                            });
        }
        assertEquals(Set.of(), unused, "statements nobody uses");
        assertEquals(Set.of(), strangers, "statements of another room");
    }

    @Test
    void everyStatementSaysWhy() {
        var silent =
                sql().flatMap(
                                file ->
                                        STATEMENT_NAME
                                                .matcher(read(file))
                                                .results()
                                                .filter(
                                                        found ->
                                                                !read(file)
                                                                        .substring(found.end())
                                                                        .startsWith("\n-- "))
                                                .map(found -> file + ": " + found.group(1)))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), silent);
    }

    @Test
    void noSqlStandsInJava() {
        var holding =
                java(MAIN).stream()
                        .filter(file -> !BEFORE_STATEMENTS.contains(file.getFileName().toString()))
                        .flatMap(
                                file ->
                                        SQL.matcher(read(file))
                                                .results()
                                                .map(found -> file + ": " + found.group()))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), holding);
    }

    @Test
    void onlyConfigReadsTheEnvironment() {
        var others = java(MAIN).stream().filter(file -> !room(file).equals("config")).toList();
        assertEquals(Set.of(), places(others, line -> line.contains("System.getenv")));
        var names =
                TEMPLATE_NAME
                        .matcher(read(Path.of(".railway-env.template")))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());
        assertEquals(
                Set.of(),
                places(
                        others,
                        line ->
                                LITERAL.matcher(line)
                                        .results()
                                        .anyMatch(found -> names.contains(found.group(1)))),
                "environment names outside handcar.config");
    }

    @Test
    void filesStaySmall() {
        var long_ =
                java(Path.of("src")).stream()
                        .filter(file -> !TABLES.contains(file.getFileName().toString()))
                        .filter(file -> read(file).lines().count() > LONGEST_FILE)
                        .map(Path::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), long_);
    }

    @Test
    void everyPackageIsIntroducedAndNullMarked() {
        var without =
                java(MAIN).stream()
                        .map(Path::getParent)
                        .distinct()
                        .filter(
                                folder -> {
                                    var info = folder.resolve("package-info.java");
                                    return !Files.exists(info)
                                            || !read(info).contains("@NullMarked")
                                            || !read(info).startsWith("///");
                                })
                        .map(Path::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), without);
    }

    @Test
    void nothingIsLeftForLater() {
        var later =
                Pattern.compile(
                        "\\b(?:TODO|FIXME|XXX)\\b|@Disabled|printStackTrace\\(\\)|@SuppressWarnings\\(\"NullAway");
        var files =
                java(Path.of("src")).stream()
                        .filter(file -> !file.endsWith("HouseRulesTest.java"))
                        .toList();
        assertEquals(Set.of(), places(files, later.asPredicate()));
    }

    @Test
    void noPathOfOneMachineIsWrittenDown() {
        assertEquals(Set.of(), places(texts(), MACHINE_PATH.asPredicate()));
    }

    /// Statement name, as the program asks for it, to the room that owns it.
    private static Map<String, String> statements() {
        var names = new TreeMap<String, String>();
        sql().forEach(
                        file -> {
                            var room = file.getFileName().toString().replace(".sql", "");
                            STATEMENT_NAME
                                    .matcher(read(file))
                                    .results()
                                    .forEach(found -> names.put(room + "." + found.group(1), room));
                        });
        return names;
    }

    private static Stream<Path> sql() {
        return walk(Path.of("sql")).stream()
                .filter(
                        file ->
                                file.toString().endsWith(".sql")
                                        && !file.startsWith("sql/migrations"));
    }

    private static List<Path> java(Path folder) {
        return walk(folder).stream().filter(file -> file.toString().endsWith(".java")).toList();
    }

    private static List<Path> texts() {
        var folders =
                Stream.of("src", "sql", "static", "docs", "scripts", "bench", ".ci", ".railway");
        var here =
                list(Path.of("")).stream()
                        .filter(file -> Files.isRegularFile(file) && !file.endsWith(".git"));
        return Stream.concat(folders.map(Path::of).flatMap(folder -> walk(folder).stream()), here)
                .filter(file -> !file.endsWith("HouseRulesTest.java"))
                .toList();
    }

    private static String room(Path file) {
        return MAIN.relativize(file).getNameCount() > 1
                ? MAIN.relativize(file).getName(0).toString()
                : "";
    }

    private static Set<String> places(List<Path> files, Predicate<String> broken) {
        var places = new TreeSet<String>();
        for (var file : files) {
            var number = 0;
            for (var line : read(file).split("\n", -1)) {
                number++;
                if (broken.test(line)) {
                    places.add(file + ":" + number + ": " + line.strip());
                }
            }
        }
        return places;
    }

    private static List<Path> walk(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text of a file; an image or another binary has none.
    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (MalformedInputException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
