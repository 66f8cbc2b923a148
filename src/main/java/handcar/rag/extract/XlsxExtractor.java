package handcar.rag.extract;

import module java.base;

/// Excel workbooks: every visible sheet is a heading, its tables row by row (see [XlsxTables]) and the text boxes drawn on
/// it, with values as the sheet shows them (see [ExcelNumberFormats]). Hidden sheets, rows and columns are left out, and so is
/// what is struck out.
///
/// Format: ECMA-376 part 1, 18 (SpreadsheetML).
final class XlsxExtractor {
    private static final int MOST_STRINGS = 500_000;

    /// Filled cells. A larger workbook is a database and no document.
    private static final int MOST_CELLS = 300_000;

    /// Merged areas of a sheet.
    private static final int MOST_AREAS = 5_000;

    private final ZipReader archive;
    private final TextBuilder draft = new TextBuilder();
    private final List<String> shared = new ArrayList<>();
    private Optional<ExcelNumberFormats> formats = Optional.empty();
    private final XlsxLosses losses = new XlsxLosses();
    private int cells;
    private int sharedCharacters;

    private XlsxExtractor(ZipReader archive) {
        this.archive = archive;
    }

    static ExtractedText read(byte[] bytes) {
        try (ZipReader archive = ZipReader.open(bytes)) {
            XlsxExtractor workbook = new XlsxExtractor(archive);
            workbook.read();
            if (workbook.draft
                    .text()
                    .lines()
                    .allMatch(line -> line.isEmpty() || line.startsWith("## "))) {
                throw new UnreadableDocumentException(
                        workbook.losses.warning().orElse("The sheets of this workbook are empty."));
            }
            return new ExtractedText(
                    FileType.XLSX,
                    DocxExtractor.title(archive),
                    workbook.draft.text(),
                    List.of(),
                    workbook.losses.warning());
        }
    }

    private void read() {
        String main = archive.mainPart();
        String folder = main.substring(0, main.lastIndexOf('/') + 1);
        Map<String, String> targets = new HashMap<>();
        archive.relations(main).forEach(relation -> targets.put(relation.id(), relation.target()));
        Map<String, String> sheets = new LinkedHashMap<>();
        boolean since1904 = workbook(main, sheets);
        formats = Optional.of(ExcelNumberFormats.read(archive, folder + "styles.xml", since1904));
        archive.eachElement(folder + "sharedStrings.xml", this::sharedString);
        sheets.forEach((name, relation) -> sheet(name, targets.getOrDefault(relation, "")));
    }

    /// Fills in the visible sheets in their order; tells whether days are counted from 1904, as old Macs did.
    private boolean workbook(String main, Map<String, String> sheets) {
        AtomicBoolean since1904 = new AtomicBoolean();
        archive.xml(main)
                .orElseThrow(
                        () ->
                                new UnreadableDocumentException(
                                        "This Excel file has no workbook in it."))
                .eachElement(
                        xml -> {
                            if (xml.starts("workbookPr")) {
                                since1904.set(isSet(xml, "date1904"));
                            } else if (xml.starts("sheet") && isVisible(xml)) {
                                sheets.put(xml.attribute("name"), xml.attribute("id"));
                            }
                        });
        return since1904.get();
    }

    private static boolean isVisible(XmlReader sheet) {
        return !sheet.attribute("state").toLowerCase(Locale.ROOT).contains("hidden");
    }

    private static boolean isSet(XmlReader xml, String attribute) {
        return Set.of("1", "true").contains(xml.attribute(attribute));
    }

    private void sharedString(XmlReader xml) {
        if (xml.starts("si")) {
            String text = text(xml);
            sharedCharacters += text.length();
            shared.add(text);
            if (sharedCharacters > TextBuilder.LONGEST || shared.size() > MOST_STRINGS) {
                throw TextBuilder.tooLong();
            }
        }
    }

    /// All `t` below the element just opened, which rich text spreads over runs; phonetic hints and runs that are struck out
    /// are left out.
    private static String text(XmlReader xml) {
        StringBuilder text = new StringBuilder();
        AtomicBoolean struck = new AtomicBoolean();
        xml.eachInside(
                () -> {
                    switch (xml.name()) {
                        case "rPh" -> xml.skip();
                        case "r" -> struck.set(false);
                        case "strike" -> struck.set(xml.isOn());
                        case "t" -> {
                            String run = xml.content();
                            text.append(struck.get() ? "" : run);
                        }
                        default -> {}
                    }
                });
        return text.toString();
    }

