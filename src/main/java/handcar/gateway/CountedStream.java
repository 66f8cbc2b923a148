package handcar.gateway;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A provider's stream whose cost is written down once, however it ends.
final class CountedStream implements ChatStream {
    private final Desk desk;
    private final Books.Entry entry;
    private final ProviderStream stream;
    private final ReentrantLock reading = new ReentrantLock();
    private Optional<ProviderFailure> broken = Optional.empty();
    private Optional<String> first = Optional.empty();
    private volatile Optional<ChatResult> result = Optional.empty();

    CountedStream(Desk desk, Books.Entry entry, ProviderStream stream) {
        this.desk = desk;
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
    public ChatResult result() {
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
                fail(new ProviderFailure.Cancelled(desk.provider().name()));
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
                result = Optional.of(desk.succeeded(entry, stream.answer()));
            }
            return piece;
        } catch (ProviderFailure e) {
            throw fail(e);
        }
    }

    private ProviderFailure fail(ProviderFailure failure) {
        broken = Optional.of(failure);
        return desk.failed(entry, failure, Optional.of(stream.answer()));
    }
}
