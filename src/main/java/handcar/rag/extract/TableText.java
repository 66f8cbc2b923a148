package handcar.rag.extract;

import module java.base;

/// A table on its way into text, one line per row. The names of the columns are repeated in every row (`Model: X200; Price:
/// 49.90 €`), so that a row found by a search says by itself what its values are, wherever the table is cut. A group above
/// several columns is part of their names (`Price new`, `Price used`).
final class TableText {
    /// More text than this in a "name" is a row of data.
    private static final int LONGEST_NAME = 60;

    private static final Pattern YEAR_OR_RANGE =
            Pattern.compile(
                    "(?:19|20)\\d\\d|\\d{1,3}(?: ?\\p{L}{1,6})? ?[-–—] ?\\d{1,3} ?\\p{L}{1,8}");

    /// Stands for an empty cell where no name says which cell a value belongs to.
    private static final String EMPTY = "–";

    /// How the names of the columns are found.
    private enum Head {
        /// The format marks them; see [#header].
        MARKED,
        /// The first full row, when it looks like names.
        FIRST_ROW,
        /// The same, when the row below it has figures where it has words.
        BY_COMPARISON
    }

    private final TextBuilder draft;
    private final Head head;
    private List<String> names = List.of();

    /// A first row that may be names; the next row tells.
    private List<String> candidate = List.of();

    private boolean begun;
    private boolean filled;

    /// `guess`: whether the first full row may be the header, where the format has no word for it.
    TableText(TextBuilder draft, boolean guess) {
        this(draft, guess ? Head.FIRST_ROW : Head.MARKED);
    }

    private TableText(TextBuilder draft, Head head) {
        this.draft = draft;
        this.head = head;
        this.begun = head == Head.MARKED;
    }

    /// A table whose format can mark a header and often does not: without a mark the first row is taken for one only when the
    /// second has figures where the first has words.
    static TableText careful(TextBuilder draft) {
        return new TableText(draft, Head.BY_COMPARISON);
    }

    /// The names of the columns, from a format that knows them. A second row of them, before any data, is added to the first.
    void header(List<String> cells) {
        List<String> row = cells.stream().map(TextBuilder::oneLine).toList();
        candidateIsData();
        begun = true;
        names = filled || names.isEmpty() ? row : joined(names, row);
        filled = false;
    }

    /// The next row. Merged cells are repeated in each column they cover; empty cells may be missing at the end. A row of one
    /// cell in a wider table is a line of its own, such as "Accessories".
    void row(List<String> cells) {
        List<String> row = new ArrayList<>(cells.size());
        int values = 0; // plain loops: a hostile workbook has a million rows
        for (String cell : cells) {
            String line = TextBuilder.oneLine(cell);
            row.add(line);
            values += line.isEmpty() ? 0 : 1;
        }
        if (values == 0 || isNames(row, values)) {
            return;
        }
        filled = true;
        boolean alone = row.size() == 1 && names.size() > 1;
        draft.line(names.isEmpty() || alone ? plain(row) : labelled(row));
    }

    /// A table that was nothing but its header still says something.
    void end() {
        candidateIsData();
        if (!filled) {
            draft.line(plain(names));
        }
        draft.gap();
    }

    /// Whether this row is part of the header.
    private boolean isNames(List<String> row, int values) {
        if (!begun && values > 1) {
            begun = true;
            if (looksLikeHeader(row)) {
                candidate = row;
            }
            return !candidate.isEmpty();
        }
        if (candidate.isEmpty()) {
            return false;
        }
        if (isBelowGroups(row)) {
            candidate = joined(candidate, row);
            return true;
        }
        if (head == Head.FIRST_ROW || hasFiguresBelowWords(row)) {
            names = candidate;
            candidate = List.of();
        }
        candidateIsData();
        return false;
    }

    private void candidateIsData() {
        if (candidate.isEmpty()) {
            return;
        }
        if (head == Head.FIRST_ROW && names.isEmpty()) {
            names = candidate;
        } else {
            draft.line(plain(candidate));
            filled = true;
        }
        candidate = List.of();
    }

