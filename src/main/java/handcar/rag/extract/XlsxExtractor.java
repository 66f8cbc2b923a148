package handcar.rag.extract;

import module java.base;

import javax.xml.stream.XMLStreamConstants;

/// Excel workbooks: every visible sheet is a heading and its rows, each row readable by itself (see [TableText]), values as
/// the sheet shows them (see [ExcelNumberFormats]).
///
/// Format: ECMA-376 part 1, 18 (SpreadsheetML).
final class XlsxExtractor {
    /// Wider sheets are layouts, not tables, and a cell may claim column 16 384.
    private static final int WIDEST = 256;

    private static final int MOST_STRINGS = 500_000;

    /// Filled cells. A larger workbook is a database and no document.
    private static final int MOST_CELLS = 300_000;

    private final ZipReader archive;
    private final TextBuilder draft = new TextBuilder();
    private final List<String> shared = new ArrayList<>();
    private final Map<String, String> targets = new HashMap<>();
    private Optional<ExcelNumberFormats> formats = Optional.empty();
    private int cells;
    private int sharedCharacters;

    private XlsxExtractor(ZipReader archive) {
        this.archive = archive;
    }

    static ExtractedText read(byte[] bytes) {
        try (ZipReader archive = ZipReader.open(bytes)) {
            XlsxExtractor workbook = new XlsxExtractor(archive);
            workbook.read();
            return new ExtractedText(
                    FileType.XLSX, DocxExtractor.title(archive), workbook.draft.text());
        }
    }

    private void read() {
        String main = archive.mainPart();
        String folder = main.substring(0, main.lastIndexOf('/') + 1);
        archive.eachElement(
                folder + "_rels/" + main.substring(folder.length()) + ".rels",
                xml -> relation(xml, folder));
        Map<String, String> sheets = new LinkedHashMap<>();
        boolean since1904 = workbook(main, sheets);
        formats = Optional.of(ExcelNumberFormats.read(archive, folder + "styles.xml", since1904));
        archive.eachElement(folder + "sharedStrings.xml", this::sharedString);
        sheets.forEach(
                (name, relation) ->
                        archive.xml(targets.getOrDefault(relation, ""))
                                .ifPresent(part -> sheet(name, part)));
    }

    private void relation(XmlReader xml, String folder) {
        if (xml.starts("Relationship")) {
            String target = xml.attribute("Target");
            targets.put(
                    xml.attribute("Id"),
                    target.startsWith("/") ? target.substring(1) : folder + target);
        }
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
                                since1904.set(
                                        Set.of("1", "true").contains(xml.attribute("date1904")));
                            } else if (xml.starts("sheet") && isVisible(xml)) {
                                sheets.put(xml.attribute("name"), xml.attribute("id"));
                            }
                        });
        return since1904.get();
    }

    private static boolean isVisible(XmlReader sheet) {
        return !sheet.attribute("state").toLowerCase(Locale.ROOT).contains("hidden");
    }

    private void sharedString(XmlReader xml) {
        if (xml.starts("si")) {
            String text = text(xml, "si");
            sharedCharacters += text.length();
            shared.add(text);
            if (sharedCharacters > TextBuilder.LONGEST || shared.size() > MOST_STRINGS) {
                throw TextBuilder.tooLong();
            }
        }
    }

    /// All `t` below the element just opened, which rich text spreads over runs; phonetic hints are left out.
    private static String text(XmlReader xml, String element) {
        StringBuilder text = new StringBuilder();
        for (xml.next(); !xml.ends(element); xml.next()) {
            if (xml.starts("rPh")) {
                xml.skip();
            } else if (xml.starts("t")) {
                text.append(xml.content());
            }
        }
        return text.toString();
    }

    private void sheet(String name, XmlReader part) {
        draft.heading(2, name);
        TableText table = new TableText(draft, true);
        try (XmlReader xml = part) {
            List<String> row = new ArrayList<>();
            while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
                if (xml.starts("row")) {
                    row = new ArrayList<>();
                } else if (xml.starts("c")) {
                    cell(xml, row);
                } else if (xml.ends("row")) {
                    table.row(row);
                }
            }
        }
        table.end();
    }

    private void cell(XmlReader xml, List<String> row) {
        int column = column(xml.attribute("r")).orElse(row.size());
        String type = xml.attribute("t");
        String style = xml.attribute("s");
        StringBuilder value = new StringBuilder();
        for (xml.next(); !xml.ends("c"); xml.next()) {
            if (xml.starts("is")) {
                value.append(text(xml, "is"));
            } else if (xml.starts("v")) {
                value.append(xml.content());
            }
        }
        if (++cells > MOST_CELLS) {
            throw new UnreadableDocumentException(
                    "This workbook has more than 300,000 filled cells. Split it and upload the"
                            + " parts.");
        }
        if (column < WIDEST && !value.isEmpty()) {
            while (row.size() <= column) {
                row.add("");
            }
            row.set(column, shown(type, style, value.toString()));
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

    /// The column of a reference such as `AB12`, counted from 0.
    private static Optional<Integer> column(String reference) {
        int column = 0;
        int at = 0;
        while (at < reference.length()
                && at < 4
                && reference.charAt(at) >= 'A'
                && reference.charAt(at) <= 'Z') {
            column = column * 26 + reference.charAt(at++) - 'A' + 1;
        }
        return column == 0 ? Optional.empty() : Optional.of(column - 1);
    }
}
