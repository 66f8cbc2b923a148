package handcar.problem;

import module java.base;

/// One error as it leaves the server: its status, its fields and its headers.
public record ErrorResponse(
        int status,
        String type,
        String code,
        String message,
        Map<String, Object> details,
        Map<String, String> headers) {

    public ErrorResponse(int status, String type, Problem problem, Map<String, String> headers) {
        this(
                status,
                type,
                problem.code(),
                String.valueOf(problem.getMessage()),
                problem.details(),
                headers);
    }

    public ErrorResponse(int status, String type, Problem problem) {
        this(status, type, problem, Map.of());
    }

    public ErrorResponse(int status, String type, String code, String message) {
        this(status, type, code, message, Map.of(), Map.of());
    }

    /// The body of the response.
    public Map<String, Object> body(String requestId) {
        return Map.of(
                "error",
                Map.of(
                        "code", code,
                        "type", type,
                        "message", message,
                        "details", details,
                        "request_id", requestId));
    }
}
