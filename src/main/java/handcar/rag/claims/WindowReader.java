package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.PassageWindow.Part;
import handcar.rag.search.SearchHit;
import handcar.text.SentenceSplitter;
import handcar.text.SentenceSplitter.Span;
import handcar.text.TableLine;

/// Splits passages into windows: each row of a table with its headers, each list item, each sentence.
final class WindowReader {
    private static final Pattern ITEM =
            Pattern.compile("\\s*(?:[-*+•]|\\d{1,2}[.)])\\s+.*", Pattern.DOTALL);

    /// What stands behind it is a sentence of its own.
    private static final Pattern SEMICOLON = Pattern.compile("(?<=;)\\s");

    /// Words; a shorter clause leaves out what the one before it says.
    private static final int ELLIPSIS = 2;

    private static final Pattern LABEL = Pattern.compile("[^;]*: ");

    private final List<PassageWindow> windows = new ArrayList<>();
    private int table = -1;

    private WindowReader() {}

    static List<PassageWindow> read(List<SearchHit> hits) {
        WindowReader reader = new WindowReader();
        for (int at = 0; at < hits.size(); at++) {
            reader.read(at, hits.get(at));
        }
        return List.copyOf(reader.windows);
    }

    /// The name of a column.
    private record Head(List<ClaimWord> words, List<ClaimValue> values, Set<ClaimWord> lacking) {
        static Head of(ClaimText text, Part cell) {
            return new Head(
                    text.words().stream().filter(cell::holds).toList(),
                    text.values().stream().filter(cell::holds).toList(),
                    cell.lacking());
        }
    }

    /// The lines of a passage around the one that is read.
    private static final class Context {
        List<ClaimWord> before = List.of();
        List<ClaimWord> lead = List.of();
        List<ClaimValue> leadValues = List.of();
        List<Head> headers = List.of();
        boolean inRows;

        /// Whether the line before is a question or ends with a colon.
        boolean leads;
    }

    private void read(int number, SearchHit hit) {
        String text = PassageInstructions.blanked(hit.text());
        String language = hit.language();
        ClaimText above = SourceLines.read(hit.title() + "\n" + hit.heading().orElse(""), language);
        List<Span> spans = WrappedLines.joined(text, SentenceSplitter.quotable(text));
        Context context = new Context();
        int end = 0;
        for (int at = 0; at < spans.size(); at++) {
            Span span = spans.get(at);
            String line = text.substring(span.start(), span.end()).replace('\n', ' ');
            boolean row = isRow(line);
            boolean apart = text.substring(end, span.start()).contains("\n\n");
            if (apart || row) {
                context.before = List.of();
            }
            if (apart && !context.leads) {
                context.lead = List.of();
                context.leadValues = List.of();
            }
            if (row || isItem(text, span)) {
                if (!context.inRows || apart) {
                    table++;
                    context.headers = List.of();
                }
                context.inRows = true;
            } else {
                context.inRows = false;
                context.headers = List.of();
            }
            end = span.end();
            if (TableLine.isRule(TextForm.of(line))) {
                continue;
            }
            if (row && isHeader(text, spans, at)) {
                ClaimText header = SourceLines.read(line, language);
                context.headers =
                        TableLine.withBars(header.text()).stream()
                                .flatMap(cells -> parts(header, cells))
                                .map(cell -> Head.of(header, cell))
                                .toList();
                continue;
            }
            if (context.inRows || LABEL.matcher(line).lookingAt()) {
                add(number, span, SourceLines.read(line, language), above, context);
            } else {
                for (String clause : SEMICOLON.split(line, -1)) {
                    add(number, span, SourceLines.read(clause, language), above, context);
                }
            }
        }
    }

    private void add(int number, Span span, ClaimText own, ClaimText above, Context context) {
        boolean row = context.inRows;
        List<Part> parts = row ? columns(own, context.headers) : Clauses.of(own);
        List<Part> labels = row ? labels(own) : List.of();
        List<ClaimWord> around = new ArrayList<>(above.words());
        labels.forEach(label -> around.addAll(label.words()));
        around.addAll(context.lead);
        if (own.refersBack() || own.words().size() <= ELLIPSIS) {
            around.addAll(context.before);
        }
        context.headers.forEach(head -> around.addAll(head.words()));
        List<ClaimValue> values =
                new ArrayList<>(
                        above.values().stream()
                                .filter(value -> !isNumbering(above, value))
                                .toList());
        values.addAll(context.leadValues);
        windows.add(
                new PassageWindow(
                        number,
                        span.start(),
                        span.end(),
                        own.without(labels),
                        List.copyOf(around),
                        List.copyOf(values),
                        row ? table : -1,
                        parts,
                        row ? denials(own, parts) : own.denials()));
        String plain = own.text().replaceAll("[*_ ]+$", "");
        context.leads = plain.endsWith(":") || plain.endsWith("?") || plain.startsWith("#");
        if (context.leads) {
            context.lead = own.words();
            context.leadValues = own.values();
        }
        context.before =
                own.refersBack()
                        ? Stream.concat(own.words().stream(), context.before.stream()).toList()
                        : own.words();
    }

