package handcar.http.connection;

import handcar.time.TimeoutScheduler;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

import java.time.Duration;

/// Writes to a client and cuts it off when it does not take what is written; Java's sockets have no time-out for writing.
final class TimeoutDataWriter implements DataWriter {
    private final DataWriter writer;
    private final TimeoutScheduler deadlines;
    private final Duration longest;

    /// @param longest how long one write may take; a few megabytes over a phone's slow line
    TimeoutDataWriter(DataWriter writer, TimeoutScheduler deadlines, Duration longest) {
        this.writer = writer;
        this.deadlines = deadlines;
        this.longest = longest;
    }

    @Override
    public void write(BufferData... buffers) {
        watched(() -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        watched(() -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        watched(() -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        watched(() -> writer.writeNow(buffer));
    }

    @Override
    public void flush() {
        watched(writer::flush);
    }

    @Override
    public void close() {
        writer.close();
    }

    /// The interrupt closes the socket that a virtual thread writes to.
    private void watched(Runnable write) {
        TimeoutScheduler.Alarm alarm = deadlines.after(longest, Thread.currentThread()::interrupt);
        try {
            write.run();
        } finally {
            alarm.off();
        }
    }
}
