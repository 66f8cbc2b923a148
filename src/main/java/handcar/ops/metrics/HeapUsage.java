package handcar.ops.metrics;

/// The JVM's heap.
public interface HeapUsage {
    /// Bytes in use, garbage included.
    long used();

    /// Bytes taken from the system.
    long taken();

    /// Bytes there may be.
    long most();

    /// Drops the garbage, and gives back to the system what is then much too large.
    void collect();

    /// The heap of this process.
    static HeapUsage own() {
        return new HeapUsage() {
            @Override
            public long used() {
                return ProcessStats.heapUsedBytes();
            }

            @Override
            public long taken() {
                return Runtime.getRuntime().totalMemory();
            }

            @Override
            public long most() {
                return ProcessStats.heapMostBytes();
            }

            @Override
            public void collect() {
                System.gc();
            }
        };
    }
}
