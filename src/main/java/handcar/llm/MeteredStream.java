package handcar.llm;

import module java.base;

import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.ModelCall;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.AnswerHead;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.SseFrame;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// A provider's stream whose cost is recorded once, however it ends. Closing it, from any thread, stops the provider at
/// once. Must be closed.
public final class MeteredStream implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MeteredStream.class.getName());

    private final MeteredProvider provider;
    private final CallRecorder.Entry entry;
    private final ModelStream stream;
    private List<SseFrame> first = List.of();
    private boolean begun;
    private Optional<ProviderException> failure = Optional.empty();
    private Optional<ModelCall> call = Optional.empty();

    MeteredStream(MeteredProvider provider, CallRecorder.Entry entry, ModelStream stream) {
        this.provider = provider;
        this.entry = entry;
        this.stream = stream;
    }

    public String provider() {
        return provider.provider().name();
    }

    /// What is known of the answer before its first byte.
    public AnswerHead head() {
        return stream.head();
    }

    /// Waits for the first events and keeps them.
    public MeteredStream begin() {
        first = next();
        return this;
    }

    /// The events that are there, waiting for at least one; none once the answer is complete. They are valid until the
    /// next call. [ProviderException] when the answer will not be completed.
    public synchronized List<SseFrame> next() {
        try {
            check();
            List<SseFrame> events = first;
            first = List.of();
            if (events.isEmpty() && call.isEmpty()) {
                events = stream.next();
                begun = true;
                entry.renew();
                if (events.isEmpty()) {
                    call = Optional.of(provider.succeeded(entry, stream.model(), stream.usage()));
                }
            }
            return events;
        } catch (ProviderException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            // whatever it was, the caller hears of it in the words of its API, and the ledger says
            // so
            LOG.log(Level.WARNING, "model.answer_not_read provider=" + provider(), e);
            throw refuse(
                    new ProviderException(
                            provider(),
                            ProviderException.Kind.MALFORMED,
                            String.valueOf(e.getMessage())));
        }
    }

    /// [ProviderException] when the stream was closed or broke.
    synchronized void check() {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /// What came is no answer; the provider is blamed for it.
    ProviderException refuse(ProviderException why) {
        stream.blame();
        return failed(why);
    }

    /// The record of the call; none until the answer is complete.
    public Optional<ModelCall> call() {
        return call;
    }

    /// Breaks the stream off first; a reader that waits on it then ends at once and records what was used. What was
    /// written until then costs money as well.
    @Override
    public void close() {
        stream.close();
        failed(
                new ProviderException(
                        provider(),
                        ProviderException.Kind.CANCELLED,
                        "The caller stopped the call."));
    }

    private synchronized ProviderException failed(ProviderException why) {
        if (call.isEmpty() && failure.isEmpty()) {
            failure = Optional.of(why);
            TokenUsage used = stream.usage();
            provider.failed(entry, why, stream.model(), begun ? used : TokenUsage.NONE, used);
        }
        return why;
    }
}
