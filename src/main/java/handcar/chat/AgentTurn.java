package handcar.chat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What an agent's run begins with: the conversation, and the end of what was said, oldest first.
public record AgentTurn(Conversation conversation, List<Message> messages) {
    /// The `seq` of the customer's newest message among them; what an answer to this turn answers.
    public long answers() {
        return messages.stream()
                .filter(message -> message.author() == Author.CONTACT)
                .mapToLong(Message::seq)
                .max()
                .orElse(0);
    }

    /// Whether the bot has the conversation and something in it waits for an answer.
    public boolean isDue() {
        return conversation.botOwns() && answers() > conversation.answeredSeq();
    }

    /// The customer's messages nobody has answered, oldest first; at least one when it [#isDue].
    public Stream<Message> unanswered() {
        return messages.stream()
                .filter(message -> message.author() == Author.CONTACT)
                .filter(message -> message.seq() > conversation.answeredSeq());
    }

    /// An answer to this turn.
    public AgentAnswer answer(UUID messageId, String content, List<Citation> citations) {
        return new AgentAnswer(conversation, messageId, answers(), content, citations);
    }
}
