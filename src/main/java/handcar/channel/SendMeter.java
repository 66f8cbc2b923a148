package handcar.channel;

/// Counts what was given to providers.
@FunctionalInterface
public interface SendMeter {
    /// @param outcome `sent`, `try_later`, `refused`, `unknown`, `dead` or `withdrawn`
    void ended(String channel, String outcome);
}
