package handcar.channel.evolution;

import module java.base;

import handcar.json.JsonView;

/// The envelopes around a message: disappearing, seen once, of an album, edited, from another device, and those to come. Each is
/// a field that holds a `message`.
final class EvolutionEnvelope {
    /// Fields that stand beside a content.
    private static final Set<String> SIDE =
            Set.of(
                    "messageContextInfo",
                    "senderKeyDistributionMessage",
                    "fastRatchetKeySenderKeyDistributionMessage",
                    "base64",
                    "mediaUrl",
                    "speechToText");

    private static final int MOST = 8;

    private EvolutionEnvelope() {}

    /// The innermost message.
    static JsonView inside(JsonView message) {
        List<JsonView> all = opened(message);
        return all.getLast();
    }

    /// The message and what is in it, from outside to inside.
    private static List<JsonView> opened(JsonView message) {
        List<JsonView> opened = new ArrayList<>(List.of(message));
        while (opened.size() < MOST) {
            JsonView outer = opened.getLast();
            JsonView inner = outer.at(type(outer).orElse("")).at("message");
            if (inner.fields().isEmpty()) {
                break;
            }
            opened.add(inner);
        }
        return opened;
    }

    /// The name of the content; empty when there is none.
    static Optional<String> type(JsonView message) {
        return message.fields().entrySet().stream()
                .filter(field -> field.getValue() != null && !SIDE.contains(field.getKey()))
                .map(Map.Entry::getKey)
                .min(
                        Comparator.comparing((String name) -> !name.equals("conversation"))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// The message that this one is a part of: the album of a picture.
    static Optional<String> whole(JsonView message) {
        return opened(message).stream()
                .map(each -> each.at("messageContextInfo").at("messageAssociation"))
                .flatMap(each -> each.at("parentMessageKey").text("id").stream())
                .findFirst();
    }
}
