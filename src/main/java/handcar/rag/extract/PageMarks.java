package handcar.rag.extract;

import module java.base;

/// Text on its way out of a document with pages. Where a page begins is marked by a character that no text has, until the
/// text is clean and places in it can be counted.
final class PageMarks {
    /// A page begins with the line that this stands in, or exactly here.
    private static final char LINE = '\uFDD0';

    private static final char HERE = '\uFDD1';

    private final TextBuilder draft = new TextBuilder();
    private final List<Integer> begun = new ArrayList<>();
    private boolean due;
    private int page;

    /// A text without marks, and where each page begins in it, in code points.
    record Paged(String text, List<Integer> starts) {}

    /// What comes now stands on this page.
    void page(int number) {
        page = number;
        due = true;
    }

    /// A line of running text, with a mark if it is the first of its page.
    String marked(String line) {
        return mark(HERE) + line;
    }

    private String mark(char kind) {
        if (!due) {
            return "";
        }
        due = false;
        begun.add(page);
        return String.valueOf(kind);
    }

    void heading(int level, String text) {
        draft.heading(level, text.replace(HERE, LINE));
    }

    void paragraph(String text) {
        draft.paragraph(text);
    }

    /// An item of a list.
    void item(String text) {
        int first = text.charAt(0) == HERE ? 1 : 0;
        boolean number = Character.isLetterOrDigit(text.charAt(first)) || text.charAt(first) == '(';
        String item = first == 1 ? LINE + text.substring(1) : text;
        draft.line(number ? item : item.substring(0, first) + "- " + item.substring(first + 2));
    }

    void table(PdfBlock.Table table) {
        draft.gap();
        TableText text = TableText.named(draft);
        table.header().ifPresent(text::header);
        for (TableRow row : table.rows()) {
            List<String> cells = new ArrayList<>(row.cells());
            int first = 0;
            while (first < cells.size() - 1 && cells.get(first).isEmpty()) {
                first++;
            }
            cells.set(first, mark(LINE) + cells.get(first));
            text.row(new TableRow(cells, row.across(), row.bold()));
        }
        text.end();
    }

    static int firstLetter(String line) {
        return line.codePointAt(line.charAt(0) == HERE && line.length() > 1 ? 1 : 0);
    }

    static boolean isItem(String text, Pattern item) {
        return item.matcher(text.charAt(0) == HERE ? text.substring(1) : text).matches();
    }

    /// The text of so many pages; a page without text begins where the next one does.
    Paged text(int pages) {
        String marked = draft.text();
        StringBuilder text = new StringBuilder(marked.length());
        Map<Integer, Integer> starts = new HashMap<>();
        int codePoints = 0;
        int line = 0;
        int next = 0;
        for (int at = 0; at < marked.length(); ) {
            int letter = marked.codePointAt(at);
            at += Character.charCount(letter);
            if (letter == LINE || letter == HERE) {
                starts.put(begun.get(next++), letter == LINE ? line : codePoints);
                continue;
            }
            text.appendCodePoint(letter);
            codePoints++;
            line = letter == '\n' ? codePoints : line;
        }
        List<Integer> all = new ArrayList<>();
        int start = codePoints;
        for (int number = pages; number > 0; number--) {
            start = number == 1 ? 0 : starts.getOrDefault(number, start);
            all.addFirst(start);
        }
        return new Paged(text.toString(), all);
    }
}
