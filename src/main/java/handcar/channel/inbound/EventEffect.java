package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent;

/// What an event did, or would do; the answer to a replay.
///
/// @param type as in [ReceivedWebhook#type]
/// @param effect `stored`, `known`, `settled`, `paused`, `taken_over`, `ignored`, …
record EventEffect(
        String type, String effect, Optional<UUID> conversation, Optional<UUID> message) {
    EventEffect(InboundEvent event, String effect, Optional<UUID> conversation) {
        this(ReceivedWebhook.type(event), effect, conversation, Optional.empty());
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
