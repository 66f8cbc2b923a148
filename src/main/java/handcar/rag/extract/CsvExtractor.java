package handcar.rag.extract;

import module java.base;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;

/// Comma-separated values (RFC 4180), whatever separates them: the character that splits the first lines most evenly.
/// Every row becomes one line that can be read by itself (see [TableText]). A line whose quotes do not pair is taken as it
/// stands.
final class CsvExtractor {
    /// The comma comes last, because it is in numbers, too.
    private static final List<Character> SEPARATORS = List.of('\t', ';', '|', ',');

    /// Lines that are looked at to find the separator.
    private static final int SAMPLE = 20;

    private static final int MOST_COLUMNS = 1_000;

    /// Characters. A longer quoted field has no closing quote.
    private static final int LONGEST_QUOTED = 100_000;

    private final String source;
    private final char separator;

    /// Where the open reader began, which counts lines from there.
    private int from;

    private Rows rows = new Rows();
    private Iterator<Row> records;
    private Optional<Row> next;

    /// A row that begins in this line. No cells: its quotes do not pair. `quoted`: its last field is in quotes.
    private record Row(long line, List<String> cells, boolean quoted) {}

    private CsvExtractor(String source, char separator, int from) {
        this.source = source;
        this.separator = separator;
        this.records = records(from);
        this.next = advance();
    }

    static ExtractedText read(String source) {
        if (source.length() > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        CsvExtractor csv = begin(source);
        TextBuilder builder = new TextBuilder();
        TableText table = TableText.guessed(builder, true);
        for (List<String> row = csv.row(); !row.isEmpty(); row = csv.row()) {
            table.row(row);
        }
        table.end();
        return new ExtractedText(FileType.CSV, Optional.empty(), builder.text());
    }

    private static CsvExtractor begin(String source) {
        // Excel's own way to say it
        if (source.length() > 5
                && source.startsWith("sep=")
                && SEPARATORS.contains(source.charAt(4))) {
            return new CsvExtractor(source, source.charAt(4), 5);
        }
        char best = ',';
        int most = 0;
        for (char candidate : SEPARATORS) {
            int even = even(new CsvExtractor(source, candidate, 0));
            if (even > most) {
                best = candidate;
                most = even;
            }
        }
        return new CsvExtractor(source, best, 0);
    }

    /// How many rows have the same number of columns, more than one; a title above them has fewer.
    private static int even(CsvExtractor csv) {
        Map<Integer, Integer> widths = new HashMap<>();
        for (int line = 0; line < SAMPLE; line++) {
            widths.merge(csv.row().size(), 1, Integer::sum);
        }
        return widths.entrySet().stream()
                .filter(width -> width.getKey() > 1)
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    /// The cells of the next row; none at the end.
    private List<String> row() {
        if (next.isEmpty()) {
            return List.of();
        }
        Row row = next.get();
        if (row.cells.isEmpty()) {
            return plainLine(row.line);
        }
        next = advance();
        boolean unclosed = row.quoted && next.isEmpty() && !source.stripTrailing().endsWith("\"");
        return unclosed ? plainLine(row.line) : row.cells;
    }

    private Iterator<Row> records(int start) {
        from = start;
        rows = new Rows();
        StringReader rest = new StringReader(source);
        try {
            rest.skip(start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .maxBufferSize(LONGEST_QUOTED)
                .build(rows, rest)
                .iterator();
    }

    private Optional<Row> advance() {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (CsvParseException e) {
            return Optional.of(new Row(rows.line, List.of(), true));
        }
    }

    /// This line cut at every separator; reading goes on behind it.
    private List<String> plainLine(long line) {
        int start = from;
        for (long at = 1; at < line; at++) {
            start = nextLine(start);
        }
        int end = nextLine(start);
        records = records(end);
        next = advance();
        String text = source.substring(start, end).strip();
        return List.of(text.split(Pattern.quote(String.valueOf(separator)), MOST_COLUMNS));
    }

    private int nextLine(int start) {
        int end = start;
        while (end < source.length() && source.charAt(end) != '\n' && source.charAt(end) != '\r') {
            end++;
        }
        int more = source.startsWith("\r\n", end) ? 2 : 1;
        return Math.min(source.length(), end + more);
    }

    /// Collects the cells of a row; what is beyond the widest is left out.
    private static final class Rows extends AbstractBaseCsvCallbackHandler<Row> {
        private List<String> cells = new ArrayList<>();
        private boolean quoted;
        private long line;

        @Override
        protected void handleBegin(long startingLine) {
            line = startingLine;
            cells = new ArrayList<>();
        }

        @Override
        protected void handleField(
                int field, char[] text, int offset, int length, boolean inQuotes) {
            quoted = inQuotes;
            if (field < MOST_COLUMNS) {
                cells.add(new String(text, offset, length));
            }
        }

        @Override
        protected Row buildRecord() {
            return new Row(line, cells, quoted);
        }
    }
}
