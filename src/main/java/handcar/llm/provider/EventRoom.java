package handcar.llm.provider;

/// The memory for an event of an answer, or for a whole answer, that has to be read whole because it is translated. What is passed on
/// unchanged needs none.
public interface EventRoom {
    /// Bytes of an event that Handcar itself reads; a server that never ends one must not fill the memory.
    long MOST = 1_000_000;

    /// Takes memory for so many bytes, in place of what was taken before; 0 gives it back. Waits a while for it; [ProviderException]
    /// when there is none.
    void hold(long bytes);

    /// [ProviderException] when there is never memory for so many bytes.
    void require(long bytes);

    /// For one event at a time of Handcar's own calls, which are few.
    static EventRoom own(String provider) {
        return new EventRoom() {
            @Override
            public void hold(long bytes) {
                require(bytes);
            }

            @Override
            public void require(long bytes) {
                if (bytes > MOST) {
                    throw ProviderErrors.tooLarge(provider);
                }
            }
        };
    }
}
