package handcar.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/// Writes to a client while somebody watches that it takes what is written.
final class WatchedWriter implements DataWriter {
    private final DataWriter writer;
    private final WriteWatch watch;

    WatchedWriter(DataWriter writer, WriteWatch watch) {
        this.writer = writer;
        this.watch = watch;
    }

    @Override
    public void write(BufferData... buffers) {
        watch.during(() -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        watch.during(() -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        watch.during(() -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        watch.during(() -> writer.writeNow(buffer));
    }

    @Override
    public void flush() {
        watch.during(writer::flush);
    }

    @Override
    public void close() {
        writer.close();
    }
}
