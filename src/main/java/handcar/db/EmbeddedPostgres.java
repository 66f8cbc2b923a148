package handcar.db;

import module java.base;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// An embedded PostgreSQL, for people who try Handcar without a database. Its files stay in a folder; it writes durably (the
/// launcher's defaults do not), requires a password, and is found again after this process was killed.
public final class EmbeddedPostgres implements AutoCloseable {
    /// Recovery after a kill replays the log, which takes long on a slow disk.
    private static final Duration START = Duration.ofSeconds(60);

    private static final Duration ORPHAN_STOP = Duration.ofSeconds(30);
    private static final String USER = "postgres";
    private static final String LOCK = "lock";
    private static final String PROGRAMS = "bin";
    private static final String UNPACKED = "unpacked";
    private static final String ACCESS = "pg_hba.conf";
    private static final String MARK = "secured";

    /// `postmaster.pid` names the port in its fourth line.
    private static final int PORT_LINE = 3;

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final String password;
    private final FileChannel lock;

    /// The address at which another Handcar runs it on the files below `home`, if one does.
    public static Optional<Database.Address> runningAt(Path home, String password) {
        try {
            if (!Files.exists(home.resolve(LOCK))) {
                return Optional.empty();
            }
            try (FileChannel channel =
                            FileChannel.open(home.resolve(LOCK), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock != null) {
                    return Optional.empty();
                }
            }
            String port = Files.readAllLines(home.resolve("data/postmaster.pid")).get(PORT_LINE);
            return Optional.of(address(Integer.parseInt(port.strip()), password));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL under " + home + " cannot be inspected.", e);
        }
    }

    /// Starts it on the files below `home`. With `pgvector` (a folder with `lib/` and `extension/`) the extension is made
    /// available to it.
    public EmbeddedPostgres(Path home, String password, Optional<Path> pgvector) {
        this.password = password;
        try (PostgresOutput output = new PostgresOutput()) {
            Path folder = Files.createDirectories(home).toRealPath();
            this.lock = locked(folder);
            Path data = folder.resolve("data");
            stopOrphan(data);
            dropHalfUnpacked(folder);
            boolean secured = hasPassword(data);
            if (!secured && Files.exists(data.resolve(ACCESS))) {
                // another password, or one of an earlier version: it is set again as at the first
                // start
                Files.writeString(data.resolve(ACCESS), access("trust"));
            }
            this.server = started(builder(folder, data, secured), output);
            Files.writeString(folder.resolve(UNPACKED), "");
            try (Connection connection =
                            DriverManager.getConnection(address().jdbcUrl(), USER, password);
                    Statement statement = connection.createStatement()) {
                if (!secured) {
                    secure(statement, data);
                }
                if (pgvector.isPresent()) {
                    install(statement, pgvector.get());
                }
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL under "
                            + home
                            + " did not start: "
                            + e.getMessage()
                            + ". Set DATABASE_URL to use a PostgreSQL of your own.",
                    e);
        }
    }

    /// Starts it; a failure says what PostgreSQL itself wrote about it.
    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres started(
            io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder builder,
            PostgresOutput output)
            throws IOException {
        try {
            return builder.start();
        } catch (IOException | IllegalStateException e) {
            String why = output.reason().map(line -> "; PostgreSQL says: " + line).orElse("");
            throw new IOException(e.getMessage() + why, e);
        }
    }

    private io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder builder(
            Path folder, Path data, boolean secured) {
        var builder =
                io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setOverrideWorkingDirectory(folder.resolve(PROGRAMS).toFile())
                        .setPGStartupWait(START);
        Map.ofEntries(
                        Map.entry("fsync", "on"),
                        Map.entry("synchronous_commit", "on"),
                        Map.entry("unix_socket_directories", ""),
                        Map.entry("shared_buffers", "16MB"),
                        Map.entry("max_connections", "30"),
                        Map.entry("wal_level", "minimal"),
                        Map.entry("max_wal_senders", "0"),
                        Map.entry("max_worker_processes", "2"),
                        Map.entry("max_parallel_workers_per_gather", "0"),
                        Map.entry("max_parallel_maintenance_workers", "0"),
                        Map.entry("jit", "off"))
                .forEach(builder::setServerConfig);
        return secured ? builder.setConnectConfig("password", password) : builder;
    }

