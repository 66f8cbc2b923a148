package handcar.gateway;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJson;
import handcar.net.BrokenBody;
import handcar.net.EventReader;
import handcar.net.Exchange;
import handcar.net.ServerEvent;

import java.io.IOException;
import java.util.Optional;

/// Reads a provider's events piece by piece. What they mean is the wire's business ([ProviderStream.Reading]); here is
/// what all share: events that are not JSON, streams that break or end too early, and letting go of the connection.
final class EventStream implements ProviderStream {
    private final String provider;
    private final Exchange exchange;
    private final EventReader events;
    private final Reading reading;
    private boolean complete;

    EventStream(String provider, Exchange exchange, Reading reading) {
        this.provider = provider;
        this.exchange = exchange;
        this.events = exchange.events();
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
        } catch (BrokenBody e) {
            exchange.close();
            throw Failures.broken(provider, e.reason(), String.valueOf(e.getMessage()));
        } catch (IOException | MalformedJson e) {
            throw failed(new ProviderFailure.Malformed(provider, String.valueOf(e.getMessage())));
        } catch (ProviderFailure e) {
            throw failed(e);
        }
    }

    @Override
    public ProviderAnswer answer() {
        return reading.answer();
    }

    @Override
    public void close() {
        exchange.close();
    }

    private Optional<String> read() throws IOException {
        Optional<ServerEvent> event = events.next();
        if (event.isEmpty() && !reading.mayEnd()) {
            throw new ProviderFailure.Malformed(provider, "the stream ended before the answer did");
        }
        if (event.isEmpty() || reading.isLast(event.get())) {
            complete = true;
            exchange.enough();
            exchange.close();
            return Optional.empty();
        }
        return reading.read(new JsonView(Json.object(event.get().data())));
    }

    private ProviderFailure failed(ProviderFailure failure) {
        if (failure instanceof ProviderFailure.Overloaded
                || failure instanceof ProviderFailure.Malformed) {
            exchange.blame();
        }
        exchange.close();
        return failure;
    }
}
