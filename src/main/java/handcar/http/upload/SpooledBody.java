package handcar.http.upload;

import module java.base;

import handcar.json.ByteSource;

/// A body that was read: in memory when it is small, else in a file without a name.
public final class SpooledBody implements ByteSource, AutoCloseable {
    /// Most questions to models are smaller.
    static final int IN_MEMORY = 64 * 1024;

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

    /// @param release runs once, when the body is closed
    static SpooledBody of(InputStream in, Runnable release) {
        try {
            byte[] start = in.readNBytes(IN_MEMORY);
            if (start.length < IN_MEMORY) {
                return new SpooledBody(start, Optional.empty(), start.length, release);
            }
            FileChannel file = file();
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

    private static FileChannel file() throws IOException {
        Path path = Files.createTempFile("handcar-body-", "");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path); // the open channel keeps the file
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
        ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
        while (bytes.hasRemaining()) {
            int read = file.get().read(bytes, from + bytes.position());
            if (read < 0) {
                throw new EOFException("the body ends before " + to);
            }
        }
        return bytes.array();
    }

    @Override
    public void copy(long from, long to, OutputStream out) throws IOException {
        for (long at = from; at < to; at += IN_MEMORY) {
            out.write(range(at, Math.min(to, at + IN_MEMORY)));
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
    }
}
