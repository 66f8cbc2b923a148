package handcar.chat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// An answer while it is written. The first piece is shown at once, what comes faster than people read is put together.
/// All its state is guarded by its audience's lock.
final class Writing {
    /// About twelve steps a second look like flowing.
    private static final Duration STEP = Duration.ofMillis(80);

    /// Longer than any run of an agent (120 s) with its lease.
    private static final Duration OLD = Duration.ofMinutes(5);

    private static final Logger LOG = System.getLogger(Writing.class.getName());

    private final UUID conversation;
    private final UUID message;
    private final Audience audience;
    private final Forward forward;
    private final StringBuilder text = new StringBuilder();
    private int shown;
    private boolean flows;
    private boolean silent;
    private long touched = System.nanoTime();

    /// Passes a piece on to other processes, with its place in the answer in UTF-16 units.
    interface Forward {
        void pass(int at, String piece);
    }

    Writing(UUID conversation, UUID message, Audience audience, Forward forward) {
        this.conversation = conversation;
        this.message = message;
        this.audience = audience;
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

    /// A person stepped in, or it is over: nothing of it is shown any more.
    void silence() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    void add(String piece) {
        touched = System.nanoTime();
        text.append(piece);
        if (!flows && !silent) {
            flows = true;
            Thread.ofVirtual().name("writing " + conversation).start(this::flow);
        }
    }

    /// What others have seen already, for one who came late.
    void showSoFar(Seat seat) {
        seat.beginWriting();
        if (shown > 0) {
            seat.show(message, text.substring(0, shown));
        }
    }

    private void flow() {
        try {
            if (audience.locked(() -> shown == 0) && !audience.mayWrite(message)) {
                audience.locked(this::silenced);
                return;
            }
            Optional<Piece> next = audience.locked(this::next);
            while (next.isPresent() && audience.show(this, next.get().text())) {
                forward.pass(next.get().at(), next.get().text());
                next = pause(STEP) ? audience.locked(this::next) : Optional.empty();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "An answer being written cannot be shown: " + e.getMessage());
            audience.locked(this::silenced);
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
            flows = false;
            return Optional.empty();
        }
        Piece piece = new Piece(shown, text.substring(shown, end));
        shown = end;
        return Optional.of(piece);
    }

    /// Waits; false when it was interrupted.
    static boolean pause(Duration length) {
        try {
            Thread.sleep(length);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
