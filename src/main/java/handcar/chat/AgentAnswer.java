package handcar.chat;

import module java.base;

/// The agent's final answer.
///
/// @param conversation as it was when the run began
/// @param messageId the id under which its pieces were shown while it was written
/// @param answers the `seq` of the customer's newest message it takes into account
public record AgentAnswer(
        Conversation conversation,
        UUID messageId,
        long answers,
        String content,
        List<Citation> citations) {}
