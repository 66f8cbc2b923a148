package handcar.channel;

/// Counts what was given to providers.
@FunctionalInterface
public interface SendMeter {
    /// @param outcome `sent`, `try_later`, `refused`, `unknown` or `dead`
    void ended(String channel, String outcome);
}
