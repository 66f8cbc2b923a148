package handcar.llm;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.BodyException;
import handcar.net.SseEvent;
import handcar.net.SseReader;
import handcar.net.StreamingResponse;

import java.io.IOException;
import java.util.Optional;

/// Reads a provider's events piece by piece. What they mean is the wire's business ([ProviderStream.Reading]); here is
/// what all share: events that are not JSON, streams that break or end too early, and letting go of the connection.
final class ProviderEventStream implements ProviderStream {
    private final String provider;
    private final StreamingResponse context;
    private final SseReader events;
    private final Reading reading;
    private boolean complete;

    ProviderEventStream(String provider, StreamingResponse context, Reading reading) {
        this.provider = provider;
        this.context = context;
        this.events = context.events();
        this.reading = reading;
    }

    @Override
    public Optional<String> next() {
        try {
            Optional<String> text = Optional.empty();
            while (!complete && text.isEmpty()) {
                text = read();
            }
            return text;
        } catch (BodyException e) {
            context.close();
            throw ProviderErrors.broken(provider, e.reason(), String.valueOf(e.getMessage()));
        } catch (IOException | MalformedJsonException e) {
            throw failed(new ProviderException.Malformed(provider, String.valueOf(e.getMessage())));
        } catch (ProviderException e) {
            throw failed(e);
        }
    }

    @Override
    public ProviderResponse answer() {
        return reading.answer();
    }

    @Override
    public void close() {
        context.close();
    }

    private Optional<String> read() throws IOException {
        Optional<SseEvent> event = events.next();
        if (event.isEmpty() && !reading.mayEnd()) {
            throw new ProviderException.Malformed(
                    provider, "the stream ended before the answer did");
        }
        if (event.isEmpty() || reading.isLast(event.get())) {
            complete = true;
            context.enough();
            context.close();
            return Optional.empty();
        }
        return reading.read(new JsonView(Json.object(event.get().data())));
    }

    private ProviderException failed(ProviderException failure) {
        if (failure instanceof ProviderException.Overloaded
                || failure instanceof ProviderException.Malformed) {
            context.blame();
        }
        context.close();
        return failure;
    }
}
