package handcar.gateway;

import handcar.net.Answer;
import handcar.net.Exchange;

import java.util.function.Function;

/// Begins to read what should be an event stream.
final class Streams {
    private Streams() {}

    /// A stream; some servers ignore the wish for one and send the whole answer as JSON, which is an answer too.
    static ProviderStream of(
            String provider,
            Exchange exchange,
            ProviderStream.Reading reading,
            Function<Answer, ProviderAnswer> whole) {
        return switch (exchange.mediaType()) {
            case "text/event-stream" -> new EventStream(provider, exchange, reading);
            case "application/json" ->
                    new ToldAtOnce(whole.apply(Failures.whole(provider, exchange)));
            default -> {
                exchange.blame();
                exchange.close();
                throw new ProviderFailure.Malformed(
                        provider, "the answer is neither an event stream nor JSON");
            }
        };
    }
}
