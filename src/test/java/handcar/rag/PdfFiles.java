package handcar.rag;

import module java.base;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/// Makes PDF files: proper ones with a library, hostile ones by hand.
public final class PdfFiles {
    private PdfFiles() {}

    /// Lines, `\f` begins a new page; a line that begins with `#` is set large, an empty one is a gap.
    public static byte[] pages(String... lines) {
        return document(lines, "");
    }

    public static byte[] encrypted(String... lines) {
        return document(lines, "secret");
    }

    private static byte[] document(String[] lines, String password) {
        try (PDDocument document = new PDDocument()) {
            for (String page : String.join("\n", lines).split("\f\n?", -1)) {
                PDPage sheet = new PDPage();
                document.addPage(sheet);
                write(document, sheet, page.lines().toList());
            }
            document.getDocumentInformation().setTitle("The manual");
            if (!password.isEmpty()) {
                document.protect(
                        new StandardProtectionPolicy(password, password, new AccessPermission()));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(PDDocument document, PDPage page, List<String> lines)
            throws IOException {
        PDFont font = new PDType1Font(FontName.HELVETICA);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            float y = 740;
            for (String line : lines) {
                boolean large = line.startsWith("#");
                if (!line.isEmpty()) {
                    content.beginText();
                    content.setFont(font, large ? 18 : 11);
                    content.newLineAtOffset(60, y);
                    content.showText(large ? line.substring(1) : line);
                    content.endText();
                }
                y -= line.isEmpty() ? 24 : large ? 30 : 13;
            }
        }
    }

    static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, best)) {
            deflate.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        best.end();
        return out.toByteArray();
    }

    /// A file of numbered objects, the first being the catalog; each object is what stands between `obj` and `endobj`.
    static byte[] objects(byte[]... objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder table = new StringBuilder();
        out.writeBytes(bytes("%PDF-1.4\n"));
        for (int at = 0; at < objects.length; at++) {
            table.append("%010d 00000 n \n".formatted(out.size()));
            out.writeBytes(bytes((at + 1) + " 0 obj\n"));
            out.writeBytes(objects[at]);
            out.writeBytes(bytes("\nendobj\n"));
        }
        int start = out.size();
        out.writeBytes(
                bytes(
                        "xref\n0 "
                                + (objects.length + 1)
                                + "\n0000000000 65535 f \n"
                                + table
                                + "trailer <</Size "
                                + (objects.length + 1)
                                + " /Root 1 0 R>>\nstartxref\n"
                                + start
                                + "\n%%EOF"));
        return out.toByteArray();
    }

    static byte[] stream(String dictionary, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes("<<" + dictionary + " /Length " + content.length + ">>\nstream\n"));
        out.writeBytes(content);
        out.writeBytes(bytes("\nendstream"));
        return out.toByteArray();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
