package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// start.sh as it lies in the image, with a Java that only tells how it was called.
final class StartScriptTest {
    private static final String TELLING_JAVA =
            """
            #!/bin/sh
            echo "pid $$"
            for word; do echo "arg $word"; done
            env | sed 's/^/env /'
            """;

    private @TempDir Path image;

    @BeforeEach
    void layOutTheImage() throws IOException {
        Files.copy(Path.of("start.sh"), image.resolve("start.sh"));
        Path java = Files.createDirectories(image.resolve("runtime/bin")).resolve("java");
        Files.writeString(java, TELLING_JAVA);
        assertTrue(java.toFile().setExecutable(true));
    }

    @Test
    void servesWhenNothingIsSaid() throws Exception {
        assertEquals(List.of("handcar.app.Main", "serve"), program(start(Map.of())));
    }

    @Test
    void passesItsCommandsOn() throws Exception {
        assertEquals(
                List.of("handcar.app.Main", "migrate", "down", "2"),
                program(start(Map.of(), "migrate", "down", "2")));
        assertEquals(
                List.of("handcar.app.Main", "print-config"),
                program(start(Map.of(), "--print-config")));
        assertEquals(List.of("handcar.app.Main", "doctor"), program(start(Map.of(), "doctor")));
    }

    @Test
    void refusesACommandItDoesNotKnow() throws Exception {
        Run run = start(Map.of(), "fly");
        assertEquals(2, run.status);
        assertTrue(run.lines.getFirst().contains("no \"fly\""), run.text());
    }

    @Test
    void helpsWithoutJava() throws Exception {
        Files.delete(image.resolve("runtime/bin/java"));
        Run run = start(Map.of(), "--help");
        assertEquals(0, run.status);
        assertTrue(run.text().contains("migrate down N"), run.text());
    }

    @Test
    void becomesTheServerSoThatSignalsReachIt() throws Exception {
        Run run = start(Map.of());
        assertTrue(run.lines.contains("pid " + run.pid), run.text());
    }

    @Test
    void readsTheEnvFileAndNeverRunsIt() throws Exception {
        Files.writeString(
                image.resolve(".env"),
                """
                # a comment

                PLAIN=a b=c
                QUOTED="d e"
                SINGLE='f'
                export EXPORTED=g
                RUN=$(touch ran)`touch ran`
                LAST=h\
                """);
        Run run = start(Map.of());
        for (String expected :
                List.of(
                        "PLAIN=a b=c",
                        "QUOTED=d e",
                        "SINGLE=f",
                        "EXPORTED=g",
                        "RUN=$(touch ran)`touch ran`",
                        "LAST=h")) {
            assertTrue(run.lines.contains("env " + expected), expected + " in " + run.text());
        }
        assertFalse(Files.exists(image.resolve("ran")));
    }

    @Test
    void theEnvironmentWinsOverTheEnvFile() throws Exception {
        Files.writeString(image.resolve(".env"), "PORT=1\n");
        assertTrue(start(Map.of("PORT", "2")).lines.contains("env PORT=2"));
    }

    @Test
    void namesTheLineOfTheEnvFileItCannotRead() throws Exception {
        Files.writeString(image.resolve(".env"), "PORT=1\nnonsense\n");
        Run run = start(Map.of());
        assertTrue(run.lines.contains("Line 2 of .env is not NAME=VALUE and was not read."));
        assertTrue(run.lines.contains("env PORT=1"));
    }

    @Test
    void ownJvmOptionsComeLast() throws Exception {
        List<String> arguments = start(Map.of("JAVA_OPTS", "-Xmx1g -Dx=y")).arguments();
        assertTrue(arguments.indexOf("-Xmx1g") > arguments.indexOf("-Xmx128m"));
        assertTrue(arguments.contains("-Dx=y"));
    }

    @Test
    void aCollectorInTheOwnOptionsReplacesOurs() throws Exception {
        List<String> arguments = start(Map.of("JAVA_OPTS", "-XX:+UseG1GC")).arguments();
        assertFalse(arguments.contains("-XX:+UseSerialGC"), arguments.toString());
        assertTrue(arguments.contains("-Xmx128m"), arguments.toString());
    }

    @Test
    void theJvmHasAboutTenOptionsAndNoneIsDiagnostic() throws Exception {
        List<String> arguments = start(Map.of()).arguments();
        List<String> options = arguments.subList(0, arguments.indexOf("-cp"));
        assertTrue(options.size() <= 12, options.toString());
        assertFalse(arguments.contains("-XX:+UnlockDiagnosticVMOptions"), arguments.toString());
    }

    private static final String CACHE = "-XX:AOTCache=./handcar.aot";

    private boolean takesTheCache() throws Exception {
        return start(Map.of()).arguments().contains(CACHE);
    }

    private void layOutTheCache() throws IOException {
        Files.writeString(image.resolve("handcar.jar"), "jar");
        Files.writeString(Files.createDirectories(image.resolve("lib")).resolve("a.jar"), "a");
        Files.writeString(image.resolve("handcar.aot"), "cache");
        Files.writeString(image.resolve("handcar.aot.jars"), "3 handcar.jar\n1 lib/a.jar\n");
    }

    @Test
    void takesTheCacheOfTheImage() throws Exception {
        assertFalse(takesTheCache());
        layOutTheCache();
        assertTrue(takesTheCache());
    }

    @Test
    void leavesACacheOfOtherJarsAlone() throws Exception {
        layOutTheCache();
        Files.writeString(image.resolve("lib/b.jar"), "");
        Files.setLastModifiedTime(image.resolve("lib/b.jar"), FileTime.fromMillis(0));
        assertFalse(takesTheCache(), "one more");
        Files.delete(image.resolve("lib/b.jar"));
        assertTrue(takesTheCache());
        Files.setLastModifiedTime(
                image.resolve("handcar.jar"), FileTime.from(Instant.now().plusSeconds(60)));
        assertFalse(takesTheCache(), "newer");
        Files.delete(image.resolve("lib/a.jar"));
        assertFalse(takesTheCache(), "one less");
    }

    private static List<String> program(Run run) {
        List<String> arguments = run.arguments();
        return arguments.subList(arguments.indexOf("handcar.app.Main"), arguments.size());
    }

    private Run start(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(image.resolve("start.sh").toString()), Stream.of(words))
                        .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> lines = process.inputReader().lines().toList();
        return new Run(process.pid(), process.waitFor(), lines);
    }

    /// What one start printed.
    private record Run(long pid, int status, List<String> lines) {
        List<String> arguments() {
            return lines.stream()
                    .filter(line -> line.startsWith("arg "))
                    .map(line -> line.substring(4))
                    .toList();
        }

        String text() {
            return String.join("\n", lines);
        }
    }
}
