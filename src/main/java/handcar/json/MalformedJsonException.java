package handcar.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/// The bytes are not JSON, or not JSON of the wanted kind. The message says where and is safe to show to the sender.
public final class MalformedJsonException extends RuntimeException {
    private static final String TEXT_TOO_LONG =
            "A text in the JSON has more than " + Json.LONGEST_TEXT + " characters.";

    private MalformedJsonException(String message, Throwable cause) {
        super(message, cause);
    }

    public MalformedJsonException(String message) {
        super(message);
    }

    /// Whether it is JSON, with a text that is longer than what is read into memory.
    public boolean isTooLong() {
        return TEXT_TOO_LONG.equals(getMessage());
    }

    /// What the parser refused, in words of our own: its sentences name classes and settings that the sender does not have.
    static MalformedJsonException of(JacksonException refusal) {
        return new MalformedJsonException(
                switch (refusal) {
                    case StreamConstraintsException limit -> tooLarge(limit.getOriginalMessage());
                    case JsonEOFException end -> "The JSON ends too early" + place(end);
                    default -> "Malformed JSON" + place(refusal);
                },
                refusal);
    }

    private static String place(JacksonException refusal) {
        JsonLocation at = refusal.getLocation();
        return at == null || at.getLineNr() < 1
                ? "."
                : " at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
    }

    private static String tooLarge(String limit) {
        String what = limit.replaceAll(" .*", "");
        return switch (what) {
            case "Number" -> "A number is too long.";
            case "Name" -> "The name of a field is too long.";
            case "String" -> TEXT_TOO_LONG;
            case "Document" ->
                    limit.contains("nesting")
                            ? "The JSON is nested too deep."
                            : "The JSON is too long.";
            default -> "The JSON is too large.";
        };
    }
}
