package handcar.http.stream;

import handcar.json.Json;

import java.util.Map;
import java.util.OptionalLong;

/// An event put into words once, for however many will hear it.
///
/// @param id by which a client that comes back says what it saw last
/// @param json its data
public record StreamEvent(OptionalLong id, String name, String json) {
    public static StreamEvent of(OptionalLong id, String name, Map<String, ?> data) {
        return new StreamEvent(id, name, Json.text(data));
    }
}
