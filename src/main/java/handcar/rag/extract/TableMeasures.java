package handcar.rag.extract;

import module java.base;

import handcar.rag.extract.CellFormat.Kind;

/// The figures in a row that may name the columns below it: durations, nights, persons, sizes, quantities, ranges. They are
/// names where they differ in kind from all that stands below them, and there are several of them or enough below.
final class TableMeasures {
    /// What the first column's name says where bare numbers name the others.
    private static final Pattern DIMENSION =
            Pattern.compile(
                    """
                    (?:pieces?|pcs|quantity|qty|amount|number|copies|units?|sizes?|persons?|people|guests?|nights?|days?
                    |hours?|minutes?|weeks?|months?|years?|weight|length|width|age|kg|cm|mm|km|zone|floor
                    |stück|stk|menge|anzahl|größe|auflage|personen|gäste|nächte|tage|stunden|minuten|wochen|monate
                    |jahre?|gewicht|länge|breite|alter
                    |pièces?|quantité|nombre|taille|personnes|nuits|jours|heures|semaines|mois|années?|poids|longueur
                    |piezas|unidades|cantidad|talla|tamaño|personas|noches|días|horas|semanas|meses|años?|peso
                    |pezzi|quantità|taglia|misura|persone|notti|giorni|ore|settimane|mesi|anni
                    |stuks|aantal|maat|nachten|dagen|uren|sztuk|ilość|liczba|rozmiar|osoby|noce|dni|godziny|waga
                    |quantidade|tamanho|pessoas|noites|dias|adet|miktar|beden|kişi|gece|gün|saat
                    |количество|кол-во|штук|размер|человек|ночей|дней|часов|вес|возраст|тираж
                    |الكمية|العدد|المقاس|أشخاص|ليال|أيام|ساعات|الوزن)
                    (?![\\p{L}\\p{M}]).*
                    """,
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.COMMENTS);

    /// Rows that show what a column holds where only one figure names one.
    private static final int ENOUGH = 2;

    /// The same in a table of two columns, which may as well list what belongs to one thing.
    private static final int MANY = 3;

    private final List<String> names;
    private final List<TableRow> below;
    private final int columns;

    private TableMeasures(List<String> names, List<TableRow> below) {
        this.names = names;
        this.below = below;
        this.columns = names.size();
    }

    static TableMeasures of(List<TableRow> rows, int row) {
        return new TableMeasures(rows.get(row).cells(), rows.subList(row + 1, rows.size()));
    }

    /// Whether all figures of the row are names.
    ///
    /// @param likely whether the row names columns unless something speaks against it
    /// @param bold whether the row is in bold type above others that are not, so that bare numbers may be names above numbers
    boolean areNames(boolean likely, boolean bold) {
        List<Integer> figures = IntStream.range(0, columns).filter(this::isFigure).boxed().toList();
        if (figures.isEmpty()
                || below.isEmpty()
                || !figures.stream().allMatch(at -> isName(at) || (bold && isCount(at)))) {
            return false;
        }
        if (figures.size() > 1) {
            return isSeries(figures);
        }
        int only = figures.getFirst();
        boolean amounts = values(only).allMatch(CellFormat::isAmount);
        long rows = values(only).count();
        return only > 0
                && !format(only).isAmount()
                && amounts
                && rows >= (columns > 2 || likely ? ENOUGH : MANY);
    }

    private boolean isFigure(int at) {
        return TableHead.isValue(names.get(at));
    }

    private boolean isCount(int at) {
        return format(at).kind() == Kind.INTEGER;
    }

    private CellFormat format(int at) {
        return CellFormat.of(names.get(at));
    }

    private Stream<CellFormat> values(int at) {
        return below.stream()
                .filter(row -> at < row.cells().size())
                .map(row -> row.cells().get(at))
                .filter(cell -> cell.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(CellFormat::of);
    }

    /// Whether the figure at this column is of another kind than all below it.
    boolean isName(int at) {
        CellFormat name = format(at);
        if (!isFigure(at) || name.kind() == Kind.OTHER || values(at).findAny().isEmpty()) {
            return false;
        }
        return isUnderDimension()
                ? name.kind() == Kind.INTEGER || differs(name, at)
                : differs(name, at);
    }

    private boolean differs(CellFormat name, int at) {
        return values(at)
                .allMatch(
                        value ->
                                name.differsFrom(value)
                                        && !(name.isAmount()
                                                && value.isAmount()
                                                && name.kind() != Kind.INTEGER)
                                        && !(name.kind() == Kind.INTEGER
                                                && value.kind() == Kind.DECIMAL));
    }

    /// Whether bare numbers are named by the first column: `Pieces`, or nothing above the names of the rows.
    private boolean isUnderDimension() {
        String corner = names.getFirst();
        boolean labels =
                below.stream()
                        .allMatch(
                                row ->
                                        row.cells()
                                                .getFirst()
                                                .codePoints()
                                                .anyMatch(Character::isLetter));
        return labels && (corner.isEmpty() || DIMENSION.matcher(corner).matches());
    }

    /// Measures of one kind, bare figures in their order.
    private boolean isSeries(List<Integer> figures) {
        List<CellFormat> series = figures.stream().map(this::format).toList();
        if (series.stream().noneMatch(CellFormat::isAmount)) {
            return Set.copyOf(names).size() > 1;
        }
        for (int at = 1; at < series.size(); at++) {
            CellFormat last = series.get(at - 1);
            CellFormat next = series.get(at);
            if (last.isAmount() && next.isAmount() && last.figure().compareTo(next.figure()) >= 0) {
                return false;
            }
        }
        return true;
    }
}
