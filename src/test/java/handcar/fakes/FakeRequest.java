package handcar.fakes;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

/// What a fake was asked. Header names are in lower case.
@SuppressWarnings("ArrayRecordComponent")
public record FakeRequest(String method, String path, Map<String, String> headers, byte[] body) {
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonView json() {
        return new JsonView(Json.any(body));
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
