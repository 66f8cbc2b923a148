package handcar.chat;

import handcar.db.Jsonb;
import handcar.db.Tx;
import handcar.jobs.NotificationBus;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What became of messages on their way to a customer, written on them. Stands beside [Conversations], because the outbox,
/// which these are built on, needs it.
public final class DeliveryStatusWriter {
    private final NotificationBus notifications;

    /// How a message stands.
    ///
    /// @param status `queued`, `sent`, `delivered`, `read`, `refused`, `unknown` or `withdrawn`
    /// @param externalId the provider's name for it, or for its first part
    /// @param error why it did not arrive, for staff
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

    /// Until the transaction ends nobody else marks this message; the channel it is said on, empty when it was erased.
    public Optional<String> hold(Tx tx, UUID message) {
        return tx.named("chat.hold-message").with("id", message).first(row -> row.text("channel"));
    }

    /// Writes it on the message and tells whoever looks at it, if it is new. Call it last: a bell that many ring is a lock
    /// many wait for.
    public void mark(Tx tx, UUID conversation, UUID message, Mark mark) {
        long changed =
                tx.named("chat.postmark")
                        .with("id", message)
                        .with("delivery", Jsonb.of(mark.json()))
                        .change();
        if (changed > 0) {
            notifications.ring(tx, ChatTopics.said(conversation, message));
        }
    }
}
