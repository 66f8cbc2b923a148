import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One CSV file of bench/results, written anew with every row, so that what was measured survives whatever comes after.
final class Results {
    private static final Path FOLDER = Path.of("bench", "results");

    private final Path file;
    private final List<String> lines = new ArrayList<>();

    /// @param name of the file, without its ending
    Results(String name, String... columns) throws IOException {
        this.file = FOLDER.resolve(name + ".csv");
        Files.createDirectories(FOLDER);
        add((Object[]) columns);
    }

    void add(Object... cells) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(text(cell));
        }
        lines.add(String.join(",", texts));
        Files.write(file, lines);
        StringBuilder shown = new StringBuilder();
        texts.forEach(text -> shown.append(String.format("%-16s", text)));
        System.out.println(shown.toString().stripTrailing());
    }

    private static String text(Object cell) {
        if (cell instanceof Double number) {
            return number.isNaN() ? "" : String.format(Locale.ROOT, "%.3f", number);
        }
        String text = String.valueOf(cell);
        return text.contains(",") ? '"' + text + '"' : text;
    }
}
