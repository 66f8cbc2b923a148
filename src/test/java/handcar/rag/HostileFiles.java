package handcar.rag;

import module java.base;

/// Files made to bring a server down, with a name for each.
final class HostileFiles {
    private HostileFiles() {}

    static Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("zip bomb in the document.docx", bombDocx());
        files.put("zip bomb that lies about its size.docx", lying(bombDocx()));
        files.put("a zip of zips.zip", nested());
        files.put("sixty thousand entries.docx", manyEntries());
        files.put("entries that overlap.docx", cut(OfficeFiles.docx("x")));
        files.put("billion laughs.docx", OfficeFiles.rawDocx(laughs()));
        files.put("a file of the server in a document.docx", OfficeFiles.rawDocx(xxe()));
        files.put("a million nested elements.docx", OfficeFiles.rawDocx("<a>".repeat(1_000_000)));
        files.put(
                "one endless attribute.docx",
                OfficeFiles.rawDocx("<a b='" + noise(9 << 20) + "'/>"));
        files.put("a million cells.xlsx", OfficeFiles.xlsx(cells(), false));
        files.put("a million empty strings.xlsx", strings());
        files.put("json nested a million deep.json", text("[".repeat(1_000_000)));
        files.put("json of brackets.json", text("[" + "[],".repeat(3_000_000)));
        files.put("json with one long number.json", text("[" + "9".repeat(5_000_000) + "]"));
        files.put("html of tags.html", text("<html>" + "<b a b c>".repeat(1_100_000)));
        files.put("html of text.html", text("<html>" + "<p>some words".repeat(800_000)));
        files.put("ten megabytes of text.txt", text("word ".repeat(2_000_000)));
        files.put("csv of separators.csv", text(",".repeat(4_900_000)));
        files.put("csv of open quotes.csv", text(("\"" + "x".repeat(98) + "\n").repeat(60_000)));
        files.putAll(HostilePdfs.all());
        return files;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String noise(int length) {
        StringBuilder noise = new StringBuilder(length);
        for (long seed = 1; noise.length() < length; seed = seed * 6364136223846793005L + 1) {
            noise.append((char) ('a' + (seed >>> 33) % 26));
        }
        return noise.toString();
    }

    private static byte[] bombDocx() {
        return OfficeFiles.docx("<w:p><w:r><w:t>" + "0".repeat(150 << 20) + "</w:t></w:r></w:p>");
    }

    /// The directory says that everything is small.
    private static byte[] lying(byte[] zip) {
        byte[] copy = zip.clone();
        for (int at = 0; at + 46 < copy.length; at++) {
            if (copy[at] == 'P' && copy[at + 1] == 'K' && copy[at + 2] == 1 && copy[at + 3] == 2) {
                Arrays.fill(copy, at + 24, at + 28, (byte) 1);
            }
        }
        return copy;
    }

    private static byte[] cut(byte[] zip) {
        byte[] copy = zip.clone();
        for (int at = 0; at + 46 < copy.length; at++) {
            if (copy[at] == 'P' && copy[at + 1] == 'K' && copy[at + 2] == 1 && copy[at + 3] == 2) {
                Arrays.fill(copy, at + 42, at + 46, (byte) 0x7f);
            }
        }
        return copy;
    }

    private static byte[] nested() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] inner = bombDocx();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (int at = 0; at < 20; at++) {
                zip.putNextEntry(new ZipEntry("word/" + at + ".zip"));
                zip.write(inner);
            }
        }
        return out.toByteArray();
    }

    private static byte[] manyEntries() {
        Map<String, String> parts = OfficeFiles.parts("word/document.xml");
        for (int at = 0; at < 60_000; at++) {
            parts.put("word/" + at, "");
        }
        return OfficeFiles.zip(parts);
    }

    private static String laughs() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE d [<!ENTITY a0 \"ha\">");
        for (int at = 1; at < 30; at++) {
            entities.append("<!ENTITY a" + at + " \"&a" + (at - 1) + ";&a" + (at - 1) + ";\">");
        }
        return entities
                + "]><w:document"
                + " xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&a29;</w:t></w:r></w:p></w:body></w:document>";
    }

    private static String xxe() {
        return "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document"
                   + " xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>";
    }

    private static String cells() {
        StringBuilder cells = new StringBuilder();
        for (int row = 0; row < 1_200_000; row++) {
            cells.append("<row><c><v>").append(row * 7919 % 999983).append("</v></c></row>");
        }
        return cells.toString();
    }

    private static byte[] strings() {
        Map<String, String> parts = OfficeFiles.parts("xl/workbook.xml");
        parts.put("xl/workbook.xml", "<workbook><sheets/></workbook>");
        StringBuilder strings = new StringBuilder("<sst>");
        Collections.nCopies(3_000_000, "<si><t/></si>").forEach(strings::append);
        parts.put("xl/sharedStrings.xml", strings.toString());
        return OfficeFiles.zip(parts);
    }
}