    private void sheet(String name, String part) {
        Optional<XmlReader> found = archive.xml(part);
        if (found.isEmpty()) {
            return;
        }
        draft.heading(2, name);
        XlsxSheet sheet = new XlsxSheet();
        AtomicInteger row = new AtomicInteger(-1);
        AtomicInteger column = new AtomicInteger();
        AtomicInteger areas = new AtomicInteger();
        found.get()
                .eachElement(
                        xml -> {
                            switch (xml.name()) {
                                case "col" -> hideColumns(xml, sheet);
                                case "row" -> {
                                    row.set(number(xml.attribute("r"), row.get() + 2) - 1);
                                    column.set(0);
                                    if (isSet(xml, "hidden")) {
                                        sheet.hideRow(row.get());
                                    }
                                }
                                case "c" -> cell(xml, sheet, name, row.get(), column);
                                case "mergeCell" -> {
                                    if (areas.incrementAndGet() < MOST_AREAS) {
                                        XlsxSheet.Area.of(xml.attribute("ref"))
                                                .ifPresent(sheet::merge);
                                    }
                                }
                                case "autoFilter" -> header(xml.attribute("ref"), sheet);
                                case "pane" -> {
                                    if (xml.attribute("state").startsWith("frozen")) {
                                        sheet.header(number(xml.attribute("ySplit"), 0) - 1);
                                    }
                                }
                                default -> {}
                            }
                        });
        archive.related(part, "/table")
                .forEach(
                        table ->
                                archive.eachElement(
                                        table,
                                        xml -> {
                                            if (xml.starts("table")
                                                    && !xml.attribute("headerRowCount")
                                                            .equals("0")) {
                                                header(xml.attribute("ref"), sheet);
                                            }
                                        }));
        sheet.settle();
        XlsxTables.write(sheet, draft);
        archive.related(part, "/drawing").forEach(this::textBoxes);
    }

    private static void header(String area, XlsxSheet sheet) {
        XlsxSheet.Area.of(area).ifPresent(found -> sheet.header(found.top()));
    }

    private static void hideColumns(XmlReader xml, XlsxSheet sheet) {
        if (isSet(xml, "hidden")) {
            int from = number(xml.attribute("min"), 1);
            sheet.hideColumns(from - 1, number(xml.attribute("max"), from) - 1);
        }
    }

    private static int number(String digits, int otherwise) {
        return digits.matches("\\d{1,7}") ? Integer.parseInt(digits) : otherwise;
    }

    /// The paragraphs of what is drawn on a sheet.
    private void textBoxes(String part) {
        archive.eachElement(
                part,
                xml -> {
                    if (xml.starts("p")) {
                        draft.paragraph(text(xml));
                    }
                });
    }

    private void cell(XmlReader xml, XlsxSheet sheet, String name, int row, AtomicInteger next) {
        int column =
                XlsxSheet.Area.of(xml.attribute("r")).map(XlsxSheet.Area::left).orElse(next.get());
        next.set(column + 1);
        String type = xml.attribute("t");
        String style = xml.attribute("s");
        StringBuilder value = new StringBuilder();
        AtomicBoolean formula = new AtomicBoolean();
        xml.eachInside(
                () -> {
                    switch (xml.name()) {
                        case "f" -> formula.set(true);
                        case "is" -> value.append(text(xml));
                        case "v" -> value.append(xml.content());
                        default -> {}
                    }
                });
        if (++cells > MOST_CELLS) {
            throw new UnreadableDocumentException(
                    "This workbook has more than 300,000 filled cells. Split it and upload the"
                            + " parts.");
        }
        boolean struck = formats.map(known -> known.isStruck(style)).orElse(false);
        if (value.isEmpty() && formula.get() && !type.equals("str")) {
            // a text that is empty is a result; anything else was never calculated
            if (!struck && !sheet.isHidden(row, column)) {
                losses.uncalculated(name, row, column);
            }
        } else if (!value.isEmpty() && !struck) {
            sheet.put(
                    row,
                    column,
                    new XlsxSheet.Cell(
                            shown(type, style, value.toString()),
                            type.isEmpty() || type.equals("n") || type.equals("d"),
                            formats.map(known -> known.isBold(style)).orElse(false)));
        }
    }

    private String shown(String type, String style, String value) {
        return switch (type) {
            case "s" -> {
                int index = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
                yield index >= 0 && index < shared.size() ? shared.get(index) : "";
            }
            case "b" -> value.equals("1") || value.equals("true") ? "TRUE" : "FALSE";
            case "str", "inlineStr" -> value;
            // an ISO 8601 date, as strict workbooks have it
            case "d" -> value.replace("T00:00:00", "").replace('T', ' ');
            // #N/A and other errors say nothing to a customer
            case "e" -> "";
            default -> formats.map(known -> known.shown(value, style)).orElse(value);
        };
    }
}
