package handcar.http.files;

import module java.base;

/// The files that belong to the program: in its jar, in the folder of its classes, or beside `target` in a clone.
final class ClasspathResources {
    private ClasspathResources() {}

    /// The folder of that name in the clone which the program was built in, if it still is in one.
    static Optional<Path> inClone(String folder) {
        return Optional.ofNullable(location().getParent())
                .filter(parent -> parent.endsWith("target"))
                .map(target -> target.resolveSibling(folder))
                .filter(Files::isDirectory);
    }

    /// All files below a folder of the jar or of the classes, by their path in it.
    static Map<String, byte[]> below(String folder) {
        Path place = location();
        try {
            return Files.isDirectory(place)
                    ? inFolder(place.resolve(folder))
                    : inJar(place, folder + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Files of a WebJar (https://www.webjars.org), by their path below `name/`.
    static Map<String, byte[]> webJar(String name, String version, List<String> files) {
        Map<String, byte[]> found = new TreeMap<>();
        for (String file : files) {
            String path = "/META-INF/resources/webjars/" + name + "/" + version + "/" + file;
            try (InputStream in = ClasspathResources.class.getResourceAsStream(path)) {
                found.put(name + "/" + file, Objects.requireNonNull(in, path).readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private static Path location() {
        try {
            return Path.of(
                    ClasspathResources.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, byte[]> inFolder(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(path).toString().replace('\\', '/');
                files.put(name, Files.readAllBytes(path));
            }
        }
        return files;
    }

    private static Map<String, byte[]> inJar(Path jar, String folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (JarFile open = new JarFile(jar.toFile())) {
            for (JarEntry entry : open.stream().toList()) {
                if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
                    files.put(
                            entry.getName().substring(folder.length()),
                            open.getInputStream(entry).readAllBytes());
                }
            }
        }
        return files;
    }
}
