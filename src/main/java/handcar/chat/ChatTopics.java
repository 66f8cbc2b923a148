package handcar.chat;

import module java.base;

/// The notifications of this room: `chat:<conversation>`, followed by the message if it is about one.
public final class ChatTopics {
    /// The family of the notifications of all conversations.
    public static final String FAMILY = "chat";

    private static final int UUID_LENGTH = 36;
    private static final int CONVERSATION = FAMILY.length() + 1;
    private static final int MESSAGE = CONVERSATION + UUID_LENGTH + 1;

    private ChatTopics() {}

    static String changed(UUID conversation) {
        return FAMILY + ":" + conversation;
    }

    static String stored(UUID conversation, UUID message) {
        return changed(conversation) + ":" + message;
    }

    /// The conversation it is about; empty when any may have changed.
    public static Optional<UUID> conversation(String topic) {
        return uuid(topic, CONVERSATION);
    }

    /// The message it is about, if it is about one.
    public static Optional<UUID> message(String topic) {
        return uuid(topic, MESSAGE);
    }

    private static Optional<UUID> uuid(String topic, int at) {
        return topic.length() < at + UUID_LENGTH
                ? Optional.empty()
                : Optional.of(UUID.fromString(topic.substring(at, at + UUID_LENGTH)));
    }
}
