package handcar.agent;

import module java.base;

import handcar.chat.AgentTurn;
import handcar.chat.Author;
import handcar.chat.Message;

/// The customer's unanswered messages, joined by newlines, and the conversation before them.
record Question(Agent agent, String text, List<Message> before, Optional<UUID> conversation) {
    /// In characters; a follow-up ("and on Sundays?") is shorter, a question that stands alone is usually longer.
    private static final int LONGEST_FOLLOW_UP = 30;

    /// The unanswered question of a conversation.
    static Question of(Agent agent, AgentTurn turn) {
        List<Message> open = turn.unanswered().toList();
        String text =
                open.stream()
                        .map(Message::content)
                        .filter(content -> !content.isBlank())
                        .collect(Collectors.joining("\n"));
        List<Message> before =
                turn.messages().stream().filter(message -> !open.contains(message)).toList();
        return new Question(agent, text, before, Optional.of(turn.conversation().id()));
    }

    /// A question outside any conversation.
    static Question alone(Agent agent, String text) {
        return new Question(agent, text, List.of(), Optional.empty());
    }

    /// The customer's last message before the question.
    Optional<String> earlier() {
        return before.stream()
                .filter(message -> message.author() == Author.CONTACT)
                .reduce((_, last) -> last)
                .map(Message::content);
    }

    /// Everything the customer wrote, to detect their language.
    String customerText() {
        return Stream.concat(
                        before.stream()
                                .filter(message -> message.author() == Author.CONTACT)
                                .map(Message::content),
                        Stream.of(text))
                .collect(Collectors.joining("\n"));
    }

    /// Whether it is a follow-up, too short to be understood alone.
    boolean isFollowUp() {
        return text.length() < LONGEST_FOLLOW_UP && earlier().isPresent();
    }

    /// The search query: the question, with the message before it when it is a follow-up.
    String searchQuery() {
        return isFollowUp() ? text + "\n" + earlier().orElse("") : text;
    }
}
