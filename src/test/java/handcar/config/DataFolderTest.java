package handcar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.attribute.PosixFilePermissions;

final class DataFolderTest {
    @TempDir Path machine;

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void open(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    @Test
    void whatStandsBelowIsClosedToOtherUsersWhateverItWasBefore() throws IOException {
        Path data = machine.resolve("data");
        DataFolder.restrict(data);
        assertEquals("rwx------", rights(data));
        Path bin = Files.createDirectory(data.resolve("bin"));
        Path program = Files.writeString(bin.resolve("postgres"), "x");
        Path secrets = Files.writeString(data.resolve("secrets.env"), "x");
        Path cluster = Files.createDirectory(data.resolve("cluster"));
        Path lock = Files.writeString(cluster.resolve("epg-lock"), "x");
        Path outside = Files.writeString(machine.resolve("outside"), "x");
        Files.createSymbolicLink(data.resolve("link"), outside);
        open(bin, "rwxrwxrwx");
        open(program, "rwxr-xr-x");
        open(secrets, "rw-r--r--");
        open(cluster, "rwxr-x---");
        open(lock, "rw-r--r--");
        open(outside, "rw-r--r--");
        open(data, "rwxrwxrwx");
        DataFolder.restrict(data);
        DataFolder.restrictAll(data);
        assertEquals(
                List.of("rwx------", "rwx------", "rwx------", "rw-------"),
                List.of(rights(data), rights(bin), rights(program), rights(secrets)));
        assertEquals(List.of("rwx------", "rw-------"), List.of(rights(cluster), rights(lock)));
        assertEquals("rw-r--r--", rights(outside), "a link leads out");
    }

    @Test
    void aFolderThatSeveralUsersShareIsLeftAlone() throws IOException {
        Path shared = Files.createDirectory(machine.resolve("tmp"));
        Files.setAttribute(shared, "unix:mode", 01777);
        DataFolder.restrict(shared);
        assertEquals("rwxrwxrwx", rights(shared));
    }
}
