package handcar.chat;

import java.util.List;
import java.util.UUID;

/// The agent's final answer.
///
/// @param messageId the id under which its pieces were shown while it was written
/// @param epoch the conversation's fence when the run began
/// @param answers the `seq` of the customer's newest message it takes into account
public record AgentAnswer(
        UUID conversationId,
        UUID messageId,
        long epoch,
        long answers,
        String content,
        List<Citation> citations) {}
