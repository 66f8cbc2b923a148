import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the packaged server is silent when nobody is there: the kernel's own counters of every TCP connection it has, to
/// its database or anywhere else, acknowledgements and keep-alives included. See bench/README.md.
final class Idle {
    /// After the last request the pool closes its connections, which takes packets.
    private static final int SETTLING_SECONDS = 90;

    private static final int EVERY_SECONDS = 10;

    private record Seen(int connections, long segments, long bytes) {}

    public static void main(String[] args) throws Exception {
        int minutes = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        List<String> rows = new ArrayList<>(List.of("second,connections,packets_sent,bytes_sent"));
        try (Packaged server = new Packaged(Path.of(args[0]), System.getenv("DATABASE_URL"), Map.of())) {
            for (int turn = 0; turn < 20; turn++) {
                server.get("/api/v1/conversations", Packaged.ADMIN);
                server.post("/api/v1/chat/conversations", "", Map.of("message", "How do I back up Handcar?"));
            }
            Thread.sleep(SETTLING_SECONDS * 1_000L);
            Map<String, Seen> first = look(server.pid());
            Seen begin = sum(first);
            Seen now = begin;
            for (int second = 0; second <= minutes * 60; second += EVERY_SECONDS) {
                now = sum(look(server.pid()));
                rows.add(
                        String.format(
                                Locale.ROOT,
                                "%d,%d,%d,%d",
                                second,
                                now.connections(),
                                now.segments() - begin.segments(),
                                now.bytes() - begin.bytes()));
                Thread.sleep(EVERY_SECONDS * 1_000L);
            }
            boolean same = first.keySet().equals(look(server.pid()).keySet());
            Files.write(Path.of(args[1]), rows);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d minutes, %d connections, %s: %d packets and %d bytes sent; %.1f s of processor time in all; %s%n",
                    LocalTime.now().withNano(0),
                    minutes,
                    now.connections(),
                    same ? "the same all the time" : "NOT the same all the time",
                    now.segments() - begin.segments(),
                    now.bytes() - begin.bytes(),
                    processorSeconds(server.pid()),
                    args[1]);
        }
    }

    /// Each connection of the process with what it sent (`ss`, iproute2): data, acknowledgements and probes alike.
    private static Map<String, Seen> look(long pid) throws Exception {
        Process ss = new ProcessBuilder("ss", "-tinpHO", "state", "connected").start();
        String text = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Seen> seen = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            if (line.contains("pid=" + pid + ",")) {
                String[] words = line.strip().split("\\s+");
                seen.put(words[3] + " " + words[4], new Seen(1, number(line, "segs_out:(\\d+)"), number(line, "bytes_sent:(\\d+)")));
            }
        }
        return seen;
    }

    private static Seen sum(Map<String, Seen> all) {
        return new Seen(
                all.size(),
                all.values().stream().mapToLong(Seen::segments).sum(),
                all.values().stream().mapToLong(Seen::bytes).sum());
    }

    private static long number(String line, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(line);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static double processorSeconds(long pid) throws Exception {
        String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceFirst("^.*\\) ", "").split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }
}
