package handcar.channel.meta;

import handcar.channel.MessageSender.Verified;
import handcar.channel.SendResult;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Calls to the Graph API and how their answers are read. An answer with an error's code is judged by the code, whatever
/// its status; the product's own list comes first.
public final class GraphApi {
    /// How long it may be silent: below [SendResult#LONGEST], which also counts the connecting.
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Unknown and service errors, and the rate limits of app, user and page.
    /// <https://developers.facebook.com/docs/graph-api/overview/rate-limiting>
    private static final Set<Long> PASSING = Set.of(1L, 2L, 4L, 17L, 32L, 613L);

    private final Function<JsonView, Optional<String>> id;
    private final Function<GraphError, Optional<SendResult>> known;

    /// @param id where a successful answer names the message
    /// @param known what the product's own codes mean; empty leaves it to the general rules
    public GraphApi(
            Function<JsonView, Optional<String>> id,
            Function<GraphError, Optional<SendResult>> known) {
        this.id = id;
        this.known = known;
    }

    /// Sends once: whatever may have been seen is not repeated here.
    public SendResult send(HttpClient httpClient, Request call) {
        Request once = call.repeating(RetrySafety.NEVER).within(SILENCE, SendResult.LONGEST);
        return SendResult.of(httpClient.call(once), this::sent);
    }

    private SendResult sent(Response answer) {
        JsonView body = body(answer);
        Optional<GraphError> error = GraphError.in(body);
        if (error.isEmpty() && answer.ok()) {
            return id.apply(body)
                    .<SendResult>map(SendResult.Sent::new)
                    .orElseGet(() -> new SendResult.Unknown("The answer names no message."));
        }
        SendResult judged = error.flatMap(known).orElseGet(() -> judged(answer, error));
        return judged instanceof SendResult.TryLater(String reason, var after)
                ? new SendResult.TryLater(reason, after.or(answer::retryAfter))
                : judged;
    }

    private static SendResult judged(Response answer, Optional<GraphError> error) {
        String reason =
                error.map(GraphError::sentence).orElse("answered with status " + answer.status());
        boolean passing =
                error.filter(found -> found.passing() || PASSING.contains(found.code()))
                        .isPresent();
        return passing || answer.status() == 429 || answer.status() >= 500
                ? new SendResult.TryLater(reason)
                : new SendResult.Refused(reason);
    }

    /// Asks something harmless.
    ///
    /// @param name what the account is called there, from the answer
    public static Verified verify(
            HttpClient httpClient, Request call, Function<JsonView, Optional<String>> name) {
        return switch (httpClient.call(
                call.repeating(RetrySafety.NEVER).within(PATIENCE, PATIENCE))) {
            case CallResult.Answered<Response>(Response answer) -> verified(answer, name);
            case CallResult.NotSent<Response>(var _, String detail) -> unreachable(detail);
            case CallResult.Lost<Response>(var _, String detail) -> unreachable(detail);
        };
    }

    private static Verified verified(Response answer, Function<JsonView, Optional<String>> name) {
        JsonView body = body(answer);
        Optional<GraphError> error = GraphError.in(body);
        if (error.isEmpty() && answer.ok()) {
            return name.apply(body)
                    .map(found -> new Verified(true, found))
                    .orElseGet(() -> new Verified(false, "The answer names no account."));
        }
        return new Verified(
                false,
                error.map(GraphError::sentence).orElse("answered with status " + answer.status()));
    }

    private static Verified unreachable(String detail) {
        return new Verified(false, "No answer: " + detail);
    }

    /// Whether it is a name of theirs: also keeps what a webhook told from becoming another path.
    public static boolean isId(String id) {
        return id.matches("[0-9A-Za-z_-]{1,64}");
    }

    /// The answer's JSON; an empty view for a proxy's page, whose status has to do.
    public static JsonView body(Response answer) {
        try {
            return new JsonView(Json.any(answer.body()));
        } catch (MalformedJsonException _) {
            return new JsonView(null);
        }
    }
}
