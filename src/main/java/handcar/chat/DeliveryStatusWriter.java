package handcar.chat;

import module java.base;

import handcar.db.Jsonb;
import handcar.db.Tx;
import handcar.jobs.NotificationBus;

/// Writes the delivery status of messages. It is separate from [Conversations], which is built on the outbox that needs it.
public final class DeliveryStatusWriter {
    private final NotificationBus notifications;

    /// The delivery status of a message.
    ///
    /// @param status `queued`, `sent`, `delivered`, `read`, `refused`, `unknown` or `withdrawn`
    /// @param externalId the provider's id of the message, or of its first part
    /// @param error why it was not delivered, for staff
    public record Mark(String status, Optional<String> externalId, Optional<String> error) {
        Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("status", status);
            json.put("external_id", externalId.orElse(null));
            json.put("error", error.orElse(null));
            return json;
        }
    }

    public DeliveryStatusWriter(NotificationBus notifications) {
        this.notifications = notifications;
    }

    /// Locks the message until the transaction ends. Returns its channel; empty when it was deleted.
    public Optional<String> hold(Tx tx, UUID message) {
        return tx.named("chat.hold-message").with("id", message).first(row -> row.text("channel"));
    }

    /// Stores the status if it changed, and notifies those who watch. Call it last: a notification that many send is a lock
    /// that many wait for.
    public void mark(Tx tx, UUID conversation, UUID message, Mark mark) {
        long changed =
                tx.named("chat.set-delivery")
                        .with("id", message)
                        .with("delivery", Jsonb.of(mark.json()))
                        .change();
        if (changed > 0) {
            notifications.ring(tx, ChatTopics.stored(conversation, message));
        }
    }
}
