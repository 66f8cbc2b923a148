package handcar.channel;

import module java.base;

import handcar.problem.Problem;

/// How one provider's webhooks are proven and read. Holds no state and touches nothing: whoever calls stores.
public interface WebhookParser {
    /// How far a signed time may be off, either way.
    Duration REPLAY_WINDOW = Duration.ofMinutes(5);

    /// Whether a signed time, in seconds, is near enough to the time at which the webhook came.
    static boolean isTimely(String stamp, WebhookRequest request) {
        return stamp.matches("\\d{1,11}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(stamp)), request.at())
                                .abs()
                                .compareTo(REPLAY_WINDOW)
                        <= 0;
    }

    /// Whether a secret is configured; without one the door is closed (404).
    default boolean isOpen(ChannelAccount account) {
        return !account.webhookSecrets().isEmpty();
    }

    /// [Problem.Unauthorized] unless the raw bytes verify to come from the provider: a missing proof is refused like a wrong
    /// one, in constant time, before anything is parsed.
    void verify(WebhookRequest request, ChannelAccount account);

    /// What it tells, in its order; also used to read a stored event again. Unknown types and missing optional fields are
    /// [InboundEvent.UnknownEvent] or skipped, never an exception; a body that is not in the provider's format at all is
    /// [Problem.Malformed] (or `handcar.json.MalformedJson`).
    List<InboundEvent> read(WebhookRequest request, ChannelAccount account);

    /// The provider's own name for this delivery, the same when it is repeated; empty when the body alone identifies it.
    default Optional<String> eventId(WebhookRequest request) {
        return Optional.empty();
    }

    /// The body as it may be kept: without tokens or keys.
    default String kept(WebhookRequest request) {
        return request.text();
    }

    /// What the provider reads after the event is stored; `{"status":"ok"}` unless it wants something else. Must not
    /// depend on what [#read] found being new.
    default WebhookResponse response(WebhookRequest request) {
        return WebhookResponse.OK;
    }

    /// The answer to a proving GET (`hub.challenge`): [Problem.Forbidden] for a wrong token, [Problem.NotFound] where there
    /// is no such handshake.
    default WebhookResponse handshake(WebhookRequest request, ChannelAccount account) {
        throw new Problem.NotFound("not_found", "This provider verifies no address.");
    }

    /// An answer in the provider's own format, under 200.
    record WebhookResponse(String contentType, String body) {
        public static final WebhookResponse OK =
                new WebhookResponse("application/json", "{\"status\":\"ok\"}");
    }

    /// For implementations: refuses with one sentence for every kind of wrong proof.
    static Problem.Unauthorized signatureInvalid() {
        return new Problem.Unauthorized(
                "signature_invalid",
                "The signature is missing, wrong or too old. Check the secret on both sides.");
    }
}
