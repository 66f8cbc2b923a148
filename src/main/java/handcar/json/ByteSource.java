package handcar.json;

import module java.base;

/// Bytes that can be read as often as needed, wherever they are kept.
public interface ByteSource {
    long length();

    /// A few of them.
    byte[] range(long from, long to) throws IOException;

    /// Writes those of a range, however many there are, without holding them in memory.
    void copy(long from, long to, OutputStream out) throws IOException;

    /// All of them from the beginning; must be closed.
    InputStream open() throws IOException;

    /// Bytes in memory. The array is kept and must not be changed.
    static ByteSource of(byte[] bytes) {
        return new InMemory(bytes);
    }

    /// Bytes in memory.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record InMemory(byte[] bytes) implements ByteSource {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public byte[] range(long from, long to) {
            return Arrays.copyOfRange(bytes, (int) from, (int) to);
        }

        @Override
        public void copy(long from, long to, OutputStream out) throws IOException {
            out.write(bytes, (int) from, (int) (to - from));
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
