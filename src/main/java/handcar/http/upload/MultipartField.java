package handcar.http.upload;

import module java.base;

import handcar.json.ByteSource;

/// Where the value of a plain field stands in a form (`multipart/form-data`, RFC 7578) that is passed on.
public record MultipartField(long from, long to) {
    private static final String LINE = "\r\n";

    /// Bytes of a part's head at most.
    private static final int LONGEST_HEAD = 16 * 1024;

    private static final Pattern NAME =
            Pattern.compile("(?i)[;\\s]name\\*?\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))");

    /// All fields of this name, in their order; [handcar.problem.Problem.UnsupportedMediaType] without a boundary.
    public static List<MultipartField> all(ByteSource form, String mediaType, String name) {
        byte[] delimiter = bytes(LINE + "--" + MultipartReader.boundary(mediaType));
        // unlike the others, the first boundary follows no line end
        try (InputStream in =
                new SequenceInputStream(
                        new ByteArrayInputStream(bytes(LINE)),
                        new BufferedInputStream(form.open(), 16 * 1024))) {
            List<MultipartField> found = new ArrayList<>();
            long at = -LINE.length();
            long skipped = skipBehind(in, delimiter);
            while (skipped >= 0) {
                at += skipped;
                String head = head(in);
                long from = at + head.length();
                skipped = skipBehind(in, delimiter);
                if (isNamed(head, name)) {
                    long to = skipped < 0 ? form.length() : from + skipped - delimiter.length;
                    found.add(new MultipartField(from, to));
                }
                at = from;
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNamed(String head, String name) {
        Matcher named = NAME.matcher(head);
        while (named.find()) {
            if (name.equals(named.group(1)) || name.equals(named.group(2))) {
                return true;
            }
        }
        return false;
    }

    /// The lines before a part's value with the blank one, a byte a character; what is left of the form when there is none.
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
            if (next == '\n' && head.toString().endsWith(LINE + LINE)) {
                return head.toString();
            }
        }
        throw MultipartReader.malformed();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
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
