package handcar.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The container's memory as the kernel counts it
/// (https://docs.kernel.org/admin-guide/cgroup-v2.html#memory, and version 1 where that is what there is).
final class Cgroup {
    /// Version 1 says "no limit" with a number near the largest there is.
    private static final long NO_LIMIT = 1L << 60;

    private final Path limit;
    private final Path usage;
    private final Path details;

    private Cgroup(Path limit, Path usage, Path details) {
        this.limit = limit;
        this.usage = usage;
        this.details = details;
    }

    /// The one this process is in; empty on systems without.
    static Optional<Cgroup> own() {
        return Stream.concat(
                        Stream.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/memory")),
                        ownPath())
                .flatMap(folder -> at(folder).stream())
                .findFirst();
    }

    /// Outside a container the group has a path of its own.
    private static Stream<Path> ownPath() {
        try {
            return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                    .filter(line -> line.startsWith("0::/"))
                    .map(line -> Path.of("/sys/fs/cgroup", line.substring(3)));
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    /// The group in that folder, of either version; empty when it is none.
    static Optional<Cgroup> at(Path folder) {
        if (Files.isReadable(folder.resolve("memory.max"))) {
            return Optional.of(
                    new Cgroup(
                            folder.resolve("memory.max"),
                            folder.resolve("memory.current"),
                            folder.resolve("memory.stat")));
        }
        if (Files.isReadable(folder.resolve("memory.limit_in_bytes"))) {
            return Optional.of(
                    new Cgroup(
                            folder.resolve("memory.limit_in_bytes"),
                            folder.resolve("memory.usage_in_bytes"),
                            folder.resolve("memory.stat")));
        }
        return Optional.empty();
    }

    /// Bytes the container may have; empty without a limit.
    OptionalLong limit() {
        OptionalLong bytes = number(limit);
        return bytes.isPresent() && bytes.getAsLong() < NO_LIMIT ? bytes : OptionalLong.empty();
    }

    /// Bytes it has that the kernel cannot take back by dropping cached files.
    long used() {
        long all = number(usage).orElse(0);
        long files = 0;
        for (String line : lines(details)) {
            // version 2 and version 1; memory files count as cached ones and cannot be dropped
            files += field(line, "file ") + field(line, "total_cache ");
            files -= field(line, "shmem ") + field(line, "total_shmem ");
        }
        return Math.max(0, all - files);
    }

    private static long field(String line, String name) {
        return line.startsWith(name) ? Long.parseLong(line.substring(name.length()).strip()) : 0;
    }

    private static OptionalLong number(Path file) {
        return lines(file).stream()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,19}"))
                .mapToLong(line -> line.length() == 19 ? NO_LIMIT : Long.parseLong(line))
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            // the group is being taken away, or never had this file
            return List.of();
        }
    }
}
