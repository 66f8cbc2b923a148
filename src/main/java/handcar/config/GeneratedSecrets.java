package handcar.config;

import module java.base;

/// Generates the secrets that the environment does not set, once, into `DATA_DIR/secrets.env` (readable by its owner only),
/// so that sessions and visitor tokens survive a restart. Not used in production, which must set its secrets.
final class GeneratedSecrets {
    static final String DATABASE_PASSWORD = "DATABASE_PASSWORD";
    private static final List<String> NAMES =
            List.of("ADMIN_TOKEN", "JWT_SECRET", "SECRET_ENCRYPTION_KEY", DATABASE_PASSWORD);

    private GeneratedSecrets() {}

    /// Reads the file; creates it when it is missing or incomplete.
    static Map<String, String> under(Path dataDir) {
        Path file = dataDir.resolve("secrets.env");
        try {
            Map<String, String> kept = read(file);
            return kept.keySet().containsAll(NAMES) ? kept : completed(dataDir, file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "DATA_DIR "
                            + dataDir
                            + " cannot be used: set DATA_DIR to a folder this user can write",
                    e);
        }
    }

    /// Holds a file lock, so that processes that start together on one folder share the secrets.
    private static Map<String, String> completed(Path dataDir, Path file) throws IOException {
        DataFolder.restrict(dataDir);
        try (FileChannel channel =
                        FileChannel.open(
                                file.resolveSibling("secrets.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Map<String, String> kept = read(file);
            if (!kept.keySet().containsAll(NAMES)) {
                NAMES.forEach(name -> kept.computeIfAbsent(name, _ -> Secret.random().reveal()));
                write(file, kept);
            }
            return kept;
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return found;
        }
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                found.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return found;
    }

    /// Writes a temporary file (readable by its owner only) and renames it, so that a kill leaves no file or a complete one.
    private static void write(Path file, Map<String, String> secrets) throws IOException {
        Path aside = Files.createTempFile(file.getParent(), "secrets", ".tmp");
        StringBuilder text = new StringBuilder();
        secrets.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(aside, text);
        Files.move(
                aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
