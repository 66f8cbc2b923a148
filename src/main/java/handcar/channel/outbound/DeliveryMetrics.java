package handcar.channel.outbound;

/// Counts what was given to providers.
@FunctionalInterface
public interface DeliveryMetrics {
    /// @param outcome `sent`, `try_later`, `refused`, `unknown` or `dead`
    void ended(String channel, String outcome);
}
