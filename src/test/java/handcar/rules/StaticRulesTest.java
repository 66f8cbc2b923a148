package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

/// What the house asks of the pages' own files. Each rule answers with the places that break it.
final class StaticRulesTest {
    private static final Path STATIC = Path.of("static");
    private static final int LONGEST_FILE = 150;

    private static final Pattern COLOUR =
            Pattern.compile("#[0-9a-fA-F]{3,8}\\b|\\b(?:rgb|hsl|oklch)a?\\(");
    private static final Pattern INLINE =
            Pattern.compile("\\sstyle=|\\son\\w+=|<style|<script(?![^>]*\\ssrc=)|javascript:");
    private static final Pattern ASSET = Pattern.compile("\"/s/\\{build}/([^\"#]+)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*?'(\\.[^']+)';");
    private static final Pattern WORD = Pattern.compile("(?m)^ {2}'?([\\w.]+)'?: ");
    private static final Pattern HTML =
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(");

    @Test
    void coloursStandInOneFile() {
        assertEquals(
                Set.of(),
                places(COLOUR, files(".css").filter(file -> !file.endsWith("colors.css"))));
    }

    @Test
    void pagesHoldNoInlineCode() {
        assertEquals(Set.of(), places(INLINE, files(".html")));
    }

    @Test
    void scriptsAreCheckedShortAndNeverParseHtml() {
        var breaking =
                files(".js")
                        .filter(
                                file ->
                                        !read(file).startsWith("// @ts-check\n")
                                                || read(file).lines().count() > LONGEST_FILE)
                        .collect(Collectors.toSet());
        assertEquals(Set.of(), breaking);
        assertEquals(Set.of(), places(HTML, files(".js")));
    }

    @Test
    void whatPagesAndScriptsNameIsThere() {
        var missing = new TreeSet<String>();
        files(".html")
                .forEach(
                        page ->
                                ASSET.matcher(read(page))
                                        .results()
                                        .map(found -> STATIC.resolve(found.group(1)))
                                        .filter(asset -> !Files.exists(asset) && !isLibrary(asset))
                                        .forEach(asset -> missing.add(page + " names " + asset)));
        files(".js")
                .forEach(
                        script ->
                                imports(script)
                                        .filter(other -> !Files.exists(other) && !isLibrary(other))
                                        .forEach(other -> missing.add(script + " names " + other)));
        assertEquals(Set.of(), missing);
    }

    /// Else a browser learns of each module only when it has read the one before.
    @Test
    void thePagesNameEveryModuleTheyNeedAtFirst() {
        for (String page : List.of("chat", "desk")) {
            var needed = new TreeSet<Path>();
            var named =
                    ASSET.matcher(read(STATIC.resolve(page + "/index.html")))
                            .results()
                            .map(found -> STATIC.resolve(found.group(1)))
                            .collect(Collectors.toSet());
            follow(STATIC.resolve(page + "/main.js"), needed);
            needed.removeAll(named);
            assertEquals(Set.of(), needed);
        }
    }

    @Test
    void everyLanguageHasEveryWord() {
        var words = new TreeMap<String, Set<String>>();
        files(".js")
                .filter(file -> file.startsWith("static/chat/translations"))
                .forEach(
                        file ->
                                words.put(
                                        file.getFileName().toString(),
                                        WORD.matcher(read(file))
                                                .results()
                                                .map(found -> found.group(1))
                                                .collect(Collectors.toCollection(TreeSet::new))));
        var english = words.getOrDefault("en.js", Set.of());
        words.forEach((language, known) -> assertEquals(english, known, language));
    }

    /// Comments may name an import type; only real imports begin a line.
    private static Stream<Path> imports(Path script) {
        return IMPORT.matcher(read(script))
                .results()
                .map(found -> script.resolveSibling(found.group(1)).normalize());
    }

    /// Served from its WebJar; StaticFiles fails to start without what it names.
    private static boolean isLibrary(Path file) {
        return file.startsWith(STATIC.resolve("lit-html"));
    }

    private static void follow(Path script, Set<Path> seen) {
        if (seen.add(script) && !isLibrary(script)) {
            imports(script).forEach(other -> follow(other, seen));
        }
    }

    private static Set<String> places(Pattern pattern, Stream<Path> files) {
        return files.flatMap(
                        file ->
                                pattern.matcher(read(file))
                                        .results()
                                        .map(found -> file + ": " + found.group()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> files(String ending) {
        try (var found = Files.walk(STATIC)) {
            return found.filter(file -> file.toString().endsWith(ending)).toList().stream();
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
