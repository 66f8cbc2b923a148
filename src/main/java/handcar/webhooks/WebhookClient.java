package handcar.webhooks;

import module java.base;

import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.CallResult;
import handcar.net.FailureReason;
import handcar.net.HttpClient;
import handcar.net.RejectedUrlException;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;
import handcar.net.TrustedHosts;
import handcar.net.UntrustedUrl;

/// Posts a signed event once. Redirects are not followed: events go only to the address that was verified. <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
final class WebhookClient {
    /// The time-out that the specification recommends.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// How many bytes of a response are read.
    private static final int MOST_ANSWER = 64_000;

    private static final int SHOWN = 200;
    private static final int GONE = 410;

    private final HttpClient httpClient;
    private final TrustedHosts trustedHosts;
    private final boolean httpsOnly;

    /// The result of a post.
    sealed interface PostResult {
        record Accepted(String answer) implements PostResult {}

        /// @param after how long the receiver asked to wait (`Retry-After`)
        record Failed(String reason, Optional<Duration> after) implements PostResult {}

        /// The receiver answered 410: it wants no events any more.
        record Gone() implements PostResult {}
    }

    /// @param trustedHosts private hosts that may be called nevertheless
    /// @param httpsOnly whether other hosts must be called over https
    WebhookClient(HttpClient httpClient, TrustedHosts trustedHosts, boolean httpsOnly) {
        this.httpClient = httpClient;
        this.trustedHosts = trustedHosts;
        this.httpsOnly = httpsOnly;
    }

    /// Checks a typed address; returns what is wrong with it.
    Optional<String> fault(String url) {
        try {
            UntrustedUrl typed = UntrustedUrl.parse(url, trustedHosts);
            boolean plain = typed.uri().getScheme().equals("http");
            return plain && httpsOnly && !trustedHosts.isListed(typed.uri())
                    ? Optional.of("must begin with https://")
                    : Optional.empty();
        } catch (RejectedUrlException e) {
            return Optional.of(e.fault());
        }
    }

    /// Posts an event to the subscription's address.
    PostResult post(Subscription to, String event, String payload) {
        return post(to, to.url(), event, payload);
    }

    private PostResult post(Subscription to, String url, String event, String payload) {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.now();
        Request call =
                Request.sending(
                                "event.post",
                                "POST",
                                UntrustedUrl.parse(url, trustedHosts).uri(),
                                new Request.Body("application/json", body))
                        .header("webhook-id", event)
                        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .header("webhook-signature", to.signatures(event, now, body))
                        .repeating(RetrySafety.NEVER)
                        .within(PATIENCE, PATIENCE)
                        .atMost(MOST_ANSWER);
        return switch (httpClient.call(call)) {
            case CallResult.Answered<Response>(Response answer) -> read(answer);
            case CallResult.NotSent<Response>(var reason, String detail) -> failed(reason, detail);
            case CallResult.Lost<Response>(var reason, String detail) -> failed(reason, detail);
        };
    }

    /// Sends a challenge to `url`: the receiver must return `data.challenge`, as `{"challenge":…}` or as the whole body.
    /// Returns what went wrong, or empty.
    Optional<String> challenge(Subscription to, String url) {
        String challenge = Secret.random().reveal();
        String payload =
                WebhookPayloads.envelope(
                        "webhook:verify", Instant.now(), Map.of("challenge", challenge));
        return switch (post(to, url, UUID.randomUUID().toString(), payload)) {
            case PostResult.Accepted(String answer) ->
                    repeats(answer, challenge)
                            ? Optional.empty()
                            : Optional.of("did not answer with the challenge it was sent");
            case PostResult.Failed(String reason, var _) -> Optional.of(reason);
            case PostResult.Gone() -> Optional.of("answered 410");
        };
    }

    private static boolean repeats(String answer, String challenge) {
        if (answer.strip().equals(challenge)) {
            return true;
        }
        try {
            return new JsonView(Json.object(answer))
                    .text("challenge")
                    .filter(challenge::equals)
                    .isPresent();
        } catch (MalformedJsonException _) {
            return false;
        }
    }

    private static PostResult read(Response answer) {
        int status = answer.status();
        if (status / 100 == 2) {
            return new PostResult.Accepted(answer.text());
        }
        if (status == GONE) {
            return new PostResult.Gone();
        }
        String said = answer.text().strip();
        String shown = said.length() > SHOWN ? said.substring(0, SHOWN) + "…" : said;
        return new PostResult.Failed(
                ("answered " + status + " " + shown).strip(), answer.retryAfter());
    }

    private static PostResult failed(FailureReason reason, String detail) {
        String happened =
                switch (reason) {
                    case BREAKER_OPEN, BUSY -> "was not asked";
                    case REFUSED_URL -> "leads where this server does not go";
                    case UNREACHABLE -> "could not be reached";
                    case TIMED_OUT -> "did not answer in time";
                    case CUT -> "broke the connection off";
                    case TOO_LARGE -> "answered with too much";
                    case CANCELLED -> "was not waited for";
                };
        return new PostResult.Failed(happened + " (" + detail + ")", Optional.empty());
    }
}
