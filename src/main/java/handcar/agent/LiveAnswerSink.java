package handcar.agent;

import handcar.chat.Author;
import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.live.LiveUpdates;

import java.time.Duration;
import java.util.UUID;

/// Shows an answer to whoever watches the conversation while it is written, and stops the writing when a person steps in.
final class LiveAnswerSink implements AnswerSink {
    /// How long a bot may go on writing what will not be sent; asking more often would cost more than the words.
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final LiveUpdates live;
    private final Conversations conversations;
    private final Conversation conversation;
    private final UUID messageId;
    private int index;
    private long glanced = System.nanoTime();

    /// A person stepped in: nobody wants the rest.
    static final class Overtaken extends RuntimeException {
        Overtaken(UUID conversation) {
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
    public void startOver() {
        index = 0;
    }

    @Override
    public void next(String text) {
        if (System.nanoTime() - glanced > GLANCE.toNanos()) {
            glanced = System.nanoTime();
            if (!conversations.mayAnswer(conversation.id(), conversation.epoch())) {
                throw new Overtaken(conversation.id());
            }
        }
        live.delta(conversation.id(), messageId, index++, text);
    }
}
