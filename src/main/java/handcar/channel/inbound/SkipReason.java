package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.text.ResourceProperties;

/// Why something that a provider sent is not answered.
///
/// @param name in the log of webhooks
record SkipReason(String name) {
    private static final Properties SENTENCES =
            ResourceProperties.read(SkipReason.class, "skipped.properties");

    /// Of what somebody changed that is not theirs.
    static final SkipReason CHANGE_REFUSED = new SkipReason("change.refused");

    private static final String UNKNOWN = "unknown:";

    /// Empty when the event is used, and a message answered, as far as the event alone tells.
    static Optional<SkipReason> of(InboundEvent event) {
        return switch (event) {
            case IgnoredEvent(String type) -> Optional.of(new SkipReason(type));
            case UnknownEvent(String type) -> Optional.of(new SkipReason(UNKNOWN + type));
            case CustomerMessage message ->
                    message.details().unanswered().map(reason -> new SkipReason(reason.wire()));
            case InboundEvent.Reaction _,
                    InboundEvent.Echo _,
                    InboundEvent.NumberChange _,
                    InboundEvent.IdPair _,
                    InboundEvent.Receipt _,
                    InboundEvent.MessageEdit _,
                    InboundEvent.MessageDeletion _,
                    InboundEvent.StaffReply _,
                    InboundEvent.StaffNotice _,
                    InboundEvent.Survey _,
                    InboundEvent.StatusChange _,
                    InboundEvent.ConnectionChange _ ->
                    Optional.empty();
        };
    }

    /// For staff.
    String sentence() {
        if (name.startsWith(UNKNOWN)) {
            return SENTENCES.getProperty("unknown") + " (" + name.substring(UNKNOWN.length()) + ")";
        }
        return SENTENCES.getProperty(name, "carries no message (" + name + ")");
    }

    /// One entry of the list in JSON.
    static Map<String, Object> json(String name, Object count) {
        return Map.of("reason", name, "text", new SkipReason(name).sentence(), "count", count);
    }
}
