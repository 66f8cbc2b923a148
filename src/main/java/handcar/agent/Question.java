package handcar.agent;

import module java.base;

import handcar.chat.AgentTurn;
import handcar.chat.Author;
import handcar.chat.Message;
import handcar.text.Language;
import handcar.text.ReplyLanguage;

/// The customer's unanswered messages, joined by newlines, and the conversation before them.
///
/// @param text of a very long one the beginning and the end; when nothing is asked: what was filled into forms, which tells the language
/// @param subject of the conversation, which tells the language, too
/// @param told the language of the customer's app
/// @param context what the messages refer to, which the customer did not write
record Question(
        Agent agent,
        String text,
        Optional<String> subject,
        Optional<Language> told,
        List<String> context,
        List<Message> before,
        Optional<UUID> conversation) {
    /// In characters; a follow-up ("and on Sundays?") is shorter, a question that stands alone is usually longer.
    private static final int LONGEST_FOLLOW_UP = 30;

    /// In characters; some thousand words.
    private static final int LONGEST = 6_000;

    Question {
        text = TextEnds.of(LONGEST, text);
    }

    /// The unanswered question of a conversation.
    static Question of(Agent agent, AgentTurn turn) {
        List<Message> open = turn.unanswered().toList();
        String asked =
                open.stream()
                        .map(Message::asked)
                        .filter(content -> !content.isBlank())
                        .collect(Collectors.joining("\n"));
        String text = open.isEmpty() ? turn.filledIn() : asked;
        List<Message> before =
                turn.messages().stream()
                        .filter(message -> !open.contains(message))
                        .filter(message -> !message.isTranscribing())
                        .toList();
        return new Question(
                agent,
                text,
                turn.conversation().subject(),
                turn.conversation().contact().language(),
                open.stream().flatMap(message -> message.context().stream()).toList(),
                before,
                Optional.of(turn.conversation().id()));
    }

    /// A question outside any conversation.
    static Question alone(Agent agent, String text) {
        return new Question(
                agent,
                text,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /// The same with other words.
    Question asking(String words) {
        return new Question(agent, words, subject, told, context, before, conversation);
    }

    /// The customer's messages before the question, the latest last.
    List<String> earlier() {
        return before.stream()
                .filter(message -> message.author() == Author.CONTACT)
                .filter(Message::hasWords)
                .map(Message::content)
                .toList();
    }

    /// The question with what it refers to in front, for models.
    String inContext() {
        return inContext(context, text);
    }

    /// A message as models read it: each line that is no word of its author stands in brackets.
    static String inContext(List<String> context, String text) {
        return Stream.concat(context.stream().map(line -> "[" + line + "]"), Stream.of(text))
                .collect(Collectors.joining("\n"));
    }

    /// The language to answer in, ISO 639-1: the question's own when it is clear, else the conversation's, the agent's, that of
    /// the customer's app or the documents'.
    ///
    /// @param documents languages of the documents, the likeliest first
    String language(List<Language> documents) {
        List<String> said = Stream.concat(subject.stream(), earlier().stream()).toList();
        List<Language> likely =
                Stream.concat(told.stream(), documents.stream()).distinct().toList();
        return ReplyLanguage.of(text, said, agent.languages(), likely);
    }

    /// Whether it is a follow-up, too short to be understood alone.
    boolean isFollowUp() {
        return text.length() < LONGEST_FOLLOW_UP && !earlier().isEmpty();
    }

    /// The search query: the question, with the message before it when it is a follow-up.
    String searchQuery() {
        return isFollowUp() ? text + "\n" + earlier().getLast() : text;
    }
}
