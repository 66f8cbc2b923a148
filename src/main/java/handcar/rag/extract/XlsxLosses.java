package handcar.rag.extract;

import module java.base;

/// What a workbook does not tell: formulas whose results the program that wrote it did not store. Excel stores them; many
/// programs that write workbooks leave them to be calculated when the file is opened.
final class XlsxLosses {
    /// Places that the warning names.
    private static final int NAMED = 5;

    private final List<String> places = new ArrayList<>();
    private int count;

    /// A formula without a result, in a cell that is seen; row and column from 0.
    void uncalculated(String sheet, int row, int column) {
        count++;
        if (places.size() < NAMED) {
            places.add(sheet + "!" + letters(column) + (row + 1));
        }
    }

    private static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.toString();
    }

    /// A sentence for staff; empty when nothing was lost.
    Optional<String> warning() {
        if (count == 0) {
            return Optional.empty();
        }
        String more = count > NAMED ? " and " + (count - NAMED) + " more" : "";
        return Optional.of(
                (count == 1
                                ? "The result of a formula is not stored in this workbook and is"
                                        + " left out: "
                                : "The results of "
                                        + count
                                        + " formulas are not stored in this workbook and are left"
                                        + " out: ")
                        + String.join(", ", places)
                        + more
                        + ". Open it in Excel or LibreOffice, save it and upload it again.");
    }
}
