package handcar.http.upload;

import module java.base;

import handcar.http.LimitedInputStream;
import handcar.problem.Problem;
import handcar.text.TextSanitizer;

/// One part of an upload, which can be read only while it is passed on.
///
/// @param name of the form's field
/// @param fileName on the sender's computer, without its folder; empty for a plain field
/// @param contentType the media type that the sender names
public record UploadPart(
        String name, Optional<String> fileName, String contentType, InputStream content) {
    /// Bytes of the headers of a part at most.
    private static final int MOST_BYTES = 8 * 1024;

    private static final int LONGEST_NAME = 255;

    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?i);\\s*(name|filename\\*?)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");

    /// The content; [Problem.TooLarge] beyond [MultipartReader#FILE_LIMIT].
    public InputStream stream() {
        return stream(MultipartReader.FILE_LIMIT);
    }

    /// The content; [Problem.TooLarge] beyond this many bytes.
    public InputStream stream(long limit) {
        return new LimitedInputStream(content, limit, MultipartReader.LONGEST);
    }

    /// The whole content, at most `limit` bytes.
    public byte[] bytes(long limit) {
        try {
            return new LimitedInputStream(content, limit, MultipartReader.LONGEST).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The content of a plain field as text, at most `most` bytes of UTF-8.
    public String text(int most) {
        String text = new String(bytes(most), StandardCharsets.UTF_8);
        if (!TextSanitizer.isClean(text)) {
            throw new Problem.BadFields(name, "must be proper text");
        }
        return text;
    }

    /// Reads the headers of a part.
    ///
    /// @param content follows them in the same stream
    static UploadPart read(InputStream in, InputStream content) throws IOException {
        String disposition = "";
        String type = "application/octet-stream";
        int size = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            size += line.length();
            if (size > MOST_BYTES) {
                throw MultipartReader.malformed();
            }
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                disposition = line;
            } else if (lower.startsWith("content-type:")) {
                type = line.substring(13).strip();
            }
        }
        return of(disposition, type, content);
    }

    private static UploadPart of(String disposition, String type, InputStream content) {
        String name = "";
        Optional<String> file = Optional.empty();
        Optional<String> extended = Optional.empty();
        Matcher parameters = PARAMETER.matcher(disposition);
        while (parameters.find()) {
            String value =
                    Optional.ofNullable(parameters.group(2)).orElseGet(() -> parameters.group(3));
            switch (parameters.group(1).toLowerCase(Locale.ROOT)) {
                case "name" -> name = unquoted(value);
                case "filename" -> file = Optional.of(unquoted(value));
                default -> extended = extended(value);
            }
        }
        if (name.isEmpty() || !TextSanitizer.isClean(name)) {
            throw MultipartReader.malformed();
        }
        Optional<String> best = extended.isPresent() ? extended : file;
        return new UploadPart(name, best.map(UploadPart::plain), type, content);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        while (b != '\r') {
            if (b < 0 || line.size() > MOST_BYTES) {
                throw MultipartReader.malformed();
            }
            line.write(b);
            b = in.read();
        }
        if (in.read() != '\n') {
            throw MultipartReader.malformed();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /// Browsers write quotes and line ends in names as `%22`, `%0D`, `%0A`, others escape with a backslash.
    private static String unquoted(String value) {
        return value.replaceAll("\\\\(.)", "$1").replace("%22", "\"");
    }

    /// `UTF-8''na%C3%AFve.pdf` (RFC 5987).
    private static Optional<String> extended(String value) {
        int quote = value.toUpperCase(Locale.ROOT).indexOf("UTF-8'");
        int start = value.indexOf('\'', quote + 6);
        if (quote != 0 || start < 0) {
            return Optional.empty();
        }
        try {
            String encoded = value.substring(start + 1).replace("+", "%2B");
            return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The name without a folder and without what a terminal or a file system would interpret.
    private static String plain(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = TextSanitizer.name(last.replaceAll("[\\p{Cc}\\p{Cs}]", ""));
        String named = clean.isEmpty() || clean.matches("\\.+") ? "file" : clean;
        return named.length() > LONGEST_NAME
                ? named.substring(named.length() - LONGEST_NAME)
                : named;
    }
}
