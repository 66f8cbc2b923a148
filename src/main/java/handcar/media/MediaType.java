package handcar.media;

import module java.base;

import handcar.text.TextDecoder;

/// What a file is. Its first bytes decide; what the sender says only tells kinds apart that begin alike (audio and video in
/// one container, the kinds of text). Bytes that are of no known kind are `application/octet-stream`.
///
/// @param mimeType such as `image/jpeg`
public record MediaType(String mimeType) {
    /// How many of the first bytes are looked at.
    static final int HEAD = 512;

    /// A file whose kind is not known.
    public static final MediaType UNKNOWN = new MediaType("application/octet-stream");

    /// Pictures that every browser shows and that run no code.
    private static final Set<String> PICTURES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp");

    /// Containers and texts that the sender may name more exactly, because none of these is run by a browser.
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "text/(?:plain|csv|markdown|calendar|vcard|x-vcard)|application/(?:zip|json|msword|vnd\\.(?:ms-|openxmlformats-|oasis\\.)[a-z0-9.-]+)");

    private static final Pattern ACTIVE =
            Pattern.compile(
                    "(?is)<(?:!doctype\\s+html|html|head|body|script|svg|iframe|img|style|math|xsl)\\b");

    /// Whether a page of ours shows or plays it. Everything else is only downloaded.
    boolean isShown() {
        return PICTURES.contains(mimeType)
                || mimeType.startsWith("audio/")
                || mimeType.startsWith("video/");
    }

    /// `image`, `audio`, `video` or `file`.
    public String kind() {
        String main = mimeType.substring(0, mimeType.indexOf('/'));
        return isShown() ? main : "file";
    }

    /// A name for a file whose sender gave it none: `image.jpg`.
    public String fileName(String kind) {
        String ending =
                switch (mimeType) {
                    case "image/jpeg" -> ".jpg";
                    case "audio/mpeg" -> ".mp3";
                    case "audio/mp4" -> ".m4a";
                    case "video/quicktime" -> ".mov";
                    case "text/plain" -> ".txt";
                    default ->
                            isShown() || mimeType.equals("application/pdf")
                                    ? "." + mimeType.substring(mimeType.indexOf('/') + 1)
                                    : "";
                };
        return kind + ending;
    }

    /// @param head the first bytes
    /// @param declared the media type that the sender names
    public static MediaType of(byte[] head, Optional<String> declared) {
        String start =
                new String(head, 0, Math.min(head.length, HEAD), StandardCharsets.ISO_8859_1);
        String said = declared.orElse("").toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
        return new MediaType(
                sniffed(start, said.startsWith("audio/"))
                        .or(() -> audio(start))
                        .orElseGet(() -> other(head, start, said)));
    }

    private static Optional<String> sniffed(String start, boolean audio) {
        if (start.startsWith("\u00FF\u00D8\u00FF")) {
            return Optional.of("image/jpeg");
        } else if (start.startsWith("\u0089PNG\r\n\u001A\n")) {
            return Optional.of("image/png");
        } else if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return Optional.of("image/gif");
        } else if (start.startsWith("BM") && start.startsWith("\0\0\0\0", 6)) {
            return Optional.of("image/bmp");
        } else if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return Optional.of("image/webp");
        } else if (start.startsWith("ftyp", 4) && start.length() >= 12) {
            return Optional.of(isoMedia(start.substring(8, 12), audio));
        } else if (start.startsWith("\u001AE\u00DF\u00A3")) {
            return Optional.of(audio ? "audio/webm" : "video/webm");
        } else if (start.startsWith("%PDF-")) {
            return Optional.of("application/pdf");
        }
        return Optional.empty();
    }

    /// The brand of a file of the MP4 family (ISO 14496-12).
    private static String isoMedia(String brand, boolean audio) {
        return switch (brand) {
            case "avif", "avis" -> "image/avif";
            case "heic", "heix", "mif1", "msf1", "hevc" -> "image/heic";
            case "M4A ", "M4B " -> "audio/mp4";
            case "qt  " -> "video/quicktime";
            default -> {
                String kind = brand.startsWith("3g") ? "3gpp" : "mp4";
                yield (audio ? "audio/" : "video/") + kind;
            }
        };
    }

    private static Optional<String> audio(String start) {
        if (start.startsWith("OggS")) {
            return Optional.of(start.contains("theora") ? "video/ogg" : "audio/ogg");
        } else if (start.startsWith("RIFF") && start.startsWith("WAVE", 8)) {
            return Optional.of("audio/wav");
        } else if (start.startsWith("#!AMR")) {
            return Optional.of("audio/amr");
        } else if (start.startsWith("fLaC")) {
            return Optional.of("audio/flac");
        } else if (start.length() > 1
                && start.charAt(0) == 0xFF
                && (start.charAt(1) & 0xF6) == 0xF0) {
            return Optional.of("audio/aac");
        } else if (start.startsWith("ID3") || isMp3Frame(start)) {
            return Optional.of("audio/mpeg");
        }
        return Optional.empty();
    }

    /// Eleven bits of ones, and a layer.
    private static boolean isMp3Frame(String start) {
        return start.length() > 1
                && start.charAt(0) == 0xFF
                && (start.charAt(1) & 0xE0) == 0xE0
                && (start.charAt(1) & 0x06) != 0;
    }

    private static String other(byte[] head, String start, String said) {
        boolean container =
                start.startsWith("PK\3\4") || start.startsWith("\u00D0\u00CF\u0011\u00E0");
        if (container) {
            return HARMLESS.matcher(said).matches() && !said.startsWith("text/")
                    ? said
                    : start.startsWith("PK") ? "application/zip" : UNKNOWN.mimeType;
        }
        boolean text =
                head.length > 0 && !TextDecoder.looksBinary(head) && !ACTIVE.matcher(start).find();
        if (text) {
            return HARMLESS.matcher(said).matches() && !said.contains("zip") ? said : "text/plain";
        }
        return UNKNOWN.mimeType;
    }
}
