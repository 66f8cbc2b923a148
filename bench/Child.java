import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that a benchmark started: what it uses, and its end.
final class Child implements AutoCloseable {
    /// The kernel counts processor time in hundredths of a second.
    private static final double TICK_MICROS = 10_000;

    private final Process process;
    private final Path log;

    Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts a command that will listen on `port` and waits until it does.
    static Child listening(List<String> command, Map<String, String> environment, int port)
            throws Exception {
        Path log = Files.createTempFile("handcar-bench", ".log");
        ProcessBuilder start = new ProcessBuilder(command);
        start.environment().putAll(environment);
        start.redirectErrorStream(true).redirectOutput(log.toFile());
        Child child = new Child(start.start(), log);
        for (int tenth = 0; tenth < 300 && child.process.isAlive(); tenth++) {
            if (listens(port)) {
                return child;
            }
            Thread.sleep(100);
        }
        child.close();
        throw new IllegalStateException(command + " does not listen:\n" + child.log());
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /// Resident memory in MB; NaN where there is no /proc.
    double rssMb() {
        return rssMb(process.pid());
    }

    static double rssMb(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    /// Processor time used so far, in microseconds.
    double cpuMicros() {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
