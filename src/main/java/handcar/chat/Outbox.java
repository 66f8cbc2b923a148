package handcar.chat;

import module java.base;

import handcar.db.Db;
import handcar.db.Tx;

/// Where messages go on their way to a provider. The room `channel` implements it; this room decides when.
public interface Outbox {
    /// For conversations on our own page, which need none.
    Outbox NONE =
            new Outbox() {
                @Override
                public PreparedMessage prepare(Db db, Conversation now, MessageDraft draft) {
                    return (_, _, _) -> {};
                }

                @Override
                public void clear(UUID conversation) {}
            };

    /// A message that is formatted and split for its channel.
    @FunctionalInterface
    interface PreparedMessage {
        /// Stores what is to be sent, in the transaction that appends the message.
        ///
        /// @param locked the conversation, with the fence under which the message was written
        void store(Tx tx, Conversation locked, Message message);
    }

    /// Formats and splits a message. Called before the conversation's row is locked, for every message except private notes;
    /// for what customers write only if there are [#mirrors].
    PreparedMessage prepare(Db db, Conversation now, MessageDraft draft);

    /// The conversation, which is locked, has this status from now on: staff who work elsewhere may have to see it.
    default void show(Tx tx, Conversation now, ConversationStatus status) {}

    /// Shows a note to staff who see the conversation, which is locked, in a second place.
    default void tellStaff(Tx tx, Conversation now, Message note) {}

    /// Whether staff see what customers write in a second place, too.
    default boolean mirrors() {
        return false;
    }

    /// Returns once nothing that the agent wrote below the conversation's present fence is on its way any more. Called after
    /// a person took over, outside any transaction; blocks at most as long as one send may take.
    void clear(UUID conversation);
}
