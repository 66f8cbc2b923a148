package handcar.channel;

import module java.base;

import handcar.chat.Conversation;
import handcar.chat.MessageDraft;
import handcar.db.Tx;

/// A second place where staff see a conversation (Slack).
public interface StaffMirror {
    /// The parts in which a message is shown there, formatted before a row is locked; empty when it is not shown.
    List<String> format(Conversation now, MessageDraft draft);

    /// Where these parts go, in the transaction that stores the message; empty when nowhere.
    Optional<Copy> copy(Tx tx, Conversation now, List<String> parts);

    /// Whether there is such a place at the moment.
    default boolean isOpen() {
        return true;
    }

    /// Parts for one thread of an account.
    ///
    /// @param thread empty to begin one: it is then called what the provider calls the first part, and what was to be
    ///     shown meanwhile follows in it
    /// @param parts each within the channel's limit
    record Copy(String channel, String account, String thread, List<String> parts) {
        public Copy {
            parts = List.copyOf(parts);
        }
    }
}
