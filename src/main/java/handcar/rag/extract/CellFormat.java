package handcar.rag.extract;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.xml.stream.XMLStreamConstants;

/// The number formats of a workbook. A cell holds `45982.75` and a style; what people see and ask for is a date, a
/// price or a percentage. Dates are shown as ISO 8601, because the order of day and month in a format is a matter of
/// the reader's country; numbers as the format has them.
///
/// Built-in formats and counting of days: ECMA-376 part 1, 18.8.30 and 18.17.4.1.
final class CellFormat {
    private static final Map<Integer, String> BUILT_IN = builtIn();

    /// Excel believes that 1900 was a leap year; from March on this is the day its counting starts from.
    private static final LocalDateTime DAY_ZERO = LocalDateTime.of(1899, 12, 30, 0, 0);

    private static final LocalDateTime DAY_ZERO_1904 = LocalDateTime.of(1904, 1, 1, 0, 0);

    /// The day Excel has and the calendar has not: 29 February 1900.
    private static final int NO_SUCH_DAY = 60;

    private static final int LAST_DAY = 2_958_466;
    private static final double SECONDS_A_DAY = 86_400;

    private final boolean since1904;
    private final Map<Integer, String> codes = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();
    private final Map<String, ExcelNumberFormat> formats = new HashMap<>();

    private CellFormat(boolean since1904) {
        this.since1904 = since1904;
    }

    static CellFormat plain() {
        return new CellFormat(false);
    }

    static CellFormat read(Optional<XmlReader> part, boolean since1904) {
        CellFormat format = new CellFormat(since1904);
        part.ifPresent(format::read);
        return format;
    }

    private void read(XmlReader part) {
        boolean inside = false;
        try (XmlReader xml = part) {
            while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
                if (xml.starts("numFmt")) {
                    codes.put(number(xml.attribute("numFmtId")), xml.attribute("formatCode"));
                } else if (xml.starts("cellXfs") || xml.ends("cellXfs")) {
                    inside = xml.starts("cellXfs");
                } else if (inside && xml.starts("xf")) {
                    styles.add(number(xml.attribute("numFmtId")));
                }
            }
        }
    }

    private static int number(String digits) {
        return !digits.isEmpty() && digits.matches("\\d{1,7}") ? Integer.parseInt(digits) : 0;
    }

    /// The value of a numeric cell in this style, the way a person would read it off the sheet.
    String shown(String value, String style) {
        int index = number(style);
        int id = index < styles.size() ? styles.get(index) : 0;
        String code = codes.getOrDefault(id, BUILT_IN.getOrDefault(id, "General"));
        ExcelNumberFormat format = formats.computeIfAbsent(code, ExcelNumberFormat::of);
        BigDecimal exact;
        try {
            exact = new BigDecimal(value.length() > 40 ? value.substring(0, 40) : value.strip());
        } catch (NumberFormatException e) {
            return value;
        }
        if (Math.abs((long) exact.precision() - exact.scale()) > 310) {
            return value;
        }
        return switch (format.shape()) {
            case NUMBER -> format.shown(exact);
            case ELAPSED -> elapsed(exact.doubleValue());
            case MONTH, DATE, TIME, DATE_TIME ->
                    moment(exact.doubleValue(), format.shape())
                            .orElseGet(() -> ExcelNumberFormat.general(exact));
        };
    }

    private static String elapsed(double days) {
        long seconds = Math.round(days * SECONDS_A_DAY);
        return "%s%d:%02d:%02d"
                .formatted(
                        seconds < 0 ? "-" : "",
                        Math.abs(seconds) / 3600,
                        Math.abs(seconds) / 60 % 60,
                        Math.abs(seconds) % 60);
    }

    private Optional<String> moment(double serial, ExcelNumberFormat.Shape shape) {
        if (serial < 0 || serial >= LAST_DAY) {
            return Optional.empty();
        }
        LocalDateTime zero = since1904 ? DAY_ZERO_1904 : DAY_ZERO;
        if (!since1904 && serial < NO_SUCH_DAY) {
            zero = zero.plusDays(1);
        }
        try {
            LocalDateTime moment =
                    zero.plusSeconds(Math.round(serial * SECONDS_A_DAY))
                            .truncatedTo(ChronoUnit.SECONDS);
            String day = moment.toLocalDate().toString();
            String time = moment.toLocalTime().toString();
            return Optional.of(
                    switch (shape) {
                        case MONTH -> day.substring(0, day.length() - 3);
                        case TIME -> time;
                        case DATE_TIME -> day + " " + time;
                        case DATE, NUMBER, ELAPSED -> day;
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<Integer, String> builtIn() {
        Map<Integer, String> codes = new HashMap<>();
        String[] first = {
            "General",
            "0",
            "0.00",
            "#,##0",
            "#,##0.00",
            "",
            "",
            "",
            "",
            "0%",
            "0.00%",
            "0.00E+00",
            "# ?/?",
            "# ??/??",
            "yyyy-mm-dd",
            "d-mmm-yy",
            "d-mmm",
            "mmm-yy",
            "h:mm",
            "h:mm:ss",
            "h:mm",
            "h:mm:ss",
            "yyyy-mm-dd h:mm"
        };
        for (int id = 0; id < first.length; id++) {
            codes.put(id, first[id].isEmpty() ? "#,##0.00" : first[id]);
        }
        for (int id = 27; id <= 58; id++) {
            // the dates of East Asian programs; what lies between them follows
            codes.put(id, "yyyy-mm-dd");
        }
        codes.putAll(
                Map.of(
                        37,
                        "#,##0;(#,##0)",
                        38,
                        "#,##0;(#,##0)",
                        39,
                        "#,##0.00;(#,##0.00)",
                        40,
                        "#,##0.00;(#,##0.00)",
                        41,
                        "#,##0",
                        42,
                        "#,##0",
                        43,
                        "#,##0.00",
                        44,
                        "#,##0.00"));
        codes.putAll(
                Map.of(
                        45,
                        "mm:ss",
                        46,
                        "[h]:mm:ss",
                        47,
                        "mm:ss",
                        48,
                        "0.0E+0",
                        49,
                        "@",
                        32,
                        "h:mm",
                        33,
                        "h:mm:ss",
                        34,
                        "h:mm",
                        35,
                        "h:mm:ss"));
        return codes;
    }
}
