package handcar.llm;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.RawJsonObject;

import java.util.List;
import java.util.Optional;

/// What a program asks of a model, in OpenAI's JSON as it came: fields nobody here knows are passed on.
///
/// @param model the name it asks for; [ProxyRouter#DEFAULT] when it names none
record ProxyRequest(Kind kind, GatewayClient by, RawJsonObject json, String model) {

    /// What is asked for.
    enum Kind {
        CHAT("/chat/completions", "choices"),
        EMBEDDINGS("/embeddings", "data");

        private final String path;
        private final String result;

        Kind(String path, String result) {
            this.path = path;
            this.result = result;
        }

        /// Below the provider's base URL.
        String path() {
            return path;
        }

        /// The field an answer has.
        String result() {
            return result;
        }

        /// As the ledger calls it.
        String purpose() {
            return switch (this) {
                case CHAT -> "gateway.chat";
                case EMBEDDINGS -> "gateway.embed";
            };
        }
    }

    static ProxyRequest of(Kind kind, GatewayClient by, byte[] body) {
        RawJsonObject json = RawJsonObject.of(body);
        return new ProxyRequest(kind, by, json, json.text("model").orElse(ProxyRouter.DEFAULT));
    }

    /// Whether the answer is to come as it is written.
    boolean streams() {
        return kind == Kind.CHAT && json.isTrue("stream");
    }

    /// Whether the program wants to see what a stream used.
    boolean wantsUsage() {
        return json.at("stream_options").isTrue("include_usage");
    }

    /// The turns of the conversation; [ProviderException] when there are none.
    List<JsonView> messages() {
        List<JsonView> messages = json.at("messages").each().toList();
        if (messages.isEmpty()) {
            throw unacceptable("handcar", "messages", "messages must be a list of at least one.");
        }
        return messages;
    }

    /// The refusal of a request that a provider behind us cannot be asked.
    static ProviderException unacceptable(String provider, String field, String why) {
        return new ProviderException.Refused(
                provider,
                400,
                why,
                new ProviderException.Terms(
                        Optional.of("invalid_request_error"),
                        Optional.of("invalid_value"),
                        Optional.of(field)));
    }

    /// The body for a provider that calls the model so.
    byte[] body(String named) {
        return named.equals(model) && json.mentions("model")
                ? json.bytes()
                : json.with("model", Json.text(named));
    }

    /// What a guess of the tokens read goes by, in characters.
    long inputLength() {
        return json.length("messages") + (long) json.length("input");
    }
}
