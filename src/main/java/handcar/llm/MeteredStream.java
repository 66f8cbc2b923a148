package handcar.llm;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A provider's stream whose cost is written down once, however it ends.
final class MeteredStream implements ChatStream {
    private final MeteredProvider staffActions;
    private final CallRecorder.Entry entry;
    private final ProviderStream stream;
    private final ReentrantLock reading = new ReentrantLock();
    private Optional<ProviderException> broken = Optional.empty();
    private Optional<String> first = Optional.empty();
    private volatile Optional<ChatResponse> result = Optional.empty();

    MeteredStream(MeteredProvider staffActions, CallRecorder.Entry entry, ProviderStream stream) {
        this.staffActions = staffActions;
        this.entry = entry;
        this.stream = stream;
    }

    /// Waits for the first piece and keeps it.
    void begin() {
        first = pull();
    }

    @Override
    public Optional<ChatDelta> next() {
        Optional<String> piece = first.isPresent() ? first : pull();
        first = Optional.empty();
        return piece.map(ChatDelta::new);
    }

    @Override
    public ChatResponse result() {
        return result.orElseThrow(
                () -> new IllegalStateException("The answer is not complete yet."));
    }

    /// Breaks the stream off first; a reader that waits on it then lets go at once and books what it has.
    @Override
    public void close() {
        stream.close();
        reading.lock();
        try {
            if (result.isEmpty() && broken.isEmpty()) {
                fail(new ProviderException.Cancelled(staffActions.provider().name()));
            }
        } finally {
            reading.unlock();
        }
    }

    private Optional<String> pull() {
        reading.lock();
        try {
            if (broken.isPresent()) {
                throw broken.get();
            }
            return result.isPresent() ? Optional.empty() : read();
        } finally {
            reading.unlock();
        }
    }

    private Optional<String> read() {
        try {
            Optional<String> piece = stream.next();
            if (piece.isEmpty()) {
                result = Optional.of(staffActions.succeeded(entry, stream.answer()));
            }
            return piece;
        } catch (ProviderException e) {
            throw fail(e);
        }
    }

    private ProviderException fail(ProviderException failure) {
        broken = Optional.of(failure);
        return staffActions.failed(entry, failure, Optional.of(stream.answer()));
    }
}
