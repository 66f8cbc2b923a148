package handcar.chat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A customer's message that came through a provider.
///
/// @param conversation which must exist
/// @param name the provider's own name for the message: the same one again is the same message
/// @param attachments in the contract's shape
/// @param answering whether the agent is asked; a message beyond its account's limit is only kept
/// @param window how long the agent waits for more before it answers
public record InboundMessage(
        UUID conversation,
        String name,
        String content,
        List<Map<String, Object>> attachments,
        boolean answering,
        Duration window) {}
