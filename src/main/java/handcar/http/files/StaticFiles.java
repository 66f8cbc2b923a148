package handcar.http.files;

import handcar.http.Gzip;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.http.SecurityHeaders;
import handcar.problem.Problem;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// The files of the pages. Everything lies under `/s/{build}/…`, where `build` is made of all of them, and may be
/// kept by browsers for ever; only the pages themselves, which name the build, are asked for each time. Files are found
/// in a map and nowhere else, so no path leads out of it.
public final class StaticFiles implements HttpService {
    private static final Header FOR_EVER =
            HeaderValues.create(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");

    private static final Header ASK_EACH_TIME =
            HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache");

    private final Map<String, StaticFile> files = new TreeMap<>();
    private final String build;

    /// The files of the class path's `static/` folder.
    public static StaticFiles ofClassPath() {
        return new StaticFiles(ClasspathResources.below("static/"));
    }

    StaticFiles(Map<String, byte[]> contents) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(contents)
                .forEach((name, bytes) -> all.append(name).append(' ').append(sum(bytes)));
        this.build =
                StaticFile.hash(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
        contents.forEach(
                (name, bytes) -> files.put(name, new StaticFile(name, woven(name, bytes))));
    }

    /// Enough to tell builds apart, and the one sum a JVM that just began is fast at.
    private static String sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return Long.toHexString(sum.getValue());
    }

    /// The build the pages name.
    public String build() {
        return build;
    }

    /// A page (`chat/index.html`) at an address of its own.
    public Handler page(String name) {
        StaticFile file =
                find(name).orElseThrow(() -> new IllegalArgumentException("no page " + name));
        return (req, res) -> {
            res.header(SecurityHeaders.PAGE_POLICY);
            send(req, res, file, ASK_EACH_TIME);
        };
    }

    /// A file for programs (`openapi.json`) at an address of its own.
    public Handler file(String name) {
        StaticFile file =
                find(name).orElseThrow(() -> new IllegalArgumentException("no file " + name));
        return (req, res) -> send(req, res, file, ASK_EACH_TIME);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/s/{build}/{+path}", this::file);
    }

    private void file(ServerRequest req, ServerResponse res) {
        // under an old build only what was that build may be kept for ever, and that is gone
        StaticFile file =
                Optional.of(PathParams.text(req, "path"))
                        .filter(_ -> PathParams.text(req, "build").equals(build))
                        .flatMap(this::find)
                        .orElseThrow(
                                () ->
                                        new Problem.NotFound(
                                                "file_not_found", "There is no such file."));
        send(req, res, file, FOR_EVER);
    }

    private Optional<StaticFile> find(String name) {
        return Optional.ofNullable(files.get(name)).filter(_ -> !name.endsWith(".map"));
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

    /// Pages say where their build is with `{build}`.
    private byte[] woven(String name, byte[] bytes) {
        return name.endsWith(".html")
                ? new String(bytes, StandardCharsets.UTF_8)
                        .replace("{build}", build)
                        .getBytes(StandardCharsets.UTF_8)
                : bytes;
    }
}
