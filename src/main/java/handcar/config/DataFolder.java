package handcar.config;

import module java.base;

import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Closes `DATA_DIR` to the other users of the machine: it holds the secrets and, without a database of one's own, everything that
/// customers wrote.
public final class DataFolder {
    private static final Logger LOG = Logger.getLogger(DataFolder.class.getName());
    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rwx------");

    /// The bit of a folder in which several users work, such as /tmp.
    private static final int STICKY = 01000;

    private DataFolder() {}

    /// Makes the folder if there is none, and lets only its owner in. A folder of others, or one that several users share, stays as
    /// it is and a line in the log says so.
    public static void restrict(Path folder) throws IOException {
        boolean posix =
                Files.getFileStore(existing(folder))
                        .supportsFileAttributeView(PosixFileAttributeView.class);
        if (!posix) {
            Files.createDirectories(folder);
            return;
        }
        if (!Files.exists(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS));
        }
        if (((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0) {
            LOG.log(
                    Level.WARNING,
                    "data_folder.shared path="
                            + folder
                            + " (other users work in it too; set DATA_DIR to a folder of its own)");
            return;
        }
        close(folder);
    }

    /// Takes the rights of other users away from everything below, whatever a program unpacked or wrote there.
    public static void restrictAll(Path folder) throws IOException {
        if (!Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes seen) {
                        close(path);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes seen) {
                        if (!seen.isSymbolicLink()) {
                            close(path);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path path, IOException e) {
                        LOG.log(Level.FINE, "data_folder.gone path=" + path, e);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void close(Path path) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
            if (rights.retainAll(OWNERS)) {
                Files.setPosixFilePermissions(path, rights);
            }
        } catch (NoSuchFileException e) {
            LOG.log(Level.FINE, "data_folder.gone path=" + path, e);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "data_folder.open path=" + path + " (other users of this machine may read it)",
                    e);
        }
    }

    private static Path existing(Path folder) {
        Path place = folder.toAbsolutePath();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }
}
