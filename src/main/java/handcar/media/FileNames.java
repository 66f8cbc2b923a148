package handcar.media;

import module java.base;

import handcar.text.TextSanitizer;

/// Names of files that say what the files are. A name is its sender's; where the bytes are of a kind that shows in them and the ending is of
/// another, the right ending is added: `holiday.jpg` that is a PDF is `holiday.jpg.pdf`, and a picture called `pic.html`
/// `pic.html.png` (OWASP ASVS 5.0, 5.2.2).
public final class FileNames {
    private static final String UNKNOWN = "bin";

    /// The endings of kinds that show in the first bytes; the first one is added.
    private static final Map<String, List<String>> ENDINGS =
            Map.ofEntries(
                    Map.entry("image/jpeg", List.of("jpg", "jpeg", "jpe", "jfif")),
                    Map.entry("image/png", List.of("png")),
                    Map.entry("image/gif", List.of("gif")),
                    Map.entry("image/webp", List.of("webp")),
                    Map.entry("image/avif", List.of("avif")),
                    Map.entry("image/heic", List.of("heic", "heif")),
                    Map.entry("application/pdf", List.of("pdf")),
                    Map.entry("audio/mpeg", List.of("mp3")),
                    Map.entry("audio/mp4", List.of("m4a", "m4b", "mp4")),
                    Map.entry("video/mp4", List.of("mp4", "m4v", "m4a", "mov")),
                    Map.entry("video/quicktime", List.of("mov", "qt")),
                    Map.entry("audio/ogg", List.of("ogg", "oga", "opus")),
                    Map.entry("video/ogg", List.of("ogv", "ogg")),
                    Map.entry("audio/webm", List.of("webm", "weba")),
                    Map.entry("video/webm", List.of("webm", "mkv")),
                    Map.entry("audio/wav", List.of("wav")),
                    Map.entry("audio/flac", List.of("flac")),
                    Map.entry(
                            "application/zip",
                            List.of("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp")));

    /// Marks that move what stands beside them: "gpj.exe" would be read as "exe.jpg".
    private static final Pattern MARKS = Pattern.compile("[\\u200E\\u200F]");

    private FileNames() {}

    /// The name without characters that make it look like another.
    public static String clean(String name) {
        return TextSanitizer.name(MARKS.matcher(name).replaceAll(""));
    }

    static String of(String given, MediaType type) {
        String name = clean(given);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        List<String> right = ENDINGS.getOrDefault(kind(type), List.of());
        boolean claimed = ENDINGS.values().stream().anyMatch(each -> each.contains(ending));
        // archives have many honest endings: jar, epub, apk
        boolean known = !right.isEmpty() && !right.contains("zip");
        if (!name.contains(".") || right.contains(ending) || !(claimed || known)) {
            return name;
        }
        return name + "." + right.stream().findFirst().orElseGet(() -> plain(type));
    }

    /// Documents of office programs are archives.
    private static String kind(MediaType type) {
        return type.mimeType().startsWith("application/vnd.o")
                ? "application/zip"
                : type.mimeType();
    }

    private static String plain(MediaType type) {
        return type.mimeType().startsWith("text/") ? "txt" : UNKNOWN;
    }
}
