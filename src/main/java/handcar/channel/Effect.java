package handcar.channel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What one piece of news did, or would do: the answer to a replay.
///
/// @param type as in [Event#type]
/// @param did `stored`, `known`, `settled`, `paused`, `taken_over`, `ignored`, …
record Effect(String type, String did, Optional<UUID> conversation, Optional<UUID> message) {
    static Effect of(News news, String did) {
        return new Effect(Event.type(news), did, Optional.empty(), Optional.empty());
    }

    static Effect in(UUID conversation, News news, String did) {
        return new Effect(Event.type(news), did, Optional.of(conversation), Optional.empty());
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
