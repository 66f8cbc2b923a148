package handcar.llm.proxy;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.RawJsonObject;
import handcar.llm.cost.CallOrigin;
import handcar.llm.provider.CompatibilityFlag;
import handcar.llm.provider.ModelRequest;

/// What a program asks of a model, in OpenAI's JSON as it came: unknown fields are passed on.
///
/// @param model the name it asks for; [ModelRequest#ANY_MODEL] when it names none
record ProxyRequest(Kind kind, GatewayClient by, RawJsonObject json, String model)
        implements ModelRequest {
    private static final Set<CompatibilityFlag> STREAMING =
            Set.of(CompatibilityFlag.NO_STREAM_USAGE);
    private static final String COUNTED = "{\"include_usage\":true}";

    static ProxyRequest of(Kind kind, GatewayClient by, byte[] body) {
        RawJsonObject json = RawJsonObject.of(body);
        return new ProxyRequest(kind, by, json, json.text("model").orElse(ANY_MODEL));
    }

    @Override
    public CallOrigin origin() {
        String purpose =
                switch (kind) {
                    case CHAT -> "gateway.chat";
                    case EMBEDDINGS -> "gateway.embed";
                };
        return new CallOrigin(purpose, Optional.empty(), Optional.empty(), Optional.of(by.id()));
    }

    @Override
    public boolean isStrict() {
        return true;
    }

    @Override
    public JsonView field(String name) {
        return json.at(name);
    }

    /// Whether the answer is to come as it is written.
    boolean streams() {
        return kind == Kind.CHAT && json.isTrue("stream");
    }

    /// The bytes that came, with the provider's name for the model. A stream is counted for the call log if the program
    /// did not decide that itself.
    @Override
    public byte[] body(String named, Set<CompatibilityFlag> flags) {
        boolean isCounted = isCounted() && !flags.contains(CompatibilityFlag.NO_STREAM_USAGE);
        if (named.equals(model) && json.mentions("model")) {
            return isCounted ? json.with("stream_options", COUNTED) : json.bytes();
        }
        byte[] body = json.with("model", Json.text(named));
        return isCounted ? RawJsonObject.of(body).with("stream_options", COUNTED) : body;
    }

    /// A program knows what it asks for: nothing but what is added here is taken away again.
    @Override
    public Set<CompatibilityFlag> applicable(Set<CompatibilityFlag> flags) {
        return isCounted() && flags.contains(CompatibilityFlag.NO_STREAM_USAGE)
                ? STREAMING
                : Set.of();
    }

    private boolean isCounted() {
        return streams() && !json.mentions("stream_options");
    }

    /// What a guess of the tokens read goes by, in bytes of JSON.
    @Override
    public long inputLength() {
        return json.length("messages") + (long) json.length("input");
    }
}
