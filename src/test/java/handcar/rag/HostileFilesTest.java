package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Files made to bring a server down. Each is refused with a sentence after at most two seconds of work (on a machine that is
/// slow just now, after at most five times what a fixed piece of work takes), and a process with the server's own memory
/// settings grows by less than 64 MB meanwhile.
@Isolated("measures time")
class HostileFilesTest {
    private static final int LARGEST_UPLOAD = 10 << 20;

    private static final long SOON_MILLIS = 2_000;

    private static final int YARDSTICKS = 5;
    private static final long LITTLE_MEGABYTES = 64;

    @Test
    void are_refused_at_once(@TempDir Path folder) throws Exception {
        assumeTrue(
                Files.exists(Path.of("/proc/self/clear_refs")),
                "Memory can only be measured on Linux.");
        Map<String, byte[]> files = HostileFiles.all();
        for (var file : files.entrySet()) {
            assertTrue(file.getValue().length <= LARGEST_UPLOAD, file.getKey() + " is too large");
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }

        List<String> results = results(folder);
        long yardstick = Long.parseLong(results.removeFirst().split("\t", -1)[1]);
        long most = Math.max(SOON_MILLIS, YARDSTICKS * yardstick);

        List<String> wrong = new ArrayList<>();
        for (String line : results) {
            String[] parts = line.split("\t", -1);
            boolean soon = Long.parseLong(parts[1]) < most;
            boolean little = Long.parseLong(parts[2]) < LITTLE_MEGABYTES;
            boolean refused = parts[3].endsWith(".") && !parts[3].contains("Exception");
            if (!soon || !little || !refused) {
                wrong.add(line);
            }
        }
        assertEquals(List.of(), wrong, "of at most " + most + " ms");
        assertEquals(files.size(), results.size(), () -> String.join("\n", results));
    }

    private static List<String> results(Path folder) throws IOException, InterruptedException {
        Path said = Files.createTempFile("hostile", ".txt");
        Process reader =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-Xms24m",
                                "-Xss512k",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HostileFileReader.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        reader.waitFor();
        List<String> lines =
                Files.readAllLines(said).stream()
                        .filter(line -> line.matches("yardstick\t\\d+|[^\t]+\t\\d+\t-?\\d+\t.*"))
                        .collect(Collectors.toCollection(ArrayList::new));
        Files.delete(said);
        return lines;
    }
}
