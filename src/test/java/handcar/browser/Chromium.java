package handcar.browser;

import module java.base;

import handcar.testing.Wait;

import java.net.http.HttpClient;

/// A headless Chromium of our own, with a profile that is thrown away.
public final class Chromium implements AutoCloseable {
    /// How to get one, for the sentence a skipped test says.
    public static final String ADVICE =
            "The pages are not tested: there is no Chromium here. Get it with: apt-get install"
                    + " chromium";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path profile;
    private final HttpClient client = HttpClient.newHttpClient();
    private final DevToolsSocket wire;

    private Chromium(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
        this.wire = new DevToolsSocket(client, address(process, profile));
    }

    /// The program, when this machine has one: the one named by `CHROMIUM`, or one on the path.
    public static Optional<Path> installed() {
        var named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        var path = System.getenv().getOrDefault("PATH", "/usr/bin");
        return Stream.of(path.split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts `program` and connects to it.
    public static Chromium start(Path program) {
        try {
            var profile = Files.createTempDirectory("handcar-chromium-");
            var command = new ArrayList<>(List.of(program.toString()));
            command.addAll(
                    List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-dev-shm-usage",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank"));
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return new Chromium(process, profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A page that shares no cookies and no storage with any other.
    public BrowserTab open(Viewport look) {
        var context = wire.ask("", "Target.createBrowserContext", Map.of());
        return open(context.text("browserContextId").orElseThrow(), look);
    }

    /// Another tab of the same person's browser.
    public BrowserTab beside(BrowserTab tab) {
        return open(tab.profile(), tab.look());
    }

    private BrowserTab open(String context, Viewport look) {
        var target =
                wire.ask(
                        "",
                        "Target.createTarget",
                        Map.of("url", "about:blank", "browserContextId", context));
        var id = target.text("targetId").orElseThrow();
        var tab = attach(context, id, look);
        tab.look(look);
        return tab;
    }

    /// What a frame of another site shows in a tab, which has a process of its own, as soon as its address begins so.
    public BrowserTab frame(BrowserTab tab, String address) {
        var id =
                Wait.until(
                        "a frame of " + address,
                        START,
                        () -> frames(tab, address),
                        found -> !found.isEmpty());
        return attach(tab.profile(), id.getFirst(), tab.look());
    }

    /// The frames of other sites in a tab's profile whose address begins so.
    private List<String> frames(BrowserTab tab, String address) {
        return wire.ask("", "Target.getTargets", Map.of())
                .at("targetInfos")
                .each()
                .filter(one -> one.text("type").orElse("").equals("iframe"))
                .filter(one -> one.text("browserContextId").orElse("").equals(tab.profile()))
                .filter(one -> one.text("url").orElse("").startsWith(address))
                .flatMap(one -> one.text("targetId").stream())
                .toList();
    }

    private BrowserTab attach(String context, String target, Viewport look) {
        var session =
                wire.ask("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true));
        return new BrowserTab(
                wire, session.text("sessionId").orElseThrow(), new Place(context, target), look);
    }

    /// Which tab of which profile.
    record Place(String profile, String target) {}

    @Override
    public void close() {
        wire.close();
        client.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
        delete(profile);
    }

    /// The address of its DevTools, which it writes into the profile once it listens.
    private static URI address(Process process, Path profile) {
        var file = profile.resolve("DevToolsActivePort");
        try {
            var lines =
                    Wait.until(
                            "Chromium wrote its port",
                            START,
                            () -> lines(file),
                            found -> found.size() > 1 || !process.isAlive());
            return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
        } catch (AssertionError | IndexOutOfBoundsException e) {
            process.destroyForcibly();
            throw new IllegalStateException("Chromium did not start.", e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Best effort: a child may still be writing, and the system empties its folder of temporary files anyway.
    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Left behind: " + folder + " (" + e.getMessage() + ")");
        }
    }
}
