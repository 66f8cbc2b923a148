package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent;

/// What one piece of news did, or would do: the answer to a replay.
///
/// @param type as in [ReceivedWebhook#type]
/// @param did `stored`, `known`, `settled`, `paused`, `taken_over`, `ignored`, …
record EventEffect(String type, String did, Optional<UUID> conversation, Optional<UUID> message) {
    static EventEffect of(InboundEvent news, String did) {
        return new EventEffect(ReceivedWebhook.type(news), did, Optional.empty(), Optional.empty());
    }

    static EventEffect in(UUID conversation, InboundEvent news, String did) {
        return new EventEffect(
                ReceivedWebhook.type(news), did, Optional.of(conversation), Optional.empty());
    }

    Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("type", type);
        json.put("effect", did);
        json.put("conversation_id", conversation.map(UUID::toString).orElse(null));
        json.put("message_id", message.map(UUID::toString).orElse(null));
        return json;
    }
}
