package handcar.rag;

import module java.base;

/// Makes Word and Excel files, good and bad, part by part.
public final class OfficeFiles {
    private static final String W =
            "<w:document"
                + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";

    private OfficeFiles() {}

    public static byte[] zip(Map<String, String> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Map<String, String> parts(String main) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "_rels/.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"http://x/officeDocument\" Target=\""
                        + main
                        + "\"/></Relationships>");
        return parts;
    }

    /// A Word file with this body, and headings named as a German Word does.
    public static byte[] docx(String body) {
        return rawDocx(W + body + "</w:body></w:document>");
    }

    static byte[] rawDocx(String document) {
        Map<String, String> parts = parts("word/document.xml");
        parts.put("word/document.xml", document);
        parts.put(
                "word/styles.xml",
                """
                <w:styles xmlns:w="w"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
                <w:style w:styleId="Mein"><w:name w:val="Mein Titel"/><w:basedOn w:val="berschrift1"/></w:style></w:styles>
                """);
        return zip(parts);
    }

    public static String p(String text) {
        return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
    }

    public static String styled(String style, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\""
                + style
                + "\"/></w:pPr><w:r><w:t>"
                + text
                + "</w:t></w:r></w:p>";
    }

    /// A workbook of one sheet with these rows, these number formats for the styles 1, 2, 3 …
    public static byte[] xlsx(String sheetData, boolean since1904, String... formats) {
        Map<String, String> parts = parts("xl/workbook.xml");
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><workbookPr"
                        + (since1904 ? " date1904=\"1\"" : "")
                        + "/><sheets><sheet name=\"Preise\" sheetId=\"1\" r:id=\"rId7\"/><sheet"
                        + " name=\"Geheim\" state=\"hidden\" r:id=\"rId8\"/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"rId7\""
                        + " Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId8\""
                        + " Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>");
        parts.put(
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData>" + sheetData + "</sheetData></worksheet>");
        parts.put(
                "xl/worksheets/sheet2.xml",
                "<worksheet><sheetData><row><c"
                        + " t=\"str\"><v>versteckt</v></c></row></sheetData></worksheet>");
        StringBuilder codes = new StringBuilder();
        StringBuilder styles = new StringBuilder("<xf numFmtId=\"0\"/>");
        for (int at = 0; at < formats.length; at++) {
            boolean builtIn = formats[at].startsWith("id:");
            int id = builtIn ? Integer.parseInt(formats[at].substring(3)) : 164 + at;
            if (!builtIn) {
                codes.append("<numFmt numFmtId=\"" + id + "\" formatCode=\"")
                        .append(formats[at].replace("\"", "&quot;"))
                        .append("\"/>");
            }
            styles.append("<xf numFmtId=\"" + id + "\"/>");
        }
        parts.put(
                "xl/styles.xml",
                "<styleSheet><numFmts>"
                        + codes
                        + "</numFmts><cellXfs>"
                        + styles
                        + "</cellXfs></styleSheet>");
        parts.put(
                "xl/sharedStrings.xml",
                "<sst><si><t>Artikel</t></si><si><t>Preis</t></si><si><r><t>Kaffee</t></r><r><t>"
                        + "maschine</t></r><rPh><t>weg</t></rPh></si></sst>");
        return zip(parts);
    }
}
