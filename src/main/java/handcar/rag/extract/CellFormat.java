package handcar.rag.extract;

import module java.base;

/// How a cell is written: the kind of its figure. What names a column differs in it from the values below.
///
/// @param unit the word behind the figure of a [Kind#UNIT], without its ending
record CellFormat(Kind kind, BigDecimal figure, String unit) {
    enum Kind {
        WORDS,
        MONEY,
        PERCENT,
        CLOCK,
        DATE,
        RANGE,
        UNIT,
        DECIMAL,
        INTEGER,
        /// A telephone number, an address and the like.
        OTHER
    }

    private static final Pattern CURRENCY =
            Pattern.compile(
                    "\\p{Sc}|(?<!\\p{L})(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|RSD|TRY|RUB|UAH|JPY|CNY|KRW|INR|BRL|MXN|AED|SAR|AUD|CAD|ILS|euros?|kr|zł|zl|Kč|Ft|lei|лв|TL|Fr|руб|р|грн|درهم|ريال)(?!\\p{L})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern CLOCK =
            Pattern.compile(
                    "\\d{1,2}:\\d{2}(?: ?(?:[ap]\\.?m\\.?|uhr|h))?|\\d{1,2} ?(?:[ap]\\.?m\\.?|uhr)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern DATE =
            Pattern.compile(
                    "\\d{1,2}\\. ?\\d{1,2}\\.(?:"
                            + " ?\\d{2,4})?|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}/\\d{1,2}/\\d{2,4}");

    private static final Pattern RANGE =
            Pattern.compile(
                    "[^\\p{L}\\d]{0,2}\\d[\\d.,]*(?: ?[\\p{L}²³]{1,8}\\.?)? ?[-–—/] ?\\d[\\d.,]*(?:"
                        + " ?[\\p{L}²³][\\p{L}²³ .]{0,20})?|\\d+ ?\\+(?: ?\\p{L}[\\p{L} ]{0,20})?");

    private static final Pattern UNIT =
            Pattern.compile(
                    "[<>≤≥~≈ø(]{0,2} ?(\\d[\\d.,]*)(?:(?: ?[x×] ?\\d+)? ?[-‐]?)(\\p{L}[\\p{L}²³.'’"
                            + " )/-]{0,24})");

    /// Length by width.
    private static final Pattern AREA =
            Pattern.compile("\\d+ ?[x×] ?\\d+(?: ?[x×] ?\\d+)?(?: ?\\p{L}{1,3})?");

    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+[.,]\\d{1,2}(?:,?[-–—])?");
    private static final Pattern INTEGER =
            Pattern.compile("[+-]?\\d{1,6}|\\d{1,3}(?:[.,'’ ]\\d{3})+");
    private static final Pattern FIGURE = Pattern.compile("\\d+(?:[.,]\\d{1,2}(?!\\d))?");
    private static final Pattern GROUPS = Pattern.compile("(?<=\\d)[.,'’ ](?=\\d{3}(?!\\d))");

    /// Letters of a unit that its singular and plural share: `nuit`, `nuits`; `Nacht`, `Nächte` differ and are no matter.
    private static final int STEM = 3;

    /// Units of time, which are one: half an hour is less than 45 minutes.
    private static final Pattern TIME =
            Pattern.compile(
                    """
                    s|h|an|ans|(?:sec|sek|min|hr|hour|std|stund|heure|hora|ora|ore|uur|uren|godz|час|мин|day|tag|jour|d[ií]a
                    |giorn|dag|dni|ден|дн|week|woche|semaine|semana|settiman|tydz|недел|month|monat|mois|mes|maand|mies
                    |месяц|year|jahr|año|jaar|rok|лет|год|ноч|night|nacht|nächte|nuit|noche|nott)\\p{L}{0,6}
                    """,
                    Pattern.COMMENTS);

    static CellFormat of(String written) {
        String cell = Normalizer.normalize(written, Normalizer.Form.NFKC).strip();
        BigDecimal figure = figure(cell);
        if (cell.chars().noneMatch(Character::isDigit)) {
            return new CellFormat(Kind.WORDS, figure, "");
        }
        Matcher unit = UNIT.matcher(cell);
        if (CURRENCY.matcher(cell).find()) {
            return new CellFormat(Kind.MONEY, figure, "");
        } else if (cell.endsWith("%")) {
            return new CellFormat(Kind.PERCENT, figure, "");
        } else if (CLOCK.matcher(cell).matches()) {
            return new CellFormat(Kind.CLOCK, figure, "");
        } else if (DATE.matcher(cell).matches()) {
            return new CellFormat(Kind.DATE, figure, "");
        } else if (DECIMAL.matcher(cell).matches()) {
            return new CellFormat(Kind.DECIMAL, figure, "");
        } else if (INTEGER.matcher(cell).matches()) {
            return new CellFormat(Kind.INTEGER, figure, "");
        } else if (RANGE.matcher(cell).matches()) {
            return new CellFormat(Kind.RANGE, figure, "");
        } else if (AREA.matcher(cell).matches()) {
            return new CellFormat(Kind.UNIT, figure, "x");
        } else if (unit.matches()) {
            return new CellFormat(Kind.UNIT, figure, stem(unit.group(2)));
        }
        return new CellFormat(
                Character.isLetter(cell.codePointAt(0)) ? Kind.WORDS : Kind.OTHER, figure, "");
    }

    private static BigDecimal figure(String cell) {
        Matcher figure = FIGURE.matcher(GROUPS.matcher(cell).replaceAll(""));
        return figure.find() ? new BigDecimal(figure.group().replace(',', '.')) : BigDecimal.ZERO;
    }

    private static String stem(String unit) {
        String word = unit.toLowerCase(Locale.ROOT).split("[^\\p{L}²³]", 2)[0];
        return TIME.matcher(word).matches()
                ? "time"
                : word.substring(0, Math.min(STEM, word.length()));
    }

    /// Whether this is a bare figure or an amount, as values are, and not a measure.
    boolean isAmount() {
        return switch (kind) {
            case MONEY, DECIMAL, INTEGER -> true;
            case WORDS, PERCENT, CLOCK, DATE, RANGE, UNIT, OTHER -> false;
        };
    }

    /// Whether a value below cannot be one more of the kind that this names.
    boolean differsFrom(CellFormat below) {
        return kind != below.kind || (kind == Kind.UNIT && !unit.equals(below.unit));
    }
}
