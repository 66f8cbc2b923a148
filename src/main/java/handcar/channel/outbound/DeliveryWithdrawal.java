package handcar.channel.outbound;

import handcar.channel.outbound.DeliveryStore.OnChannel;
import handcar.chat.DeliveryStatusWriter;
import handcar.db.Tx;

import java.util.List;
import java.util.UUID;

/// What the bot wrote before a person stepped in, and has not left yet, stays here.
final class DeliveryWithdrawal {
    private final DeliveryStore store;
    private final DeliveryStatusWriter deliveryStatus;

    DeliveryWithdrawal(DeliveryStore store, DeliveryStatusWriter deliveryStatus) {
        this.store = store;
        this.deliveryStatus = deliveryStatus;
    }

    /// In conversations that are held.
    void from(Tx tx, List<UUID> conversations) {
        List<OnChannel> overtaken = store.overtaken(tx, conversations);
        if (overtaken.isEmpty()) {
            return;
        }
        List<OnChannel> said =
                overtaken.stream().filter(message -> isSaidThere(tx, message)).toList();
        store.withdraw(tx, overtaken.stream().map(OnChannel::messageId).toList());
        said.forEach(message -> mark(tx, message));
    }

    /// Holds the message before its parts are touched, as everybody does; false for what a mirror shows of it.
    private boolean isSaidThere(Tx tx, OnChannel message) {
        return deliveryStatus
                .hold(tx, message.messageId())
                .filter(message.channel()::equals)
                .isPresent();
    }

    private void mark(Tx tx, OnChannel message) {
        List<Delivery> parts = store.holdParts(tx, message.messageId(), message.channel());
        deliveryStatus.mark(
                tx, message.conversationId(), message.messageId(), MessageDeliveryStatus.of(parts));
    }
}
