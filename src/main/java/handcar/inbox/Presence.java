package handcar.inbox;

import module java.base;

import handcar.chat.Author;
import handcar.chat.StaffActor;
import handcar.chat.live.LiveUpdates;
import handcar.db.Database;
import handcar.jobs.NotificationBus;

/// Who of staff looks at a conversation or types in it, for their colleagues on all replicas and for the customer. Nothing of it is
/// stored: whoever misses it sees the message itself.
final class Presence {
    /// The family of its notifications: `presence:<conversation>:<typing>:<author>:<name>`.
    static final String FAMILY = "presence";

    /// In characters, of a name; a notification has some hundred bytes at most.
    private static final int LONGEST_NAME = 60;

    private final Database db;
    private final NotificationBus notifications;
    private final LiveUpdates live;

    Presence(Database db, NotificationBus notifications, LiveUpdates live) {
        this.db = db;
        this.notifications = notifications;
        this.live = live;
    }

    /// @param typing false when they only look
    /// @param note what they type is not for the customer
    void show(UUID conversation, StaffActor by, boolean typing, boolean note) {
        String name = by.actor().name();
        String topic =
                String.join(
                        ":",
                        FAMILY,
                        conversation.toString(),
                        Boolean.toString(typing),
                        by.name(),
                        URLEncoder.encode(
                                name.substring(
                                        0,
                                        name.offsetByCodePoints(
                                                0,
                                                Math.min(
                                                        LONGEST_NAME,
                                                        name.codePointCount(0, name.length())))),
                                StandardCharsets.UTF_8));
        db.runTx(
                tx -> {
                    tx.named("inbox.without-disk-wait").first(_ -> true);
                    notifications.ring(tx, topic);
                });
        if (typing && !note) {
            live.typing(conversation, Author.STAFF);
        }
    }

    /// The JSON of a notification, empty when it is of another form.
    static Optional<Map<String, Object>> json(String topic) {
        String[] parts = topic.split(":", 5);
        return parts.length < 5
                ? Optional.empty()
                : Optional.of(
                        Map.of(
                                "conversation_id",
                                parts[1],
                                "typing",
                                Boolean.parseBoolean(parts[2]),
                                "user",
                                Map.of(
                                        "id",
                                        parts[3],
                                        "name",
                                        URLDecoder.decode(parts[4], StandardCharsets.UTF_8))));
    }
}
