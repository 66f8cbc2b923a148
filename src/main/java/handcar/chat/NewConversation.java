package handcar.chat;

import module java.base;

/// A conversation about to begin, with its first message if there is one.
///
/// @param channel `web`, `whatsapp`, …
/// @param account our account of that channel; empty when there is only one
public record NewConversation(
        String channel,
        String account,
        Optional<UUID> agentId,
        NewContact contact,
        Optional<String> subject,
        Optional<MessageInput> message) {

    /// A conversation on our own page.
    public static NewConversation onWeb(
            Optional<UUID> agentId, NewContact contact, Optional<MessageInput> message) {
        return new NewConversation(
                Conversation.WEB, "", agentId, contact, Optional.empty(), message);
    }
}
