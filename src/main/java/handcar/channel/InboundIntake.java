package handcar.channel;

import module java.base;

/// Receives events that come by no webhook, such as fetched mail.
@FunctionalInterface
public interface InboundIntake {
    /// Returns when the events are durable.
    ///
    /// @param name the provider's id; the same id again changes nothing
    /// @param body the source of the events, as far as it may be stored
    void receive(ChannelAccount account, String name, String body, List<InboundEvent> events);
}
