package handcar.rules;

import module java.base;

/// The files of the repository, read for the rules about them.
final class SourceTree {
    private SourceTree() {}

    static List<Path> java(Path folder) {
        return walk(folder).stream().filter(file -> file.toString().endsWith(".java")).toList();
    }

    static List<Path> texts() {
        var folders =
                Stream.of("src", "sql", "static", "docs", "scripts", "bench", ".ci", ".railway");
        var here =
                list(Path.of("")).stream()
                        .filter(file -> Files.isRegularFile(file) && !file.endsWith(".git"));
        return Stream.concat(folders.map(Path::of).flatMap(folder -> walk(folder).stream()), here)
                .filter(file -> !file.endsWith("HouseRulesTest.java"))
                .toList();
    }

    static Set<String> places(List<Path> files, Predicate<String> broken) {
        var places = new TreeSet<String>();
        for (var file : files) {
            var number = 0;
            for (var line : read(file).split("\n", -1)) {
                number++;
                if (broken.test(line)) {
                    places.add(file + ":" + number + ": " + line.strip());
                }
            }
        }
        return places;
    }

    static List<Path> walk(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text of a file; an image or another binary has none.
    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (MalformedInputException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
