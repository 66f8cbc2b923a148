package handcar.ops.metrics;

import module java.base;

/// What this process uses, read from `/proc` and the runtime; JMX would take a megabyte for the same. On systems without
/// `/proc` its figures are zero.
public final class ProcessStats {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Instant BEGUN =
            ProcessHandle.current().info().startInstant().orElseGet(Instant::now);

    private ProcessStats() {}

    /// Resident memory, in bytes.
    static long residentBytes() {
        return status("VmRSS:") * 1024;
    }

    /// Threads of the operating system; virtual threads are not among them.
    static long threads() {
        return status("Threads:");
    }

    public static long heapUsedBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    public static long heapMostBytes() {
        return Runtime.getRuntime().maxMemory();
    }

    static double uptimeSeconds() {
        return Duration.between(BEGUN, Instant.now()).toMillis() / 1000.0;
    }

    static double begunSeconds() {
        return BEGUN.toEpochMilli() / 1000.0;
    }

    /// Processor time used since the start.
    static double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> time.toMillis() / 1000.0)
                .orElse(0.0);
    }

    public static Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("rss_bytes", residentBytes());
        shape.put("heap_used_bytes", heapUsedBytes());
        shape.put("heap_max_bytes", heapMostBytes());
        shape.put("threads", threads());
        shape.put("processors", Runtime.getRuntime().availableProcessors());
        shape.put("uptime_seconds", uptimeSeconds());
        return shape;
    }

    private static long status(String field) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            // a system without /proc
            return 0;
        }
    }
}