    /// A lock that the system frees when this process dies: two servers on the same files would stop each other's database.
    private static FileChannel locked(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("another Handcar runs on these files");
        }
        return channel;
    }

    /// A kill during unpacking leaves some of the server's programs, which the launcher would not overwrite.
    private static void dropHalfUnpacked(Path folder) throws IOException {
        Path programs = folder.resolve(PROGRAMS);
        if (Files.exists(folder.resolve(UNPACKED)) || !Files.exists(programs)) {
            return;
        }
        try (Stream<Path> files = Files.walk(programs)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// The launcher makes a cluster that trusts everyone on the machine; from here on it requires the password. The mark says which
    /// one that is, and is written last: a kill before it repeats these idempotent steps.
    private void secure(Statement statement, Path data) throws SQLException, IOException {
        statement.execute("ALTER USER " + USER + " PASSWORD '" + password.replace("'", "''") + "'");
        Files.writeString(data.resolve(ACCESS), access("scram-sha-256"));
        Files.writeString(data.resolve(MARK), digest());
        statement.execute("SELECT pg_reload_conf()");
    }

    private static String access(String method) {
        return "host all all 127.0.0.1/32 %1$s\nhost all all ::1/128 %1$s\n".formatted(method);
    }

    private boolean hasPassword(Path data) throws IOException {
        Path mark = data.resolve(MARK);
        return Files.exists(mark) && Files.readString(mark).equals(digest());
    }

    /// Passwords of servers have 256 random bits, so a plain digest tells nothing of them.
    private String digest() {
        try {
            byte[] text = password.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void install(Statement statement, Path pgvector)
            throws SQLException, IOException {
        Map<String, Path> folders = new HashMap<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT name, setting FROM pg_config WHERE name IN ('PKGLIBDIR',"
                                + " 'SHAREDIR')")) {
            while (rows.next()) {
                folders.put(rows.getString(1), Path.of(rows.getString(2)));
            }
        }
        copy(pgvector.resolve("lib"), folders.getOrDefault("PKGLIBDIR", pgvector));
        copy(
                pgvector.resolve("extension"),
                folders.getOrDefault("SHAREDIR", pgvector).resolve("extension"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Path target = to.resolve(from.relativize(file));
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    /// A killed JVM leaves its PostgreSQL running on the same files. It is asked to stop before another one starts, after
    /// making sure that the process with this number really is it.
    private static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        Optional<ProcessHandle> orphan =
                ProcessHandle.of(pid).filter(handle -> runsOn(handle, data));
        if (orphan.isEmpty()) {
            // the file is stale, and PostgreSQL would refuse to start if another process has the
            // number
            Files.delete(pidFile);
            return;
        }
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
            orphan.get().onExit().get(ORPHAN_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an earlier PostgreSQL was stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "an earlier PostgreSQL (pid " + pid + ") does not stop; stop it by hand", e);
        }
    }

    private static boolean runsOn(ProcessHandle handle, Path data) {
        Path commandLine = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
        try {
            String command =
                    Files.exists(commandLine)
                            ? Files.readString(commandLine)
                            : handle.info().commandLine().orElse("");
            return command.contains("postgres") && command.contains(data.toString());
        } catch (IOException e) {
            return false; // it ended meanwhile
        }
    }

    /// How the pool reaches it.
    public Database.Address address() {
        return address(server.getPort(), password);
    }

    private static Database.Address address(int port, String password) {
        return new Database.Address(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password);
    }

    @Override
    public void close() {
        try {
            server.close();
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("The embedded PostgreSQL did not stop.", e);
        }
    }
}
