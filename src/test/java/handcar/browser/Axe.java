package handcar.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

/// The accessibility rules of axe-core (https://www.deque.com/axe), in the version of `src/test/axe/package-lock.json`. Needs npm, which
/// installs it once into `target/axe`.
public final class Axe {
    private static final Path SOURCE = Path.of("src/test/axe");
    private static final Path FOLDER = Path.of("target/axe");
    private static final Duration INSTALL = Duration.ofMinutes(5);

    /// What a page breaks, with the places.
    private static final String RUN =
            "JSON.stringify({ broken: (await axe.run(document, { resultTypes: ['violations'] }))"
                    + ".violations.flatMap(rule => rule.nodes.map(node => rule.id + ' '"
                    + " + node.target.join(' ') + ': ' + node.html.slice(0, 160))) })";

    private final String script;

    private Axe(String script) {
        this.script = script;
    }

    /// Skips the test where there is no npm.
    public static Axe install() throws IOException, InterruptedException {
        Path script = FOLDER.resolve("node_modules/axe-core/axe.min.js");
        if (!Files.exists(script)) {
            Files.createDirectories(FOLDER);
            for (String file : List.of("package.json", "package-lock.json")) {
                Files.copy(
                        SOURCE.resolve(file),
                        FOLDER.resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            assumeTrue(isNpmThere(), "install npm to test accessibility");
            Process npm =
                    new ProcessBuilder("npm", "ci", "--silent")
                            .directory(FOLDER.toFile())
                            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            if (!npm.waitFor(INSTALL) || npm.exitValue() != 0) {
                throw new IllegalStateException("npm ci failed in " + FOLDER);
            }
        }
        return new Axe(Files.readString(script));
    }

    /// What the page breaks as it is now.
    public List<String> broken(BrowserTab tab) {
        if (!tab.eval("typeof axe").equals("object")) {
            tab.run(script);
        }
        return new JsonView(Json.object(tab.eval(RUN)))
                .at("broken")
                .each()
                .flatMap(one -> one.text().stream())
                .toList();
    }

    private static boolean isNpmThere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
    }
}
