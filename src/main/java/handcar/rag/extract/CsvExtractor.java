package handcar.rag.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Comma-separated values, whatever separates them: the sign that splits the first lines most evenly. Every row becomes
/// one line that can be read by itself (see [TableText]). Quoting as in RFC 4180, with forgiveness for a quote that is
/// never closed.
final class CsvExtractor {
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    /// Lines that are looked at to find the separator.
    private static final int SAMPLE = 20;

    private static final int MOST_COLUMNS = 1_000;

    /// A quoted field this long was never meant as one.
    private static final int LONGEST_QUOTED = 100_000;

    private final String source;
    private final char separator;
    private int at;

    private CsvExtractor(String source, char separator, int at) {
        this.source = source;
        this.separator = separator;
        this.at = at;
    }

    static ExtractedText read(String source) {
        if (source.length() > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        CsvExtractor csv = begin(source);
        TextBuilder draft = new TextBuilder();
        TableText table = new TableText(draft, true);
        while (csv.at < source.length()) {
            table.row(csv.row());
        }
        table.end();
        return new ExtractedText(FileType.CSV, Optional.empty(), draft.text());
    }

    private static CsvExtractor begin(String source) {
        // Excel's own way to say it
        if (source.length() > 5
                && source.startsWith("sep=")
                && SEPARATORS.contains(source.charAt(4))) {
            return new CsvExtractor(source, source.charAt(4), 5);
        }
        char best = ',';
        int score = 0;
        for (char candidate : SEPARATORS) {
            int found = score(new CsvExtractor(source, candidate, 0));
            if (found > score) {
                best = candidate;
                score = found;
            }
        }
        return new CsvExtractor(source, best, 0);
    }

    /// Rows that have as many columns as the first, and more than one, count; wider rows count a little more.
    private static int score(CsvExtractor csv) {
        int columns = csv.row().size();
        int even = 1;
        for (int line = 1; line < SAMPLE && csv.at < csv.source.length(); line++) {
            even += csv.row().size() == columns ? 1 : 0;
        }
        return columns < 2 ? 0 : even * 100 + Math.min(columns, 99);
    }

    private List<String> row() {
        List<String> row = new ArrayList<>();
        while (true) {
            String field = field();
            if (row.size() < MOST_COLUMNS) {
                row.add(field);
            }
            if (at >= source.length()) {
                return row;
            }
            char end = source.charAt(at++);
            if (end != separator) {
                if (end == '\r' && at < source.length() && source.charAt(at) == '\n') {
                    at++;
                }
                return row;
            }
        }
    }

    private String field() {
        while (at < source.length() && source.charAt(at) == ' ') {
            at++;
        }
        if (at < source.length() && source.charAt(at) == '"') {
            Optional<String> quoted = quoted();
            if (quoted.isPresent()) {
                return quoted.get();
            }
        }
        int start = at;
        while (at < source.length() && !ends(source.charAt(at))) {
            at++;
        }
        return source.substring(start, at);
    }

    private boolean ends(char next) {
        return next == separator || next == '\n' || next == '\r';
    }

    /// The field between quotes; empty, and nothing consumed, when no quote closes it.
    private Optional<String> quoted() {
        StringBuilder field = new StringBuilder();
        int stop = Math.min(source.length(), at + LONGEST_QUOTED);
        for (int look = at + 1; look < stop; look++) {
            char next = source.charAt(look);
            if (next != '"') {
                field.append(next);
            } else if (look + 1 < stop && source.charAt(look + 1) == '"') {
                field.append('"');
                look++;
            } else {
                at = look + 1;
                while (at < source.length() && !ends(source.charAt(at))) {
                    field.append(source.charAt(at++));
                }
                return Optional.of(field.toString());
            }
        }
        return Optional.empty();
    }
}
