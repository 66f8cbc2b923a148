package handcar.channel;

import module java.base;

import handcar.net.CallResult;
import handcar.net.Response;

/// How the sending of one part ended.
public sealed interface SendResult {
    /// The longest a sending may take, connecting included: a takeover waits for what is on its way.
    Duration LONGEST = Duration.ofSeconds(10);

    /// The provider has it, under this name.
    record Sent(String externalId) implements SendResult {}

    /// Not now: after so long, or by the usual schedule.
    record TryLater(String reason, Optional<Duration> after) implements SendResult {
        public TryLater(String reason) {
            this(reason, Optional.empty());
        }
    }

    /// Never: staff must see why.
    record Refused(String reason) implements SendResult {}

    /// The request was written and no answer came: it may have arrived and must not be sent again by itself.
    record Unknown(String reason) implements SendResult {}

    /// Reads a call's outcome: what never went out may be tried again, what was lost on the way may have arrived.
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
