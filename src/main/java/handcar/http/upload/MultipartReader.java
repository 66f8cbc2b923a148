package handcar.http.upload;

import module java.base;

import handcar.http.BodyReader;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/// Reads an upload (`multipart/form-data`, RFC 7578) part by part as it arrives, without holding a file in memory.
public final class MultipartReader {
    /// Bytes of a file at most, by the contract.
    public static final long FILE_LIMIT = 10L * 1024 * 1024;

    private static final int MAX_FILES = 5;
    private static final int MAX_FIELDS = 50;

    /// All files and some room for fields and boundaries.
    private static final long BODY_LIMIT = MAX_FILES * FILE_LIMIT + 1024 * 1024;

    /// 50 MB over a slow office line of 1 Mbit/s.
    static final Duration LONGEST = Duration.ofMinutes(8);

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary=(?:\"([^\"\r\n]{1,70})\"|([^;\\s\"]{1,70}))");

    private final InputStream in;
    private final byte[] delimiter;
    private int files;
    private int fields;

    private MultipartReader(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Passes each part to `taker` as it arrives and skips what `taker` leaves unread. [Problem.UnsupportedMediaType]
    /// for another kind of body, [Problem.TooLarge] beyond the limits, [Problem.Malformed] for a broken one.
    public static void read(ServerRequest req, Consumer<UploadPart> taker) {
        read(req, BODY_LIMIT, taker);
    }

    /// The same for a form of another longest length in bytes.
    public static void read(ServerRequest req, long limit, Consumer<UploadPart> taker) {
        String type = req.headers().value(HeaderNames.CONTENT_TYPE).orElse("");
        String boundary = boundary(type);
        InputStream body = BodyReader.stream(req, limit, LONGEST);
        try {
            new MultipartReader(new BufferedInputStream(body, 16 * 1024), boundary).each(taker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What stands between the parts; [Problem.UnsupportedMediaType] for another kind of body.
    static String boundary(String mediaType) {
        Matcher boundary = BOUNDARY.matcher(mediaType);
        if (!mediaType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                || !boundary.find()) {
            throw new Problem.UnsupportedMediaType(
                    "multipart_expected", "Send the files as multipart/form-data.");
        }
        return Optional.ofNullable(boundary.group(1)).orElseGet(() -> boundary.group(2));
    }

    static void read(InputStream body, String boundary, Consumer<UploadPart> taker)
            throws IOException {
        new MultipartReader(new BufferedInputStream(body), boundary).each(taker);
    }

    private void each(Consumer<UploadPart> taker) throws IOException {
        // unlike the others, the first boundary follows no line end
        new BoundaryInputStream(in, delimiter, 2).drain();
        while (another()) {
            BoundaryInputStream content = new BoundaryInputStream(in, delimiter, 0);
            UploadPart part = UploadPart.read(in, content);
            count(part);
            taker.accept(part);
            content.drain();
        }
        // what follows the last boundary has no meaning
    }

    private boolean another() throws IOException {
        int first = in.read();
        int second = in.read();
        if (first == '-' && second == '-') {
            return false;
        }
        if (first != '\r' || second != '\n') {
            throw malformed();
        }
        return true;
    }

    private void count(UploadPart part) {
        files += part.fileName().isPresent() ? 1 : 0;
        fields += part.fileName().isPresent() ? 0 : 1;
        if (files > MAX_FILES) {
            throw new Problem.TooLarge(
                    "too_many_files", "At most " + MAX_FILES + " files may come at once.");
        }
        if (fields > MAX_FIELDS) {
            throw new Problem.TooLarge("too_many_fields", "The form has too many fields.");
        }
    }

    static Problem.Malformed malformed() {
        return new Problem.Malformed("malformed_multipart", "The upload is cut off or malformed.");
    }
}
