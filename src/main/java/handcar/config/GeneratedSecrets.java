package handcar.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The secrets of an installation that was given none: made once, kept in `DATA_DIR/secrets.env` for its owner only, so
/// that sessions and visitor tokens outlive a restart. Production never comes here: it must be given its secrets.
final class GeneratedSecrets {
    static final String DATABASE_PASSWORD = "DATABASE_PASSWORD";
    private static final List<String> NAMES =
            List.of("ADMIN_TOKEN", "JWT_SECRET", "SECRET_ENCRYPTION_KEY", DATABASE_PASSWORD);
    private static final int BYTES = 32;

    private GeneratedSecrets() {}

    /// Reads the file, or makes it.
    static Map<String, String> under(Path dataDir) {
        Path file = dataDir.resolve("secrets.env");
        try {
            Map<String, String> kept = read(file);
            return kept.keySet().containsAll(NAMES) ? kept : completed(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "DATA_DIR "
                            + dataDir
                            + " cannot be used: set DATA_DIR to a folder this user can write",
                    e);
        }
    }

    /// Under a lock, so that processes that start together on one folder have the same secrets.
    private static Map<String, String> completed(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel =
                        FileChannel.open(
                                file.resolveSibling("secrets.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Map<String, String> kept = read(file);
            if (!kept.keySet().containsAll(NAMES)) {
                NAMES.forEach(name -> kept.computeIfAbsent(name, _ -> random()));
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

    /// Written aside (readable by its owner alone, as temporary files are) and moved, so that a kill in between leaves
    /// either no file or a whole one.
    private static void write(Path file, Map<String, String> secrets) throws IOException {
        Path aside = Files.createTempFile(file.getParent(), "secrets", ".tmp");
        StringBuilder text = new StringBuilder();
        secrets.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(aside, text);
        Files.move(
                aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