    private static boolean looksLikeHeader(List<String> row) {
        Set<String> seen = new HashSet<>();
        String last = "";
        for (String cell : row) {
            boolean name =
                    cell.length() <= LONGEST_NAME
                            && (cell.isEmpty()
                                    || cell.equals(last)
                                    || (seen.add(cell) && !isValue(cell)));
            if (!name || cell.contains("@") || cell.contains("://")) {
                return false;
            }
            last = cell;
        }
        return true;
    }

    /// Whether this can be no name: it begins with a figure and is no year and no range.
    private static boolean isValue(String cell) {
        return Character.isDigit(cell.charAt(0)) && !YEAR_OR_RANGE.matcher(cell).matches();
    }

    /// Whether this row names the columns of the groups in the candidate: words below a group, and nothing new elsewhere.
    private boolean isBelowGroups(List<String> row) {
        int below = 0;
        boolean groups = false;
        for (int at = 0; at < row.size(); at++) {
            String cell = row.get(at);
            String above = cell(candidate, at);
            groups |= !above.isEmpty() && (cell.isEmpty() || above.equals(cell(candidate, at + 1)));
            if (!cell.isEmpty() && !cell.equals(above)) {
                if (!isGrouped(at) || cell.length() > LONGEST_NAME || hasDigit(cell)) {
                    return false;
                }
                below++;
            }
        }
        return groups && below > 1;
    }

    /// Whether the candidate's cell at this column covers more columns than one, as far as one can tell.
    private boolean isGrouped(int at) {
        String cell = cell(candidate, at);
        boolean first =
                at + 1 < candidate.size()
                        && (candidate.get(at + 1).isEmpty() || candidate.get(at + 1).equals(cell));
        return first || (at > 0 && (cell.isEmpty() || cell.equals(candidate.get(at - 1))));
    }

    private boolean hasFiguresBelowWords(List<String> row) {
        for (int at = 0; at < Math.min(row.size(), candidate.size()); at++) {
            if (hasDigit(row.get(at))
                    && !candidate.get(at).isEmpty()
                    && !hasDigit(candidate.get(at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasDigit(String cell) {
        return cell.chars().anyMatch(Character::isDigit);
    }

    private static String cell(List<String> row, int at) {
        return at < row.size() ? row.get(at) : "";
    }

    /// Each name with the name of its group before it.
    private static List<String> joined(List<String> groups, List<String> row) {
        List<String> joined = new ArrayList<>();
        String group = "";
        for (int at = 0; at < Math.max(groups.size(), row.size()); at++) {
            String above = cell(groups, at);
            String below = cell(row, at);
            group = above.isEmpty() ? group : above;
            String prefix = above.isEmpty() && below.isEmpty() ? "" : group;
            boolean same = below.isEmpty() || below.equals(prefix);
            joined.add(same ? prefix : (prefix + " " + below).strip());
        }
        return joined;
    }

    /// Without names, the place of a value is told by the dashes before it.
    private static String plain(List<String> row) {
        int last = row.size();
        while (last > 0 && row.get(last - 1).isEmpty()) {
            last--;
        }
        long values = row.stream().filter(cell -> !cell.isEmpty()).count();
        StringJoiner line = new StringJoiner(" | ");
        for (String cell : row.subList(0, last)) {
            if (!cell.isEmpty() || values > 1) {
                line.add(cell.isEmpty() ? EMPTY : cell);
            }
        }
        return line.toString();
    }

    private String labelled(List<String> row) {
        StringJoiner parts = new StringJoiner("; ");
        for (int at = 0; at < row.size(); at++) {
            if (!row.get(at).isEmpty()) {
                String name = cell(names, at);
                parts.add(name.isEmpty() ? row.get(at) : name + ": " + row.get(at));
            }
        }
        return parts.toString();
    }
}
