package handcar.llm.proxy;

import module java.base;

import handcar.http.upload.SpooledBody;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.json.RawJsonObject;
import handcar.llm.cost.CallOrigin;
import handcar.llm.provider.CompatibilityFlag;
import handcar.llm.provider.EventRoom;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ResponseItems;
import handcar.net.Request;

/// What a program asks of a model, in JSON as it came: unknown fields are passed on.
///
/// @param model the name it asks for; [ModelRequest#ANY_MODEL] when it names none
/// @param textLength how much of it is text that a model reads, in bytes
/// @param content what else a model reads; only looked for when the program has limits
record ProxyRequest(
        Kind kind,
        GatewayClient by,
        RawJsonObject json,
        String model,
        long textLength,
        RequestContent content,
        Map<String, String> headers,
        ResponseItems items,
        TranslationRoom room)
        implements ModelRequest {
    private static final Set<CompatibilityFlag> STREAMING =
            Set.of(CompatibilityFlag.NO_STREAM_USAGE);

    private static final String USAGE = "include_usage";

    /// @param headers those of the request that the provider gets too
    /// @param room closed by the caller when the request is answered
    static ProxyRequest of(
            Kind kind,
            GatewayClient by,
            SpooledBody body,
            Map<String, String> headers,
            ResponseItems items,
            TranslationRoom room) {
        RawJsonObject json = RawJsonObject.of(body);
        return new ProxyRequest(
                kind,
                by,
                json,
                json.text("model").orElse(ANY_MODEL),
                textLength(kind, json, body),
                by.isMetered() ? RequestContent.of(kind, json) : RequestContent.TEXT,
                headers,
                items,
                room);
    }

    private static long textLength(Kind kind, RawJsonObject json, SpooledBody body) {
        if (kind == Kind.SPEECH) {
            // paid by the character
            return json.text("input").map(text -> text.codePointCount(0, text.length())).orElse(0);
        }
        if (body.inMemory() == 0) {
            return TextLength.of(body);
        }
        return Stream.of("messages", "input", "prompt", "system", "instructions", "tools")
                .mapToLong(json::length)
                .sum();
    }

    @Override
    public CallOrigin origin() {
        return origin(kind, by);
    }

    static CallOrigin origin(Kind kind, GatewayClient by) {
        String purpose =
                "gateway."
                        + switch (kind) {
                            case CHAT -> "chat";
                            case EMBEDDINGS -> "embed";
                            case COMPLETIONS,
                                    RESPONSES,
                                    MODERATIONS,
                                    IMAGES,
                                    SPEECH,
                                    TRANSCRIPTIONS,
                                    MESSAGES,
                                    COUNT_TOKENS ->
                                    kind.label();
                        };
        return new CallOrigin(
                purpose,
                Optional.empty(),
                Optional.empty(),
                Optional.of(by.id()),
                by.hasBudget(),
                by.tokensPerMinute());
    }

    @Override
    public boolean isStrict() {
        return true;
    }

    @Override
    public boolean allows(String provider, String named) {
        return by.mayUse(named) || by.mayUse(provider + "/" + named);
    }

    @Override
    public JsonView field(String name) {
        try {
            if (kind == Kind.CHAT) {
                return json.at(name, room.ofTexts(name));
            }
            room.take(name, json.length(name));
            return json.at(name);
        } catch (MalformedJsonException e) {
            throw ProviderErrors.tooLong(name, e); // the body was checked but for its texts' length
        }
    }

    @Override
    public EventRoom eventRoom(String provider) {
        return room.ofEvents(provider);
    }

    @Override
    public Set<String> names() {
        return json.names();
    }

    @Override
    public boolean streams() {
        return json.isTrue("stream");
    }

    /// The bytes that came, with the provider's name for the model. The tokens of a stream are counted for the call log, whether the
    /// program wants to know them or not.
    @Override
    public Request.Body body(String named, Set<CompatibilityFlag> flags) {
        RawJsonObject sent = json;
        if (!named.equals(model) || !json.mentions("model")) {
            sent = sent.with("model", Json.text(named));
        }
        if (isCounted() && !flags.contains(CompatibilityFlag.NO_STREAM_USAGE)) {
            Map<String, Object> options = new LinkedHashMap<>(field("stream_options").fields());
            options.put(USAGE, true);
            sent = sent.with("stream_options", Json.text(options));
        }
        return new Request.Body("application/json", sent.length(), sent::writeTo);
    }

    /// A program knows what it asks for: nothing but what is added here is taken away again.
    @Override
    public Set<CompatibilityFlag> applicable(Set<CompatibilityFlag> flags) {
        return isCounted() && flags.contains(CompatibilityFlag.NO_STREAM_USAGE)
                ? STREAMING
                : Set.of();
    }

    private boolean isCounted() {
        return kind.hasStreamOptions() && streams() && !wantsUsage();
    }

    @Override
    public boolean namesContent() {
        return content.isNamed();
    }

    @Override
    public long images() {
        return content.images();
    }

    /// What a guess of the tokens read goes by, in bytes of JSON.
    @Override
    public long inputLength() {
        return textLength;
    }

    @Override
    public boolean isEstimated() {
        return kind != Kind.SPEECH;
    }
}
