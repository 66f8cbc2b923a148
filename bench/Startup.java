import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Start-up time and memory of the packaged server with an external PostgreSQL. See bench/README.md.
final class Startup {
    private static final int RUNS = 5;
    private static final int REQUESTS = 20_000;
    private static final int PEOPLE = 16;
    private static final int DOCUMENTS = 500;

    /// Until the JVM has given back what compiling took, every five seconds; the pool stays open for twenty.
    private static final int IDLE_MS = 10_000;

    private static final int SETTLED_MS = 5_000;

    private final Path app;
    private final String database;
    private final List<String> rows = new ArrayList<>(List.of("figure,unit,median,least,most,runs"));

    private Startup(Path app, String database) {
        this.app = app;
        this.database = database;
    }

    public static void main(String[] args) throws Exception {
        Startup bench = new Startup(Path.of(args[0]), System.getenv("DATABASE_URL"));
        List<String> parts = List.of(args).subList(2, args.length);
        bench.sizes();
        bench.starts();
        if (parts.isEmpty() || parts.contains("mixed")) {
            bench.mixed();
        }
        if (parts.isEmpty() || parts.contains("ingestion")) {
            bench.ingestion();
        }
        Files.write(Path.of(args[1]), bench.rows);
        System.out.println(args[1]);
    }

    private void sizes() throws Exception {
        double sum = 0;
        for (String part : List.of("runtime", "lib", "handcar.jar", "handcar.aot")) {
            double size = size(app.resolve(part));
            sum += size;
            row("disk " + part, "MB", size);
        }
        row("disk in all", "MB", sum);
    }

