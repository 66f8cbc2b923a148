package handcar.http.upload;

import module java.base;

import handcar.json.ByteSource;

/// Where the value of a plain field stands in a form (`multipart/form-data`, RFC 7578) that is passed on.
public record MultipartField(long from, long to) {
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
    private static final byte[] LINE_END = {'\r', '\n'};

    /// The first field of this name, if there is one.
    public static Optional<MultipartField> find(ByteSource form, String name) {
        try (InputStream in = new BufferedInputStream(form.open(), 16 * 1024)) {
            byte[] quoted = ("name=\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
            long head = skipBehind(in, quoted);
            long from = head < 0 ? -1 : skipBehind(in, BLANK_LINE);
            long value = from < 0 ? -1 : skipBehind(in, LINE_END);
            if (value < 0) {
                return Optional.empty();
            }
            long start = head + from;
            return Optional.of(new MultipartField(start, start + value - LINE_END.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads until these bytes were read and returns how many it read; −1 when they do not come.
    private static long skipBehind(InputStream in, byte[] wanted) throws IOException {
        int found = 0;
        long count = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            count++;
            if (next == wanted[found]) {
                found++;
            } else {
                found = next == wanted[0] ? 1 : 0;
            }
            if (found == wanted.length) {
                return count;
            }
        }
        return -1;
    }

    /// The value as text.
    public String text(ByteSource form) {
        try {
            return new String(form.range(from, to), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
