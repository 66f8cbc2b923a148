package handcar.channel;

import module java.base;

/// Takes what comes by no webhook, such as mail that is fetched.
@FunctionalInterface
public interface InboundIntake {
    /// Returns when the events are durable, or were before under the same name.
    ///
    /// @param name the provider's own name for what came; the same name again changes nothing
    /// @param body what came, as far as it may be kept
    void receive(ChannelAccount account, String name, String body, List<InboundEvent> events);
}
