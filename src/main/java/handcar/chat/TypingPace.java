package handcar.chat;

import module java.base;

/// Recognises a program by what no person can do: read an answer and type a text of some length within a moment, again and again.
///
/// Somebody who was typing while the answer came does it once. Buttons, reactions, files and forwarded texts are not typed, and
/// programs ask on purpose by the API of our own page: they do not count. A program that waits for longer, or says less, is
/// known by its texts alone ([MessageLoop]) and may get more than two answers: in as much time people write as much.
public final class TypingPace {
    /// Characters within a second, of which professional typists reach the half on a phone.
    private static final int FASTEST = 8;

    /// Of a chat: long enough for our answer to get to them, and for theirs to get to us.
    private static final Duration MOMENT = Duration.ofSeconds(3);

    /// Characters that are typed within that.
    private static final int LEAST = 25;

    /// So many in a row are no chance.
    private static final int MOST = 2;

    private TypingPace() {}

    /// Whether nobody types a text so soon after they were answered.
    public static boolean isTooQuick(String text, Duration sinceAnswer) {
        return text.strip().length() * 1_000L >= FASTEST * sinceAnswer.toMillis();
    }

    /// Whether the last times that a customer wrote after an answer they were too quick for a person.
    ///
    /// @param messages of a conversation, oldest first
    static boolean isTooQuick(List<Message> messages) {
        List<Message> shown = messages.stream().filter(each -> !each.isPrivate()).toList();
        List<Boolean> turns =
                IntStream.range(1, shown.size())
                        .filter(i -> shown.get(i).author() == Author.CONTACT)
                        .filter(i -> isOurs(shown.get(i - 1)))
                        .mapToObj(i -> isTooQuick(shown.get(i), shown.get(i - 1)))
                        .toList();
        return turns.size() >= MOST
                && turns.subList(turns.size() - MOST, turns.size()).stream()
                        .allMatch(quick -> quick);
    }

    private static boolean isOurs(Message message) {
        return message.author() == Author.AGENT || message.author() == Author.STAFF;
    }

    private static boolean isTooQuick(Message message, Message answer) {
        Duration since = Duration.between(answer.createdAt(), message.createdAt());
        return !message.channel().equals(Conversation.WEB)
                && message.attachments().isEmpty()
                && message.editedAt().isEmpty()
                && message.content().strip().length() >= LEAST
                && since.compareTo(MOMENT) <= 0
                && isTooQuick(message.content(), since);
    }
}
