package handcar.http.upload;

import module java.base;

/// The bytes up to the next delimiter (`\r\n--boundary`). The first byte of the delimiter occurs in it once, so after a failed
/// match a new one can begin only with the byte that did not match.
final class BoundaryInputStream extends InputStream {
    private final InputStream in;
    private final byte[] delimiter;
    private int matched;
    private int replay;
    private int replayed;
    private int failedAt = -1;
    private boolean ended;

    /// @param matched how many bytes of the delimiter count as read already
    BoundaryInputStream(InputStream in, byte[] delimiter, int matched) {
        this.in = in;
        this.delimiter = delimiter.clone();
        this.matched = matched;
    }

    @Override
    public int read() throws IOException {
        if (replayed < replay) {
            return delimiter[replayed++];
        }
        while (!ended) {
            int b = failedAt >= 0 ? failedAt : in.read();
            failedAt = -1;
            if (b < 0) {
                throw MultipartReader.malformed();
            }
            if (b == (delimiter[matched] & 0xff)) {
                matched++;
                ended = matched == delimiter.length;
            } else if (matched == 0) {
                return b;
            } else {
                replay = matched;
                replayed = 1;
                matched = 0;
                failedAt = b;
                return delimiter[0];
            }
        }
        return -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int b = read();
            if (b < 0) {
                return count == 0 ? -1 : count;
            }
            into[from + count++] = (byte) b;
        }
        return count;
    }

    /// Reads to the end.
    void drain() throws IOException {
        int b = read();
        while (b >= 0) {
            b = read();
        }
    }
}
