package handcar.net;

import module java.base;

/// Counts outgoing calls. `call` is the name its caller gave it in code (`openai.chat`), never anything from a URL.
@FunctionalInterface
public interface CallMetrics {
    /// One call ended after `attempts` tries; `took` includes the waits between them.
    void ended(String call, ResultLabel ending, int attempts, Duration took);

    /// Counts nothing.
    static CallMetrics none() {
        return (_, _, _, _) -> {};
    }
}
