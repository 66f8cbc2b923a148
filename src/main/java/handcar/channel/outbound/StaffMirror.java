package handcar.channel.outbound;

import handcar.chat.Conversation;
import handcar.chat.Message;
import handcar.db.Tx;

import java.util.List;
import java.util.Optional;

/// A second place where staff see a conversation (Slack).
public interface StaffMirror {
    /// What is shown of a message there, in the transaction that keeps it; empty when nothing is.
    Optional<Copy> copy(Tx tx, Conversation now, Message message);

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
