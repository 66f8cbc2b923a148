package handcar.channel;

import module java.base;

import handcar.problem.Problem;

/// Verifies and reads the webhooks of one provider. It holds no state and stores nothing.
public interface WebhookParser {
    /// How far a signed time may differ from the time of arrival.
    Duration REPLAY_WINDOW = Duration.ofMinutes(5);

    /// Whether a signed time, in seconds, is near enough to the time of arrival.
    static boolean isTimely(String stamp, WebhookRequest request) {
        return stamp.matches("\\d{1,11}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(stamp)), request.at())
                                .abs()
                                .compareTo(REPLAY_WINDOW)
                        <= 0;
    }

    /// Whether a secret is configured; without one webhooks are answered with 404.
    default boolean isOpen(ChannelAccount account) {
        return !account.webhookSecrets().isEmpty();
    }

    /// Whether the head of a request, whose body is empty here, shows that no proof can hold: the body of a stranger is not read then.
    default boolean isHopeless(WebhookRequest head, ChannelAccount account) {
        return false;
    }

    /// Throws [Problem.Unauthorized] unless the raw bytes come from the provider. A missing signature is refused like a wrong
    /// one, in constant time, before anything is parsed.
    void verify(WebhookRequest request, ChannelAccount account);

    /// The events of a webhook, in their order; stored webhooks are read again. Unknown types and missing optional fields
    /// become [InboundEvent.UnknownEvent] or are skipped. A body that is not in the provider's format is [Problem.Malformed]
    /// or [handcar.json.MalformedJsonException]; the methods below are then not called.
    List<InboundEvent> read(WebhookRequest request, ChannelAccount account);

    /// The provider's id of this webhook, the same when it is repeated; empty when the body alone identifies it.
    default Optional<String> eventId(WebhookRequest request) {
        return Optional.empty();
    }

    /// The body as it may be stored: without tokens and keys.
    default String kept(WebhookRequest request) {
        return request.text();
    }

    /// The answer after the webhook is stored; `{"status":"ok"}` unless the provider expects something else. It must not
    /// depend on whether the events are new.
    default WebhookResponse response(WebhookRequest request) {
        return WebhookResponse.OK;
    }

    /// The answer to a GET that verifies the address (`hub.challenge`): [Problem.Forbidden] for a wrong token,
    /// [Problem.NotFound] where there is no such handshake.
    default WebhookResponse handshake(WebhookRequest request, ChannelAccount account) {
        throw new Problem.NotFound("not_found", "This provider verifies no address.");
    }

    /// An answer in the provider's own format, under 200.
    record WebhookResponse(String contentType, String body) {
        public static final WebhookResponse OK =
                new WebhookResponse("application/json", "{\"status\":\"ok\"}");
    }

    /// The one answer to every kind of wrong signature.
    static Problem.Unauthorized signatureInvalid() {
        return new Problem.Unauthorized(
                "signature_invalid",
                "The signature is missing, wrong or too old. Check the secret on both sides.");
    }
}
