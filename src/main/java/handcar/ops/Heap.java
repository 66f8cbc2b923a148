package handcar.ops;

/// The JVM's heap.
interface Heap {
    /// Bytes in use, garbage included.
    long used();

    /// Bytes taken from the system.
    long taken();

    /// Bytes there may be.
    long most();

    /// Drops the garbage, and gives back to the system what is then much too large.
    void collect();

    /// The heap of this process.
    static Heap own() {
        return new Heap() {
            @Override
            public long used() {
                return Machine.heapUsedBytes();
            }

            @Override
            public long taken() {
                return Runtime.getRuntime().totalMemory();
            }

            @Override
            public long most() {
                return Machine.heapMostBytes();
            }

            @Override
            public void collect() {
                System.gc();
            }
        };
    }
}
