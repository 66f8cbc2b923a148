package handcar.http.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The files of a folder of our own jar, or of the class folder during development.
final class ClasspathResources {
    private ClasspathResources() {}

    static Map<String, byte[]> below(String folder) {
        try {
            Path place =
                    Path.of(
                            ClasspathResources.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return Files.isDirectory(place)
                    ? ofFolder(place.resolve(folder))
                    : ofJar(place, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, byte[]> ofFolder(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        if (!Files.isDirectory(root)) {
            return files;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(path).toString().replace('\\', '/'),
                        Files.readAllBytes(path));
            }
        }
        return files;
    }

    private static Map<String, byte[]> ofJar(Path jar, String folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (JarFile open = new JarFile(jar.toFile())) {
            List<JarEntry> entries =
                    open.stream()
                            .filter(e -> e.getName().startsWith(folder) && !e.isDirectory())
                            .toList();
            for (JarEntry entry : entries) {
                files.put(
                        entry.getName().substring(folder.length()),
                        open.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }
}
