package handcar.gateway;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A provider's stream whose cost is written down once, however it ends.
final class CountedStream implements ChatStream {
    private final Desk desk;
    private final Books.Entry entry;
    private final ProviderStream stream;
    private final AtomicBoolean booked = new AtomicBoolean();
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

    @Override
    public void close() {
        stream.close();
        if (booked.compareAndSet(false, true)) {
            entry.lost("cancelled", Optional.of(stream.answer()));
        }
    }

    private Optional<String> pull() {
        if (result.isPresent()) {
            return Optional.empty();
        }
        try {
            Optional<String> piece = stream.next();
            if (piece.isEmpty() && booked.compareAndSet(false, true)) {
                result = Optional.of(desk.succeeded(entry, stream.answer()));
            }
            return piece;
        } catch (ProviderFailure e) {
            if (booked.compareAndSet(false, true)) {
                desk.failed(entry, e, Optional.of(stream.answer()));
            }
            throw e;
        }
    }
}
