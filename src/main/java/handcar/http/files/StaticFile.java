package handcar.http.files;

import module java.base;

import handcar.http.Gzip;
import handcar.text.Sha256;

import io.helidon.common.LazyValue;

/// One file as it is sent: bytes and media type; its tag and its compressed form are made at first use.
final class StaticFile {
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("mp3", "audio/mpeg"));

    private final byte[] bytes;
    private final String type;
    private final LazyValue<String> tag;
    private final LazyValue<byte[]> gzipped;

    StaticFile(String name, byte[] bytes) {
        this.bytes = bytes.clone();
        this.type = type(name);
        this.tag = LazyValue.create(() -> Sha256.hex(this.bytes).substring(0, 20));
        this.gzipped = LazyValue.create(() -> Gzip.best(this.bytes));
    }

    String type() {
        return type;
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] gzipped() {
        return gzipped.get();
    }

    /// The tag of the plain or of the compressed form, which are different bytes.
    String tag(boolean compressed) {
        return '"' + tag.get() + (compressed ? "-gz" : "") + '"';
    }

    /// Whether compression helps; pictures and fonts are compressed already.
    boolean shrinks() {
        boolean text =
                type.startsWith("text/") || type.contains("json") || type.equals("image/svg+xml");
        return text && bytes.length > Gzip.LEAST;
    }

    private static String type(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
