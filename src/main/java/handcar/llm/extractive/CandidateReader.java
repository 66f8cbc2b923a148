package handcar.llm.extractive;

import module java.base;

import handcar.text.SentenceSplitter;
import handcar.text.TableLine;

/// Reads what a passage states: its sentences and the rows of its tables. Questions of a list of questions and answers lead
/// to their answers; paragraphs that give orders to an assistant are left out.
final class CandidateReader {
    private static final Pattern NUMBER_IN_BRACKETS = Pattern.compile("\\[(\\d+)\\]");
    private static final Pattern MARKUP =
            Pattern.compile("\\*\\*|__|`|^#{1,6}\\s+|^\\s*[-*+•]\\s+|^\\s*>\\s?");
    private static final Pattern QUESTION = Pattern.compile("[?？؟;]\\s*$");
    private static final Pattern SPEAKER =
            Pattern.compile(
                    "^(?:[QA]|Frage|Antwort|Question|Answer|Réponse|Вопрос|Ответ)(?:\\s*:\\s*|\\.\\s+)");

    /// Says nothing without the sentence that follows: "Yes."
    private static final Pattern ONE_WORD = Pattern.compile("\\p{L}+[.!]");

    private static final String BETWEEN_HEADINGS = " › ";

    private final Evidence.Found passage;
    private final SharedWords shared;
    private final boolean onlyRows;
    private final List<AnswerCandidate> candidates = new ArrayList<>();
    private List<String> headers = List.of();
    private String lead;

    private CandidateReader(Evidence.Found passage, SharedWords shared, boolean onlyRows) {
        this.passage = passage;
        this.shared = shared;
        this.onlyRows = onlyRows;
        String heading =
                passage.heading()
                        .substring(passage.heading().lastIndexOf(BETWEEN_HEADINGS) + 1)
                        .replace("›", "")
                        .strip();
        this.lead = isQuestion(heading) ? heading : "";
        passage.heading()
                .lines()
                .flatMap(line -> Arrays.stream(line.split(BETWEEN_HEADINGS, -1)))
                .flatMap(line -> TableLine.withBars(line).stream())
                .forEach(row -> headers = row.texts());
    }

    static List<AnswerCandidate> read(Evidence.Found passage, SharedWords shared) {
        CandidateReader reader = new CandidateReader(passage, shared, false);
        reader.read();
        return reader.candidates;
    }

    /// The rows of its tables alone, which takes less time.
    static List<TableEntry> rows(Evidence.Found passage, SharedWords shared) {
        CandidateReader reader = new CandidateReader(passage, shared, true);
        reader.read();
        return reader.candidates.stream().flatMap(each -> each.row().stream()).toList();
    }

    private void read() {
        String text = passage.text();
        int block = 0;
        for (int line = 0; line < text.length(); ) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end;
            String content = text.substring(line, end);
            Optional<TableEntry> labelled = labelled(line, end);
            Optional<TableLine> row = TableLine.withBars(content);
            if (labelled.isPresent()) {
                paragraph(block, line);
                add(line, end, labelled.get());
                block = Math.min(text.length(), end + 1);
            } else if (row.isPresent()) {
                paragraph(block, line);
                row(line, end, row.get().texts());
                block = Math.min(text.length(), end + 1);
            } else if (content.isBlank()) {
                paragraph(block, line);
                block = Math.min(text.length(), end + 1);
            }
            line = end + 1;
        }
        paragraph(block, text.length());
    }

    /// A row whose neighbour has the same first header: a line with labels alone may be a sentence.
    private Optional<TableEntry> labelled(int line, int end) {
        String text = passage.text();
        int before = line < 2 ? 0 : text.lastIndexOf('\n', line - 2) + 1;
        String above = line == 0 ? "" : text.substring(before, line - 1);
        return TableEntry.labelled(text.substring(line, end))
                .filter(row -> isOfTable(row, above) || isOfTable(row, nextLine(end)));
    }

    private static boolean isOfTable(TableEntry row, String neighbour) {
        return TableEntry.labelled(neighbour)
                .filter(other -> other.headers().getFirst().equals(row.headers().getFirst()))
                .isPresent();
    }

    private String nextLine(int end) {
        String text = passage.text();
        int from = Math.min(text.length(), end + 1);
        int to = text.indexOf('\n', from);
        return text.substring(from, to < 0 ? text.length() : to);
    }

    private void row(int start, int end, List<String> cells) {
        if (TableLine.isRule(passage.text().substring(start, end))) {
            return;
        }
        if (TableLine.isRule(nextLine(end))) {
            headers = cells;
            return;
        }
        if (cells.equals(headers) || cells.stream().allMatch(String::isBlank)) {
            return;
        }
        add(start, end, TableEntry.of(headers, cells));
    }

    private void add(int start, int end, TableEntry row) {
        TableEntry clean =
                new TableEntry(
                        row.headers(),
                        row.cells().stream().map(CandidateReader::readable).toList());
        if (!PromptInjection.isIn(passage.text().substring(start, end))) {
            add(start, end, clean.said(clean.columns()), false, Optional.of(clean));
        }
    }

    private void paragraph(int from, int to) {
        String text = passage.text().substring(Math.min(from, to), to);
        if (text.isBlank() || PromptInjection.isIn(text)) {
            return;
        }
        headers = passage.heading().contains("|") ? headers : List.of();
        if (onlyRows) {
            return;
        }
        boolean answered = false;
        int start = -1;
        for (SentenceSplitter.Span sentence : SentenceSplitter.quotable(text)) {
            start = start < 0 ? sentence.start() : start;
            String said = readable(text.substring(start, sentence.end()));
            if (ONE_WORD.matcher(said).matches() && from + sentence.end() < to) {
                continue;
            }
            if (isQuestion(said)) {
                lead = said;
                answered = false;
            } else if (!said.isBlank()) {
                add(from + start, from + sentence.end(), said, !answered, Optional.empty());
                answered = true;
            }
            start = -1;
        }
        if (answered) {
            lead = "";
        }
    }

    private void add(int start, int end, String said, boolean first, Optional<TableEntry> row) {
        List<String> words = shared.of(row.map(TableEntry::whole).orElse(said));
        if (words.isEmpty()) {
            return;
        }
        BitSet concepts = Thesaurus.KNOWN.in(said, words);
        candidates.add(
                new AnswerCandidate(passage, start, end, said, lead, first, row, words, concepts));
    }

    private static boolean isQuestion(String text) {
        return QUESTION.matcher(text).find() && !text.endsWith(";") && text.length() > 4;
    }

    /// Makes one line of it without markup, and without a number in brackets that could be taken for a citation.
    static String readable(String text) {
        String line = SPEAKER.matcher(MARKUP.matcher(text).replaceAll("")).replaceFirst("");
        return NUMBER_IN_BRACKETS.matcher(line.replaceAll("\\s+", " ")).replaceAll("($1)").strip();
    }
}
