package handcar.chat;

import handcar.db.Tx;

import java.util.UUID;

/// Where messages go on their way to a provider. The room of the channels builds it; this room only says when.
public interface Outbox {
    /// A conversation on our own widget needs none.
    Outbox NONE =
            new Outbox() {
                @Override
                public void post(Tx tx, Conversation now, Message message) {}

                @Override
                public void clear(UUID conversation) {}
            };

    /// Keeps what is to be sent of a message, in the transaction that appends it. Called for everything that is said in a
    /// conversation except private notes, the customer's own words included; `now` is the conversation, held, with the
    /// fence under which the message was written.
    void post(Tx tx, Conversation now, Message message);

    /// A conversation, which is held, waits for a person from now on: staff who work elsewhere may have to see it.
    default void call(Tx tx, Conversation now) {}

    /// Whether it wants to be told what customers say, too.
    default boolean mirrors() {
        return false;
    }

    /// Returns once nothing that the bot wrote below the conversation's present fence is on its way any more. Called after
    /// a person has stepped in, outside any transaction; blocks at most as long as one sending may take.
    void clear(UUID conversation);
}
