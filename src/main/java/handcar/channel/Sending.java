package handcar.channel;

import handcar.net.Answer;
import handcar.net.Outcome;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// How the sending of one part ended.
public sealed interface Sending {
    /// The longest a sending may take, connecting included: a takeover waits for what is on its way.
    Duration LONGEST = Duration.ofSeconds(10);

    /// The provider has it, under this name.
    record Sent(String externalId) implements Sending {}

    /// Not now: after so long, or by the usual schedule.
    record TryLater(String reason, Optional<Duration> after) implements Sending {
        public TryLater(String reason) {
            this(reason, Optional.empty());
        }
    }

    /// Never: staff must see why.
    record Refused(String reason) implements Sending {}

    /// The request was written and no answer came: it may have arrived and must not be sent again by itself.
    record Unknown(String reason) implements Sending {}

    /// Reads a call's outcome: what never went out may be tried again, what was lost on the way may have arrived.
    static Sending of(Outcome<Answer> outcome, Function<Answer, Sending> answered) {
        return switch (outcome) {
            case Outcome.Answered<Answer>(Answer answer) -> answered.apply(answer);
            case Outcome.NotSent<Answer>(var reason, String detail) ->
                    new TryLater(reason.name().toLowerCase(Locale.ROOT) + ": " + detail);
            case Outcome.Lost<Answer>(var reason, String detail) ->
                    new Unknown(reason.name().toLowerCase(Locale.ROOT) + ": " + detail);
        };
    }
}
