package handcar.http.files;

import module java.base;

import handcar.http.Gzip;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.http.SecurityHeaders;
import handcar.problem.Problem;
import handcar.text.Sha256;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The files of the pages, and the library some of them use. They lie below `/s/{build}/…`, where `build` is a hash of all of them, and browsers keep them for
/// ever; only the pages themselves, which contain the build, are checked at each visit. In a clone the files are read again
/// when one has changed. No path leads out of the map they are in.
public final class StaticFiles implements HttpService {
    private static final Header IMMUTABLE =
            HeaderValues.create(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");

    private static final Header NO_CACHE =
            HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache");

    private static final Pattern PART = Pattern.compile("\\{include ([a-z/-]+\\.(?:html|js))}");

    private static final String WIDGET = "widget/widget.js";

    /// Websites have it without asking for so long (seconds), so that a newer one is there soon.
    private static final Header SHORTLY =
            HeaderValues.create(HeaderNames.CACHE_CONTROL, "public, max-age=300");

    /// What the pages use of lit-html, beside their own files.
    private static final List<String> LIT_HTML =
            List.of(
                    "lit-html.js",
                    "directive.js",
                    "directive-helpers.js",
                    "directives/repeat.js",
                    "directives/live.js");

    private final Optional<Path> folder;
    private final Map<String, byte[]> library;
    private String changed = "";
    private volatile Build build;

    /// All files at one time, and the hash of their contents.
    private record Build(String id, Map<String, StaticFile> files) {
        static Build of(Map<String, byte[]> own, Map<String, byte[]> library) {
            Map<String, byte[]> contents = new HashMap<>(library);
            contents.putAll(own);
            StringBuilder sums = new StringBuilder();
            new TreeMap<>(contents)
                    .forEach((name, bytes) -> sums.append(name).append(' ').append(sum(bytes)));
            String id =
                    Sha256.hex(sums.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
            Map<String, StaticFile> files = new HashMap<>();
            contents.forEach(
                    (name, bytes) ->
                            files.put(
                                    name,
                                    new StaticFile(
                                            name,
                                            hasParts(name)
                                                    ? page(text(bytes), contents, id)
                                                    : bytes)));
            return new Build(id, files);
        }

        /// Pages, and the one script that a foreign page fetches whole.
        private static boolean hasParts(String name) {
            return name.endsWith(".html") || name.equals(WIDGET);
        }

        /// It only tells builds apart, and is the one sum that a JVM computes fast from its start.
        private static String sum(byte[] bytes) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            return Long.toHexString(sum.getValue());
        }

        /// Pages contain the address of their build as `{build}`, and parts that several of them have as `{include shared/part.html}`.
        private static byte[] page(String page, Map<String, byte[]> contents, String id) {
            return PART.matcher(page)
                    .replaceAll(
                            part ->
                                    Matcher.quoteReplacement(
                                            text(
                                                    Objects.requireNonNull(
                                                            contents.get(part.group(1)),
                                                            part.group()))))
                    .replace("{build}", id)
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        Optional<StaticFile> find(String name) {
            return Optional.ofNullable(files.get(name)).filter(_ -> !name.endsWith(".map"));
        }
    }

    /// The program's own files: of the folder `static` in a clone, of the jar elsewhere.
    public static StaticFiles create() {
        Map<String, byte[]> library = ClasspathResources.webJar("lit-html", "3.3.2", LIT_HTML);
        return ClasspathResources.inClone("static")
                .map(folder -> new StaticFiles(folder, library))
                .orElseGet(() -> new StaticFiles(ClasspathResources.below("static"), library));
    }

    StaticFiles(Map<String, byte[]> contents) {
        this(contents, Map.of());
    }

    private StaticFiles(Map<String, byte[]> contents, Map<String, byte[]> library) {
        this.folder = Optional.empty();
        this.library = library;
        this.build = Build.of(contents, library);
    }

    StaticFiles(Path folder) {
        this(folder, Map.of());
    }

    private StaticFiles(Path folder, Map<String, byte[]> library) {
        this.folder = Optional.of(folder);
        this.library = library;
        this.build = Build.of(Map.of(), library);
        refresh(folder);
    }

    /// The build that the pages contain.
    public String build() {
        return build.id();
    }

    /// A page (`chat/index.html`) at an address of its own.
    public Handler page(String name) {
        return page(name, _ -> SecurityHeaders.PAGE_POLICY);
    }

    /// A page with a Content-Security-Policy that depends on the request.
    public Handler page(String name, Function<ServerRequest, Header> policy) {
        Handler handler = file(name);
        return (req, res) -> {
            res.header(policy.apply(req));
            handler.handle(req, res);
        };
    }

    /// A page that says why the one that was asked for is not there (404).
    public Handler missing(String name, Header policy) {
        Handler handler = page(name, _ -> policy);
        return (req, res) -> {
            res.status(Status.NOT_FOUND_404);
            handler.handle(req, res);
        };
    }

    /// A file for programs (`openapi.json`) at an address of its own.
    public Handler file(String name) {
        return file(name, NO_CACHE);
    }

    /// The script that websites include. Also those may that want a permission of what they include (`Cross-Origin-Embedder-Policy`).
    public Handler widget() {
        Handler handler = file(WIDGET, SHORTLY);
        return (req, res) -> {
            res.header("Cross-Origin-Resource-Policy", "cross-origin");
            handler.handle(req, res);
        };
    }

    private Handler file(String name, Header caching) {
        if (build.find(name).isEmpty()) {
            throw new IllegalArgumentException("there is no file " + name);
        }
        return (req, res) -> {
            folder.ifPresent(this::refresh);
            send(req, res, build.find(name).orElseThrow(Problem.notFound("file")), caching);
        };
    }

    /// Reads the folder again when a file was added, changed or removed.
    private synchronized void refresh(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            StringBuilder times = new StringBuilder();
            for (Path path : paths.sorted().toList()) {
                times.append(path).append(Files.getLastModifiedTime(path)).append('\n');
            }
            if (!changed.contentEquals(times)) {
                build = Build.of(ClasspathResources.inFolder(root), library);
                changed = times.toString();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/s/{build}/{+path}", this::file);
    }

    /// Only the files of the present build; those of an older one are gone.
    private void file(ServerRequest req, ServerResponse res) {
        Build now = build;
        StaticFile file =
                Optional.of(PathParams.text(req, "path"))
                        .filter(_ -> PathParams.text(req, "build").equals(now.id()))
                        .flatMap(now::find)
                        .orElseThrow(Problem.notFound("file"));
        send(req, res, file, IMMUTABLE);
    }

    private static void send(
            ServerRequest req, ServerResponse res, StaticFile file, Header caching) {
        boolean compressed = file.shrinks() && Gzip.accepts(req);
        String tag = file.tag(compressed);
        res.header(caching);
        res.header(HeaderNames.ETAG, tag);
        if (file.shrinks()) {
            res.headers().add(HeaderValues.create(HeaderNames.VARY, "Accept-Encoding"));
        }
        if (has(req.headers().value(HeaderNames.IF_NONE_MATCH).orElse(""), tag)) {
            res.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        res.header(HeaderNames.CONTENT_TYPE, file.type());
        if (compressed) {
            res.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        Responses.raw(req, res, compressed ? file.gzipped() : file.bytes());
    }

    private static boolean has(String given, String tag) {
        return Arrays.stream(given.split(",", -1))
                .map(String::strip)
                .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                .anyMatch(one -> one.equals(tag) || one.equals("*"));
    }
}
