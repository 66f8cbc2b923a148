package handcar.llm.provider;

/// The memory for an event of an answer, or for a whole answer, that has to be read whole because it is translated. What is passed on
/// unchanged needs none.
@FunctionalInterface
public interface EventRoom {
    /// Bytes of an event that Handcar itself reads; a server that never ends one must not fill the memory.
    long MOST = 2_000_000;

    /// Takes memory for so many bytes, in place of what was taken before; 0 gives it back. [ProviderException] when there is none.
    void hold(long bytes);

    /// For one event at a time of Handcar's own calls, which are few.
    static EventRoom own(String provider) {
        return bytes -> {
            if (bytes > MOST) {
                throw ProviderErrors.tooLarge(provider);
            }
        };
    }
}
