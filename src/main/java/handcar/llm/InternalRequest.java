package handcar.llm;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.cost.CallOrigin;
import handcar.llm.provider.CompatibilityFlag;
import handcar.llm.provider.ModelRequest;

/// A request that Handcar itself makes. It adapts to what a server can read, and any model will do.
///
/// @param deadline when the caller stops waiting, as `System.nanoTime()` counts
record InternalRequest(
        Kind kind,
        CallOrigin origin,
        String model,
        Map<String, Object> fields,
        OptionalLong deadline)
        implements ModelRequest {
    /// A request that waits for as long as the providers may take.
    InternalRequest(Kind kind, CallOrigin origin, String model, Map<String, Object> fields) {
        this(kind, origin, model, fields, OptionalLong.empty());
    }

    @Override
    public Optional<Duration> remaining() {
        return deadline.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(deadline.getAsLong() - System.nanoTime()));
    }

    @Override
    public boolean isStrict() {
        return false;
    }

    @Override
    public JsonView field(String name) {
        return new JsonView(fields.get(name));
    }

    @Override
    public long inputLength() {
        Object input = kind == Kind.CHAT ? fields.get("messages") : fields.get("input");
        return Json.text(input).length();
    }

    @Override
    public byte[] body(String named, Set<CompatibilityFlag> flags) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", named);
        body.putAll(fields);
        flags.forEach(flag -> flag.apply(body));
        return Json.bytes(body);
    }

    @Override
    public Set<CompatibilityFlag> applicable(Set<CompatibilityFlag> flags) {
        return flags;
    }
}
