package handcar.channel;

import module java.base;

import handcar.chat.Conversation;
import handcar.chat.MessageDraft;
import handcar.db.Tx;

/// A second place where staff see a conversation (Slack).
public interface StaffMirror {
    /// The parts that show a message there, formatted before a row is locked; empty when it is not shown.
    List<String> format(Conversation now, MessageDraft draft);

    /// The thread for these parts, in the transaction that stores the message; empty when there is none.
    Optional<Copy> copy(Tx tx, Conversation now, List<String> parts);

    /// Whether such a place is configured at the moment.
    default boolean isOpen() {
        return true;
    }

    /// Parts for one thread of an account.
    ///
    /// @param thread empty to begin one: its id is then the provider's id of the first part, and parts that were to be
    ///     shown meanwhile follow in it
    /// @param parts each within the channel's limit
    record Copy(String channel, String account, String thread, List<String> parts) {
        public Copy {
            parts = List.copyOf(parts);
        }
    }
}
