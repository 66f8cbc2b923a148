package handcar.channel;

import module java.base;

import handcar.net.CallResult;
import handcar.net.Response;

/// The result of sending one part.
public sealed interface SendResult {
    /// The longest an attempt may take, including the time to connect; a takeover waits for attempts in flight.
    Duration LONGEST = Duration.ofSeconds(10);

    /// The longest an attempt may take that carries a file: 16 MB by a line of 5 Mbit/s. With a run of the outbox before it, it
    /// ends within the lease of that job.
    Duration LONGEST_WITH_FILE = Duration.ofSeconds(30);

    /// The provider accepted it under this id.
    record Sent(String externalId) implements SendResult {}

    /// The provider asks to try again: after a time of its own, or by the usual schedule.
    record TryLater(String reason, Optional<Duration> after) implements SendResult {
        public TryLater(String reason) {
            this(reason, Optional.empty());
        }
    }

    /// The provider rejects it for good; staff must see why.
    record Refused(String reason) implements SendResult {}

    /// The request was written and no answer came: it may have arrived and must not be repeated automatically.
    record Unknown(String reason) implements SendResult {}

    /// The result of a call: what was not sent may be tried again, what was lost may have arrived.
    static SendResult of(CallResult<Response> outcome, Function<Response, SendResult> answered) {
        return switch (outcome) {
            case CallResult.Answered<Response>(Response answer) -> answered.apply(answer);
            case CallResult.NotSent<Response>(var reason, String detail) ->
                    new TryLater(reason.name().toLowerCase(Locale.ROOT) + ": " + detail);
            case CallResult.Lost<Response>(var reason, String detail) ->
                    new Unknown(reason.name().toLowerCase(Locale.ROOT) + ": " + detail);
        };
    }
}
