package handcar.rag.extract;

import module java.base;

/// The tables in plain text, as people paste them from Markdown: a row of names, a row of dashes and rows of values between bars
/// (GitHub Flavored Markdown, 4.10). Each row is written out with its names; everything else stays as it stands.
final class PipeTables {
    private static final Pattern DASHES =
            Pattern.compile(
                    "[ \\t]*\\|?[ \\t]*:?-{2,}:?[ \\t]*(?:\\|[ \\t]*:?-{2,}:?[ \\t]*)*\\|?[ \\t]*");

    /// Characters. A longer line is no row of dashes.
    private static final int LONGEST_DASHES = 1_000;

    private PipeTables() {}

    static String labelled(String text) {
        if (!text.contains("|") || !text.contains("--")) {
            return text;
        }
        List<String> lines = text.lines().toList();
        StringBuilder labelled = new StringBuilder(text.length());
        for (int at = 0; at < lines.size(); ) {
            if (at + 1 < lines.size()
                    && lines.get(at).contains("|")
                    && isDashes(lines.get(at + 1))) {
                int end = at + 2;
                while (end < lines.size() && lines.get(end).contains("|")) {
                    end++;
                }
                labelled.append(table(lines.subList(at, end))).append('\n');
                at = end;
                if (labelled.length() > TextBuilder.LONGEST) {
                    throw TextBuilder.tooLong();
                }
            } else {
                labelled.append(lines.get(at++)).append('\n');
            }
        }
        return labelled.toString();
    }

    private static boolean isDashes(String line) {
        return line.length() <= LONGEST_DASHES
                && line.contains("|")
                && DASHES.matcher(line).matches();
    }

    private static String table(List<String> lines) {
        TextBuilder builder = new TextBuilder();
        TableText table = TableText.named(builder);
        table.header(cells(lines.getFirst()));
        lines.subList(2, lines.size()).forEach(line -> table.row(cells(line)));
        table.end();
        return builder.text();
    }

    /// The cells of a row; `\|` is a bar inside one.
    private static List<String> cells(String line) {
        String row = line.strip();
        String inner = row.startsWith("|") ? row.substring(1) : row;
        String bare =
                inner.endsWith("|") && !inner.endsWith("\\|")
                        ? inner.substring(0, inner.length() - 1)
                        : inner;
        return Stream.of(bare.split("(?<!\\\\)\\|", -1))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList();
    }
}
