package handcar.chat;

import module java.base;

/// What an agent's run begins with: the conversation and its last messages, oldest first.
public record AgentTurn(Conversation conversation, List<Message> messages) {
    /// The `seq` of the customer's newest message, which an answer to this turn answers.
    public long answers() {
        return ofCustomer().mapToLong(Message::seq).max().orElse(0);
    }

    /// Whether a message waits for an answer that the agent may give, and everything the customer said is known.
    public boolean isDue() {
        return conversation.botOwns() && !awaitsTranscript() && unanswered().findAny().isPresent();
    }

    /// Whether all that waits holds no words, so that nothing can be answered.
    public boolean isWordless() {
        return conversation.botOwns()
                && !awaitsTranscript()
                && unanswered().findAny().isEmpty()
                && waiting().findAny().isPresent();
    }

    private boolean awaitsTranscript() {
        return messages.stream()
                .filter(message -> message.seq() > conversation.answeredSeq())
                .filter(message -> message.deletedAt().isEmpty())
                .flatMap(message -> message.unanswered().stream())
                .anyMatch(UnansweredReason.TRANSCRIBING.wire()::equals);
    }

    /// The customer's unanswered messages, oldest first; at least one when it [#isDue].
    public Stream<Message> unanswered() {
        return waiting().filter(message -> message.unanswered().isEmpty());
    }

    /// The same with those that hold no words.
    Stream<Message> waiting() {
        return ofCustomer().filter(message -> message.seq() > conversation.answeredSeq());
    }

    private Stream<Message> ofCustomer() {
        return messages.stream()
                .filter(message -> message.author() == Author.CONTACT)
                .filter(message -> message.deletedAt().isEmpty()) // they took it back
                .filter(message -> message.unanswered().isEmpty() || !message.hasWords());
    }

    /// An answer to this turn.
    public AgentAnswer answer(UUID messageId, String content, List<Citation> citations) {
        return new AgentAnswer(conversation, messageId, answers(), content, citations);
    }
}