    private static double size(Path part) throws Exception {
        try (Stream<Path> files = Files.exists(part) ? Files.walk(part) : Stream.<Path>empty()) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum() / 1e6;
        }
    }

    /// The first start makes the schema and shelves the guide; then five like any other.
    private void starts() throws Exception {
        try (Packaged first = start()) {
            row("first start, empty database", "ms", first.readyMillis());
        }
        double[][] seen = new double[5][RUNS];
        for (int run = 0; run < RUNS; run++) {
            try (Packaged server = start()) {
                seen[0][run] = server.readyMillis();
                openPool(server);
                Thread.sleep(IDLE_MS);
                seen[1][run] = server.megabytes("VmRSS");
                seen[2][run] = server.megabytes("RssAnon");
                seen[3][run] = poolSize(server);
                long begun = System.nanoTime();
                seen[4][run] = server.stop();
                if (run == 0) {
                    row("stop", "ms", (System.nanoTime() - begun) / 1e6);
                }
            }
        }
        row("start to ready", "ms", seen[0]);
        row("memory (RSS) idle, pool open", "MB", seen[1]);
        row("of it anonymous", "MB", seen[2]);
        row("connections open", "", seen[3]);
        row("exit code", "", seen[4]);
    }

    /// Ten readers at once, so that every connection of the pool is made.
    private static void openPool(Packaged server) throws Exception {
        for (int round = 0; round < 5; round++) {
            List<Thread> threads =
                    IntStream.range(0, 20)
                            .mapToObj(
                                    _ ->
                                            Thread.ofPlatform()
                                                    .start(
                                                            () -> {
                                                                try {
                                                                    server.get("/api/v1/stats?period=30d", Packaged.ADMIN);
                                                                    server.get("/api/v1/conversations", Packaged.ADMIN);
                                                                } catch (Exception e) {
                                                                    throw new IllegalStateException(e);
                                                                }
                                                            }))
                            .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static double poolSize(Packaged server) throws Exception {
        String metrics = server.get("/metrics", "").body();
        return metrics.lines()
                .filter(line -> line.startsWith("db_pool_connections{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    private void mixed() throws Exception {
        try (Packaged server = start()) {
            Mixed load = new Mixed(server, REQUESTS);
            long begun = System.nanoTime();
            var statuses = load.run(PEOPLE);
            double seconds = (System.nanoTime() - begun) / 1e9;
            double after = server.megabytes("VmRSS");
            Thread.sleep(SETTLED_MS);
            row("memory (RSS) after mixed requests", "MB", after);
            row("five seconds after the mixed requests", "MB", server.megabytes("VmRSS"));
            row("most during the mixed requests", "MB", server.megabytes("VmHWM"));
            row("mixed requests", "", REQUESTS);
            row("mixed requests a second", "1/s", REQUESTS / seconds);
            row("chat turns among them", "", load.turns());
            System.out.println("answers by status: " + statuses);
        }
    }

    /// A day's work of the library: texts, pages and tables of the kind companies have, made from this folder's guide.
    private void ingestion() throws Exception {
        List<byte[]> texts = new ArrayList<>();
        try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
            for (Path page : pages.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
                texts.add(Files.readAllBytes(page));
            }
        }
        try (Packaged server = start()) {
            long begun = System.nanoTime();
            for (int n = 0; n < DOCUMENTS; n++) {
                String text = "Number " + n + "\n\n" + new String(texts.get(n % texts.size()), StandardCharsets.UTF_8);
                upload(server, n, switch (n % 5) {
                    case 0 -> new Upload("md", text.getBytes(StandardCharsets.UTF_8));
                    case 1 -> new Upload("txt", (text + "\n" + text).getBytes(StandardCharsets.UTF_8));
                    case 2 -> new Upload("html", html(text));
                    case 3 -> new Upload("csv", csv(text));
                    default -> new Upload("pdf", Paper.pdf(text));
                });
            }
            while (isBusy(server)) {
                Thread.sleep(100);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            row("memory (RSS) after the documents", "MB", server.megabytes("VmRSS"));
            Thread.sleep(SETTLED_MS);
            row("five seconds after the documents", "MB", server.megabytes("VmRSS"));
            row("most during the documents", "MB", server.megabytes("VmHWM"));
            row("documents", "", DOCUMENTS);
            row("documents a second", "1/s", DOCUMENTS / seconds);
            row("documents that failed", "", count(server, "failed"));
        }
    }

    private record Upload(String kind, byte[] content) {}

    private static byte[] html(String text) {
        return ("<!doctype html><title>A page</title><body><p>" + text.replace("<", "&lt;").replace("\n\n", "</p><p>"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] csv(String text) {
        StringBuilder table = new StringBuilder("number,line\n");
        int[] number = {0};
        text.lines().forEach(line -> table.append(number[0]++).append(",\"").append(line.replace("\"", "\"\"")).append("\"\n"));
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void upload(Packaged server, int n, Upload upload) throws Exception {
        String head =
                "--next\r\nContent-Disposition: form-data; name=\"file\"; filename=\"day-" + n + "." + upload.kind() + "\"\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] end = "\r\n--next--\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(start, start.length + upload.content().length + end.length);
        System.arraycopy(upload.content(), 0, body, start.length, upload.content().length);
        System.arraycopy(end, 0, body, start.length + upload.content().length, end.length);
        int status;
        // a server that is short of memory asks to wait, and a script does
        while ((status = server.send("POST", "/api/v1/documents", Packaged.ADMIN, "multipart/form-data; boundary=next", body).statusCode()) == 503) {
            Thread.sleep(1_000);
        }
        if (status != 201) {
            throw new IllegalStateException("upload " + n + ": " + status);
        }
    }

    private static boolean isBusy(Packaged server) throws Exception {
        return count(server, "queued") + count(server, "reading") + count(server, "indexing") > 0;
    }

    private static double count(Packaged server, String status) throws Exception {
        String body = server.get("/api/v1/documents?limit=200&status=" + status, Packaged.ADMIN).body();
        return body.split("\"status\":\"" + status + "\"", -1).length - 1;
    }

    private Packaged start() throws Exception {
        return new Packaged(app, database, Map.of());
    }

    private void row(String figure, String unit, double... seen) {
        double[] sorted = seen.clone();
        Arrays.sort(sorted);
        String line =
                String.format(
                        Locale.ROOT,
                        "%s,%s,%.1f,%.1f,%.1f,%d",
                        figure.replace(",", ";"),
                        unit,
                        sorted[sorted.length / 2],
                        sorted[0],
                        sorted[sorted.length - 1],
                        sorted.length);
        rows.add(line);
        System.out.println(line);
    }
}
