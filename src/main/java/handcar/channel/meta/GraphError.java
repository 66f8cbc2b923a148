package handcar.channel.meta;

import handcar.json.JsonView;

import java.util.Optional;

/// What an answer of the Graph API says went wrong; also answers under 200 may say so.
/// <https://developers.facebook.com/docs/graph-api/guides/error-handling>
///
/// @param code of Meta's lists; 0 when the answer names none
/// @param subcode narrows the code; 0 when there is none
/// @param passing whether Meta calls it passing
/// @param message for a person
public record GraphError(long code, long subcode, boolean passing, String message) {
    /// No sentence of theirs is longer, and nobody reads more.
    private static final int LONGEST = 300;

    /// The error in an answer; empty when it says none.
    static Optional<GraphError> in(JsonView body) {
        JsonView error = body.at("error");
        if (error.fields().isEmpty()) {
            return Optional.empty();
        }
        String detail =
                error.at("error_data")
                        .text("details")
                        .or(() -> error.text("error_user_msg"))
                        .or(() -> error.text("message"))
                        .orElse("no reason given");
        return Optional.of(
                new GraphError(
                        error.number("code").orElse(0),
                        error.number("error_subcode").orElse(0),
                        error.isTrue("is_transient"),
                        detail.substring(0, Math.min(detail.length(), LONGEST))));
    }

    /// As staff and logs read it.
    public String sentence() {
        return message + " (" + code + (subcode == 0 ? "" : "/" + subcode) + ")";
    }
}
