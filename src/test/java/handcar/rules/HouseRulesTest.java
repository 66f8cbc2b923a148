package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import org.junit.jupiter.api.Test;

/// What the house asks for and no tool knows. Each rule answers with the list of places that break it.
final class HouseRulesTest {
    private static final Path MAIN = Path.of("src/main/java/handcar");
    private static final int LONGEST_FILE = 300;

    /// Lists may be as long as what they list.
    private static final Set<String> TABLES = Set.of("Routes.java", "OpenApi.java", "Prompt.java");

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

    /// A call of the logger that says something itself or repeats an exception's sentence.
    private static final Pattern LOG_CALL =
            Pattern.compile(
                    "LOG\\.(?:log\\(\\s*[\\w.]+,|\\w+\\()\\s*(?:\\(\\)"
                            + " ->\\s*)?((?:\"|\\w+\\.getMessage)[^;]{0,150})");

    private static final Pattern EVENT =
            Pattern.compile("\"[a-z0-9_]+(?:\\.[a-z0-9_]+)+(?: [a-z0-9_.]+=[^\"]*)* ?\"");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?:^|[^\\w.~$}/-])/(?:work|farm|root|home/\\w+|tmp/(?:wt|bash\\w*))/");

    @Test
    void everyStatementIsUsedAndByItsOwnRoomOnly() {
        var names = statements();
        var unused = new TreeSet<>(names.keySet());
        var strangers = new TreeSet<String>();
        for (var file : SourceTree.java(MAIN)) {
            LITERAL.matcher(SourceTree.read(file))
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
                                                .matcher(SourceTree.read(file))
                                                .results()
                                                .filter(
                                                        found ->
                                                                !SourceTree.read(file)
                                                                        .substring(found.end())
                                                                        .startsWith("\n-- "))
                                                .map(found -> file + ": " + found.group(1)))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), silent);
    }

    @Test
    void noSqlStandsInJava() {
        var holding =
                SourceTree.java(MAIN).stream()
                        .filter(file -> !BEFORE_STATEMENTS.contains(file.getFileName().toString()))
                        .flatMap(
                                file ->
                                        SQL.matcher(SourceTree.read(file))
                                                .results()
                                                .map(found -> file + ": " + found.group()))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), holding);
    }

    @Test
    void onlyConfigReadsTheEnvironment() {
        var others =
                SourceTree.java(MAIN).stream()
                        .filter(file -> !room(file).equals("config"))
                        .toList();
        assertEquals(Set.of(), SourceTree.places(others, line -> line.contains("System.getenv")));
        var names =
                TEMPLATE_NAME
                        .matcher(SourceTree.read(Path.of(".railway-env.template")))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());
        // the schema of a channel's account names its variables; ChannelChecklistTest compares them
        // with the template
        var strangers =
                others.stream().filter(file -> !file.toString().endsWith("Provider.java")).toList();
        assertEquals(
                Set.of(),
                SourceTree.places(
                        strangers,
                        line ->
                                LITERAL.matcher(line)
                                        .results()
                                        .anyMatch(found -> names.contains(found.group(1)))),
                "environment names outside handcar.config");
    }

    @Test
    void filesStaySmall() {
        var long_ =
                SourceTree.java(Path.of("src")).stream()
                        .filter(file -> !TABLES.contains(file.getFileName().toString()))
                        .filter(file -> SourceTree.read(file).lines().count() > LONGEST_FILE)
                        .map(Path::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), long_);
    }

    @Test
    void everyPackageIsIntroducedAndNullMarked() {
        var without =
                SourceTree.java(MAIN).stream()
                        .map(Path::getParent)
                        .distinct()
                        .filter(
                                folder -> {
                                    var info = folder.resolve("package-info.java");
                                    return !Files.exists(info)
                                            || !SourceTree.read(info).contains("@NullMarked")
                                            || !SourceTree.read(info).startsWith("///");
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
                SourceTree.java(Path.of("src")).stream()
                        .filter(file -> !file.endsWith("HouseRulesTest.java"))
                        .toList();
        assertEquals(Set.of(), SourceTree.places(files, later.asPredicate()));
    }

    @Test
    void noPathOfOneMachineIsWrittenDown() {
        assertEquals(Set.of(), SourceTree.places(SourceTree.texts(), MACHINE_PATH.asPredicate()));
    }

    @Test
    void noClassStandsInHelidonsPackages() {
        assertEquals(Set.of(), Set.copyOf(SourceTree.java(Path.of("src/main/java/io/helidon"))));
    }

    @Test
    void everyLogLineIsAnEventWithKeysAndValues() {
        var prose =
                SourceTree.java(MAIN).stream()
                        .flatMap(
                                file ->
                                        LOG_CALL.matcher(SourceTree.read(file))
                                                .results()
                                                .filter(
                                                        call ->
                                                                !EVENT.matcher(call.group(1))
                                                                        .lookingAt())
                                                .map(call -> file + ": " + call.group()))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), prose);
    }

    @Test
    void aMessageInALogLineIsQuoted() {
        var unquoted = Pattern.compile("=\" \\+ \\w+\\.(getMessage|sentence)\\(\\)");
        assertEquals(Set.of(), SourceTree.places(SourceTree.java(MAIN), unquoted.asPredicate()));
    }

    @Test
    void onlyWaitLetsATestSleep() {
        var tests =
                SourceTree.java(Path.of("src/test/java")).stream()
                        .filter(file -> !file.endsWith("Wait.java"))
                        .toList();
        var sleeps = Pattern.compile("Thread\\.sleep\\(|parkNanos\\(|TimeUnit\\.\\w+\\.sleep\\(");
        assertEquals(Set.of(), SourceTree.places(tests, sleeps.asPredicate()));
    }

    @Test
    void everyClassOfTheMapExists() {
        var types =
                SourceTree.java(Path.of("src")).stream()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .collect(Collectors.toSet());
        var map = SourceTree.read(Path.of("docs/architecture.md"));
        var unknown =
                Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)*)(?:[.#(][^`]*)?`")
                        .matcher(map)
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !types.contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(map.isBlank(), "there is no docs/architecture.md");
        assertEquals(Set.of(), unknown);
    }

    /// Statement name, as the program asks for it, to the room that owns it.
    private static Map<String, String> statements() {
        var names = new TreeMap<String, String>();
        sql().forEach(
                        file -> {
                            var room = file.getFileName().toString().replace(".sql", "");
                            STATEMENT_NAME
                                    .matcher(SourceTree.read(file))
                                    .results()
                                    .forEach(found -> names.put(room + "." + found.group(1), room));
                        });
        return names;
    }

    private static Stream<Path> sql() {
        return SourceTree.walk(Path.of("sql")).stream()
                .filter(
                        file ->
                                file.toString().endsWith(".sql")
                                        && !file.startsWith("sql/migrations"));
    }

    private static String room(Path file) {
        return MAIN.relativize(file).getNameCount() > 1
                ? MAIN.relativize(file).getName(0).toString()
                : "";
    }
}
