package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.chat.ReceiveResult;

/// What an event did, or would do; the answer to a replay.
///
/// @param type as in [ReceivedWebhook#type]
/// @param effect `stored`, `known`, `settled`, `paused`, `taken_over`, `ignored`, …
record EventEffect(
        String type, String effect, Optional<UUID> conversation, Optional<UUID> message) {
    EventEffect(InboundEvent event, String effect, Optional<UUID> conversation) {
        this(ReceivedWebhook.type(event), effect, conversation, Optional.empty());
    }

    /// The effect of what staff wrote, which may have been known.
    static EventEffect of(
            InboundEvent event, String effect, UUID conversation, ReceiveResult written) {
        return new EventEffect(
                ReceivedWebhook.type(event),
                effect,
                Optional.of(conversation),
                Optional.of(written.message().id()).filter(_ -> written.isNew()));
    }

    /// What happened to an edit whose message is not here.
    static final String MISSING = "missing";

    /// Of what is here already.
    static final String KNOWN = "known";

    /// Of a change by somebody whose message it is not.
    static final String REFUSED = "refused";

    /// Of the echo of a message that this server sent.
    static final String OUR_OWN = "our own";

    boolean isMissing() {
        return effect.equals(MISSING);
    }

    boolean isKnown() {
        return effect.equals(KNOWN);
    }

    boolean isRefused() {
        return effect.equals(REFUSED);
    }

    boolean isOurOwn() {
        return effect.equals(OUR_OWN);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("type", type);
        json.put("effect", effect);
        json.put("conversation_id", conversation.map(UUID::toString).orElse(null));
        json.put("message_id", message.map(UUID::toString).orElse(null));
        return json;
    }
}
