import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The plainest PDF there is: pages of lines in Helvetica (ISO 32000-1, 7.5), without compression.
final class Paper {
    private static final int LINES = 50;
    private static final int WIDTH = 90;

    private Paper() {}

    static byte[] pdf(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            String plain = line.replaceAll("[^\\x20-\\x7e]", "");
            for (int at = 0; at < plain.length() || at == 0; at += WIDTH) {
                lines.add(plain.substring(at, Math.min(plain.length(), at + WIDTH)));
            }
        }
        int pages = (lines.size() + LINES - 1) / LINES;
        StringBuilder kids = new StringBuilder();
        List<String> objects = new ArrayList<>(List.of("<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"));
        for (int page = 0; page < pages; page++) {
            int number = objects.size() + 1;
            kids.append(number).append(" 0 R ");
            objects.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents " + (number + 1) + " 0 R >>");
            StringBuilder drawn = new StringBuilder("BT /F1 10 Tf 14 TL 60 740 Td\n");
            for (String line : lines.subList(page * LINES, Math.min(lines.size(), (page + 1) * LINES))) {
                drawn.append('(').append(line.replaceAll("([\\\\()])", "\\\\$1")).append(") Tj T*\n");
            }
            drawn.append("ET");
            objects.add("<< /Length " + drawn.length() + " >>\nstream\n" + drawn + "\nendstream");
        }
        objects.set(1, "<< /Type /Pages /Count " + pages + " /Kids [" + kids + "] >>");
        return written(objects);
    }

    private static byte[] written(List<String> objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, "%PDF-1.4\n");
        StringBuilder places = new StringBuilder("0000000000 65535 f \n");
        for (int n = 0; n < objects.size(); n++) {
            places.append(String.format("%010d 00000 n \n", out.size()));
            put(out, (n + 1) + " 0 obj\n" + objects.get(n) + "\nendobj\n");
        }
        int table = out.size();
        put(out, "xref\n0 " + (objects.size() + 1) + "\n" + places + "trailer << /Size " + (objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
