package handcar.channel;

import handcar.channel.DeliveryStore.OnChannel;
import handcar.chat.Postmarks;
import handcar.db.Tx;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the bot wrote before a person stepped in, and has not left yet, stays here.
final class Withdrawal {
    private final DeliveryStore store;
    private final Postmarks postmarks;

    Withdrawal(DeliveryStore store, Postmarks postmarks) {
        this.store = store;
        this.postmarks = postmarks;
    }

    /// In conversations that are held.
    void from(Tx tx, List<UUID> conversations) {
        store.withdraw(tx, conversations).stream().distinct().forEach(message -> mark(tx, message));
    }

    private void mark(Tx tx, OnChannel message) {
        Optional<String> saidOn = postmarks.hold(tx, message.messageId());
        if (saidOn.filter(message.channel()::equals).isPresent()) {
            List<Delivery> parts = store.holdParts(tx, message.messageId(), message.channel());
            postmarks.mark(tx, message.conversationId(), message.messageId(), Standing.of(parts));
        }
    }
}
