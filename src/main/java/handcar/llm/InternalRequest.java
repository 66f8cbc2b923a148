package handcar.llm;

import module java.base;

import handcar.json.Json;
import handcar.llm.cost.CallOrigin;
import handcar.llm.provider.AdaptableRequest;

/// A request that Handcar itself makes. It adapts to what a server can read, and any model will do.
///
/// @param deadline when the caller stops waiting, as `System.nanoTime()` counts
record InternalRequest(
        Kind kind,
        CallOrigin origin,
        String model,
        Map<String, Object> fields,
        OptionalLong deadline)
        implements AdaptableRequest {
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
    public long inputLength() {
        Object input = kind == Kind.CHAT ? fields.get("messages") : fields.get("input");
        return Json.text(input).length();
    }
}
