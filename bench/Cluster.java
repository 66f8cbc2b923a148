import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL of our own that may be killed, made with the system's programs.
final class Cluster implements AutoCloseable {
    private final Path bin;
    private final Path folder;
    private final int port = Child.freePort();

    Cluster() throws Exception {
        bin = programs();
        folder = Scratch.folder("cluster");
        if (isRoot()) {
            run(List.of("chown", "65534:65534", folder.toString()));
        }
        as(List.of(bin.resolve("initdb").toString(), "-A", "trust", "-U", "postgres", "-D", data()));
        start();
    }

    String url() {
        return "postgres://postgres@127.0.0.1:" + port + "/postgres";
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /// The postmaster and all its children at once, without a word.
    void kill() throws Exception {
        long postmaster = Long.parseLong(Files.readAllLines(Path.of(data(), "postmaster.pid")).getFirst());
        ProcessHandle handle = ProcessHandle.of(postmaster).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(handle.children().toList());
        all.addFirst(handle);
        for (ProcessHandle each : all) {
            run(List.of("kill", "-9", "" + each.pid()));
        }
        while (all.stream().anyMatch(ProcessHandle::isAlive)) {
            Thread.sleep(10);
        }
        Files.deleteIfExists(Path.of(data(), "postmaster.pid"));
    }

    void start() throws Exception {
        as(
                List.of(
                        bin.resolve("pg_ctl").toString(), "-D", data(), "-w", "-t", "120", "-l", folder.resolve("log").toString(),
                        "-o", "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1", "start"));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static Path programs() throws IOException {
        try (Stream<Path> found = Files.isDirectory(Path.of("/usr/lib/postgresql")) ? Files.list(Path.of("/usr/lib/postgresql")) : Stream.<Path>empty()) {
            return Stream.concat(found.sorted().map(version -> version.resolve("bin")), Stream.of(System.getenv("PATH").split(":")).map(Path::of))
                    .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("initdb is needed: install a PostgreSQL server (Debian: apt-get install postgresql)"));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void as(List<String> command) throws Exception {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root
            whole.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        whole.addAll(command);
        run(whole);
    }

    private static void run(List<String> command) throws Exception {
        Path log = Files.createTempFile("handcar-cluster", ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
        }
        Files.delete(log);
    }

    @Override
    public void close() throws Exception {
        kill();
        Scratch.remove(folder);
    }
}
