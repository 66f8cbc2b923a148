package handcar.http.stream;

import module java.base;

import handcar.json.Json;

/// An event that is written as JSON once for all its listeners.
///
/// @param id the number by which a client that reconnects names the last event it saw
/// @param json its data
public record StreamEvent(OptionalLong id, String name, String json) {
    public static StreamEvent of(OptionalLong id, String name, Map<String, ?> data) {
        return new StreamEvent(id, name, Json.text(data));
    }
}
