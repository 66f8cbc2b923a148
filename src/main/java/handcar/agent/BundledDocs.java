package handcar.agent;

import module java.base;

/// The product's documentation in the package: the Markdown pages of `docs/`, listed in `guide/index` because a class path
/// cannot be listed.
final class BundledDocs {
    private BundledDocs() {}

    /// A page, named by its first heading.
    record Page(String title, String text) {}

    static List<Page> pages() {
        return read("index")
                .lines()
                .filter(line -> !line.isBlank())
                .map(BundledDocs::page)
                .toList();
    }

    private static Page page(String file) {
        String text = read(file);
        String title =
                text.lines()
                        .filter(line -> line.startsWith("# "))
                        .findFirst()
                        .map(line -> line.substring(2).strip())
                        .orElse(file);
        return new Page(title, text);
    }

    private static String read(String file) {
        try (InputStream in = BundledDocs.class.getResourceAsStream("/guide/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no file guide/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
