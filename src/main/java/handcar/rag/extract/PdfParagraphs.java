package handcar.rag.extract;

import module java.base;

/// The blocks of all pages as text: lines become paragraphs by the usual step from line to line, hyphens at line ends go,
/// what is set larger than the body is a heading, and rows of tables carry their headers, also on the pages that follow.
final class PdfParagraphs {
    private static final int LONGEST_HEADING = 150;

    /// Larger than the body text by this factor, or bold and a paragraph by itself.
    private static final float LARGER = 1.15f;

    private static final int HEADING_LEVELS = 3;

    /// A step from line to line that is longer than usual by this factor begins a paragraph.
    private static final float LONGER_STEP = 1.25f;

    /// The same in the middle of a sentence, for a line that is lower because of a raised letter in it.
    private static final float RAISED_STEP = 1.5f;

    /// Steps in parts of the size that lines of one paragraph may have at most.
    private static final float LONGEST_STEP = 2.4f;

    /// Points by which columns of two tables may be apart and the second still go on with the first.
    private static final float SAME_COLUMN = 4;

    /// The dots of a table of contents.
    private static final Pattern LEADER = Pattern.compile("(?:\\s?[.·_]){4,}\\s?");

    private static final Pattern ITEM =
            Pattern.compile("([•◦▪‣●–*·○■□-]|\\(?(?:\\d{1,3}|\\p{Ll})[.)]) \\S.*");

    /// Words after which a hyphen at the end of a line stands for the rest of a word.
    private static final Pattern AND =
            Pattern.compile(
                    "^[\\x{FDD0}\\x{FDD1}]?(?:und|oder|bzw|and|or|et|ou|y|e|o|en|of|och|og)\\b");

    /// How much a line may fall short of the edge without meaning anything by it (points).
    private static final float RAGGED = 6;

    private final PageMarks draft = new PageMarks();
    private final float body;
    private final List<Float> headingSizes;
    private final Map<Float, Float> steps;
    private final StringBuilder paragraph = new StringBuilder();
    private int heading;
    private Optional<PdfBlock.Table> before = Optional.empty();

    private PdfParagraphs(PdfSizes sizes) {
        this.body = sizes.body();
        this.headingSizes = sizes.larger(LARGER);
        this.steps = sizes.steps();
    }

    /// The text of these pages, and where each of them begins in it.
    static PageMarks.Paged text(List<PdfPage> pages, CpuLimitedParser.Watch watch)
            throws IOException {
        PdfSizes sizes = PdfSizes.of(pages);
        PdfParagraphs paragraphs = new PdfParagraphs(sizes);
        for (PdfPage page : pages) {
            paragraphs.draft.page(page.number());
            for (PdfText text : page.directions()) {
                watch.check();
                for (PdfBlock block : PdfLayout.blocks(text, sizes.body())) {
                    paragraphs.add(block);
                }
            }
            watch.progress();
        }
        paragraphs.flush();
        return paragraphs.draft.text(pages.size());
    }

    private void add(PdfBlock block) {
        switch (block) {
            case PdfBlock.Lines(List<PdfSegment> lines) -> lines(lines);
            case PdfBlock.Table table -> table(table);
        }
    }

    private void table(PdfBlock.Table table) {
        flush();
        PdfBlock.Table whole =
                before.filter(earlier -> table.header().isEmpty() && goesOn(earlier, table))
                        .map(
                                earlier ->
                                        new PdfBlock.Table(
                                                table.lefts(), earlier.header(), table.rows()))
                        .orElse(table);
        draft.table(whole);
        before = Optional.of(whole);
    }

    private static boolean goesOn(PdfBlock.Table earlier, PdfBlock.Table table) {
        boolean same = earlier.lefts().size() == table.lefts().size();
        for (int at = 0; same && at < table.lefts().size(); at++) {
            same = Math.abs(earlier.lefts().get(at) - table.lefts().get(at)) < SAME_COLUMN;
        }
        return same;
    }

    private void lines(List<PdfSegment> lines) {
        float edge = Float.NEGATIVE_INFINITY;
        float left = Float.POSITIVE_INFINITY;
        for (PdfSegment line : lines) {
            edge = Math.max(edge, line.right());
            left = Math.min(left, line.left());
        }
        for (int at = 0; at < lines.size(); at++) {
            PdfSegment line = lines.get(at);
            boolean begins = at == 0 ? !continues(line) : begins(lines.get(at - 1), line, left);
            boolean ends = at + 1 == lines.size() || begins(line, lines.get(at + 1), left);
            int level = level(line, begins && ends);
            if (level != heading || begins) {
                flush();
            }
            heading = level;
            boolean breaks =
                    at > 0 && level == 0 && !begins && breaks(lines.get(at - 1), line, edge);
            join(
                    paragraph,
                    draft.marked(LEADER.matcher(line.text()).replaceAll(" … ")),
                    breaks ? '\n' : ' ');
        }
        if (!lines.isEmpty()) {
            before = before.filter(_ -> lines.size() == 1);
        }
    }

