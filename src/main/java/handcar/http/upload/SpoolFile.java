package handcar.http.upload;

import module java.base;

/// A file without a name for bytes that are too many for the memory: nothing is left of it once it is closed, or the process ends.
public final class SpoolFile implements AutoCloseable {
    private static final int PIECE = 8 * 1024;

    private final FileChannel channel;
    private final OutputStream out;
    private long length;

    private SpoolFile(FileChannel channel) {
        this.channel = channel;
        this.out = Channels.newOutputStream(channel);
    }

    public static SpoolFile open() throws IOException {
        return new SpoolFile(channel());
    }

    static FileChannel channel() throws IOException {
        Path path = Files.createTempFile("handcar-body-", "");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path); // the open channel keeps the file
        }
    }

    public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
        length += count;
    }

    public long length() {
        return length;
    }

    /// All of it, in memory. It is read in small pieces: the runtime keeps a buffer outside the heap as large as the largest one.
    public byte[] read() throws IOException {
        byte[] all = new byte[Math.toIntExact(length)];
        ByteBuffer rest = ByteBuffer.wrap(all);
        while (rest.position() < all.length) {
            rest.limit(Math.min(all.length, rest.position() + PIECE));
            if (channel.read(rest, rest.position()) < 0) {
                throw new EOFException("the file ends before " + length);
            }
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
