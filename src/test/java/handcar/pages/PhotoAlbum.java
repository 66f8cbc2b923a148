package handcar.pages;

import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.browser.BrowserTab;
import handcar.browser.Viewport;

/// Photographs of the pages in `target/screens`, small enough to be kept in `docs/screens`, whose page says how they get there.
final class PhotoAlbum {
    static final Path FOLDER = Path.of("target/screens");

    private static final int MOST_BYTES = 80_000;
    private static final long MOST_BYTES_OF_ALL = 3_000_000;

    /// A desk, a phone and the narrowest phone, by day and by night.
    static final List<Viewport> LOOKS =
            IntStream.of(1280, 390, 320)
                    .mapToObj(Viewport::wide)
                    .flatMap(look -> Stream.of(look, look.darkened()))
                    .toList();

    private PhotoAlbum() {}

    /// Takes a photograph of what the window shows once nothing moves any more.
    static void take(BrowserTab tab, String name, Viewport look) {
        take(tab, name, look, "");
    }

    /// The same of one part, however long it is.
    static void take(BrowserTab tab, String name, Viewport look, String part) {
        // what goes on for ever is held at its beginning
        tab.eval(
                "document.getAnimations().filter(one => one.effect.getTiming().iterations ==="
                        + " Infinity).forEach(one => { one.pause(); one.currentTime = 0 })");
        tab.until("document.getAnimations().every(one => one.playState !== 'running')");
        tab.until("[...document.images].every(one => one.complete || one.loading === 'lazy')");
        String file = name + "-" + look.width() + (look.dark() ? "-dark" : "") + ".webp";
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(file), tab.photo(part, MOST_BYTES));
            try (Stream<Path> all = Files.list(FOLDER)) {
                long bytes = all.mapToLong(one -> one.toFile().length()).sum();
                assertTrue(bytes <= MOST_BYTES_OF_ALL, "all photographs have " + bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