    /// Whether the first line of a block goes on with the last paragraph, over the edge of a column or page.
    private boolean continues(PdfSegment line) {
        int end = paragraph.length();
        boolean open =
                heading == 0
                        && end > 0
                        && ".!?:;…»”\"".indexOf(paragraph.charAt(end - 1)) < 0
                        && Math.round(line.size() * 2) == Math.round(body * 2);
        return open && Character.isLowerCase(line.text().codePointAt(0));
    }

    private boolean begins(PdfSegment before, PdfSegment line, float left) {
        float size = Math.max(before.size(), line.size());
        float step = line.baseline() - before.baseline();
        float usual = steps.getOrDefault(PdfSizes.rounded(line), size * 1.2f);
        boolean inSentence =
                !endsSentence(before.text()) && Character.isLowerCase(line.text().codePointAt(0));
        boolean white =
                step > usual * (inSentence ? RAISED_STEP : LONGER_STEP)
                        || step > size * LONGEST_STEP;
        boolean indented =
                line.left() > left + line.size() * 0.8f
                        && before.left() < left + line.size() * 0.4f
                        && endsSentence(before.text())
                        && !ITEM.matcher(before.text()).matches();
        boolean otherSize = Math.abs(before.size() - line.size()) > 0.12f * size;
        return white || step < 0 || indented || otherSize || isItem(line.text());
    }

    private static boolean endsSentence(String text) {
        return ".!?:".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    static boolean isItem(String text) {
        return ITEM.matcher(text).matches();
    }

    /// The level of the heading that a line is, 0 for none; `alone` when it is a paragraph of its own.
    private int level(PdfSegment line, boolean alone) {
        String text = line.text();
        boolean possible =
                text.length() <= LONGEST_HEADING
                        && text.codePoints().anyMatch(Character::isLetter)
                        && !text.endsWith(".")
                        && !text.endsWith(",")
                        && !LEADER.matcher(text).find()
                        && !(isItem(text) && !Character.isLetterOrDigit(text.charAt(0)));
        if (!possible) {
            return 0;
        }
        int rank = headingSizes.indexOf(PdfSizes.rounded(line));
        if (rank >= 0) {
            return Math.min(rank + 1, HEADING_LEVELS);
        }
        boolean bold =
                line.bold() && alone && PdfSizes.rounded(line) >= body && text.length() <= 80;
        return bold ? HEADING_LEVELS + 1 : 0;
    }

    /// Whether a line ended on purpose: the first word of the next would still have fitted.
    private static boolean breaks(PdfSegment before, PdfSegment line, float edge) {
        if (LEADER.matcher(before.text()).find()) {
            return true;
        }
        if (BidiText.isRightToLeft(line.text())) {
            return false;
        }
        int end = line.text().indexOf(' ');
        float word = (end < 0 ? line.text().length() : end) + 1f;
        float width = (line.right() - line.left()) * word / line.text().length();
        return before.right() + width < edge - RAGGED;
    }

    /// Adds a line to a paragraph. `Liefer-` and `zeit` become one word, `E-` and `Mail` keep their hyphen, and so does
    /// `Vor-` before `und Nachteile`.
    static void join(StringBuilder paragraph, String line, char gap) {
        int end = paragraph.length();
        if (line.isEmpty()) {
            return;
        }
        int first = PageMarks.firstLetter(line);
        char last = end > 0 ? paragraph.charAt(end - 1) : ' ';
        boolean dash =
                end > 1
                        && "-\u00AD\u2010\u2013".indexOf(last) >= 0
                        && Character.isLetterOrDigit(paragraph.charAt(end - 2));
        boolean word = dash && Character.isLetter(paragraph.charAt(end - 2)) && last != '\u2013';
        boolean joined = word && Character.isLowerCase(first) && !AND.matcher(line).find();
        boolean kept =
                (word && Character.isUpperCase(first))
                        || (dash && Character.isDigit(first))
                        || (isIdeograph(first) && end > 0 && isIdeograph(last));
        if (joined) {
            paragraph.setLength(end - 1);
        } else if (end > 0 && !kept) {
            paragraph.append(gap);
        }
        paragraph.append(line);
    }

    /// Chinese and Japanese have no blanks between words.
    static boolean isIdeograph(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> letter == '、' || letter == '。';
        };
    }

    private void flush() {
        String text = paragraph.toString();
        paragraph.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        if (heading > 0) {
            draft.heading(heading, text);
        } else if (PageMarks.isItem(text, ITEM)) {
            draft.item(text);
        } else {
            draft.paragraph(text);
        }
        heading = 0;
    }
}