    /// "2. Prices": the number of a heading is no value.
    private static boolean isNumbering(ClaimText above, ClaimValue value) {
        String before = above.text().substring(0, value.start()).stripTrailing();
        return before.isEmpty()
                || !Character.isLetterOrDigit(before.charAt(before.length() - 1))
                || above.text().substring(before.length(), value.start()).contains("\n");
    }

    static boolean isRow(String line) {
        return line.indexOf('\n') < 0 && TableLine.withBars(line).isPresent();
    }

    static boolean isItem(String text, Span span) {
        boolean alone =
                (span.start() == 0
                                || text.lastIndexOf('\n', span.start())
                                        >= text.substring(0, span.start()).stripTrailing().length())
                        && (span.end() == text.length() || text.charAt(span.end()) == '\n');
        String line = text.substring(span.start(), span.end());
        boolean sentence = !line.isEmpty() && ".!?".indexOf(line.charAt(line.length() - 1)) >= 0;
        return alone
                && !sentence
                && (ITEM.matcher(line).matches() || line.matches("(?s)[^:]{1,60}: ?\\S.*"));
    }

    /// A row is the header when a rule stands below it, or when it is the first and has no values while the next one has.
    private static boolean isHeader(String text, List<Span> spans, int at) {
        if (at + 1 >= spans.size()) {
            return false;
        }
        String next =
                TextForm.of(text.substring(spans.get(at + 1).start(), spans.get(at + 1).end()));
        if (TableLine.isRule(next)) {
            return true;
        }
        boolean first =
                at == 0
                        || !isRow(
                                text.substring(spans.get(at - 1).start(), spans.get(at - 1).end()));
        String line = TextForm.of(text.substring(spans.get(at).start(), spans.get(at).end()));
        return first
                && isRow(next)
                && ValueReader.read(line).isEmpty()
                && !ValueReader.read(next).isEmpty();
    }

    /// The cells of a row, each with the name of its column; clauses where the row has no cells.
    private static List<Part> columns(ClaimText row, List<Head> headers) {
        return TableLine.withBars(row.text())
                .map(cells -> withHeaders(parts(row, cells).toList(), headers))
                .or(() -> labelled(row).map(cells -> withLabels(row, cells)))
                .orElseGet(() -> Clauses.of(row));
    }

    private static Optional<TableLine> labelled(ClaimText row) {
        return row.text().indexOf('\n') < 0 ? TableLine.labelled(row.text()) : Optional.empty();
    }

    private static Stream<Part> parts(ClaimText row, TableLine cells) {
        return cells.cells().stream().map(cell -> Part.of(row, cell.start(), cell.end()));
    }

    /// The names of columns in a row; they stand in every row and are no part of what this one says.
    private static List<Part> labels(ClaimText row) {
        return labelled(row).stream()
                .flatMap(cells -> cells.cells().stream())
                .map(cell -> Part.of(row, cell.start(), cell.value()))
                .toList();
    }

    private static List<Part> withLabels(ClaimText row, TableLine cells) {
        return cells.cells().stream()
                .map(
                        cell ->
                                new Part(
                                        cell.start(),
                                        cell.end(),
                                        Part.of(row, cell.start(), cell.end()).words(),
                                        Head.of(row, Part.of(row, cell.start(), cell.value()))
                                                .values(),
                                        Part.of(row, cell.start(), cell.end()).lacking()))
                .toList();
    }

    private static List<Part> withHeaders(List<Part> cells, List<Head> headers) {
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < cells.size(); at++) {
            Part cell = cells.get(at);
            List<ClaimWord> words = new ArrayList<>(cell.words());
            Set<ClaimWord> lacking = new HashSet<>(cell.lacking());
            boolean headed = at < headers.size();
            if (headed) {
                words.addAll(headers.get(at).words());
                lacking.addAll(headers.get(at).lacking());
            }
            parts.add(
                    new Part(
                            cell.start(),
                            cell.end(),
                            List.copyOf(words),
                            headed ? headers.get(at).values() : List.of(),
                            Set.copyOf(lacking)));
        }
        return List.copyOf(parts);
    }

    /// In a table a denial reaches its cell with the header: `closed` below "Workshop".
    private static List<List<ClaimWord>> denials(ClaimText own, List<Part> parts) {
        List<List<ClaimWord>> denials = new ArrayList<>();
        parts.stream().filter(part -> isNone(own, part)).map(Part::words).forEach(denials::add);
        for (List<ClaimWord> denial : own.denials()) {
            if (denial.isEmpty() && !denials.isEmpty()) {
                continue;
            }
            Set<ClaimWord> reached = new LinkedHashSet<>(denial);
            parts.stream()
                    .filter(
                            part ->
                                    denial.stream()
                                            .anyMatch(
                                                    word ->
                                                            word.start() >= part.start()
                                                                    && word.start() < part.end()))
                    .forEach(part -> reached.addAll(part.words()));
            denials.add(List.copyOf(reached));
        }
        return List.copyOf(denials);
    }

    /// Whether the cell says that there is none of what its column names.
    private static boolean isNone(ClaimText own, Part cell) {
        String whole = own.text().substring(cell.start(), cell.end());
        String said = whole.substring(whole.indexOf(": ") + 1).replace('|', ' ').strip();
        return Vocabulary.DENY.contains(said.toLowerCase(Locale.ROOT));
    }
}
