package handcar.http.upload;

import module java.base;

import handcar.json.ByteSource;

/// A body that was read: in memory when it is small, else in a file without a name.
public final class SpooledBody implements ByteSource, AutoCloseable {
    /// Most questions to models are smaller.
    static final int IN_MEMORY = 64 * 1024;

    /// How much is copied at once: the JVM keeps a buffer of this size for each copy that goes on, beside the heap.
    private static final int CHUNK = 8 * 1024;

    private final byte[] start;
    private final Optional<FileChannel> file;
    private final long length;
    private final Runnable release;

    private SpooledBody(byte[] start, Optional<FileChannel> file, long length, Runnable release) {
        this.start = start;
        this.file = file;
        this.length = length;
        this.release = release;
    }

    /// @param large whether it is known to be no small one, so that nothing of it is held in memory first
    /// @param release runs once, when the body is closed
    static SpooledBody of(InputStream in, boolean large, Runnable release) {
        try {
            byte[] start = in.readNBytes(large ? 0 : IN_MEMORY);
            if (!large && start.length < IN_MEMORY) {
                return new SpooledBody(start, Optional.empty(), start.length, release);
            }
            FileChannel file = SpoolFile.channel();
            try {
                OutputStream out = Channels.newOutputStream(file);
                out.write(start);
                in.transferTo(out);
                return new SpooledBody(new byte[0], Optional.of(file), file.size(), release);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bytes of it that are in memory.
    public int inMemory() {
        return start.length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public byte[] range(long from, long to) throws IOException {
        if (file.isEmpty()) {
            return Arrays.copyOfRange(start, (int) from, (int) to);
        }
        byte[] bytes = new byte[(int) (to - from)];
        fill(bytes, from, bytes.length);
        return bytes;
    }

    private void fill(byte[] bytes, long from, int count) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
        while (rest.hasRemaining()) {
            if (file.orElseThrow().read(rest, from + rest.position()) < 0) {
                throw new EOFException("the body ends before " + (from + count));
            }
        }
    }

    @Override
    public void copy(long from, long to, OutputStream out) throws IOException {
        if (file.isEmpty()) {
            out.write(start, (int) from, (int) (to - from));
            return;
        }
        byte[] chunk = new byte[CHUNK];
        for (long at = from; at < to; at += CHUNK) {
            int count = (int) Math.min(CHUNK, to - at);
            fill(chunk, at, count);
            out.write(chunk, 0, count);
        }
    }

    @Override
    public InputStream open() {
        return file.isEmpty() ? new ByteArrayInputStream(start) : new FileInput();
    }

    @Override
    public void close() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release.run();
        }
    }

    /// Reads the file with a position of its own.
    private final class FileInput extends InputStream {
        private long at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int read = file.orElseThrow().read(ByteBuffer.wrap(bytes, offset, count), at);
            at += Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.min(count, length - at);
            at += skipped;
            return skipped;
        }
    }
}
