package handcar.rag.extract;

import module java.base;

import org.apache.poi.ss.format.CellFormat;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;

import java.util.logging.Level;
import java.util.logging.Logger;

import javax.xml.stream.XMLStreamConstants;

/// The formats of a workbook: which cells are bold or struck out, and its number formats, shown by POI. A cell holds `45982.75` and a style; what people see and ask for is a
/// date, a price or a percentage. Dates in a format of Excel's own list are shown as ISO 8601, because what Excel shows for
/// them depends on the reader's country. Loaded with the first workbook.
///
/// Format codes: ECMA-376 part 1, 18.8.30 and 18.8.31.
final class ExcelNumberFormats {
    /// POI warns about format codes of other people's files. Held here because loggers are weakly referenced.
    private static final Logger POI = Logger.getLogger("org.apache.poi");

    /// Characters; the most that Excel allows.
    private static final int LONGEST_CODE = 255;

    /// 1 January 10000; Excel shows no later date.
    private static final int LAST_DAY = 2_958_466;

    /// Numbers of another magnitude have a format by mistake.
    private static final double LARGEST = 1e100;

    /// What in a code does not say which parts of a date are shown: literal text, padding, locales and colours.
    private static final Pattern LITERAL =
            Pattern.compile("\"[^\"]*\"?|\\\\.|[_*].|\\[(?!h+]|m+]|s+])[^]]*]");

    /// Thousands left out before a literal, and digits padded with blanks: only POI's [CellFormat] knows them.
    private static final Pattern ONLY_CELL_FORMAT =
            Pattern.compile("[0#?],+[^0#?,.]|^[^/]*\\?[^/]*$");

    private final DataFormatter formatter = new DataFormatter(Locale.ROOT);
    private final boolean since1904;
    private final Map<Integer, String> codes = new HashMap<>();
    private final Map<String, Boolean> isDate = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();
    private final List<Integer> styleFonts = new ArrayList<>();
    private final BitSet boldFonts = new BitSet();
    private final BitSet struckFonts = new BitSet();

    /// Fonts so far.
    private int fontCount;

    private final Map<String, String> codeOfStyle = new HashMap<>();

    private ExcelNumberFormats(boolean since1904) {
        POI.setLevel(Level.OFF);
        this.since1904 = since1904;
    }

    /// The formats in a workbook's part for styles. Old Macs count days from 1904.
    static ExcelNumberFormats read(ZipReader archive, String part, boolean since1904) {
        ExcelNumberFormats formats = new ExcelNumberFormats(since1904);
        archive.xml(part).ifPresent(formats::read);
        return formats;
    }

    private void read(XmlReader part) {
        boolean inside = false;
        boolean fonts = false;
        try (XmlReader xml = part) {
            while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
                if (xml.starts("numFmt")) {
                    String code = xml.attribute("formatCode");
                    codes.put(
                            number(xml.attribute("numFmtId")),
                            code.substring(0, Math.min(code.length(), LONGEST_CODE)));
                } else if (xml.starts("fonts") || xml.ends("fonts")) {
                    fonts = xml.starts("fonts");
                } else if (fonts && xml.starts("font")) {
                    fontCount++;
                } else if (fonts && xml.starts("b")) {
                    boldFonts.set(fontCount - 1, xml.isOn());
                } else if (fonts && xml.starts("strike")) {
                    struckFonts.set(fontCount - 1, xml.isOn());
                } else if (xml.starts("cellXfs") || xml.ends("cellXfs")) {
                    inside = xml.starts("cellXfs");
                } else if (inside && xml.starts("xf")) {
                    styles.add(number(xml.attribute("numFmtId")));
                    styleFonts.add(number(xml.attribute("fontId")));
                }
            }
        }
    }

    /// Whether cells in this style are set in bold type.
    boolean isBold(String style) {
        return boldFonts.get(font(style));
    }

    /// Whether cells in this style are struck out.
    boolean isStruck(String style) {
        return struckFonts.get(font(style));
    }

    private int font(String style) {
        int index = number(style);
        return index < styleFonts.size() ? styleFonts.get(index) : 0;
    }

    private static int number(String digits) {
        return !digits.isEmpty() && digits.matches("\\d{1,7}") ? Integer.parseInt(digits) : 0;
    }

    /// How many digits of a number Excel keeps.
    private static final int EXACT = 15;

    /// The value of a numeric cell in this style, the way a person would read it off the sheet.
    String shown(String value, String style) {
        String code = codeOfStyle.computeIfAbsent(style, this::codeOfStyle);
        if (code.equals("General") && isWhole(value)) {
            return value; // most cells; POI takes ten times as long
        }
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return value;
        }
        if (!(Math.abs(number) < LARGEST)) {
            return value;
        }
        if (code.equals("General") && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return new BigDecimal(value).toPlainString(); // an article number stays what it is
        }
        try {
            return (isDate.computeIfAbsent(code, ExcelNumberFormats::isDate)
                            ? moment(number, code)
                            : plain(number, code))
                    .strip();
        } catch (RuntimeException e) {
            // codes that Excel does not write end in exceptions of all kinds
            return plain(number, "General");
        }
    }

    private static boolean isWhole(String value) {
        boolean whole = value.length() <= EXACT && (!value.startsWith("0") || value.length() == 1);
        for (int at = 0; whole && at < value.length(); at++) {
            whole = value.charAt(at) >= '0' && value.charAt(at) <= '9';
        }
        return whole;
    }

    private String codeOfStyle(String style) {
        int index = number(style);
        return code(index < styles.size() ? styles.get(index) : 0);
    }

    private String code(int id) {
        String own = codes.getOrDefault(id, "");
        if (!own.isEmpty()) {
            return own.toLowerCase(Locale.ROOT).contains("general") ? "General" : own;
        }
        if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
            // East Asian programs: dates, and times from 32 to 35
            return id >= 32 && id <= 35 ? "h:mm:ss" : "yyyy-mm-dd";
        }
        return Objects.requireNonNullElse(BuiltinFormats.getBuiltinFormat(id), "General");
    }

    private String plain(double number, String code) {
        return ONLY_CELL_FORMAT.matcher(code).find()
                ? CellFormat.getInstance(Locale.ROOT, code).apply(number).text
                : formatter.formatRawCellContents(number, -1, code);
    }

    /// POI takes the letters of literal text for parts of a number.
    private static boolean isDate(String code) {
        return DateUtil.isADateFormat(-1, LITERAL.matcher(code).replaceAll(""));
    }

    private String moment(double days, String code) {
        String parts = LITERAL.matcher(code.toLowerCase(Locale.ROOT)).replaceAll("");
        if (parts.contains("[")) {
            // elapsed time such as [h]:mm, which POI shows wrongly below zero
            return (days < 0 ? "-" : "")
                    + formatter.formatRawCellContents(Math.abs(days), -1, code);
        }
        if (days < 0 || days >= LAST_DAY) {
            return plain(days, "General");
        }
        LocalDateTime moment = DateUtil.getLocalDateTime(days, since1904, true);
        if (codes.containsValue(code)) {
            return ExcelDateFormat.of(code).shown(moment);
        }
        boolean clock = parts.contains("h") || parts.contains("s");
        boolean date = parts.contains("y") || parts.contains("d") || !clock;
        String day = moment.toLocalDate().toString();
        boolean month = parts.contains("m") && parts.contains("y") && !parts.contains("d");
        return (date ? month && !clock ? day.substring(0, day.length() - 3) : day : "")
                + (date && clock ? " " : "")
                + (clock ? moment.toLocalTime().toString() : "");
    }
}
