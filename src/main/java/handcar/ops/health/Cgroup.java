package handcar.ops.health;

import module java.base;

/// The container's memory as the kernel counts it, in version 2
/// (https://docs.kernel.org/admin-guide/cgroup-v2.html#memory) or version 1 of control groups.
///
/// @param cached the field of `memory.stat` that counts cached files
/// @param shared the part of them that lies in memory only
record Cgroup(Path limit, Path usage, Path stat, String cached, String shared) {
    /// The group of this process; empty on systems without.
    static Optional<Cgroup> own() {
        return Stream.concat(
                        Stream.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/memory")),
                        outsideContainers())
                .flatMap(folder -> at(folder).stream())
                .findFirst();
    }

    private static Stream<Path> outsideContainers() {
        return lines(Path.of("/proc/self/cgroup")).stream()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> Path.of("/sys/fs/cgroup", line.substring(3)));
    }

    /// The group in that folder; empty when there is none.
    static Optional<Cgroup> at(Path folder) {
        return Stream.of(
                        in(folder, "memory.max", "memory.current", "file ", "shmem "),
                        in(
                                folder,
                                "memory.limit_in_bytes",
                                "memory.usage_in_bytes",
                                "total_cache ",
                                "total_shmem "))
                .filter(group -> Files.isReadable(group.limit()))
                .findFirst();
    }

    private static Cgroup in(
            Path folder, String limit, String usage, String cached, String shared) {
        return new Cgroup(
                folder.resolve(limit),
                folder.resolve(usage),
                folder.resolve("memory.stat"),
                cached,
                shared);
    }

    /// Bytes the container may have; empty without a limit.
    OptionalLong most() {
        return number(limit);
    }

    /// Bytes it has that the kernel cannot take back: cached files are dropped when memory is wanted, files in shared
    /// memory are not.
    long used() {
        return Math.max(0, number(usage).orElse(0) - field(cached) + field(shared));
    }

    private long field(String name) {
        return lines(stat).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
                .findFirst()
                .orElse(0);
    }

    /// Without a limit version 2 says "max" and version 1 a number of 19 digits; both are no number here.
    private static OptionalLong number(Path file) {
        return lines(file).stream()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            // the group is being removed, or never had this file
            return List.of();
        }
    }
}
