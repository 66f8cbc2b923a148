package handcar.chat.live;

import module java.base;

import handcar.config.Logging;
import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// An answer while it is written. The first piece is shown at once; pieces that come faster than people read are joined.
/// All state is guarded by the lock of its [ConversationSubscribers].
final class StreamingAnswer {
    /// About twelve steps a second look like writing.
    private static final Duration STEP = Duration.ofMillis(80);

    /// Longer than any run of an agent (120 s) with its lease.
    private static final Duration OLD = Duration.ofMinutes(5);

    private static final Logger LOG = System.getLogger(StreamingAnswer.class.getName());

    private final UUID conversation;
    private final UUID message;
    private final ConversationSubscribers subscribers;
    private final Forward forward;
    private final StringBuilder text = new StringBuilder();
    private final OnDemandThread thread = new OnDemandThread("streaming-answer", this::showNext);
    private int shown;
    private boolean silent;
    private long touched = System.nanoTime();

    /// Passes a piece on to other processes, with its place in the answer in UTF-16 units.
    interface Forward {
        void pass(int at, String piece);
    }

    StreamingAnswer(
            UUID conversation, UUID message, ConversationSubscribers subscribers, Forward forward) {
        this.conversation = conversation;
        this.message = message;
        this.subscribers = subscribers;
        this.forward = forward;
    }

    UUID message() {
        return message;
    }

    boolean isAbout(UUID other) {
        return message.equals(other);
    }

    int length() {
        return text.length();
    }

    boolean isOld() {
        return System.nanoTime() - touched > OLD.toNanos();
    }

    /// A person took over, or the answer has ended: nothing of it is shown any more.
    void silence() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    void add(String piece) {
        touched = System.nanoTime();
        text.append(piece);
        if (!silent) {
            thread.start();
        }
    }

    /// What the others have seen already, for a client who came late.
    void showSoFar(Subscriber subscriber) {
        subscriber.beginAnswer();
        if (shown > 0) {
            subscriber.show(message, text.substring(0, shown));
        }
    }

    private boolean showNext() {
        try {
            if (subscribers.locked(() -> shown == 0) && !subscribers.mayShow(message)) {
                return !subscribers.locked(this::silenced);
            }
            Optional<Piece> next = subscribers.locked(this::next);
            if (next.isEmpty() || !subscribers.show(this, next.get().text())) {
                return false;
            }
            forward.pass(next.get().at(), next.get().text());
            thread.rest(STEP);
            return true;
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "answer.not_shown conversation="
                            + conversation
                            + " error="
                            + Logging.quoted(e));
            return !subscribers.locked(this::silenced);
        }
    }

    private record Piece(int at, String text) {}

    private boolean silenced() {
        silent = true;
        return true;
    }

    private Optional<Piece> next() {
        int end = text.length();
        if (end > shown && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        if (end == shown || silent) {
            return Optional.empty();
        }
        Piece piece = new Piece(shown, text.substring(shown, end));
        shown = end;
        return Optional.of(piece);
    }
}
