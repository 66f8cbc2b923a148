package handcar.chat;

import module java.base;

/// The agent's final answer.
///
/// @param conversation as it was when the run began
/// @param messageId the id under which its pieces were shown while it was written
/// @param answers the `seq` of the customer's newest message it takes into account
/// @param unheard voice notes before that one whose words were not known when it was written
public record AgentAnswer(
        Conversation conversation,
        UUID messageId,
        long answers,
        List<UUID> unheard,
        String content,
        List<Citation> citations) {}
