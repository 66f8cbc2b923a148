package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.junit.jupiter.api.Test;

/// The desk speaks English and German: its English words are the keys of the German ones, in scripts as in the page.
final class DeskWordsTest {
    private static final Path STATIC = Path.of("static");
    private static final String TEXT = "'((?:[^'\\\\\\n]|\\\\.)*)'";

    /// `t('Words')`, also with a choice of two.
    private static final Pattern SPOKEN = Pattern.compile("(?<![\\w.])t\\(" + TEXT);

    private static final Pattern COUNTED =
            Pattern.compile("counted\\([^']*?, " + TEXT + ", " + TEXT + "\\)");
    private static final Pattern TITLE = Pattern.compile("\\btitle: " + TEXT);
    private static final Pattern GERMAN =
            Pattern.compile("(?m)^  (?:" + TEXT + "|(\\w+)): " + TEXT + ",$");
    private static final List<String> ATTRIBUTES = List.of("aria-label", "placeholder", "title");
    private static final List<String> PAGES =
            List.of(
                    "desk/index.html",
                    "admin/knowledge.html",
                    "shared/login.html",
                    "shared/help.html");

    @Test
    void everyWordOfTheDeskIsThereInGermanAndNoOther() {
        var english = new TreeSet<>(Set.of("viewer", "agent", "admin", "owner"));
        scripts(path -> !path.toString().contains("translations"))
                .forEach(script -> english.addAll(words(read(script))));
        TITLE.matcher(read(STATIC.resolve("desk/rooms.js")))
                .results()
                .forEach(found -> english.add(found.group(1)));
        PAGES.forEach(page -> english.addAll(shown(STATIC.resolve(page))));
        assertEquals(english, new TreeSet<>(german().keySet()));
    }

    /// A place that is not filled is shown as it stands.
    @Test
    void eachGermanSentenceHasThePlacesOfTheEnglishOne() {
        var other =
                german().entrySet().stream()
                        .filter(word -> !places(word.getKey()).equals(places(word.getValue())))
                        .toList();
        assertEquals(List.of(), other);
    }

    private static Set<String> words(String script) {
        var words = new TreeSet<String>();
        SPOKEN.matcher(script).results().forEach(found -> words.add(plain(found.group(1))));
        COUNTED.matcher(script)
                .results()
                .forEach(found -> words.addAll(List.of(found.group(1), found.group(2))));
        return words;
    }

    private static Set<String> shown(Path page) {
        var words = new TreeSet<String>();
        Document document = Jsoup.parse(read(page).replaceAll("\\{include [^}]*}", ""));
        document.head().select("title, script").remove();
        NodeTraversor.traverse(
                (node, _) -> {
                    if (node instanceof TextNode text) {
                        words.add(text.getWholeText().strip());
                    } else if (node instanceof Element element) {
                        ATTRIBUTES.forEach(name -> words.add(element.attr(name).strip()));
                    }
                },
                document);
        words.removeIf(word -> !word.matches("(?s).*\\p{L}{2}.*") || word.equals("Handcar"));
        return words;
    }

    private static Map<String, String> german() {
        var words = new TreeMap<String, String>();
        scripts(path -> path.toString().contains("translations/de/") && !isOfServer(path))
                .forEach(
                        file ->
                                GERMAN.matcher(read(file))
                                        .results()
                                        .forEach(
                                                found ->
                                                        words.put(
                                                                Optional.ofNullable(found.group(1))
                                                                        .map(DeskWordsTest::plain)
                                                                        .orElse(found.group(2)),
                                                                plain(found.group(3)))));
        return words;
    }

    /// What the server says is found by code or form; ServerWordsTest looks at it.
    private static boolean isOfServer(Path script) {
        return script.getFileName().toString().startsWith("server-");
    }

    private static Set<String> places(String sentence) {
        return Pattern.compile("\\{\\w+}")
                .matcher(sentence)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static String plain(String literal) {
        return literal.replace("\\'", "'");
    }

    private static Stream<Path> scripts(Predicate<Path> wanted) {
        return Stream.of("desk", "admin", "shared")
                .flatMap(folder -> walk(STATIC.resolve(folder)))
                .filter(file -> file.toString().endsWith(".js"))
                .filter(wanted);
    }

    private static Stream<Path> walk(Path folder) {
        try (var found = Files.walk(folder)) {
            return found.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
