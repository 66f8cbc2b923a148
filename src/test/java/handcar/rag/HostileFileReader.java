package handcar.rag;

import module java.base;

import handcar.rag.extract.ExtractedText;
import handcar.rag.extract.UnreadableDocumentException;

import java.lang.management.ManagementFactory;

/// A process of its own that reads the files of a folder one by one, as a server would that has just read an honest one,
/// and tells of each what it said, how long it worked and how far the process grew meanwhile.
final class HostileFileReader {
    /// Resets the high-water mark of the process's memory (proc(5), clear_refs).
    private static final String RESET_PEAK = "5";

    private HostileFileReader() {}

    public static void main(String[] folder) throws IOException {
        ExtractedText.read(PdfFiles.pages("Warm."), "a.pdf", "");
        ExtractedText.read(OfficeFiles.docx(OfficeFiles.p("Warm")), "a.docx", "");
        ExtractedText.read(OfficeFiles.xlsx("<row><c><v>1.5</v></c></row>", false), "a.xlsx", "");
        List<Path> files;
        try (var all = Files.list(Path.of(folder[0]))) {
            files = all.sorted().toList();
        }
        System.out.println("yardstick\t" + yardstick());
        for (Path file : files) {
            one(file);
        }
    }

    /// Processor milliseconds for a piece of work that is always the same, by which a slow machine is told.
    private static long yardstick() {
        long cpu = cpu();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 1_000_000; i++) {
            counts.merge(Integer.toString(i % 50_000), 1, Integer::sum);
        }
        return counts.size() == 50_000 ? (cpu() - cpu) / 1_000_000 : 0;
    }

    private static void one(Path file) throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), RESET_PEAK);
        long before = kilobytes("VmRSS:");
        byte[] bytes = Files.readAllBytes(file);
        long cpu = cpu();
        String said = read(bytes, file.getFileName().toString());
        System.out.println(
                file.getFileName()
                        + "\t"
                        + (cpu() - cpu) / 1_000_000
                        + "\t"
                        + (kilobytes("VmHWM:") - before) / 1024
                        + "\t"
                        + said);
    }

    private static String read(byte[] bytes, String name) {
        try {
            ExtractedText.read(bytes, name, "");
            return "READ";
        } catch (UnreadableDocumentException e) {
            return e.sentence();
        } catch (RuntimeException e) {
            return "NOT REFUSED BUT " + e;
        }
    }

    private static long cpu() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
    }

    private static long kilobytes(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(field))
                .map(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElseThrow();
    }
}
