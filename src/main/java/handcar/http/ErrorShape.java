package handcar.http;

import module java.base;

import handcar.json.JsonView;

/// The shape of errors for the clients of an API: the one of all routes, and Anthropic's, which has a type at the top and names of its own
/// for types. <https://docs.claude.com/en/api/errors>
public final class ErrorShape {
    private static final String MESSAGES = "/v1/messages";

    private static final Set<String> TYPES =
            Set.of(
                    "invalid_request_error",
                    "authentication_error",
                    "billing_error",
                    "permission_error",
                    "not_found_error",
                    "request_too_large",
                    "rate_limit_error",
                    "timeout_error",
                    "overloaded_error",
                    "api_error");

    private ErrorShape() {}

    /// An error as the clients of a path expect it.
    public static Map<String, Object> at(String path, int status, Map<String, Object> body) {
        return path.equals(MESSAGES) ? messages(type(status), body) : body;
    }

    /// An error in a stream of Anthropic's API, where its own types stay.
    public static Map<String, Object> event(int status, Map<String, Object> body) {
        String own = new JsonView(body).at("error").text("type").orElse("");
        return messages(TYPES.contains(own) ? own : type(status), body);
    }

    private static Map<String, Object> messages(String type, Map<String, Object> body) {
        Map<String, Object> error = new LinkedHashMap<>(new JsonView(body).at("error").fields());
        error.put("type", type);
        Map<String, Object> typed = new LinkedHashMap<>(body);
        typed.put("type", "error");
        typed.put("error", error);
        return typed;
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
