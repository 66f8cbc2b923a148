package handcar.agent;

import handcar.chat.AgentTurn;
import handcar.chat.Author;
import handcar.chat.Message;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is asked: the customer's messages nobody has answered yet, joined by newlines, and the conversation before them.
record Question(Agent agent, String text, List<Message> before, Optional<UUID> conversation) {
    /// In characters; "and on Sundays?" is shorter, a question that stands alone is usually longer.
    private static final int LEANING = 30;

    /// The open question of a conversation.
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

    /// What the customer said before, for a question that cannot be understood without it ("and on Sundays?").
    Optional<String> earlier() {
        return before.stream()
                .filter(message -> message.author() == Author.CONTACT)
                .reduce((_, last) -> last)
                .map(Message::content);
    }

    /// All that the customer said, to tell their language by.
    String spoken() {
        return Stream.concat(
                        before.stream()
                                .filter(message -> message.author() == Author.CONTACT)
                                .map(Message::content),
                        Stream.of(text))
                .collect(Collectors.joining("\n"));
    }

    /// Whether it is too short to be understood without what was said before.
    boolean leans() {
        return text.length() < LEANING && earlier().isPresent();
    }

    /// What to search for: the question, and the one before it when it leans on that.
    String searched() {
        return leans() ? text + "\n" + earlier().orElse("") : text;
    }
}
