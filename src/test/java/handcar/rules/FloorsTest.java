package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the floors of the house: an arrow goes down only, and neighbours on a floor do not know each other.
final class FloorsTest {
    /// The base rooms and what each may stand on.
    private static final Map<String, Set<String>> BASE =
            Map.ofEntries(
                    Map.entry("json", Set.of()),
                    Map.entry("time", Set.of()),
                    Map.entry("problem", Set.of("json")),
                    Map.entry("text", Set.of("problem")),
                    Map.entry("config", Set.of("json", "net")),
                    Map.entry("db", Set.of("json", "config", "problem", "time")),
                    Map.entry("jobs", Set.of("json", "config", "db", "time")),
                    Map.entry("http", Set.of("json", "config", "net", "time", "problem", "text")),
                    Map.entry("net", Set.of("json", "time")),
                    Map.entry("redis", Set.of("config", "http", "time")));

    private static final List<Set<String>> FLOORS =
            List.of(
                    Set.of("audit"),
                    Set.of("auth", "llm", "media"),
                    Set.of("chat", "rag"),
                    Set.of("channel", "agent", "inbox", "webhooks", "ops"),
                    Set.of("app"));

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("handcar");

    @Test
    void arrowsGoDownOnly() {
        var below = below();
        var climbing =
                arrows().filter(arrow -> !mayUse(below, arrow))
                        .map(Dependency::getDescription)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), climbing);
    }

    @Test
    void everyRoomHasAFloor() {
        var known = below().keySet();
        var homeless =
                HOUSE.stream()
                        .map(FloorsTest::room)
                        .filter(room -> !room.isEmpty() && !known.contains(room))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), homeless);
    }

    @Test
    void noPackageGoesInCircles() {
        SlicesRuleDefinition.slices()
                .matching("handcar.(**)")
                .should()
                .beFreeOfCycles()
                .check(HOUSE);
    }

    @Test
    void onlyHttpKnowsStatuses() {
        var knowing =
                arrowsTo("io.helidon.http.Status")
                        .filter(arrow -> !room(arrow.getOriginClass()).equals("http"))
                        .map(Dependency::getDescription)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), knowing);
    }

    @Test
    void onlyNetGoesOut() {
        var leaving =
                Stream.of("org.apache.hc.", "java.net.http.", "java.net.HttpURLConnection")
                        .flatMap(FloorsTest::arrowsTo)
                        .filter(arrow -> !room(arrow.getOriginClass()).equals("net"))
                        .map(Dependency::getDescription)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), leaving);
    }

    @Test
    void onlyDbSeesTheDriver() {
        var seeing =
                Stream.of("java.sql.", "org.postgresql.", "com.zaxxer.", "io.helidon.dbclient.")
                        .flatMap(FloorsTest::arrowsTo)
                        .filter(
                                arrow ->
                                        !Set.of("db", "app").contains(room(arrow.getOriginClass())))
                        .map(Dependency::getDescription)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), seeing);
    }

    /// `app`, `floor 3` … `base`, each with its rooms, as the documents draw them.
    @ParameterizedTest
    @ValueSource(strings = {"CONTRIBUTING.md", "docs/architecture.md"})
    void theDocumentedFloorsAreTheTestedOnes(String document) throws IOException {
        var text = Files.readString(Path.of(document));
        var drawing = text.split("## (The f|F)loors\n", 2)[1].split("```", 3)[1];
        var documented =
                drawing.strip()
                        .lines()
                        .map(FloorsTest::documentedRooms)
                        .collect(Collectors.toCollection(ArrayList::new))
                        .reversed();
        var tested = new ArrayList<Set<String>>(FLOORS);
        tested.addFirst(BASE.keySet());
        assertEquals(tested, documented);
    }

    /// The single words of a line; its explanation has several, and `app` and `audit` name their floor themselves.
    private static Set<String> documentedRooms(String line) {
        var columns = line.strip().split(" {2,}", -1);
        var rooms =
                Stream.of(columns)
                        .skip(1)
                        .filter(column -> column.matches("[a-z]+"))
                        .collect(Collectors.toSet());
        return rooms.isEmpty() ? Set.of(columns[0]) : rooms;
    }

    @Test
    void theHouseIsNotEmpty() {
        assertTrue(HOUSE.size() > 3, "no classes were found, so no rule above meant anything");
    }

    private static Map<String, Set<String>> below() {
        var below = new TreeMap<>(BASE);
        for (var floor : FLOORS) {
            var lower = Set.copyOf(below.keySet());
            floor.forEach(room -> below.put(room, lower));
        }
        return below;
    }

    /// `app` is the composition root: it may use every room, and no room may use it.
    private static boolean mayUse(Map<String, Set<String>> below, Dependency arrow) {
        var from = room(arrow.getOriginClass());
        var to = room(arrow.getTargetClass());
        return from.equals(to) || below.getOrDefault(from, Set.of()).contains(to);
    }

    private static Stream<Dependency> arrows() {
        return arrowsTo("handcar.");
    }

    private static Stream<Dependency> arrowsTo(String prefix) {
        return HOUSE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(
                        arrow ->
                                arrow.getTargetClass()
                                        .getBaseComponentType()
                                        .getName()
                                        .startsWith(prefix));
    }

    /// `rag` for `handcar.rag.Documents`, `channel` for everything below `handcar.channel`, nothing for the root.
    private static String room(JavaClass type) {
        var parts = type.getBaseComponentType().getPackageName().split("\\.", -1);
        return parts.length > 1 ? parts[1] : "";
    }
}
