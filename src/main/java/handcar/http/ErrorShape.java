package handcar.http;

import module java.base;

/// The shape of errors for the clients of an API: the one of all routes, and beside it, for Anthropic's, the type of the whole, by which
/// its clients know an error, and Anthropic's word for an answer that took too long. <https://docs.claude.com/en/api/errors>
public final class ErrorShape {
    private static final String MESSAGES = "/v1/messages";

    private ErrorShape() {}

    /// An error as the clients of a path expect it.
    public static Map<String, Object> at(String path, Map<String, Object> body) {
        return path.equals(MESSAGES) || path.startsWith(MESSAGES + "/") ? messages(body) : body;
    }

    /// An error of Anthropic's API, also as an event of a stream.
    public static Map<String, Object> messages(Map<String, Object> body) {
        Map<String, Object> typed = new LinkedHashMap<>();
        typed.put("type", "error");
        typed.putAll(body);
        if (body.get("error") instanceof Map<?, ?> error && "timeout".equals(error.get("type"))) {
            Map<Object, Object> late = new LinkedHashMap<>(error);
            late.put("type", "timeout_error");
            typed.put("error", late);
        }
        return typed;
    }
}
