package handcar.db;

import module java.base;

import io.helidon.dbclient.DbStatements;

/// The named statements: `chat.find-contact` is the text below `-- name: find-contact` in `sql/chat.sql`. A file is read
/// when its first statement is asked for.
final class SqlFiles implements DbStatements {
    private static final String MARK = "-- name:";
    private final Map<String, Map<String, String>> files = new ConcurrentHashMap<>();

    @Override
    public String statement(String name) {
        int dot = name.indexOf('.');
        String text = file(name.substring(0, Math.max(0, dot))).get(name.substring(dot + 1));
        if (text == null) {
            throw new IllegalArgumentException("no statement named " + name + " in sql/");
        }
        return text;
    }

    /// Every statement of one file, by its short name.
    Map<String, String> file(String room) {
        return files.computeIfAbsent(room, SqlFiles::read);
    }

    private static Map<String, String> read(String room) {
        try (InputStream in = SqlFiles.class.getResourceAsStream("/sql/" + room + ".sql")) {
            if (in == null) {
                throw new IllegalArgumentException("no file sql/" + room + ".sql");
            }
            return split(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> split(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        String[] parts = text.split("(?m)^" + MARK);
        for (int i = 1; i < parts.length; i++) {
            int line = parts[i].indexOf('\n');
            // comments stay out of what is sent: the driver would parse them at each call
            String sql = parts[i].substring(line).replaceAll("(?m)^\\s*--.*$", "").strip();
            found.put(parts[i].substring(0, line).strip(), sql);
        }
        return found;
    }
}
