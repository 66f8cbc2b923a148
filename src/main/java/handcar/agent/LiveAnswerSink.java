package handcar.agent;

import module java.base;

import handcar.chat.Author;
import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.live.LiveUpdates;

/// Shows an answer while it is written to whoever watches the conversation, and stops the writing when a person takes over.
final class LiveAnswerSink implements AnswerSink {
    /// How often the database is asked whether a person took over; asking more often would cost more than the words.
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final LiveUpdates live;
    private final Conversations conversations;
    private final Conversation conversation;
    private final UUID messageId;
    private int index;
    private long checkedAt = System.nanoTime();

    /// A person took over: the rest of the answer is not wanted.
    static final class TakenOverException extends RuntimeException {
        TakenOverException(UUID conversation) {
            super("a person took over " + conversation);
        }
    }

    LiveAnswerSink(
            LiveUpdates live,
            Conversations conversations,
            Conversation conversation,
            UUID messageId) {
        this.live = live;
        this.conversations = conversations;
        this.conversation = conversation;
        this.messageId = messageId;
        live.typing(conversation.id(), Author.AGENT);
    }

    @Override
    public boolean isWatched() {
        return live.isWatched(conversation);
    }

    @Override
    public void startOver() {
        index = 0;
    }

    @Override
    public void ensureWanted() {
        if (System.nanoTime() - checkedAt > CHECK_INTERVAL.toNanos()) {
            checkedAt = System.nanoTime();
            if (!conversations.mayAnswer(conversation.id(), conversation.epoch())) {
                throw new TakenOverException(conversation.id());
            }
        }
    }

    @Override
    public void next(String text) {
        ensureWanted();
        live.delta(conversation.id(), messageId, index++, text);
    }
}
